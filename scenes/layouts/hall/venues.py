"""How a school hall with its stage, and a café with its bar, are furnished."""

from __future__ import annotations

from ...appearance.materials import sample_material
from ..shared.clutter import set_down, surfaces_of
from ..shared.floor_plan import Rect, Room, Standing
from ..shared.shell import part
from .parts import along_wall, anywhere, fill, hang_along, keep_free, spread, under_ceiling
from .shell import Shell, build_hall, hang_door

STAGE_SIDE, BACK_SIDE = 90, 270
ROW_M, SEAT_M, GANGWAY_M = 0.95, 0.58, 1.3
MOST_ROWS = 9
BEHIND_M = 1.15  # between a bar and the wall
DRINKS = ("bottle", "bottle", "bottle", "wine glass", "drinking glass", "jar")
ON_BAR = ("drinking glass", "wine glass", "bottle", "mug", "bowl")
ON_TABLES = ("mug", "mug", "cake", "plate", "drinking glass", "bottle", "vase")


def school_hall(room: Room) -> None:
    """Build a hall with a stage at one end, a screen and curtains behind it, and rows of chairs before it."""
    layout_rng = room.layout_rng
    walls = {int(side): "ribbon wall" for side in (0, 180) if layout_rng.random() < 0.6}
    floor, ceiling = (str(layout_rng.choice(each)) for each in (["planks", "linoleum"], ["ceiling tiles", "plaster"]))
    build_hall(room, Shell(floor, "paint", ceiling, walls))
    hang_door(room, "door", BACK_SIDE, layout_rng.uniform(-0.3, 0.3) * room.size_m[1])
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
            for k in range(seats):
                y = side * (GANGWAY_M / 2 + (k + 0.5) * pitch_m + 0.02)
                x = first_m + row * ROW_M + float(room.layout_rng.normal(0, 0.02))
                turn_deg = 270.0 + float(room.layout_rng.normal(0, 2.0))
                room.stand(chair, Rect(x, y, width, depth, turn_deg))


def cafe(room: Room) -> None:
    """Build a room with a bar before shelves of bottles, stools at it, and small tables."""
    layout_rng = room.layout_rng
    window_side = int(layout_rng.choice([0, 180]))
    floor = str(layout_rng.choice(["planks", "planks", "terrazzo", "slabs"]))
    wall = str(layout_rng.choice(["paint", "paint", "brick"]))
    build_hall(room, Shell(floor, wall, "plaster", {window_side: "ribbon wall"}))
    hang_door(room, "door", int(layout_rng.choice([90, 270])), layout_rng.uniform(-0.2, 0.2) * room.size_m[1])
    bar = _bar(room, 180 - window_side)
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


def _bar(room: Room, side: int) -> Rect:
    """Stand a bar before a wall, shelves of bottles behind it, and stools at its front."""
    width = round(min(0.55 * room.size_m[0], 4.6), 2)
    piece = room.make("bar", (width, 0.74, round(float(room.layout_rng.uniform(1.42, 1.5)), 3)))
    along_m = float(room.layout_rng.uniform(-0.15, 0.15)) * room.size_m[0]
    rect = room.at_wall(side, along_m, BEHIND_M + piece.size_m[1] / 2, *piece.size_m[:2])
    number = room.place(piece, rect)
    fill(room, number, ON_BAR, 6)
    _back_bar(room, side, along_m, width)
    behind = room.at_wall(side, along_m, BEHIND_M / 2, width, BEHIND_M)
    room.kept_free.append(Standing(behind, 0.0))
    stool = room.make("bar stool")
    for x in spread(width - 0.2, 0.75):
        at = rect.at(x, (rect.depth_m + stool.size_m[1]) / 2 + float(room.layout_rng.uniform(0.06, 0.2)))
        room.stand(stool, Rect(*at, *stool.size_m[:2], rect.turn_deg + 180))
    return rect


def _back_bar(room: Room, side: int, along_m: float, width_m: float) -> None:
    """Stand a low cupboard at the wall behind a bar, and hang shelves above it, all with bottles."""
    for x in spread(width_m, 1.5):
        found = room.against_wall(room.make("sideboard", (1.4, 0.4, 0.86)), 0.0, (side,), along_m + x)
        if found:
            fill(room, found[0], DRINKS, 4)
        for low_m in (1.3, 1.75):
            shelf = room.hang(room.make("wall shelf", (1.3, 0.22, 0.03)), side, along_m + x, low_m)
            if shelf:
                fill(room, shelf, DRINKS, 9)


def _tables(room: Room) -> None:
    """Stand small tables with chairs about, as many as there is room for."""
    table, chair = room.make("cafe table"), room.make("chair")
    reach_m = (table.size_m[1] + chair.size_m[1]) / 2 + 0.08
    for number, rect in anywhere(room, table, int(room.size_m[0] * room.size_m[1] / 9), 0.75, 12):
        for turn_deg in (0, 90, 180, 270):
            frame = Rect(rect.x_m, rect.y_m, 0.0, 0.0, rect.turn_deg + turn_deg)
            if room.layout_rng.random() < 0.75:
                x, y = frame.at(0.0, -reach_m)
                turned = frame.turn_deg + float(room.layout_rng.normal(0, 6))
                room.stand(chair, Rect(x, y, *chair.size_m[:2], turned))
        fill(room, number, ON_TABLES, int(room.layout_rng.integers(0, 4)))
