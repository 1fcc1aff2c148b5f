"""What a warehouse is fitted out with: racks, pallets, crates, drums, ladders, trusses, shutters."""

from __future__ import annotations

import itertools

import numpy as np

from ...geometry.mesh import Mesh, join, lathe
from ...poses import Vec3
from ..core.parts import Generator, bar, block, moved, tube

BAY_M = 2.8  # the usual length of a rack's bay: three pallets side by side
LEVEL_M = 1.7
DECK_M = 0.025
POST_M = 0.1
GUARD_M = 0.42  # the height of what takes the blows of forklifts at the feet of racks


def rack(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a row of pallet racking without its goods. Slots: uprights, beams and guards, decks, labels."""
    width, depth, height = size_m
    count, pitch_m = rack_bays(width)
    parts: list[Mesh] = []
    for k in range(count + 1):
        parts += _rack_frame(k * pitch_m - width / 2 + POST_M / 2, depth, height)
    long_m = pitch_m - POST_M
    for k in range(count):
        x = (k + 0.5) * pitch_m - (width - POST_M) / 2
        for top_m in rack_tops_m(height):
            for s in (-1, 1):
                parts.append(bar((long_m, 0.05, 0.12), (x, s * (depth / 2 - 0.04), top_m - DECK_M - 0.12), 1))
            parts.append(bar((long_m, depth - 0.02, DECK_M), (x, 0, top_m - DECK_M), 2))
            for s, place in itertools.product((-1, 1), (-0.32, 0.0, 0.32)):
                at = (x + place * long_m, s * (depth / 2 - 0.014), top_m - DECK_M - 0.1)
                parts.append(bar((0.2, 0.004, 0.08), at, 3))
    return join(parts)


def rack_bays(width_m: float) -> tuple[int, float]:
    """Return how many bays a rack of this length has, and the distance between them."""
    count = max(1, round((width_m - POST_M) / BAY_M))
    return count, (width_m - POST_M) / count


def rack_tops_m(height_m: float) -> list[float]:
    """Return the heights of a rack's decks; its lowest goods stand on the floor."""
    count = max(1, round((height_m - 0.5) / LEVEL_M))
    return [(k + 1) * (height_m - 0.5) / count for k in range(count)]


def _rack_frame(x_m: float, depth_m: float, height_m: float) -> list[Mesh]:
    """Return two uprights with diagonal braces between them."""
    y = depth_m / 2 - 0.05
    parts = [bar((POST_M, 0.08, height_m), (x_m, s * y, 0)) for s in (-1, 1)]
    parts += [bar((POST_M + 0.04, 0.14, 0.01), (x_m, s * (depth_m / 2 - 0.07), 0)) for s in (-1, 1)]
    parts += [bar((POST_M, 0.012, GUARD_M), (x_m, s * (depth_m / 2 - 0.006), 0), 1) for s in (-1, 1)]
    steps = max(2, round(height_m / 1.1))
    for k in range(steps):
        low, high = (0.2 + (height_m - 0.4) * t / steps for t in (k, k + 1))
        side = 1 if k % 2 else -1
        parts.append(tube([(x_m, side * y, low), (x_m, -side * y, high)], 0.018, 0, 4))
    return parts


def pallet(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a wooden pallet: boards on blocks on runners. Slot: wood."""
    width, depth, height = size_m
    thin_m = 0.15 * height
    gap_m = depth / 7
    boards = [
        bar((width, 0.72 * gap_m, thin_m), (0, (k - 3) * (depth - 0.72 * gap_m) / 6, height - thin_m)) for k in range(7)
    ]
    xs = [s * (width / 2 - 0.05) for s in (-1, 0, 1)]
    stringers = [bar((0.1, depth, thin_m), (x, 0, z)) for x in xs for z in (0, height - 2 * thin_m)]
    blocks = [
        bar((0.1, 0.14, height - 3 * thin_m), (x, y * (depth / 2 - 0.07), thin_m)) for x in xs for y in (-1, 0, 1)
    ]
    return join([*boards, *stringers, *blocks])


def crate(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a nailed crate of boards. Slots: boards, battens."""
    width, depth, height = size_m
    rows = max(2, round(height / 0.14))
    tall_m = height / rows
    parts = [bar((width - 0.07, depth - 0.07, height - 0.03), (0, 0, 0.01))]
    for row in range(rows):
        size = tall_m - 0.012
        z = row * tall_m
        parts += [bar((width - 0.05, 0.02, size), (0, s * (depth / 2 - 0.03), z)) for s in (-1, 1)]
        parts += [bar((0.02, depth - 0.05, size), (s * (width / 2 - 0.03), 0, z)) for s in (-1, 1)]
    lid = [bar((width, depth / 5 - 0.01, 0.02), (0, (k - 2) * (depth - 0.01) / 5, height - 0.02)) for k in range(5)]
    battens = [
        bar((0.09, 0.02, height - 0.02), (x * (width / 2 - 0.05), y * (depth / 2 - 0.01), 0), 1)
        for x in (-1, 1)
        for y in (-1, 1)
    ]
    battens += [
        bar((0.02, 0.09, height - 0.02), (x * (width / 2 - 0.01), y * (depth / 2 - 0.06), 0), 1)
        for x in (-1, 1)
        for y in (-1, 1)
    ]
    return join([*parts, *lid, *battens])


def barrel(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a steel drum with two hoops. Slots: drum, bung."""
    width, _, height = size_m
    r = width / 2
    profile = [(0.96, 0.0), (1.0, 0.01), (1.0, 0.02), (0.96, 0.03), (0.96, 0.32), (1.0, 0.34), (0.96, 0.36)]
    profile += [
        (0.96, 0.64),
        (1.0, 0.66),
        (0.96, 0.68),
        (0.96, 0.97),
        (1.0, 0.98),
        (1.0, 1.0),
        (0.95, 1.0),
        (0.95, 0.985),
    ]
    body = lathe([(share * r, z * height) for share, z in profile], 40)
    bung = moved(lathe([(0.035, 0.0), (0.035, 0.01)], 16), (0.6 * r, 0, 0.985 * height), slot=1)
    return join([body, bung])


def step_ladder(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a folding ladder, open. Slots: rails, steps."""
    width, depth, height = size_m
    count = max(3, round(height / 0.27))
    parts: list[Mesh] = []
    for s in (-1, 1):
        x = s * (width / 2 - 0.02)
        parts.append(tube([(x, 0.02 - depth / 2, 0), (0.75 * x, 0, height - 0.02)], 0.02, 0, 6))
        parts.append(tube([(x, depth / 2 - 0.02, 0), (0.75 * x, 0.06, height - 0.02)], 0.016, 0, 6))
    for k in range(1, count):
        t = k / count
        wide_m = (width - 0.05) * (1 - 0.25 * t)
        parts.append(bar((wide_m, 0.09, 0.025), (0, (0.02 - depth / 2) * (1 - t) + 0.03, t * height), 1))
    parts += [bar((0.8 * width, 0.03, 0.02), (0, depth / 2 - 0.06, 0.35), 0)]
    return join([*parts, bar((0.72 * width, 0.16, 0.03), (0, 0.03, height - 0.03), 1)])


def cone(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a traffic cone. Slots: body, band."""
    width, depth, height = size_m
    foot = block((width, depth, 0.03), (0, 0, 0), 0.01)
    r = 0.36 * width
    low, high = (r * (1 - 0.82 * t) for t in (0.45, 0.7))
    body = lathe([(r, 0.03), (0.18 * r, height)], 32)
    band = lathe([(low + 0.001, 0.45 * height), (high + 0.001, 0.7 * height)], 32)
    return join([foot, body, band.with_slot(1)])


def truss(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a roof truss along x: two chords with a zigzag between. Slot: steel."""
    width, depth, height = size_m
    count = max(4, 2 * round(width / (2.2 * height)))
    chords = [bar((width, depth, 0.12), (0, 0, z)) for z in (0, height - 0.12)]
    xs = np.linspace(-width / 2 + 0.1, width / 2 - 0.1, count + 1)
    web = [
        tube(
            [(float(a), 0, 0.06 if k % 2 else height - 0.06), (float(b), 0, height - 0.06 if k % 2 else 0.06)],
            0.3 * depth,
            0,
            6,
        )
        for k, (a, b) in enumerate(itertools.pairwise(xs))
    ]
    return join([*chords, *web])


def shutter(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a closed sectional gate on the inner side of a wall. Slots: leaves, rails."""
    width, depth, height = size_m
    count = max(4, round(height / 0.55))
    tall_m = (height - 0.2) / count
    leaves = [bar((width - 0.1, 0.4 * depth, tall_m - 0.015), (0, 0.2 * depth, k * tall_m)) for k in range(count)]
    rails = [bar((0.08, depth, height), (s * (width / 2 - 0.04), 0, 0), 1) for s in (-1, 1)]
    return join([*leaves, *rails, bar((width - 0.16, depth, 0.2), (0, 0, height - 0.2), 1)])


GENERATORS: dict[str, Generator] = {
    "rack": rack,
    "pallet": pallet,
    "crate": crate,
    "barrel": barrel,
    "step ladder": step_ladder,
    "cone": cone,
    "truss": truss,
    "shutter": shutter,
}
