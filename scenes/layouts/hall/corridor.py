"""How a corridor is furnished: doors on both sides, lamps in a row, what people leave along walls."""

from __future__ import annotations

from ...generators.core.parts import spread
from ..shared.floor_plan import Room
from .parts import AISLE_M, along_wall, hang_along, hang_coats, keep_free, under_ceiling
from .shell import SCHOOL, Shell, build_hall, hang_door

COATS = 0.45  # of the corridors have coats on their walls


def corridor(room: Room) -> None:
    """Build a passage with doors on both sides, lamps in a row and what people leave along walls."""
    layout_rng = room.layout_rng
    floor = str(layout_rng.choice(["linoleum", "linoleum", "terrazzo", "carpet tiles", "screed", "slabs"]))
    walls = {int(side): "end wall" for side in (90, 270) if layout_rng.random() < 0.6}
    if layout_rng.random() < 0.25:
        walls[int(layout_rng.choice([0, 180]))] = "ribbon wall"
    ceiling = str(layout_rng.choice(["ceiling tiles", "ceiling tiles", "plaster"]))
    wall = str(layout_rng.choice(["paint", "paint", "paint", "brick"]))
    build_hall(room, Shell(floor, wall, ceiling, walls, lower=SCHOOL))
    door, pitch_m = room.make("door"), layout_rng.uniform(2.8, 5.0)
    for side in (0, 180):
        for along_m in spread(room.size_m[0] - 1.0, pitch_m):
            if layout_rng.random() < 0.85:
                hang_door(room, door, side, along_m + layout_rng.normal(0, 0.15))
    for side in {90, 270} - set(walls):
        hang_door(room, door, side, 0.0)
    keep_free(
        room, 0.0, layout_rng.choice([-0.2, 0.0, 0.2]) * (room.size_m[1] - AISLE_M), room.size_m[0], AISLE_M - 0.15
    )
    panel = room.make("light panel", (1.2, 0.3, 0.03) if layout_rng.random() < 0.5 else (0.6, 0.6, 0.03))
    under_ceiling(room, panel, spread(room.size_m[0], layout_rng.uniform(2.2, 3.6)), [0.0])
    sign = room.make("exit sign")
    under_ceiling(room, sign, [x + 0.9 for x in spread(room.size_m[0], 12.0)], [0.0], 90.0)
    for side in (0, 180):
        hang_along(room, ("fire extinguisher",), side, 14.0, 0.7, 0.8)
    if layout_rng.random() < COATS:
        hang_coats(room, int(layout_rng.choice([0, 180])), 14)
    _along_corridor(room)


def _along_corridor(room: Room) -> None:
    for side in (0, 180):
        for kind, pitch_m, chance in (
            ("bench", 6.0, 0.4),
            ("public bin", 9.0, 0.5),
            ("plant", 7.0, 0.5),
            ("locker", 5.0, 0.3),
        ):
            along_wall(room, kind, side, pitch_m, chance)
        hang_along(room, ("notice board", "advert", "picture", "notices", "notices"), side, 1.3, 1.55, 0.8)
