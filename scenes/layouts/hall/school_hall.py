"""How a school hall is furnished: a stage at one end, rows of chairs before it, loose ones or those of a theatre."""

from __future__ import annotations

import math

from ...appearance.materials import sample_material
from ...generators.core.parts import spread
from ...pieces import Piece
from ..shared.clutter import set_down, surfaces_of
from ..shared.floor_plan import Rect, Room
from ..shared.groups import hang_on_back
from ..shared.shell import part
from .parts import along_wall, another, hang_along, keep_free, one_of, under_ceiling
from .shell import SCHOOL, Shell, build_hall, hang_door

STAGE_SIDE, BACK_SIDE = 90, 270
ROW_M, SEAT_M, GANGWAY_M = 0.95, 0.58, 1.3
MOST_ROWS = 9
IN_PLACE = 0.94  # of the chairs
LOOSE = ("conference chair", "stacking chair", "stacking chair", "chair")
THEATRE = 0.35  # so many halls have seats that tip up, screwed down
BEND = (0.0, 0.013)  # rows are parabolas: how far they come forward at a metre from the middle, from … to
JACKETS, BAGS = 0.05, 0.07  # of the chairs, so many have one
VARIANTS = 6  # of seats that tip up: some of them are down


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
        hang_along(room, ("advert", "notice board", "picture", "notices", "large picture"), side, 1.8, 1.7, 0.6)
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
    """Stand seats in rows, somewhat bent, that face the stage, on both sides of a gangway."""
    keep_free(room, 0.0, 0.0, room.size_m[0], GANGWAY_M)
    theatre = room.layout_rng.random() < THEATRE
    model = room.make("theatre seat") if theatre else one_of(room, LOOSE)
    bend = float(room.layout_rng.uniform(*BEND))
    pitch_m = model.size_m[0] + 0.012 if theatre else max(SEAT_M, model.size_m[0] + 0.06)
    seats = int((room.size_m[1] / 2 - GANGWAY_M / 2 - 0.9) / pitch_m)
    rows = min(MOST_ROWS, int((room.size_m[0] / 2 - 1.5 - first_m) / ROW_M) + 1)
    for row in range(rows):
        shift_m = 0.0 if theatre else float(room.layout_rng.normal(0, 0.03))
        for y in (side * (GANGWAY_M / 2 + (k + 0.5) * pitch_m + 0.02) for side in (-1, 1) for k in range(seats)):
            x, turn_deg = first_m + row * ROW_M + shift_m - bend * y**2, 270.0 + math.degrees(2 * bend * y)
            place = Rect(x + bend * room.size_m[1] ** 2 / 4, y, *model.size_m[:2], turn_deg)
            (_fixed if theatre else _loose)(room, model, place)


def _fixed(room: Room, model: Piece, place: Rect) -> None:
    """Screw a seat down beside the others of its row; which of them are tipped up differs."""
    seat = another(model, int(room.layout_rng.integers(VARIANTS)))
    if room.is_free(place, seat.size_m[2], 0.002):
        room.place(seat, place)


def _loose(room: Room, model: Piece, place: Rect) -> None:
    """Stand a chair about where it belongs, a few with what people have left; some are missing."""
    rng = room.layout_rng
    if rng.random() >= IN_PLACE:
        return
    x, y = place.at(float(rng.normal(0, 0.012)), float(rng.normal(0, 0.03)))
    askew_deg = float(rng.normal(0, 3.0 if rng.random() < 0.9 else 12.0))
    number = room.stand(model, Rect(x, y, *model.size_m[:2], place.turn_deg + max(-9.0, min(9.0, askew_deg))))
    if number is None:
        return
    if rng.random() < JACKETS:
        hang_on_back(room, number)
    if rng.random() < BAGS:
        bag = one_of(room, ("backpack", "handbag", "backpack"))
        x, y = place.at(float(rng.uniform(-0.1, 0.1)), place.depth_m / 2 + 0.17)
        room.stand(bag, Rect(x, y, *bag.size_m[:2], float(rng.uniform(0, 360))))
