"""How a library is furnished: rows of bookshelves, tables to read at, a desk where books are lent."""

from __future__ import annotations

from dataclasses import replace

from ...generators.core.parts import spread
from ...pieces import Piece
from ..shared.floor_plan import Rect, Room
from .overhead import hang_free
from .parts import anywhere, bag_beside, fill, hang_along, keep_free, one_of, seat, side_by_side, under_ceiling
from .shell import Shell, build_hall, hang_door
from .stock import FULL, stocked

CHAIRS = ("chair", "stacking chair", "conference chair", "padded chair")
STACKS = 0.42  # of a library's length, so much has shelves
STACK_M = 1.9  # from one row of shelves to the next
MODELS = 14  # of rows of books
ON_TABLE = (
    *("book", "open book", "open book", "book stack", "book", "laptop", "notebook", "paper stack", "pen", "bottle"),
    *("phone", "headphones", "glasses", "mug"),
)


def library(room: Room) -> None:
    """Build a room with windows along one side, shelves across one end, and tables at the other."""
    rng, (width, depth, _) = room.layout_rng, room.size_m
    window_side = int(rng.choice([0, 180]))
    floor, ceiling = (
        str(rng.choice(["carpet tiles", "planks", "linoleum"])),
        str(rng.choice(["ceiling tiles", "plaster"])),
    )
    build_hall(room, Shell(floor, "paint", ceiling, {window_side: "ribbon wall"}))
    hang_door(room, room.make("door"), 270, float(rng.uniform(-0.3, 0.3)) * depth)
    books = [room.make("book row", (round(float(rng.uniform(0.22, 0.4)), 3), 0.21, 0.24), False) for _ in range(MODELS)]
    full = float(rng.uniform(*FULL))
    keep_free(room, 0.0, 0.0, width, 1.1)
    _stacks(room, books, full)
    wall = room.make("bookshelf", (1.1, 0.33, 2.1), from_pool=False)
    for side in (180 - window_side, 90):
        for along_m in side_by_side(room.span_m(side) - 0.5, 1.11):
            stocked(room, wall, room.at_wall(side, along_m, 0.2, *wall.size_m[:2]), books, full)
    _desk(room, 180 - window_side)
    _reading(room)
    panel = room.make("light panel", (1.2, 0.3, 0.03))
    under_ceiling(room, panel, spread(width, 2.4), spread(depth, 2.4))
    hang_free(room, room.make("exit sign"), width / 2 - 1.5, 0.0, 90.0)
    hang_along(room, ("advert", "picture", "clock", "notice board"), 270, 1.6, 1.7, 0.7)
    for kind in ("armchair", "armchair", "tall plant", "tall plant", "plant", "public bin"):
        anywhere(room, room.make(kind), 1, 0.3)


def _stacks(room: Room, books: list[Piece], full: float) -> None:
    """Stand shelves back to back in rows across the hall, a gangway through their middle."""
    model = room.make("bookshelf", (1.0, 0.32, 1.8), from_pool=False)
    wide_m, deep_m, _ = model.size_m
    long_m = STACKS * room.size_m[0] - 1.4
    for x in spread(long_m, STACK_M):
        for y in side_by_side(room.size_m[1] - 1.9, wide_m + 0.012):
            for s in (-1, 1):
                at = x + long_m / 2 + 1.3 - room.size_m[0] / 2 + s * (deep_m / 2 + 0.01)
                stocked(room, model, Rect(at, y, wide_m, deep_m, 90.0 * s), books, full)


def _desk(room: Room, side: int) -> None:
    desk = room.make("reception desk", (2.4, 0.85, 1.1), from_pool=False)
    place = room.at_wall(side, 0.0, 1.6, *desk.size_m[:2])
    place = Rect(room.size_m[0] / 2 - 3.2, place.y_m, *desk.size_m[:2], place.turn_deg)
    number = room.stand(desk, place, 0.8)
    if number is not None:
        fill(room, number, ("monitor", "book stack", "book stack", "small plant"), 4)


def _reading(room: Room) -> None:
    """Stand tables with chairs at both their sides, and what is read there."""
    table, chair = room.make("long table", (1.8, 0.9, 0.75), from_pool=False), one_of(room, CHAIRS)
    used = [room.make(kind) for kind in ON_TABLE * 2]
    first_m = STACKS * room.size_m[0] - room.size_m[0] / 2 + 1.4
    for x in spread(room.size_m[0] / 2 - 1.0 - first_m, 2.9):
        for y in spread(room.size_m[1] - 1.6, 2.4):
            rect = Rect(x + (first_m + room.size_m[0] / 2 - 1.0) / 2, y, *table.size_m[:2])
            number = room.stand(table, rect)
            if number is None:
                continue
            fill(room, number, used, int(room.layout_rng.integers(3, 13)))
            for turn_deg in (0.0, 180.0):
                for right_m in (-0.45, 0.45):
                    seat(room, chair, replace(rect, turn_deg=turn_deg), right_m)
            bag_beside(room, rect, 0.35)
