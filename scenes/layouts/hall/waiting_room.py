"""How the waiting room of a hospital or a doctor is furnished: rows of chairs, a reception, doors to go in by."""

from __future__ import annotations

from ...generators.core.parts import spread
from ...pieces import Piece
from ..shared.floor_plan import Rect, Room
from .overhead import hang_free
from .parts import along_wall, anywhere, bag_beside, fill, hang_along, hang_coats, keep_free, one_of, under_ceiling
from .shell import SCHOOL, Shell, build_hall, hang_door

SEAT_M = 0.57  # from one chair of a row to the next
ROW_M = 2.1  # from one pair of rows to the next
CHAIRS = ("conference chair", "conference chair", "stacking chair", "chair")
ALIKE = 0.8  # of the walls have the chairs of the rows
IN_PLACE = 0.93  # of the chairs in rows
MAGAZINES = ("open book", "notebook", "book", "book", "book stack", "paper stack", "small plant", "tissue box")


def waiting_room(room: Room) -> None:
    """Build a room with windows along one side, chairs in rows and along walls, and a reception."""
    rng, (width, depth, _) = room.layout_rng, room.size_m
    window_side = int(rng.choice([0, 180]))
    build_hall(
        room,
        Shell(
            str(rng.choice(["linoleum", "linoleum", "terrazzo"])),
            "paint",
            "ceiling tiles",
            {window_side: "ribbon wall"},
            lower=SCHOOL,
        ),
    )
    door = room.make("door")
    for along_m in spread(depth - 1.5, 2.4):
        hang_door(room, door, 90, along_m)
    hang_door(room, room.make("door"), 270, float(rng.uniform(-0.25, 0.25)) * depth)
    _reception(room, 180 - window_side)
    keep_free(room, 1.0 - width / 2, 0.0, 1.8, depth)
    chair = one_of(room, CHAIRS)
    _rows(room, chair)
    for side in (window_side, 270):
        _along(room, side, chair if rng.random() < ALIKE else one_of(room, CHAIRS))
    panel = room.make("light panel", (1.2, 0.3, 0.03) if rng.random() < 0.4 else (0.6, 0.6, 0.03))
    under_ceiling(room, panel, spread(width, 2.4), spread(depth, 2.4))
    hang_free(room, room.make("way sign", (1.3, 0.06, min(0.42, room.size_m[2] - 2.1))), 1.8 - width / 2, 0.3, 90.0)
    hang_coats(room, int(rng.choice([90, 270])), 6)
    for side in (90, 270, 180 - window_side):
        hang_along(room, ("advert", "notice board", "picture", "notices"), side, 1.4, 1.6, 0.7)
    room.hang(room.make("clock"), 180 - window_side, -0.3 * width, 2.1)
    room.hang(room.make("wall television"), 270, 0.3 * depth, 1.75)
    for kind in ("tall plant", "public bin", "planter", "information screen", "plant"):
        anywhere(room, room.make(kind), 1, 0.3)
    along_wall(room, "vending machine", 180 - window_side, 9.0, 0.5)


def _reception(room: Room, side: int) -> None:
    desk = room.make("reception desk", (3.0, 0.9, 1.12), from_pool=False)
    place = room.at_wall(side, 0.1 * room.span_m(side), 1.4 + 0.45, *desk.size_m[:2])
    number = room.stand(desk, place, 1.0)
    if number is not None:
        fill(room, number, ("monitor", "monitor", "paper stack", "pen pot", "small plant"), 5)
        chair = room.make("office chair")
        at = place.at(0.3, -(desk.size_m[1] + chair.size_m[1]) / 2 - 0.1)
        room.stand(chair, Rect(*at, *chair.size_m[:2], place.turn_deg))


def _rows(room: Room, chair: Piece) -> None:
    """Stand chairs in rows, back to back, a low table between two pairs."""
    table = room.make("coffee table", (0.9, 0.55, 0.42), from_pool=False)
    seats = min(6, int((room.size_m[0] - 5.0) / SEAT_M))
    for y in spread(room.size_m[1] - 3.4, ROW_M):
        for s in (-1, 1):
            for k in (k for k in range(seats) if room.layout_rng.random() < IN_PLACE):
                x = 0.8 + (k - (seats - 1) / 2) * SEAT_M
                turn_deg = (180.0 if s > 0 else 0.0) + float(room.layout_rng.normal(0, 2.5))
                room.stand(chair, Rect(x, y + s * (chair.size_m[1] / 2 + 0.04), *chair.size_m[:2], turn_deg))
        spot = Rect(0.8 + seats * SEAT_M / 2 + 0.8, y, *table.size_m[:2], 90.0)
        number = room.stand(table, spot)
        if number is not None:
            fill(room, number, MAGAZINES, int(room.layout_rng.integers(2, 7)))
        bag_beside(room, Rect(0.8, y, seats * SEAT_M, 2 * chair.size_m[1]), 0.5)


def _along(room: Room, side: int, chair: Piece) -> None:
    """Stand chairs along a wall, here and there a low table with something to read."""
    for along_m in spread(room.span_m(side) - 1.0, SEAT_M + 0.03):
        if room.layout_rng.random() < 0.08:
            found = room.against_wall(room.make("side table"), 0.0, (side,), along_m)
            if found:
                fill(room, found[0], MAGAZINES, 2)
        elif room.layout_rng.random() < 0.92:
            room.against_wall(chair, 0.35, (side,), along_m)
