"""How each kind of room is furnished."""

from __future__ import annotations

from collections.abc import Callable

from ..furniture.surfaces import surfaces
from ..spec import Procedural, SceneObject
from ._rooms_clutter import put, set_down
from ._rooms_plan import SIDES, Rect, Room, Standing


def living_room(room: Room) -> None:
    """A sofa with a table and a rug before it, something to look at across, armchairs, shelves."""
    sofa = room.make("sofa")
    found = room.against_wall(sofa, 0.0, _long_sides_first(room))
    if found is None:
        return
    instance, rect = found
    _cushions(room, room.objects[instance - 1])
    table = _sitting_group(room, rect)
    _beside(room, rect, "side table", "table lamp")
    _beside(room, rect, "floor lamp")
    _across(room, rect)
    for _ in range(2):
        if table is not None:
            _armchair(room, table)
    _fill(room, ("bookshelf", "bookshelf", "low bookshelf", "sideboard", "dresser", "plant", "floor lamp", "basket", "ottoman", "stool"), 9)


def bedroom(room: Room) -> None:
    """A bed between nightstands, a wardrobe, a dresser."""
    bed = room.make("bed" if min(room.size_m[:2]) > 3.2 else "single bed")
    found = room.against_wall(bed, 0.6, SIDES)
    if found is None:
        return
    instance, rect = found
    _pillows(room, room.objects[instance - 1])
    for side in (-1, 1):
        stand = room.make("nightstand")
        place = _next_to(rect, side, stand.size_m[0], stand.size_m[1], 0.05)
        number = room.stand(stand, place)
        if number is not None and room.shapes.random() < 0.8:
            _on(room, number, "table lamp")
    _rug_at(room, rect.front(0.9), "small rug")
    _against(room, "wardrobe", 0.7)
    _against(room, "dresser", 0.6)
    _desk(room, room.shapes.random() < 0.4)
    _fill(room, ("bookshelf", "low bookshelf", "chair", "plant", "floor lamp", "basket", "ottoman", "armchair", "plant", "stool"), 8)


def study(room: Room) -> None:
    """Desks with screens, shelves full of books, an armchair to read in."""
    _desk(room, True)
    if min(room.size_m[:2]) > 3.6:
        _desk(room, room.shapes.random() < 0.6)
    for _ in range(2):
        _against(room, "bookshelf", 0.4)
    _rug_at(room, Rect(0.0, 0.0, 0.0, 0.0, float(room.shapes.choice(SIDES))), "rug")
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
        7,
    )


def dining_room(room: Room) -> None:
    """A table with chairs around it, a sideboard, a cabinet."""
    table = room.make("dining table")
    along_x = room.size_m[0] >= room.size_m[1]
    x, y = room.shapes.uniform(-0.3, 0.3, 2).tolist()
    rect = Rect(x, y, table.size_m[0], table.size_m[1], 0.0 if along_x else 90.0)
    if room.stand(table, rect) is None:
        return
    _chairs(room, rect)
    _against(room, "sideboard", 0.5)
    _fill(
        room,
        ("bookshelf", "low bookshelf", "sideboard", "dresser", "plant", "plant", "floor lamp", "basket", "chair"),
        6,
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


def _long_sides_first(room: Room) -> tuple[int, ...]:
    return (
        (0, 180)
        if room.size_m[0] > 1.15 * room.size_m[1]
        else (90, 270)
        if room.size_m[1] > 1.15 * room.size_m[0]
        else SIDES
    )


def _against(room: Room, kind: str, clear_m: float) -> None:
    room.against_wall(room.make(kind), clear_m)


def _fill(room: Room, kinds: tuple[str, ...], tries: int) -> None:
    clear_m = {"bookshelf": 0.4, "low bookshelf": 0.4, "sideboard": 0.5, "dresser": 0.5}
    for kind in room.shapes.permutation(list(kinds))[:tries].tolist():
        if kind in ("plant", "floor lamp", "basket", "bin", "armchair"):
            _in_corner(room, kind)
        else:
            _against(room, kind, clear_m.get(kind, 0.0))


def _in_corner(room: Room, kind: str) -> None:
    piece = room.make(kind)
    half_m = max(piece.size_m[0], piece.size_m[1]) / 2
    for side in room.shapes.permutation(SIDES).tolist():
        along = room.span_m(side) / 2 - half_m - 0.08
        turn = 25.0 if kind == "armchair" else 0.0
        rect = room.at_wall(
            side, along - 0.1 * (turn > 0), half_m + 0.08 + 0.1 * (turn > 0), piece.size_m[0], piece.size_m[1]
        )
        rect = Rect(rect.x_m, rect.y_m, rect.width_m, rect.depth_m, rect.turn_deg - turn)
        if room.stand(piece, rect) is not None:
            return


def _sitting_group(room: Room, sofa: Rect) -> Rect | None:
    """Lay a rug before the sofa and stand a coffee table on it."""
    table = room.make(str(room.shapes.choice(["coffee table", "coffee table", "round coffee table"])))
    width, depth, _ = table.size_m
    rug = room.make("rug")
    on = None
    strip = sofa.front(2 * 0.06 + rug.size_m[1])
    floor = Rect(strip.x_m, strip.y_m, rug.size_m[0], rug.size_m[1], sofa.turn_deg)
    if room.shapes.random() < 0.85:
        number = room.lay(rug, floor)
        on = (number, rug.size_m[2]) if number is not None else None
    x, y = (floor.x_m, floor.y_m) if on else sofa.at(0.0, sofa.depth_m / 2 + 0.4 + depth / 2)
    rect = Rect(x, y, width, depth, sofa.turn_deg)
    return rect if room.stand(table, rect, on=on) is not None else None


def _armchair(room: Room, table: Rect) -> None:
    chair = room.make("armchair")
    for side in room.shapes.permutation([-1, 1]).tolist():
        reach_m = table.width_m / 2 + chair.size_m[1] / 2 + room.shapes.uniform(0.75, 1.0)
        x, y = table.at(side * reach_m, room.shapes.uniform(0.0, 0.4))
        turn = table.turn_deg - side * room.shapes.uniform(70, 95)
        if room.stand(chair, Rect(x, y, chair.size_m[0], chair.size_m[1], turn)) is not None:
            return


def _next_to(rect: Rect, side: int, width_m: float, depth_m: float, gap_m: float) -> Rect:
    """Return the place beside a rectangle, backs in line."""
    x, y = rect.at(side * (rect.width_m / 2 + gap_m + width_m / 2), depth_m / 2 - rect.depth_m / 2)
    return Rect(x, y, width_m, depth_m, rect.turn_deg)


def _beside(room: Room, rect: Rect, kind: str, carried: str = "") -> None:
    piece = room.make(kind)
    for side in room.shapes.permutation([-1, 1]).tolist():
        place = _next_to(rect, side, piece.size_m[0], piece.size_m[1], 0.06)
        number = room.stand(piece, place)
        if number is not None:
            if carried:
                _on(room, number, carried)
            return


def _across(room: Room, sofa: Rect) -> None:
    """Put a television on a low cabinet at the wall that the sofa faces."""
    side = (round(sofa.turn_deg) + 180) % 360
    along = -(sofa.x_m if side % 180 == 0 else sofa.y_m) * (1 if side in (180, 90) else -1)
    stand = room.make("tv stand")
    found = room.against_wall(stand, 0.5, (side,), along)
    if found is None:
        return
    number, rect = found
    if room.shapes.random() < 0.6:
        _on(room, number, "television", 0.0)
        return
    television = room.make("wall television")
    middle = rect.x_m if side % 180 == 0 else rect.y_m
    room.hang(television, side, middle * (1 if side in (0, 90) else -1), stand.size_m[2] + 0.3)


def _desk(room: Room, wanted: bool) -> None:
    if not wanted:
        return
    found = room.against_wall(room.make("desk"), 0.0)
    if found is None:
        return
    number, rect = found
    desk = room.objects[number - 1]
    chair = room.make("office chair" if room.shapes.random() < 0.7 else "chair")
    x, y = rect.at(
        room.shapes.uniform(-0.1, 0.1), rect.depth_m / 2 + chair.size_m[1] / 2 + room.shapes.uniform(0.05, 0.15)
    )
    room.stand(chair, Rect(x, y, chair.size_m[0], chair.size_m[1], rect.turn_deg + 180 + room.shapes.normal(0, 6)))
    surface = _surface(desk)
    if room.shapes.random() < 0.6:
        monitor = room.make("monitor")
        keys = room.make("keyboard")
        back = surface.depth_m / 2 - monitor.size_m[1] / 2 - 0.02
        set_down(room, desk, surface, monitor, (0.0, back), 0.0)
        set_down(room, desk, surface, keys, (0.0, -surface.depth_m / 2 + keys.size_m[1] / 2 + 0.06), 0.0)
    else:
        set_down(room, desk, surface, room.make("laptop"), (0.0, -0.05), float(room.shapes.normal(0, 5)))
    if room.shapes.random() < 0.7:
        put(room, desk, surface, "desk lamp")


def _chairs(room: Room, table: Rect) -> None:
    """Stand equal chairs around a table, facing it."""
    model = room.make("chair")
    width, depth, _ = model.size_m
    per_side = max(1, int(table.width_m // 0.62))
    for facing, length_m, reach_m, count in (
        (180, table.width_m, table.depth_m, per_side),
        (90, table.depth_m, table.width_m, 1),
    ):
        for flip in (0, 180):
            for k in range(count):
                side_m = (k - (count - 1) / 2) * length_m / count
                out_m = reach_m / 2 + depth / 2 + 0.02 + room.shapes.uniform(0, 0.12)
                turned = Rect(table.x_m, table.y_m, 0, 0, table.turn_deg + facing + flip + 180)
                x, y = turned.at(side_m, out_m)
                if room.shapes.random() < 0.92:
                    room.stand(model, Rect(x, y, width, depth, turned.turn_deg + 180 + room.shapes.normal(0, 4)))


def _cushions(room: Room, sofa: SceneObject) -> None:
    surface = _surface(sofa)
    for _ in range(int(room.shapes.integers(1, 4))):
        put(room, sofa, surface, "cushion")


def _pillows(room: Room, bed: SceneObject) -> None:
    surface = _surface(bed)
    pillow = room.make("pillow")
    count = 2 if surface.width_m > 2 * pillow.size_m[0] else 1
    for k in range(count):
        x = (k - (count - 1) / 2) * surface.width_m / 2
        set_down(room, bed, surface, pillow, (x, 0.0), float(room.shapes.normal(0, 2)))


def _rug_at(room: Room, where: Rect, kind: str) -> None:
    rug = room.make(kind)
    room.lay(rug, Rect(where.x_m, where.y_m, rug.size_m[0], rug.size_m[1], where.turn_deg))


def _on(room: Room, instance: int, kind: str, turn_deg: float | None = None) -> None:
    thing = room.objects[instance - 1]
    put(room, thing, _surface(thing), kind, turn_deg)


def _surface(thing: SceneObject):  # type: ignore[no-untyped-def]
    assert isinstance(thing.geometry, Procedural)
    return surfaces(thing.geometry.generator, thing.geometry.size_m)[0]


__all__ = ["PROGRAMS", "Standing", "decorate"]
