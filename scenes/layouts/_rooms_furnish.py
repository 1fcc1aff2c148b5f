"""How each kind of room is furnished."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from ._rooms_groups import (
    armchair_at,
    beside,
    chairs_around,
    lay_table,
    pillows,
    put_on,
    screen_across,
    sitting_group,
    soften,
    workplace,
)
from ._rooms_plan import SIDES, Rect, Room

CLEAR_M = {"bookshelf": 0.4, "low bookshelf": 0.4, "sideboard": 0.5, "dresser": 0.5, "wardrobe": 0.6}
CORNERED = frozenset({"plant", "floor lamp", "basket", "bin", "armchair"})  # what people put into corners


def living_room(room: Room) -> None:
    """Furnish with a sofa, a table and a rug before it, a screen across, armchairs, shelves."""
    found = room.against_wall(room.make("sofa"), 0.0, _long_sides(room))
    if found is None:
        return
    number, place = found
    soften(room, number, "cushion", int(room.shapes.integers(1, 4)))
    table = sitting_group(room, place)
    for stand in beside(room, place, "side table"):
        put_on(room, stand, "table lamp")
    beside(room, place, "floor lamp")
    screen_across(room, place)
    for _ in range(2 if table else 0):
        armchair_at(room, table or place)
    _fill(
        room,
        ("bookshelf", "bookshelf", "low bookshelf", "sideboard", "dresser", "plant", "plant", "floor lamp", "basket"),
    )


def bedroom(room: Room) -> None:
    """Furnish with a bed between nightstands, a wardrobe, a dresser, sometimes a desk."""
    found = room.against_wall(room.make("bed" if min(room.size_m[:2]) > 3.2 else "single bed"), 0.6)
    if found is None:
        return
    number, place = found
    pillows(room, number)
    for stand in beside(room, place, "nightstand", limit=2):
        if room.shapes.random() < 0.8:
            put_on(room, stand, "table lamp")
    rug = room.make("small rug")
    room.lay(rug, replace(place.front(0.95), width_m=rug.size_m[0], depth_m=rug.size_m[1]))
    for kind in ("wardrobe", "dresser"):
        _against(room, kind)
    if room.shapes.random() < 0.4:
        workplace(room)
    _fill(
        room, ("bookshelf", "low bookshelf", "chair", "plant", "plant", "floor lamp", "basket", "ottoman", "armchair")
    )


def study(room: Room) -> None:
    """Furnish with one or two desks, shelves full of books, an armchair to read in."""
    workplace(room)
    if min(room.size_m[:2]) > 3.6 and room.shapes.random() < 0.6:
        workplace(room)
    for _ in range(2):
        _against(room, "bookshelf")
    _fill(
        room,
        (
            "bookshelf",
            "low bookshelf",
            "sideboard",
            "armchair",
            "plant",
            "plant",
            "floor lamp",
            "bin",
            "basket",
            "stool",
        ),
    )
    rug = room.make("rug")
    room.lay(rug, Rect(0.0, 0.0, rug.size_m[0], rug.size_m[1], float(room.shapes.choice(SIDES))))


def dining_room(room: Room) -> None:
    """Furnish with a table, chairs around it and a sideboard."""
    table = room.make("dining table")
    x, y = room.shapes.uniform(-0.3, 0.3, 2).tolist()
    place = Rect(x, y, table.size_m[0], table.size_m[1], 0.0 if room.size_m[0] >= room.size_m[1] else 90.0)
    number = room.stand(table, place)
    if number is None:
        return
    chairs_around(room, place)
    if room.shapes.random() < 0.5:
        lay_table(room, number)
    _against(room, "sideboard")
    _fill(
        room,
        ("bookshelf", "low bookshelf", "sideboard", "dresser", "plant", "plant", "floor lamp", "basket", "armchair"),
    )


PROGRAMS: dict[str, Callable[[Room], None]] = {
    "living room": living_room,
    "bedroom": bedroom,
    "study": study,
    "dining room": dining_room,
}


def decorate(room: Room) -> None:
    """Hang pictures, shelves and one clock where walls are free."""
    if room.shapes.random() < 0.5:
        _hang(room, "clock", 1.95)
    for _ in range(int(room.shapes.integers(1, 4))):
        _hang(room, "wall shelf", room.shapes.uniform(1.35, 1.6))
    for _ in range(int(room.shapes.integers(7, 13))):
        _hang(room, str(room.shapes.choice(["picture", "picture", "large picture"])), room.shapes.normal(1.55, 0.04))


def _hang(room: Room, kind: str, middle_m: float) -> None:
    piece = room.make(kind)
    for side in room.shapes.permutation(SIDES).tolist():
        half_m = room.span_m(side) / 2 - 0.3
        for _ in range(4):
            along_m = room.shapes.uniform(-half_m, half_m)
            if room.hang(piece, side, along_m, middle_m - piece.size_m[2] / 2, 0.1) is not None:
                return


def _long_sides(room: Room) -> tuple[int, ...]:
    """Return the sides that a sofa should stand at: across the shorter way, where one way is clearly shorter."""
    ratio = room.size_m[0] / room.size_m[1]
    return (0, 180) if ratio > 1.15 else (90, 270) if ratio < 0.87 else SIDES


def _against(room: Room, kind: str) -> None:
    room.against_wall(room.make(kind), CLEAR_M.get(kind, 0.0))


def _fill(room: Room, kinds: tuple[str, ...]) -> None:
    """Place what still fits of some kinds, in any order."""
    for kind in room.shapes.permutation(list(kinds)).tolist():
        if kind in CORNERED:
            _in_corner(room, kind)
        else:
            _against(room, kind)


def _in_corner(room: Room, kind: str) -> None:
    piece = room.make(kind)
    width, depth, _ = piece.size_m
    turn_deg = 25.0 if kind == "armchair" else 0.0
    out_m = max(width, depth) / 2 + (0.18 if turn_deg else 0.08)
    for side in room.shapes.permutation(SIDES).tolist():
        corner = room.at_wall(side, room.span_m(side) / 2 - out_m, out_m, width, depth)
        if room.stand(piece, replace(corner, turn_deg=corner.turn_deg - turn_deg)) is not None:
            return
