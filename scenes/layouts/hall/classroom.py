"""How a classroom is furnished: desks in rows, a board, shelves at the back."""

from __future__ import annotations

from dataclasses import replace

from ...generators.core.parts import spread
from ..shared.floor_plan import Rect, Room
from .parts import along_wall, bag_beside, fill, hang_along, hang_coats, keep_free, one_of, seat, under_ceiling
from .shell import SCHOOL, Shell, build_hall, hang_door

PUPILS = (
    *("book", "open book", "open book", "book stack", "bottle", "notebook", "notebook", "paper stack", "laptop"),
    *("pen", "pencil", "pen pot", "calculator", "phone"),
)
CHAIRS = ("stacking chair", "stacking chair", "conference chair", "chair")
SHOWN = 0.5  # of the walls show what pupils drew


def classroom(room: Room) -> None:
    """Build a room with desks in rows that face a board, windows along one side, and shelves at the back."""
    layout_rng = room.layout_rng
    window_side = int(layout_rng.choice([0, 180]))
    floor = str(layout_rng.choice(["linoleum", "linoleum", "carpet tiles", "planks"]))
    ceiling = str(layout_rng.choice(["ceiling tiles", "ceiling tiles", "plaster"]))
    build_hall(room, Shell(floor, "paint", ceiling, {window_side: "ribbon wall"}, lower=SCHOOL))
    hang_door(room, room.make("door"), 180 - window_side, layout_rng.choice([-1, 1]) * (room.size_m[0] / 2 - 1.0))
    _front_of_class(room)
    _desks(room)
    for kind in ("locker", "bookshelf", "low bookshelf", "locker"):
        along_wall(room, kind, 270, 2.6, 0.5)
    _ceiling_panels(room, 2.4, 2.2)
    room.hang(room.make("clock"), 90, layout_rng.uniform(-0.4, 0.4) * room.size_m[1], 2.3)
    hang_coats(room, int(layout_rng.choice([270, 180 - window_side])), 10)
    for side in (270, 180 - window_side):
        if layout_rng.random() < SHOWN:
            hang_along(room, ("drawing", "drawing", "wide drawing"), side, 0.62, layout_rng.uniform(1.45, 1.6), 0.85)
        hang_along(
            room,
            ("poster", "advert", "picture", "notices", "notice board"),
            side,
            1.3,
            layout_rng.uniform(1.5, 1.7),
            0.75,
        )
    hang_along(room, ("poster",), 90, 0.9, 1.6, 0.6)
    along_wall(room, "bin", 90, 6.0)
    along_wall(room, "plant", window_side, 3.0, 0.3)


def _front_of_class(room: Room) -> None:
    board = room.make(str(room.layout_rng.choice(["whiteboard", "blackboard"])))
    room.hang(board, 90, room.layout_rng.uniform(-0.4, 0.4), 0.9)
    middle = room.at_wall(90, room.layout_rng.choice([-1, 1]) * 0.28 * room.size_m[1], 1.75)
    desk = room.make("desk")
    place = Rect(middle.x_m, middle.y_m, *desk.size_m[:2], 270.0)
    number = room.stand(desk, place)
    if number is not None:
        fill(room, number, ("laptop", "book stack", "book", "mug", "bottle"), 4)
        seat(room, room.make("office chair"), place, 0.0)
    lectern = room.make("lectern")
    opposite = Rect(middle.x_m + 0.2, -middle.y_m, *lectern.size_m[:2], 90.0)
    if room.layout_rng.random() < 0.5:
        room.stand(lectern, opposite)
    if room.layout_rng.random() < 0.6:
        under_ceiling(room, room.make("projector"), [room.layout_rng.uniform(-1.2, 0.2) - 0.6], [0.6], 270.0)
    keep_free(room, 0.7 - room.size_m[0] / 2, 0.0, 1.2, room.size_m[1])


def _desks(room: Room) -> None:
    """Stand desks in rows that face the board, with chairs, and what pupils have on them."""
    desk, chair = room.make("school desk"), one_of(room, CHAIRS)
    used = [room.make(kind) for kind in PUPILS * 2]
    seats = 2 if desk.size_m[0] > 1.1 else 1
    first_m, last_m = 3.0 - room.size_m[0] / 2, room.size_m[0] / 2 - 1.5
    pitch_m = room.layout_rng.uniform(1.35, 1.65)
    columns = max(1, int((room.size_m[1] - 0.8) / (desk.size_m[0] + 0.6)))
    ys = spread(room.size_m[1] - 0.8, (room.size_m[1] - 0.8) / columns)
    for row in range(int((last_m - first_m) / pitch_m) + 1):
        for y in ys:
            place = Rect(first_m + row * pitch_m, y + room.layout_rng.normal(0, 0.02), *desk.size_m[:2], 90.0)
            number = room.stand(desk, replace(place, turn_deg=90 + room.layout_rng.normal(0, 0.8)))
            if number is None:
                continue
            for k in range(seats):
                seat(room, chair, place, (k - (seats - 1) / 2) * desk.size_m[0] / 2, 0.08)
            if room.layout_rng.random() < 0.75:
                fill(room, number, used, int(room.layout_rng.integers(2, 7)))
            bag_beside(room, place, 0.4)


def _ceiling_panels(room: Room, along_m: float, across_m: float) -> None:
    size = (1.2, 0.3, 0.03) if room.layout_rng.random() < 0.4 else (0.6, 0.6, 0.03)
    panel = room.make("light panel", size)
    under_ceiling(room, panel, spread(room.size_m[0], along_m), spread(room.size_m[1], across_m))
