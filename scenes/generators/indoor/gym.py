"""What gyms train with: treadmills, exercise bikes, dumbbells and their racks, weight benches."""

from __future__ import annotations

import numpy as np

from ...geometry.mesh import Mesh, join, lathe
from ...poses import Vec3
from ...spec import Surface
from ..core.parts import Generator, across, arc, bar, block, loft, moved, pad, tilted, tube

SHELVES = 3  # of a rack of dumbbells


def treadmill(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a treadmill; who runs on it faces +y. Slots: plastic, belt, metal, screen, foot rails."""
    width, depth, height = size_m
    deck_m, front = 0.2, depth / 2
    belt_wide = 0.62 * width
    parts = [
        block((belt_wide + 0.06, depth - 0.4, 0.09), (0, -0.16, 0.08), 0.02, 0, 2),
        block((belt_wide, depth - 0.42, 0.014), (0, -0.17, deck_m - 0.026), 0.004, 1),
        moved(tilted(block((width - 0.06, 0.42, 0.16), (0, 0, 0), 0.05, 0, 3), 0), (0, front - 0.25, 0.1)),
        block((width - 0.1, 0.07, 0.05), (0, front - 0.06, 0), 0.012, 2),
        block((belt_wide + 0.1, 0.06, 0.1), (0, 0.03 - front, 0.06), 0.02, 0, 2),
        block((belt_wide, 0.07, 0.06), (0, 0.08 - front, 0), 0.012, 2),
    ]
    rail = (width - belt_wide) / 2 - 0.01
    for s in (-1, 1):
        x = s * (width / 2 - rail / 2)
        parts.append(block((rail, depth - 0.36, 0.05), (x, -0.14, deck_m - 0.05), 0.012, 4, 2))
        at = s * (width / 2 - 0.05)
        post = [(at, front - 0.26, 0.12), (at, front - 0.3, 0.7 * height), (at, front - 0.4, 0.86 * height)]
        parts.append(tube(post, (0.04, 0.035, 0.03), 2, 14))
        grip = [(at, front - 0.36, 0.78 * height), (at, front - 0.62, 0.76 * height), (at, front - 0.84, 0.7 * height)]
        parts.append(tube(grip, 0.019, 0, 10))
    top = moved(tilted(block((width - 0.02, 0.09, 0.36), (0, 0, 0), 0.04, 0, 3), 24), (0, front - 0.46, height - 0.37))
    glass = moved(
        tilted(bar((0.46 * width, 0.006, 0.21), (0, -0.047, 0.09)), 24), (0, front - 0.46, height - 0.37), slot=3
    )
    bridge = tube(
        [(-width / 2 + 0.06, front - 0.42, 0.78 * height), (width / 2 - 0.06, front - 0.42, 0.78 * height)], 0.022, 2
    )
    keys = moved(
        tilted(bar((0.3 * width, 0.006, 0.035), (0, -0.047, 0.035)), 24), (0, front - 0.46, height - 0.37), slot=2
    )
    return join([*parts, top, glass, keys, bridge])


def exercise_bike(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build an exercise bike; who rides it faces +y. Slots: plastic, metal, saddle, screen."""
    width, depth, height = size_m
    front, r = depth / 2, 0.24
    hub = (0.0, front - 0.34, 0.36)
    wheel = lathe([(0.0, -0.05), (0.9 * r, -0.05), (r, -0.03), (r, 0.03), (0.9 * r, 0.05), (0.0, 0.05)], 40)
    parts = [moved(across(wheel), hub), moved(across(lathe([(0.5 * r, -0.056), (0.5 * r, 0.056)], 32)), hub, slot=1)]
    parts += [block((width, 0.07, 0.05), (0, s * (front - 0.05), 0), 0.014, 1, 2) for s in (-1, 1)]
    crank = (0.0, -0.06, 0.3)
    seat, post = (0.0, -0.3 * depth, 0.72 * height), (0.0, 0.16 * depth, 0.86 * height)
    parts += [
        tube([(0, 0.06 - front, 0.06), (0, -0.06, 0.26), (0, front - 0.08, 0.05)], 0.032, 0, 12),
        tube([crank, (0, -0.2 * depth, 0.5 * height), seat], 0.03, 1, 12),
        tube([crank, hub], 0.05, 0, 12),
        tube([(0, 0.03, 0.26), (0, 0.2 * depth, 0.62 * height), post], 0.03, 0, 12),
        block((0.2, 0.27, 0.07), (0, seat[1] - 0.02, seat[2] - 0.02), 0.03, 2, 3),
        block((0.09, 0.16, 0.05), (0, seat[1] + 0.15, seat[2] - 0.01), 0.02, 2, 3),
        moved(across(lathe([(0.0, -0.07), (0.09, -0.07), (0.09, 0.07), (0.0, 0.07)], 28)), crank, slot=1),
    ]
    for s in (-1, 1):
        arm = [(s * 0.09, -0.06, 0.3), (s * 0.09, -0.06 + s * 0.14, 0.3 - s * 0.09)]
        parts.append(tube(arm, 0.012, 1, 8))
        parts.append(block((0.1, 0.08, 0.025), (s * 0.15, arm[1][1], arm[1][2] - 0.012), 0.008, 0))
        grip = [
            (0, post[1], post[2]),
            (s * 0.2, post[1] - 0.02, post[2] + 0.02),
            (s * 0.22, post[1] + 0.14, post[2] + 0.06),
        ]
        parts.append(tube(grip, 0.017, 2, 10))
    console = moved(tilted(block((0.26, 0.05, 0.2), (0, 0, 0), 0.02, 0, 2), 30), (0, post[1] + 0.02, height - 0.19))
    glass = moved(tilted(bar((0.2, 0.005, 0.13), (0, -0.026, 0.04)), 30), (0, post[1] + 0.02, height - 0.19), slot=3)
    return join([*parts, console, glass])


def dumbbell(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a dumbbell along x: six-sided heads on a knurled handle, or round ones. Slots: heads, handle."""
    width, depth, height = size_m
    head = 0.3 * width
    sides = 6 if rng.random() < 0.6 else 28
    parts = [tube([(head - width / 2, 0, height / 2), (width / 2 - head, 0, height / 2)], 0.1 * width, 1, 14)]
    ring = arc(sides + 1, 30, 390)[:-1] * (depth / 2, height / 2)
    for s in (-1, 1):
        loops = [
            np.column_stack([np.full(sides, x), share * ring[:, 0], height / 2 + share * ring[:, 1]])
            for x, share in ((0.0, 0.0), (0.0, 0.86), (0.12 * head, 1.0), (0.88 * head, 1.0), (head, 0.86), (head, 0.0))
        ]
        shape = loft(
            [loops[0], loops[1]], [loops[1], loops[2]], [loops[2], loops[3]], [loops[3], loops[4]], [loops[4], loops[5]]
        )
        parts.append(moved(shape, ((s - 1) / 2 * head + s * (width / 2 - head), 0, 0)))
    return join(parts)


def dumbbell_rack(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build three steps of rails between two sides. Slots: frame, trays."""
    width, depth, height = size_m
    parts = []
    for s in (-1, 1):
        x = s * (width / 2 - 0.03)
        parts.append(tube([(x, 0.06 - depth / 2, 0.04), (x, depth / 2 - 0.05, height - 0.03)], 0.03, 0, 8))
        parts.append(bar((0.06, depth, 0.05), (x, 0, 0)))
        parts.append(bar((0.05, 0.05, height - 0.02), (x, depth / 2 - 0.04, 0)))
    for x, y, z, deep in _trays(size_m):
        parts.append(block((width, deep, 0.03), (x, y, z - 0.03), 0.004, 1))
        parts.append(bar((width - 0.02, 0.012, 0.045), (x, y + deep / 2 - 0.006, z - 0.02), 0))
    return join([*parts, bar((width, 0.04, 0.06), (0, depth / 2 - 0.02, height - 0.06))])


def _trays(size_m: Vec3) -> list[tuple[float, float, float, float]]:
    """Return the trays of a rack of dumbbells: middle x, y, top z and depth."""
    _, depth, height = size_m
    deep = 0.52 * depth
    return [
        (0.0, (k / (SHELVES - 1) - 0.5) * (depth - deep), 0.22 + k * (height - 0.32) / (SHELVES - 1), deep)
        for k in range(SHELVES)
    ]


def rack_trays(size_m: Vec3) -> tuple[Surface, ...]:
    """Return the trays of a rack of dumbbells, from below."""
    tray_m = (size_m[2] - 0.32) / (SHELVES - 1)
    return tuple(Surface((x, y, z), size_m[0] - 0.14, deep - 0.05, tray_m - 0.06) for x, y, z, deep in _trays(size_m))


def weight_bench(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a bench below a barbell in its stand; one lies with the head at +y. Slots: pad, frame, plates, bar."""
    width, depth, height = size_m
    half, back = width / 2, depth / 2 - 0.24
    seat = 0.44
    parts = [
        pad((0.3, depth - 0.3, 0.1), (0, -0.14, seat - 0.09), 0.03, 0.01),
        tube([(0, 0.06 - depth / 2, 0.04), (0, back, 0.04)], 0.03, 1, 8),
        tube([(0, 0.2 - depth / 2, 0.04), (0, 0.26 - depth / 2, seat - 0.08)], 0.03, 1, 8),
        bar((0.5, 0.06, 0.05), (0, 0.04 - depth / 2, 0), 1),
        bar((1.2, 0.06, 0.05), (0, back, 0), 1),
    ]
    for s in (-1, 1):
        x = s * 0.55
        parts += [
            bar((0.06, 0.06, height - 0.16), (x, back, 0), 1),
            bar((0.06, 0.14, 0.03), (x, back - 0.06, height - 0.22), 1),
        ]
        parts += [bar((0.06, 0.02, 0.09), (x, back - 0.12, height - 0.22), 1), bar((0.05, 0.5, 0.05), (x, back, 0), 1)]
    z, y = height - 0.225 + 0.05, back - 0.06
    parts.append(tube([(-half, y, z), (half, y, z)], 0.014, 3, 12))
    parts.append(bar((1.1, 0.04, 0.04), (0, back + 0.01, 0.34), 1))
    plates = [
        lathe([(0.0, 0.0), (0.94 * r, 0.0), (r, 0.008), (r, 0.027), (0.94 * r, 0.035), (0.0, 0.035)], 36)
        for r in (0.17, 0.17, 0.11)
    ]
    for s in (-1, 1):
        for k in range(1 + int(rng.integers(3))):
            parts.append(
                moved(across(plates[k]), (s * (half - 0.3 + 0.042 * k) - (0.035 if s < 0 else 0.0), y, z), slot=2)
            )
        parts.append(tube([(s * (half - 0.32), y, z), (s * half, y, z)], 0.025, 3, 12))
    return join(parts)


GENERATORS: dict[str, Generator] = {
    "treadmill": treadmill,
    "exercise bike": exercise_bike,
    "dumbbell": dumbbell,
    "dumbbell rack": dumbbell_rack,
    "weight bench": weight_bench,
}
