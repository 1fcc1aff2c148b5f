"""Tables, desks and what stores things."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numpy as np

from ...geometry.leaves import as_leaf
from ...geometry.mesh import Mesh, join, lathe
from ...geometry.parts import as_part
from ...poses import Vec3
from ..core.cloth import cloth_mesh, folds, hung_over, sheet_of
from ..core.parts import Generator, block, four_legs, moved, round_bar, tube

BOARD_M = 0.022  # thickness of shelves and sides
CLOTHED = 0.35  # of dining tables
CLOTH_M, BEND_M, OUT_M = 0.0016, 0.008, 0.022  # a cloth's thickness, its bend over an edge, and room for its folds
HANGS_M = (0.09, 0.17)  # from … to
WARDROBE_M = 0.5  # the least depth of an open wardrobe behind its doors
FRAMED = 0.4  # of fronts have a panel in a frame
SUNK_M, LEAST_M = 0.007, 0.22  # how far that lies behind its frame, and how large such a front is at least
GAP_M, WIDEST_M = 0.005, 0.65  # between fronts; of tall doors


def table(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a rectangular table on legs, panels or a lower shelf. Slots: top, legs."""
    width, depth, height = size_m
    top_m = rng.uniform(0.022, 0.045)
    plate = block((width, depth, top_m), (0, 0, height - top_m), rng.uniform(0.003, 0.012), steps=2)
    top = as_part(plate, "table top")
    style = rng.random()
    if style < 0.2:
        sides = [block((0.04, 0.85 * depth, height - top_m), (side * 0.42 * width, 0, 0), slot=1) for side in (-1, 1)]
        return join([top, *sides, block((0.84 * width, 0.03, 0.08), (0, 0, 0.55 * height), slot=1)])
    thick_m = float(np.clip(0.075 * height, 0.035, 0.065))
    parts = [top, *four_legs((width, depth, height - top_m), 0.075, thick_m, rng, slot=1)]
    apron_m = min(0.09, 0.16 * height)
    if style < 0.75:
        parts += _apron(width - 0.17, depth - 0.17, apron_m, height - top_m - apron_m)
    if height < 0.55 and rng.random() < 0.5:
        parts.append(block((width - 0.13, depth - 0.13, 0.02), (0, 0, 0.32 * height), slot=1))
    return join(parts)


def dining_table(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a rectangular table, some under a cloth. Slots: top, legs, cloth."""
    return clothed_table(size_m, rng) if rng.random() < CLOTHED else table(size_m, rng)


def clothed_table(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a rectangular table under a cloth that hangs over its edges. Slots: top, legs, cloth."""
    width, depth, height = size_m
    bare = table((width - 2 * OUT_M, depth - 2 * OUT_M, height - 0.002), rng)
    return join([bare, _tablecloth((width - 2 * OUT_M, depth - 2 * OUT_M, height), rng)])


def _tablecloth(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Return a cloth, flat on a table of a size, its edges hanging in folds. Slot: 2."""
    half = np.array(size_m[:2]) / 2
    core, hem = half + 0.003 - BEND_M, half + rng.uniform(*HANGS_M, 2)
    sheet = sheet_of((-hem[0], -hem[1]), (hem[0], hem[1]), 0.035, 0.01)
    points, normals, hangs = hung_over(sheet.flat, (-core, core), BEND_M)
    out = OUT_M * 0.7 * folds(sheet.flat, normals, hangs, float(rng.uniform(0.12, 0.22)), rng)
    face, back = (points + (out + lift * sheet.lift)[..., None] * normals for lift in (0.0, -CLOTH_M))
    return moved(cloth_mesh(face, back, (2, 2)), (0, 0, size_m[2]))


def round_table(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a round top on legs or on one foot. Slots: top, legs."""
    width, depth, height = size_m
    top_m = rng.uniform(0.02, 0.035)
    edge_m = 0.3 * top_m
    profile = [(0.49, 0), (0.5, edge_m), (0.5, top_m - edge_m), (0.49, top_m)]
    disc = lathe(profile, 72).transformed(np.diag([width, depth, 1.0, 1.0]))
    top = as_part(moved(disc, (0, 0, height - top_m), slot=0), "table top")
    if rng.random() < 0.4:
        foot = lathe([(0.27 * width, 0), (0.26 * width, 0.015), (0.03, 0.03), (0.025, 0.06), (0.025, height - top_m)])
        return join([top, foot.with_slot(1)])
    within = (0.8 * width, 0.8 * depth, height - top_m)
    return join([top, *four_legs(within, 0.09, 0.045, rng, slot=1)])


def desk(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a desk, most with drawers at one side. Slots: top, legs and drawers, handles."""
    width, depth, height = size_m
    top_m = rng.uniform(0.022, 0.035)
    parts = [as_part(block((width, depth, top_m), (0, 0, height - top_m), 0.004, steps=2), "table top")]
    parts += four_legs((width, depth, height - top_m), 0.06, 0.045, rng, slot=1)
    if rng.random() < 0.7:
        side = float(rng.choice([-1, 1]))
        wide_m, tall_m = 0.38, 0.55 * height
        x = side * (width / 2 - wide_m / 2 - 0.12)
        place = (x, 0.02, height - top_m - tall_m)
        parts.append(block((wide_m, depth - 0.12, tall_m), place, slot=1))
        parts += fronts(
            wide_m, tall_m, (x, -depth / 2 + 0.08, place[2]), (1, 3), Fittings(bool(rng.random() < 0.5)), 1, 2
        )
    return join(parts)


def cabinet(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a chest of drawers, sideboard or wardrobe by its proportions. Slots: body, fronts, handles and feet."""
    width, depth, height = size_m
    leg_m = float(rng.choice([0.03, 0.1, 0.15])) if height < 1.3 else 0.05
    body_m = height - leg_m
    body = block((width - 0.004, depth - 0.04, body_m - 0.015), (0, 0.018, leg_m), 0.004, steps=2)
    top = block((width, depth - 0.015, 0.022), (0, 0.0075, height - 0.022), 0.004, steps=2)
    columns = max(1, round(width / rng.uniform(0.45, 0.7)))
    columns = max(columns, math.ceil(width / WIDEST_M)) if height > 1.3 else columns
    rows = 1 if height > 1.3 else max(1, round(body_m / rng.uniform(0.2, 0.42)))
    face_m = body_m - 0.03
    place = (0, -depth / 2 + 0.035, leg_m + 0.004)
    faces = fronts(width - 0.02, face_m, place, (columns, rows), Fittings.drawn(rng), 1, 2)
    return join([body, top, *four_legs((width, depth, leg_m + 0.005), 0.06, 0.04, rng, slot=2), *faces])


def open_wardrobe(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a wardrobe with a shelf and a rail, one of its outer doors open. Slots: body, fronts, handles and feet."""
    width, depth, height = size_m
    columns = max(2, math.ceil(width / (depth - WARDROBE_M)))
    wide_m, tall_m, foot_m = width / columns, height - 0.1, 0.05
    front_y, deep_m = wide_m - depth / 2, depth - wide_m
    y = front_y + deep_m / 2
    parts = [block((0.02, deep_m, height - foot_m), (s * (width / 2 - 0.01), y, foot_m), 0.003) for s in (-1, 1)]
    boards = (foot_m, height - 0.4, height - 0.02)
    parts += [block((width - 0.04, deep_m - 0.01, 0.02), (0, y, z), 0.003) for z in boards]
    parts += [block((width - 0.04, 0.008, height - foot_m - 0.02), (0, depth / 2 - 0.01, foot_m), 0.002)]
    parts.append(tube([(0.02 - width / 2, y, height - 0.46), (width / 2 - 0.02, y, height - 0.46)], 0.014, 2))
    parts.append(block((width - 0.1, deep_m - 0.1, foot_m), (0, y, 0), 0.003))
    side, fittings = (-1 if rng.random() < 0.5 else 1), Fittings.drawn(rng)
    for k in range(columns):
        x = (k - (columns - 1) / 2) * wide_m
        if k == (0 if side < 0 else columns - 1):
            leaf = replace(join(fronts(wide_m, tall_m, (0, 0, 0), (1, 1), fittings, 1, 2)), leaf=None)  # it is open
            hinge = (side * (width / 2 - 0.056), front_y - wide_m / 2, foot_m + 0.02)
            parts.append(moved(leaf, hinge, 90.0 * side))
        else:
            parts += fronts(wide_m, tall_m, (x, front_y + 0.018, foot_m + 0.02), (1, 1), fittings, 1, 2)
    return join(parts)


def bookshelf(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Open shelves between two sides. Slots: boards, back."""
    width, depth, height = size_m
    inner_m = width - 2 * BOARD_M
    sides = [block((BOARD_M, depth, height), (side * (width - BOARD_M) / 2, 0, 0), 0.003) for side in (-1, 1)]
    boards = [
        block((inner_m, depth - 0.008, BOARD_M), (0, 0.002, top_m - BOARD_M), 0.002) for top_m in shelf_tops_m(size_m)
    ]
    boards.append(block((inner_m, depth, BOARD_M), (0, 0, height - BOARD_M), 0.003))
    plinth = block((inner_m, 0.02, shelf_tops_m(size_m)[0] - BOARD_M), (0, -depth / 2 + 0.03, 0), 0.002)
    back = block((inner_m, 0.006, height - 0.05), (0, depth / 2 - 0.006, 0.03), 0.001, slot=1)
    return join([*sides, *boards, plinth, back])


def shelf_tops_m(size_m: Vec3) -> list[float]:
    """Return the heights of a bookshelf's boards, without its uppermost one."""
    count = max(2, round(size_m[2] / 0.37))
    pitch_m = (size_m[2] - 0.08) / count
    return [0.08 + k * pitch_m for k in range(count)]


def wall_shelf(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a board on two brackets. Slots: board, brackets."""
    width, depth, height = size_m
    board_m = min(0.028, 0.4 * height)
    board = block((width, depth, board_m), (0, 0, height - board_m), 0.004, steps=2)
    tall_m = height - board_m
    parts = [board]
    for x in (-0.36 * width, 0.36 * width):
        back, front = (x, 0.5 * depth - 0.01, 0.02), (x, -0.3 * depth, tall_m - 0.005)
        parts.append(block((0.018, 0.012, tall_m), (x, 0.5 * depth - 0.006, 0), 0.003, 1))
        parts.append(round_bar(back, front, 0.006, 0.006, 1))
    return join(parts)


def _apron(width_m: float, depth_m: float, tall_m: float, bottom_m: float) -> list[Mesh]:
    long = [block((width_m, 0.02, tall_m), (0, side * depth_m / 2, bottom_m), 0.002, 1) for side in (-1, 1)]
    short = [block((0.02, depth_m, tall_m), (side * width_m / 2, 0, bottom_m), 0.002, 1) for side in (-1, 1)]
    return long + short


@dataclass(frozen=True, slots=True)
class Fittings:
    """How fronts are made: with bars or knobs, and flat or with a panel in a frame."""

    bars: bool
    framed: bool = False

    @classmethod
    def drawn(cls, rng: np.random.Generator) -> Fittings:
        """Return what the units of one variant share, if it is the first that they draw."""
        return cls(bool(rng.random() < 0.5), bool(rng.random() < FRAMED))


def fronts(
    width_m: float,
    height_m: float,
    place: Vec3,
    cells: tuple[int, int],
    fittings: Fittings,
    front: int,
    knob: int,
) -> list[Mesh]:
    """Return a grid of drawers or doors, each a leaf with its handle, proud of y = place[1]."""
    columns, rows = cells
    x0, y, z0 = place
    wide_m, tall_m = width_m / columns, height_m / rows
    parts = []
    for column in range(columns):
        for row in range(rows):
            x, z = x0 + (column - (columns - 1) / 2) * wide_m, z0 + row * tall_m
            is_door = tall_m > wide_m * 1.2
            face = _face((wide_m - GAP_M, 0.018, tall_m - GAP_M), (x, y - 0.009, z), front, fittings.framed)
            inward = wide_m * 0.4 * (1 if column % 2 == 0 else -1) if is_door else 0.0
            out_m = 0.018 if is_door or not fittings.framed or min(wide_m, tall_m) < LEAST_M else 0.018 - SUNK_M
            handle = _handle((x + inward, y - out_m, z + tall_m / 2), fittings.bars, is_door, knob)
            name = "cabinet door" if is_door else "drawer"
            parts.append(as_leaf(join([as_part(face, name), as_part(handle, "handle")])))
    return parts


def _face(size_m: Vec3, place: Vec3, slot: int, framed: bool) -> Mesh:
    """Return the front of a door or drawer: a board, or a sunk panel within a frame where it is large enough."""
    wide_m, thick_m, tall_m = size_m
    x, y, z = place
    if not framed or min(wide_m, tall_m) < LEAST_M:
        return block(size_m, place, 0.003, slot)
    bar_m = min(0.07, 0.25 * min(wide_m, tall_m))
    panel = block((wide_m - bar_m, thick_m - SUNK_M, tall_m - bar_m), (x, y + SUNK_M / 2, z + bar_m / 2), 0.001, slot)
    posts = [block((bar_m, thick_m, tall_m), (x + s * (wide_m - bar_m) / 2, y, z), 0.003, slot) for s in (-1, 1)]
    inner_m = wide_m - 2 * bar_m + 0.004
    rails = [
        block((inner_m, thick_m - 0.0006, bar_m), (x, y + 0.0003, z + at), 0.003, slot) for at in (0, tall_m - bar_m)
    ]
    return join([panel, *posts, *rails])


def _handle(place: Vec3, bar: bool, upright: bool, slot: int) -> Mesh:
    x, y, z = place
    if not bar:
        return round_bar((x, y, z), (x, y - 0.017, z), 0.008, 0.013, slot)
    size = (0.01, 0.016, 0.14) if upright else (0.12, 0.016, 0.01)
    return block(size, (x, y - 0.008, z - size[2] / 2), 0.004, slot)


GENERATORS: dict[str, Generator] = {
    "table": table,
    "dining table": dining_table,
    "clothed table": clothed_table,
    "round table": round_table,
    "desk": desk,
    "cabinet": cabinet,
    "open wardrobe": open_wardrobe,
    "bookshelf": bookshelf,
    "wall shelf": wall_shelf,
}
