"""What stands, lies and hangs in lobbies, classrooms and corridors."""

from __future__ import annotations

import numpy as np

from ...geometry.leaves import as_leaf
from ...geometry.mesh import Mesh, join, lathe
from ...geometry.parts import as_part
from ...poses import Vec3
from ..core.parts import Generator, bar, block, four_legs, moved, pad, ring, shell, slab, spread, tilted, tube
from ..core.printing import joined, printed


def column(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a round or square column on a low plinth. Slots: shaft, plinth."""
    width, depth, height = size_m
    if rng.random() < 0.5:
        shaft = lathe([(0.47 * width, 0.0), (0.47 * width, height)], 48)
        foot = lathe([(0.5 * width, 0.0), (0.5 * width, 0.1), (0.485 * width, 0.115), (0.47 * width, 0.115)], 48)
        return join([shaft, foot.with_slot(1)])
    shaft = block((0.94 * width, 0.94 * depth, height), (0, 0, 0), 0.012, steps=2)
    return join([shaft, block((width, depth, 0.1), (0, 0, 0), 0.006, 1)])


def reception_desk(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a counter: a panelled front with a ledge, and a lower worktop behind it. Slots: body, top, plinth."""
    width, depth, height = size_m
    work_m = 0.68 * height
    front = block((width - 0.04, 0.08, height - 0.14), (0, 0.1 - depth / 2, 0.1), 0.006, steps=2)
    ledge = block((width, 0.3, 0.04), (0, 0.15 - depth / 2, height - 0.04), 0.006, 1, 2)
    worktop = block((width - 0.04, depth - 0.16, 0.035), (0, 0.08, work_m), 0.005, 1, 2)
    sides = [
        block((0.05, depth - 0.1, work_m), (side * (width / 2 - 0.045), 0.05, 0), 0.004, steps=2) for side in (-1, 1)
    ]
    plinth = block((width - 0.1, 0.06, 0.1), (0, 0.11 - depth / 2, 0), 0.002, 2)
    count = max(2, round(width / rng.uniform(0.5, 0.9)))
    pitch_m = (width - 0.06) / count
    panels = [
        block((pitch_m - 0.012, 0.03, height - 0.2), ((k - (count - 1) / 2) * pitch_m, 0.05 - depth / 2, 0.13), 0.004)
        for k in range(count)
    ]
    return join([front, ledge, worktop, *sides, plinth, *panels])


def planter(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a trough full of long upright leaves. Slots: leaves, trough, soil."""
    width, depth, height = size_m
    trough_m = 0.42 * height
    trough = block((width, depth, trough_m - 0.03), (0, 0, 0), 0.01, 1, 2)
    rims = [block((width, 0.03, 0.035), (0, s * (depth / 2 - 0.015), trough_m - 0.035), 0.004, 1) for s in (-1, 1)]
    rims += [block((0.03, depth, 0.035), (s * (width / 2 - 0.015), 0, trough_m - 0.035), 0.004, 1) for s in (-1, 1)]
    soil = block((width - 0.04, depth - 0.04, 0.02), (0, 0, trough_m - 0.035), 0.002, 2)
    leaves = [_blade(size_m, trough_m, rng) for _ in range(int(90 * width))]
    return join([*leaves, trough, *rims, soil])


def _blade(size_m: Vec3, bottom_m: float, rng: np.random.Generator) -> Mesh:
    width, depth, height = size_m
    x, y = rng.uniform(-0.42, 0.42, 2) * (width, depth)
    tall_m = rng.uniform(0.6, 1.0) * (height - bottom_m)
    lean = rng.normal(0, 0.16, 2) * tall_m
    t = np.linspace(0, 1, 5)[:, None]
    path = np.hstack([x + lean[0] * t**2, y + lean[1] * t**2, bottom_m - 0.02 + tall_m * (1.05 * t - 0.05 * t**2)])
    inside = np.clip(path, (-width / 2, -depth / 2, 0), (width / 2, depth / 2, height))
    return tube(inside, np.interp(t[:, 0], [0, 0.4, 1], [0.006, 0.016, 0.001]), 0, 4)


def info_screen(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build an upright display on a foot. Slots: case, screen."""
    width, depth, height = size_m
    foot = block((0.9 * width, depth, 0.02), (0, 0, 0), 0.006)
    case = block((width, 0.09, height - 0.02), (0, 0, 0.02), 0.012, steps=2)
    glass = block((0.9 * width, 0.006, 0.66 * height), (0, -0.046, 0.28 * height), 0.001, 1)
    return joined([foot, case, as_part(printed(glass, (1, 0, 0), (0, 0, 1)), "screen")])


def bench(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a bench without a back, slatted or padded. Slots: seat, legs."""
    width, depth, height = size_m
    seat_m = 0.06
    if rng.random() < 0.5:
        count = 4
        wide_m = depth / count - 0.012
        seat = [
            block((width, wide_m, 0.04), (0, (k - 1.5) * (depth + 0.012) / count, height - 0.04), 0.006)
            for k in range(count)
        ]
    else:
        seat = [pad((width, depth, seat_m + 0.02), (0, 0, height - seat_m - 0.02), 0.025, 0.006)]
    rails = [bar((width - 0.3, 0.04, 0.03), (0, s * 0.3 * depth, height - seat_m - 0.02), 1) for s in (-1, 1)]
    frames = [
        block((0.05, 0.8 * depth, 0.03), (s * (width / 2 - 0.17), 0, height - seat_m - 0.03), 0.004, 1) for s in (-1, 1)
    ]
    return join([*seat, *rails, *frames, *four_legs((width - 0.2, depth, height - seat_m), 0.07, 0.04, rng, slot=1)])


def barrier_post(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a post of a queue. Slots: post, foot."""
    width, _, height = size_m
    foot = lathe([(0.5 * width, 0), (0.5 * width, 0.015), (0.4 * width, 0.035), (0.03, 0.045)]).with_slot(1)
    post = lathe([(0.025, 0.03), (0.025, height - 0.09), (0.034, height - 0.085), (0.034, height)])
    return join([foot, post])


def panel_light(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a flat light under a ceiling: one diffuser, two beside a spine, or tubes over fins. Slots: light, frame."""
    width, depth, height = size_m
    edge_m = min(0.022, 0.1 * min(width, depth))
    frame = [bar((width, edge_m, height), (0, s * (depth - edge_m) / 2, 0), 1) for s in (-1, 1)]
    frame += [bar((edge_m, depth - 2 * edge_m, height), (s * (width - edge_m) / 2, 0, 0), 1) for s in (-1, 1)]
    inner = (width - 2 * edge_m, depth - 2 * edge_m, height)
    build = (_one_diffuser, _two_diffusers, _tubes_over_fins)[int(rng.integers(3))]
    return join([*build(inner), *frame])


def _one_diffuser(size_m: Vec3) -> list[Mesh]:
    width, depth, height = size_m
    return [bar((width, depth, 0.4 * height), (0, 0, 0.3 * height))]


def _two_diffusers(size_m: Vec3) -> list[Mesh]:
    """Return two lights along x, and a wide spine of sheet between them."""
    width, depth, height = size_m
    lights = [bar((width, 0.34 * depth, 0.5 * height), (0, s * 0.33 * depth, 0.2 * height)) for s in (-1, 1)]
    spine = bar((width, 0.22 * depth, 0.6 * height), (0, 0, 0.3 * height), 1)
    return [*lights, spine, bar((width, depth, 0.1 * height), (0, 0, 0.9 * height), 1)]


def _tubes_over_fins(size_m: Vec3) -> list[Mesh]:
    """Return wide tubes along x under a sheet, and fins and ribs below them, between which they are seen."""
    width, depth, height = size_m
    ys = spread(depth, 0.15)
    pitch_m = depth / len(ys)
    tubes = [bar((0.96 * width, 0.55 * pitch_m, 0.3 * height), (0, y, 0.5 * height)) for y in ys]
    fins = [bar((0.006, depth, 0.5 * height), (x, 0, 0), 1) for x in spread(width, 0.1)]
    ribs = [bar((width, 0.012, 0.5 * height), (0, y + pitch_m / 2, 0), 1) for y in ys[:-1]]
    return [*tubes, *fins, *ribs, bar((width, depth, 0.12 * height), (0, 0, 0.88 * height), 1)]


def strip_light(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a long lamp that hangs from two cords: a diffuser or two bare tubes. Slots: light, housing and cords."""
    width, depth, height = size_m
    tube_m = 0.45 * depth
    lights = [bar((width - 0.04, 0.55 * depth, tube_m), (0, 0, 0))]
    if rng.random() < 0.5:
        r = 0.11 * depth
        lights = [tube([(s * (width / 2 - 0.03), y, r) for s in (-1, 1)], r, 0, 8) for y in (-2 * r, 2 * r)]
        lights += [bar((0.03, 0.7 * depth, tube_m), (s * (width / 2 - 0.015), 0, 0), 1) for s in (-1, 1)]
    housing = bar((width, depth, 0.05), (0, 0, tube_m), 1)
    cords = [bar((0.006, 0.006, height - tube_m - 0.04), (s * 0.36 * width, 0, tube_m + 0.04), 1) for s in (-1, 1)]
    return join([*lights, housing, *cords])


def writing_board(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a framed board with a ledge below: to write on, or to pin notes to. Slots: surface, frame."""
    width, depth, height = size_m
    edge_m = 0.03
    thin_m = 0.5 * depth if depth > 0.05 else depth
    y = (depth - thin_m) / 2
    bars = [block((width, thin_m, edge_m), (0, y, z), 0.004, 1) for z in (0, height - edge_m)]
    bars += [
        block((edge_m, thin_m, height - 2 * edge_m), (s * (width - edge_m) / 2, y, edge_m), 0.004, 1) for s in (-1, 1)
    ]
    sheet = block((width - edge_m, 0.5 * thin_m, height - edge_m), (0, y + 0.15 * thin_m, edge_m / 2), 0.001)
    ledge = [block((0.9 * width, depth, 0.012), (0, 0, 0), 0.003, 1)] if depth > 0.05 else []
    return join([sheet, *bars, *ledge])


def notice_board(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a pin board full of notes. Slots: cork, frame, and three kinds of notes."""
    width, depth, height = size_m
    inner = writing_board(size_m, rng)
    front_m = -0.42 * depth
    notes = []
    for k in range(max(2, round(width / 0.32))):
        for row in range(max(1, round(height / 0.42))):
            wide_m, tall_m = rng.choice([(0.148, 0.21), (0.21, 0.297), (0.297, 0.21), (0.1, 0.1)])
            x = (k + 0.5) / max(2, round(width / 0.32)) * (width - 0.1) - (width - 0.1) / 2 + rng.uniform(-0.03, 0.03)
            z = 0.06 + row * (height - 0.1) / max(1, round(height / 0.42)) + rng.uniform(0, 0.05)
            wide_m, tall_m = min(wide_m, width - 0.1), min(tall_m, height - z - 0.04)
            if rng.random() < 0.85 and abs(x) + wide_m / 2 < width / 2 - 0.03 and tall_m > 0.06:
                place = (float(x), front_m + 0.0004 * (3 * k + row) / 10, float(z))
                notes.append(bar((float(wide_m), 0.0015, float(tall_m)), place, 2 + int(rng.integers(3))))
    return join([inner, *notes])


# What exit signs show: outlines (x: −1 to 1, y: 0 to 1) of an arrow, a doorway, and somebody who runs to it.
EXIT: tuple[tuple[tuple[float, float], ...], ...] = (
    ((-0.86, 0.5), (-0.62, 0.22), (-0.62, 0.78)),
    ((-0.64, 0.42), (-0.3, 0.42), (-0.3, 0.58), (-0.64, 0.58)),
    ((0.08, 0.0), (0.15, 0.0), (0.15, 1.0), (0.08, 1.0)),
    ((0.15, 0.9), (0.8, 0.9), (0.8, 1.0), (0.15, 1.0)),
    ((0.73, 0.0), (0.8, 0.0), (0.8, 0.9), (0.73, 0.9)),
    ((0.34, 0.70), (0.42, 0.66), (0.48, 0.74), (0.46, 0.84), (0.38, 0.86), (0.33, 0.79)),
    ((0.42, 0.36), (0.56, 0.38), (0.52, 0.66), (0.40, 0.64)),
    ((0.44, 0.36), (0.34, 0.28), (0.24, 0.24), (0.24, 0.16), (0.38, 0.20)),
    ((0.5, 0.36), (0.60, 0.02), (0.68, 0.02), (0.57, 0.38)),
    ((0.40, 0.62), (0.38, 0.66), (0.24, 0.54), (0.28, 0.50)),
    ((0.52, 0.64), (0.64, 0.52), (0.68, 0.56), (0.54, 0.68)),
)


def exit_sign(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a lit sign that hangs from the ceiling: a runner, a door and an arrow. Slots: face, housing, drawing."""
    width, depth, height = size_m
    body_m = 0.7 * height
    rods = [bar((0.008, 0.008, height - body_m), (s * 0.3 * width, 0, body_m), 1) for s in (-1, 1)]
    return join([wall_exit_sign((width, depth, body_m), rng), *rods])


def wall_exit_sign(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build the same sign for a wall, without rods. Slots: face, housing, drawing."""
    width, depth, height = size_m
    face = bar((width - 0.02, depth - 0.002, height - 0.02), (0, 0, 0.01))
    drawn = [slab(np.array(outline) * (0.5 * width, 0.86 * height), 0, depth, 2) for outline in EXIT]
    shapes = [moved(tilted(shape, -90), (0, depth / 2, 0.07 * height)) for shape in drawn]
    housing = [bar((width, 0.8 * depth, 0.012), (0, 0, z), 1) for z in (0, height - 0.012)]
    housing += [bar((0.012, 0.8 * depth, height), (s * (width - 0.012) / 2, 0, 0), 1) for s in (-1, 1)]
    return join([face, *shapes, *housing])


def fire_extinguisher(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a cylinder with a valve and a hose. Slots: cylinder, fittings."""
    width, _, height = size_m
    radius = 0.42 * width
    profile = [(0.0, 0.0), (0.96, 0.0), (1.0, 0.02), (1.0, 0.68), (0.85, 0.78), (0.45, 0.84), (0.25, 0.86), (0.0, 0.86)]
    body = lathe([(r * radius, z * height) for r, z in profile], 32)
    valve = block((0.05, 0.05, 0.14 * height), (0, 0, 0.86 * height), 0.008, 1)
    handle = block((0.04, 0.14, 0.02), (0, -0.02, height - 0.02), 0.006, 1)
    hose = [(0.02, 0, 0.9 * height), (1.1 * radius, 0, 0.84 * height), (1.08 * radius, 0, 0.3 * height)]
    return join([body, valve, handle, tube(hose, 0.011, 1)])


def locker(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a row of metal lockers. Slots: body, doors, handles."""
    width, depth, height = size_m
    count = max(1, round(width / 0.32))
    rows = int(rng.integers(1, 3))
    wide_m, tall_m = width / count, (height - 0.1) / rows
    parts = [block((width, depth - 0.03, height - 0.08), (0, 0.015, 0.08), 0.004)]
    parts.append(bar((width - 0.06, depth - 0.1, 0.09), (0, 0.03, 0)))
    for k in range(count):
        for row in range(rows):
            x, z = (k - (count - 1) / 2) * wide_m, 0.09 + row * tall_m
            face = block((wide_m - 0.008, 0.02, tall_m - 0.01), (x, 0.02 - depth / 2, z), 0.003, 1)
            slits = [
                bar((0.5 * wide_m, 0.004, 0.006), (x, 0.009 - depth / 2, z + tall_m - 0.08 - 0.03 * slit), 2)
                for slit in range(3)
            ]
            grip = bar((0.02, 0.02, 0.09), (x + 0.36 * wide_m, 0.01 - depth / 2, z + 0.5 * tall_m), 2)
            parts.append(as_leaf(join([as_part(face, "cabinet door"), *slits, grip])))
    return join(parts)


def lectern(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a stand to speak from, its top level. Slots: body, top."""
    width, depth, height = size_m
    body = block((0.7 * width, 0.6 * depth, height - 0.03), (0, 0, 0.02), 0.006, steps=2)
    return join(
        [
            body,
            block((0.9 * width, 0.9 * depth, 0.025), (0, 0, 0), 0.004),
            block((width, depth, 0.03), (0, 0, height - 0.03), 0.005, 1, 2),
        ]
    )


def litter_bin(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a round public bin with a dark mouth. Slots: body, mouth."""
    width, _, height = size_m
    body = ring([(0.5 * width, 0), (0.5 * width, 0.92 * height), (0.46 * width, height)], 0.12 * width)
    floor = lathe([(0.0, 0.0), (0.45 * width, 0.0), (0.45 * width, 0.8 * height), (0.0, 0.8 * height)])
    return join([body, floor.with_slot(1)])


def projector(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a projector under a ceiling, on a rod. Slots: case, lens."""
    width, depth, height = size_m
    case_m = 0.12
    case = block((width, depth - 0.03, case_m), (0, 0.015, 0), 0.015, steps=2)
    lens = moved(shell([(0.05, 0), (0.05, 0.03)], 0.01), (0.2 * width, 0, 0))
    lens = lens.transformed(np.array([[1, 0, 0, 0], [0, 0, -1, 0.03 - depth / 2], [0, 1, 0, 0.06], [0, 0, 0, 1.0]]))
    return join([case, lens.with_slot(1), tube([(0, 0, case_m - 0.01), (0, 0, height)], 0.02)])


GENERATORS: dict[str, Generator] = {
    "column": column,
    "reception desk": reception_desk,
    "planter": planter,
    "info screen": info_screen,
    "bench": bench,
    "barrier post": barrier_post,
    "panel light": panel_light,
    "strip light": strip_light,
    "notice board": notice_board,
    "exit sign": exit_sign,
    "wall exit sign": wall_exit_sign,
    "fire extinguisher": fire_extinguisher,
    "locker": locker,
    "lectern": lectern,
    "litter bin": litter_bin,
    "projector": projector,
}
