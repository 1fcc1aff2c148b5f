"""How a café is furnished: a bar before shelves of bottles, and small tables."""

from __future__ import annotations

from ...generators.core.parts import spread
from ..shared.floor_plan import Rect, Room
from .bar import stand_bar
from .parts import along_wall, anywhere, fill, hang_along, under_ceiling
from .shell import Shell, build_hall, hang_door

ON_TABLES = (
    *("mug", "cup", "cup", "cake", "used plate", "drinking glass", "bottle", "vase"),
    *("napkin", "spoon", "letters"),
)


def cafe(room: Room) -> None:
    """Build a room with a bar before shelves of bottles, stools at it, and small tables."""
    layout_rng = room.layout_rng
    window_side = int(layout_rng.choice([0, 180]))
    floor = str(layout_rng.choice(["planks", "planks", "terrazzo", "slabs"]))
    wall = str(layout_rng.choice(["paint", "paint", "brick"]))
    build_hall(room, Shell(floor, wall, "plaster", {window_side: "ribbon wall"}))
    hang_door(room, "door", int(layout_rng.choice([90, 270])), layout_rng.uniform(-0.2, 0.2) * room.size_m[1])
    bar = stand_bar(room, 180 - window_side)
    lamp = room.make("long pendant lamp")
    under_ceiling(room, lamp, [bar.at(x, 0.0)[0] for x in spread(bar.width_m, 1.3)], [bar.y_m])
    away_m = -0.25 * room.size_m[1] if bar.y_m > 0 else 0.25 * room.size_m[1]
    under_ceiling(room, room.make("pendant lamp"), spread(room.size_m[0], 2.6), [away_m])
    if layout_rng.random() < 0.5:
        anywhere(room, room.make("pool table"), 1, 0.8, 30)
    _tables(room)
    for side in (90, 270):
        hang_along(room, ("poster", "picture", "large picture", "wall lamp"), side, 1.7, 1.7, 0.7)
    for kind in ("standing fan", "tall plant", "public bin", "bench"):
        along_wall(room, kind, int(layout_rng.choice([90, 270])), room.size_m[1], 0.6)


def _tables(room: Room) -> None:
    """Stand small tables with chairs about, as many as there is room for."""
    table, chair = room.make("cafe table"), room.make("chair")
    reach_m = (table.size_m[1] + chair.size_m[1]) / 2 + 0.08
    for number, rect in anywhere(room, table, int(room.size_m[0] * room.size_m[1] / 9), 0.75, 12):
        for turn_deg in (0, 90, 180, 270):
            frame = Rect(rect.x_m, rect.y_m, 0.0, 0.0, rect.turn_deg + turn_deg)
            if room.layout_rng.random() < 0.75:
                x, y = frame.at(0.0, -reach_m)
                turned = frame.turn_deg + float(room.layout_rng.normal(0, 14))
                room.stand(chair, Rect(x, y, *chair.size_m[:2], turned))
        fill(room, number, ON_TABLES, int(room.layout_rng.integers(0, 7)))
