"""How a café is furnished: a bar before shelves of bottles, and small tables."""

from __future__ import annotations

from dataclasses import replace

from ...generators.core.parts import spread
from ..shared.floor_plan import Room
from .bar import stand_bar
from .parts import along_wall, anywhere, bag_beside, fill, hang_along, hang_coats, one_of, seat, under_ceiling
from .shell import PARLOUR, Shell, build_hall, hang_door

CHAIRS = ("bentwood chair", "bentwood chair", "stacking chair", "padded chair", "chair")
ON_TABLES = (
    *("mug", "mug", "cup", "cup", "cake", "used plate", "plate", "drinking glass", "drinking glass", "bottle", "vase"),
    *("napkin", "spoon", "letters", "phone", "notebook", "book", "glasses", "laptop", "sandwich", "teapot"),
)
EMPTY = 0.3  # of the tables


def cafe(room: Room) -> None:
    """Build a room with a bar before shelves of bottles, stools at it, and small tables."""
    layout_rng = room.layout_rng
    window_side = int(layout_rng.choice([0, 180]))
    floor = str(layout_rng.choice(["planks", "planks", "terrazzo", "slabs"]))
    wall = str(layout_rng.choice(["paint", "paint", "brick"]))
    build_hall(room, Shell(floor, wall, "plaster", {window_side: "ribbon wall"}, lower=PARLOUR))
    hang_door(
        room, room.make("door"), int(layout_rng.choice([90, 270])), layout_rng.uniform(-0.2, 0.2) * room.size_m[1]
    )
    bar = stand_bar(room, 180 - window_side)
    lamp = room.make("long pendant lamp")
    under_ceiling(room, lamp, [bar.at(x, 0.0)[0] for x in spread(bar.width_m, 1.3)], [bar.y_m])
    away_m = -0.25 * room.size_m[1] if bar.y_m > 0 else 0.25 * room.size_m[1]
    under_ceiling(room, room.make("pendant lamp"), spread(room.size_m[0], 2.6), [away_m])
    if layout_rng.random() < 0.2:
        anywhere(room, room.make("pool table"), 1, 0.8, 30)
    room.against_wall(room.make("display refrigerator", from_pool=False), 0.7, (180 - window_side, 90, 270))
    _tables(room)
    hang_coats(room, int(layout_rng.choice([90, 270])), 6)
    for side in (90, 270, 180 - window_side):
        hang_along(room, ("advert", "picture", "large picture", "wall lamp", "menu board"), side, 1.5, 1.7, 0.8)
    for kind in ("standing fan", "tall plant", "public bin", "bench"):
        along_wall(room, kind, int(layout_rng.choice([90, 270])), room.size_m[1], 0.6)


def _tables(room: Room) -> None:
    """Stand small tables with chairs about, as many as there is room for; chairs are of one or two models."""
    table, chairs = room.make("cafe table"), [one_of(room, CHAIRS) for _ in range(int(room.layout_rng.integers(1, 3)))]
    used = [room.make(kind) for kind in ON_TABLES]
    for number, rect in anywhere(room, table, int(room.size_m[0] * room.size_m[1] / 8), 0.7, 14):
        chair = chairs[int(room.layout_rng.integers(len(chairs)))]
        for turn_deg in (0, 90, 180, 270):
            if room.layout_rng.random() < 0.75:
                seat(room, chair, replace(rect, turn_deg=rect.turn_deg + turn_deg), 0.0)
        bag_beside(room, rect, 0.25)
        if room.layout_rng.random() > EMPTY:
            fill(room, number, used, int(room.layout_rng.integers(2, 7)))
