"""What stands on building sites: scaffolding, containers, heaps, bricks, fences, and houses that are not finished."""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from ...geometry.mesh import Mesh, join
from ...geometry.parts import as_part
from ...poses import Vec3
from ..core.parts import Generator, bar, block, loft, moved, plate, round_bar, tube

LIFT_M, BAY_M = 2.0, 2.5  # of scaffolding: from one deck to the next, from one pair of posts to the next
RIBS_M, RIB_M = 0.28, 0.036  # of a container's walls: from one to the next, and how deep they are
STOREY_M, THICK_M = 3.0, 0.24
WIRE_M = 0.11  # between the wires of a fence
COURSES, COURSE_M = 9, 0.075


def scaffolding(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build scaffolding along x, its outer side at −y. Slots: tubes, planks."""
    width, depth, height = size_m
    xs = np.linspace(-width / 2 + 0.05, width / 2 - 0.05, max(2, round(width / BAY_M) + 1)).tolist()
    ys = (0.06 - depth / 2, depth / 2 - 0.06)
    decks = np.arange(LIFT_M, height - 0.9, LIFT_M).tolist()
    parts = [round_bar((x, y, 0.0), (x, y, height), 0.024, 0.024) for x in xs for y in ys]
    parts += [bar((0.15, 0.12, 0.012), (x, y, 0.0)) for x in xs for y in ys]
    for z in decks:
        rails = [(ys[0], z - 0.06), (ys[1], z - 0.06), (ys[0] - 0.03, z + 0.5), (ys[0] - 0.03, z + 1.0)]
        parts += [tube([(-width / 2, y, up), (width / 2, y, up)], 0.022, 0, 6) for y, up in rails]
        parts += [tube([(x, -depth / 2, z - 0.03), (x, depth / 2, z - 0.03)], 0.022, 0, 6) for x in xs]
        parts += _planks(xs, ys, z, rng)
        parts.append(bar((width - 0.1, 0.025, 0.15), (0, ys[0] + 0.05, z + 0.04), 1))
    for k, (a, b) in enumerate(pairwise(xs)):
        for n, z in enumerate([0.1, *decks[:-1]]):
            if (k + n) % 3 == 0:
                parts.append(tube([(a, ys[0] - 0.04, z), (b, ys[0] - 0.04, z + LIFT_M - 0.1)], 0.02, 0, 6))
    return join(parts)


def _planks(xs: list[float], ys: tuple[float, float], z_m: float, rng: np.random.Generator) -> list[Mesh]:
    wide = (ys[1] - ys[0] - 0.12) / 3
    return [
        bar((b - a - float(rng.uniform(0.0, 0.06)), wide - 0.012, 0.04), ((a + b) / 2, y, z_m), 1)
        for a, b in pairwise(xs)
        for y in np.linspace(ys[0] + 0.06 + wide / 2, ys[1] - 0.06 - wide / 2, 3).tolist()
    ]


def container(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a container whose doors are at −x; some are offices. Slots: paint, steel, panes."""
    width, depth, height = size_m
    x, y = width / 2 - 0.05, depth / 2 - 0.05
    parts = [bar((0.1, 0.1, height), (s * x, t * y, 0)) for s in (-1, 1) for t in (-1, 1)]
    parts += [bar((width - 0.2, 0.1, 0.12), (0, s * y, z)) for s in (-1, 1) for z in (0.0, height - 0.12)]
    parts += [bar((0.1, depth - 0.2, 0.12), (s * x, 0, z)) for s in (-1, 1) for z in (0.0, height - 0.12)]
    parts += [_ribbed(width - 0.2, height - 0.24, y + 0.03, turn) for turn in (0.0, 180.0)]
    parts.append(_ribbed(depth - 0.2, height - 0.24, x + 0.03, 90.0))
    parts += [bar((width - 0.2, depth - 0.2, 0.04), (0, 0, z)) for z in (0.06, height - 0.07)]
    return join([*parts, *_doors(-x - 0.02, depth - 0.2, height), *(_office(y) if rng.random() < 0.5 else [])])


def _ribbed(long_m: float, tall_m: float, out_m: float, turn_deg: float) -> Mesh:
    """Return a wall of folded sheet, `out_m` from the middle, which faces −y when not turned."""
    folds = np.arange(-long_m / 2, long_m / 2, RIBS_M / 4)
    xs = np.append(folds, long_m / 2)
    ys = RIB_M * np.isin(np.arange(len(xs)) % 4, (1, 2)) - out_m
    points = np.array([[(px, py, z) for z in (0.12, 0.12 + tall_m)] for px, py in zip(xs, ys, strict=True)])
    return moved(plate(points, 0.002), (0, 0, 0), turn_deg)


def _doors(x_m: float, wide_m: float, tall_m: float) -> list[Mesh]:
    leaves = [bar((0.05, wide_m / 2 - 0.01, tall_m - 0.24), (x_m, s * wide_m / 4, 0.12)) for s in (-1, 1)]
    at = [s * wide_m * share for s in (-1, 1) for share in (0.08, 0.36)]
    rods = [tube([(x_m - 0.04, y, 0.1), (x_m - 0.04, y, tall_m - 0.1)], 0.014, 1, 8) for y in at]
    grips = [bar((0.02, 0.42, 0.03), (x_m - 0.05, y + 0.2 * (1 if y < 0 else -1), 1.1), 1) for y in at]
    return [as_part(join(leaves), "house door"), *rods, *grips]


def _office(y_m: float) -> list[Mesh]:
    """Return a door and two windows in the long side at −y."""
    y = -y_m - 0.025
    door = [bar((0.95, 0.05, 2.1), (-1.9, y, 0.14), 1), bar((0.05, 0.08, 0.14), (-1.55, y, 1.1), 1)]
    parts = [as_part(join(door), "house door")]
    for x in (0.0, 1.7):
        frame = bar((1.2, 0.05, 1.0), (x, y, 1.0), 1)
        parts.append(as_part(join([frame, bar((1.08, 0.054, 0.88), (x, y, 1.06), 2)]), "window"))
    return parts


def portable_toilet(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a toilet cabin whose door is at −y. Slots: walls, roof, dark."""
    width, depth, height = size_m
    w, d, top = width - 0.08, depth - 0.1, height - 0.22
    parts = [bar((0.1, depth, 0.08), (s * 0.36 * width, 0, 0), 2) for s in (-1, 1)]
    parts += [
        block((width - 0.02, depth - 0.04, 0.07), (0, 0, 0.07), 0.02, 2),
        block((w, d, top - 0.12), (0, 0, 0.13), 0.03),
    ]
    parts += [bar((0.05, d + 0.03, top - 0.3), (s * (w / 2 - 0.06), 0, 0.2)) for s in (-1, 1)]
    parts += [bar((w + 0.02, 0.05, top - 0.3), (0, y, 0.2)) for y in np.linspace(-0.3 * d, 0.3 * d, 3).tolist()]
    door = [block((0.66 * w, 0.03, top - 0.4), (0, -d / 2 - 0.005, 0.24), 0.01)]
    door += [bar((0.5 * w, 0.02, 0.03), (0, -d / 2 - 0.022, 0.4 + 0.35 * k)) for k in range(5)]
    door.append(block((0.05, 0.06, 0.12), (-0.26 * w, -d / 2 - 0.03, 1.05), 0.01, 2))
    sign = bar((0.14, 0.004, 0.14), (0.0, -d / 2 - 0.035, 1.5), 1)
    roof = [
        block((width, depth - 0.02, 0.06), (0, 0, top), 0.02, 1),
        block((0.8 * width, 0.8 * depth, 0.14), (0, 0, top + 0.04), 0.07, 1, 3),
    ]
    vents = [bar((w + 0.004, 0.5 * d, 0.03), (0, 0, top - 0.16 - 0.06 * k), 2) for k in range(3)]
    pipe = round_bar((0.4 * w, 0.4 * d, top), (0.4 * w, 0.4 * d, height), 0.04, 0.04, 2)
    return join([*parts, as_part(join(door), "house door"), sign, *roof, *vents, pipe])


def heap(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a heap as it was tipped, a little out of round and with a foot that has run out. Slot: stuff."""
    width, depth, height = size_m
    angles = np.linspace(0, 2 * np.pi, 48, endpoint=False)
    phases = rng.uniform(0, 2 * np.pi, 5)
    lobes = 1 + sum(0.09 / (k + 1) * np.sin((k + 2) * angles + phase) for k, phase in enumerate(phases.tolist()))
    shares = np.array([1.0, 0.93, 0.82, 0.66, 0.48, 0.3, 0.14, 0.05])
    tops = np.array([0.0, 0.03, 0.12, 0.3, 0.53, 0.76, 0.94, 0.99])
    rings = []
    for share, top in zip(shares.tolist(), tops.tolist(), strict=True):
        rough = rng.normal(0, 0.02, 48) * (top > 0)
        flat = np.stack([np.cos(angles) * width / 2, np.sin(angles) * depth / 2], axis=1) * (share * lobes)[:, None]
        rings.append(np.column_stack([flat, np.maximum((top + rough) * height, 0.0)]))
    peak, foot = np.broadcast_to((0.0, 0.0, height), (48, 3)), np.zeros((48, 3))
    return loft([foot, rings[0]], [*rings, peak])


def brick_pallet(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build bricks in courses on a pallet, the upper ones of which may be gone. Slots: bricks, pallet, straps."""
    width, depth, height = size_m
    boards = [bar((width, 0.1, 0.022), (0, y, 0.1), 1) for y in np.linspace(0.05 - depth / 2, depth / 2 - 0.05, 6)]
    feet = [bar((0.1, depth, 0.1), (s * (width / 2 - 0.05), 0, 0), 1) for s in (-1, 0, 1)]
    tall, parts = (height - 0.122) / COURSES, [*boards, *feet]
    taken = float(rng.uniform(0.3, 0.7)) if rng.random() < 0.6 else 1.0
    for k in range(COURSES):
        share = taken if k >= COURSES - 2 else 1.0
        count = max(1, round(share * 8))
        for n in range(count):
            x = (n - 3.5) * (width - 0.04) / 8 + float(rng.normal(0, 0.003))
            size = ((width - 0.04) / 8 - 0.006, depth - 0.06, tall - 0.004)
            parts.append(bar(size, (x, float(rng.normal(0, 0.004)), 0.122 + k * tall)))
    if taken == 1.0:
        parts += [bar((0.02, depth - 0.02, height - 0.12), (s * 0.25 * width, 0, 0.12), 2) for s in (-1, 1)]
    return join(parts)


def mesh_fence(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a panel of wire mesh in a frame, on feet of concrete. Slots: steel, feet."""
    width, depth, height = size_m
    x, low = width / 2 - 0.06, 0.14
    frame = [tube([(s * x, 0, 0.06), (s * x, 0, height)], 0.02, 0, 8) for s in (-1, 1)]
    frame += [tube([(-x, 0, z), (x, 0, z)], 0.018, 0, 8) for z in (low + 0.1, height - 0.03)]
    wires = [bar((0.004, 0.004, height - low - 0.14), (px, 0, low + 0.1)) for px in np.arange(WIRE_M - x, x, WIRE_M)]
    wires += [bar((2 * x, 0.004, 0.004), (0, 0.004, z)) for z in np.linspace(low + 0.25, height - 0.2, 8).tolist()]
    feet = [block((0.12, depth, low), (s * x, 0, 0), 0.02, 1) for s in (-1, 1)]
    return join([*frame, *wires, *feet])


def hoarding(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a fence of painted boards, its posts behind. Slots: boards, posts."""
    width, depth, height = size_m
    count = max(1, round(width / 1.22))
    wide = width / count
    xs = [(k - (count - 1) / 2) * wide for k in range(count)]
    boards = [bar((wide - 0.006, 0.02, height - 0.06), (x, 0.01 - depth / 2, 0.04)) for x in xs]
    posts = [bar((0.08, 0.08, height), (x - wide / 2 + 0.04, 0.06 - depth / 2, 0), 1) for x in xs]
    rails = [bar((width, 0.05, 0.09), (0, 0.06 - depth / 2, z), 1) for z in (0.3, height - 0.4)]
    feet = [bar((0.3, depth - 0.04, 0.1), (x - wide / 2 + 0.15, 0.02, 0), 1) for x in xs]
    return join([*boards, *posts, *rails, *feet])


def raw_building(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a house as far as its floors, columns and some of its walls. Slots: concrete, bricks, steel, dark."""
    width, depth, height = size_m
    top = height - 0.7
    floors = max(2, round(top / STOREY_M))
    pitch = top / floors
    xs = np.linspace(0.25 - width / 2, width / 2 - 0.25, max(3, round(width / 4.6) + 1)).tolist()
    ys = np.linspace(0.25 - depth / 2, depth / 2 - 0.25, 3).tolist()
    slabs = [bar((width, depth, THICK_M), (0, 0, (k + 1) * pitch - THICK_M)) for k in range(floors)]
    columns = [bar((0.36, 0.36, top - 0.01), (x, y, 0)) for x in xs for y in ys]
    core = bar((4.2, 3.0, top + 0.02), (xs[1] + 2.3, depth / 2 - 1.9, 0))
    rods = [
        bar((0.016, 0.016, 0.69), (x + dx, y + dy, top))
        for x in xs
        for y in ys
        for dx in (-0.1, 0.1)
        for dy in (-0.1, 0.1)
    ]
    parts = [*slabs, *columns, core, *(each.with_slot(2) for each in rods), bar((width, depth, 0.1), (0, 0, 0))]
    for k in range(floors):
        built = 1.0 - 0.75 * k / max(floors - 1, 1)
        for a, b in pairwise(xs):
            for y in (ys[0] - 0.05, ys[-1] + 0.05):
                if rng.random() < built:
                    parts += _infill(a, b, y, k * pitch, pitch - THICK_M, rng)
        for x in (xs[0] - 0.05, xs[-1] + 0.05):
            if rng.random() < built:
                tall = (pitch - THICK_M) * float(rng.choice([0.4, 1.0, 1.0]))
                parts += [
                    bar((0.2, (ys[1] - ys[0]) - 0.36, tall), (x, (p + q) / 2, k * pitch), 1) for p, q in pairwise(ys)
                ]
    return join(parts)


def _infill(a: float, b: float, y: float, low: float, tall: float, rng: np.random.Generator) -> list[Mesh]:
    """Return the bricks between two columns around a hole for a window, as high as they have got."""
    wide, middle = b - a - 0.36, (a + b) / 2
    if rng.random() < 0.2:
        return [bar((wide, 0.2, float(rng.uniform(0.3, 0.7)) * tall), (middle, y, low), 1)]
    hole = 0.45 * wide
    side = (wide - hole) / 2
    parts = [
        bar((hole, 0.2, 0.9), (middle, y, low), 1),
        bar((hole, 0.2, max(tall - 2.3, 0.1)), (middle, y, low + 2.3), 0),
    ]
    return [*parts, *(bar((side, 0.2, tall), (middle + s * (hole + side) / 2, y, low), 1) for s in (-1, 1))]


GENERATORS: dict[str, Generator] = {
    "scaffolding": scaffolding,
    "container": container,
    "portable toilet": portable_toilet,
    "heap": heap,
    "brick pallet": brick_pallet,
    "mesh fence": mesh_fence,
    "hoarding": hoarding,
    "raw building": raw_building,
}
