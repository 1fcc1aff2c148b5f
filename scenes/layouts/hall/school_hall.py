"""How a school hall is furnished: a stage at one end, rows of chairs before it."""

from __future__ import annotations

from ...appearance.materials import sample_material
from ...generators.core.parts import spread
from ..shared.clutter import set_down, surfaces_of
from ..shared.floor_plan import Rect, Room
from ..shared.shell import part
from .parts import along_wall, hang_along, keep_free, under_ceiling
from .shell import SCHOOL, Shell, build_hall, hang_door

STAGE_SIDE, BACK_SIDE = 90, 270
ROW_M, SEAT_M, GANGWAY_M = 0.95, 0.58, 1.3
MOST_ROWS = 9
IN_PLACE = 0.96  # of the chairs


def school_hall(room: Room) -> None:
    """Build a hall with a stage at one end, a screen and curtains behind it, and rows of chairs before it."""
    layout_rng = room.layout_rng
    walls = {int(side): "ribbon wall" for side in (0, 180) if layout_rng.random() < 0.6}
    floor, ceiling = (str(layout_rng.choice(each)) for each in (["planks", "linoleum"], ["ceiling tiles", "plaster"]))
    build_hall(room, Shell(floor, "paint", ceiling, walls, lower=SCHOOL))
    hang_door(room, room.make("door"), BACK_SIDE, layout_rng.uniform(-0.3, 0.3) * room.size_m[1])
    panel = room.make("light panel", (1.2, 0.3, 0.03))
    under_ceiling(room, panel, spread(room.size_m[0], 2.6), spread(room.size_m[1], 2.4))
    front_m = _stage(room)
    _rows(room, front_m + 1.6)
    for side in (0, 180):
        hang_along(room, ("poster", "notice board", "picture", "large picture"), side, 1.8, 1.7, 0.6)
        along_wall(room, "bench", side, 4.0, 0.3)
    hang_along(room, ("fire extinguisher",), BACK_SIDE, 5.0, 0.7, 0.6)
    along_wall(room, "locker", BACK_SIDE, 3.0, 0.4)


def _stage(room: Room) -> float:
    """Build the stage and what belongs to it; return where, along x, its front is."""
    width = round(min(0.78 * room.size_m[1], 8.0), 2)
    deep_m, high_m = (round(float(each), 3) for each in room.layout_rng.uniform((2.3, 0.6), (3.2, 0.9)))
    piece = room.make("stage", (width, deep_m, high_m))
    rect = room.at_wall(STAGE_SIDE, 0.0, deep_m / 2 + 0.03, width, deep_m)
    number = room.place(piece, rect)
    end = float(room.layout_rng.choice([-1, 1]))
    steps = room.make("steps", (1.0, round(2.0 * high_m, 3), high_m))
    x, y = rect.at(end * (width / 2 - 0.7), (deep_m + steps.size_m[1]) / 2 + 0.002)
    room.place(steps, Rect(x, y, *steps.size_m[:2], STAGE_SIDE))
    stage = room.objects[number - 1]
    for kind, across in (("lectern", -0.3 * end), ("tall plant", 0.42), ("tall plant", -0.42)):
        for surface in surfaces_of(stage):
            at = (across * surface.width_m, -0.25 * surface.depth_m)
            set_down(room, stage, surface, room.make(kind), at)
    _backdrop(room, number, width, high_m)
    return rect.x_m + deep_m / 2


def _backdrop(room: Room, stage: int, width_m: float, floor_m: float) -> None:
    """Hang curtains at both ends of a stage's back, and a screen between them."""
    cloth = sample_material("fabric", room.material_rng, ("red", "dark blue", "green", "grey"))
    metal = sample_material("enamel", room.material_rng, ("black",))
    top_m, wide_m = room.size_m[2] - 0.25, round(0.2 * width_m, 3)
    for end in (-1, 1):
        rect = room.at_wall(STAGE_SIDE, end * (width_m - wide_m) / 2, 0.12, wide_m, 0.14)
        place, size = (rect.x_m, rect.y_m, floor_m + 0.005), (wide_m, 0.14, top_m - floor_m - 0.02)
        variant = int(room.layout_rng.integers(2**31))
        part(room, "curtain", "curtain", size, place, STAGE_SIDE, (cloth,), stage, variant)
        room.hung[STAGE_SIDE].append((end * width_m / 2 - wide_m, end * width_m / 2 + wide_m, floor_m, top_m))
    rod = room.at_wall(STAGE_SIDE, 0.0, 0.12)
    size = (width_m + 0.3, 0.03, 0.03)
    place = (rod.x_m, rod.y_m, top_m - 0.015)
    part(room, "curtain rod", "curtain rod", size, place, STAGE_SIDE, (metal,), room.walls[STAGE_SIDE])
    wide = round(min(0.5 * width_m, 3.2), 2)
    screen = room.make("projection screen", (wide, 0.12, round(min(0.66 * wide, top_m - floor_m - 0.8), 2)))
    room.hang(screen, STAGE_SIDE, 0.0, top_m - 0.1 - screen.size_m[2])


def _rows(room: Room, first_m: float) -> None:
    """Stand chairs in rows that face the stage, on both sides of a gangway."""
    keep_free(room, 0.0, 0.0, room.size_m[0], GANGWAY_M)
    chair = room.make("chair")
    width, depth, _ = chair.size_m
    pitch_m = max(SEAT_M, width + 0.06)
    seats = int((room.size_m[1] / 2 - GANGWAY_M / 2 - 0.9) / pitch_m)
    rows = min(MOST_ROWS, int((room.size_m[0] / 2 - 1.5 - first_m) / ROW_M) + 1)
    for row in range(rows):
        for side in (-1, 1):
            for k in (k for k in range(seats) if room.layout_rng.random() < IN_PLACE):
                y = side * (GANGWAY_M / 2 + (k + 0.5) * pitch_m + 0.02)
                x = first_m + row * ROW_M + float(room.layout_rng.normal(0, 0.04))
                turn_deg = 270.0 + float(room.layout_rng.normal(0, 3.5))
                room.stand(chair, Rect(x, y, width, depth, turn_deg))
