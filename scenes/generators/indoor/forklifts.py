"""What moves pallets: hand trucks and forklifts."""

from __future__ import annotations

import numpy as np

from ...geometry.mesh import Mesh, join, lathe
from ...geometry.parts import as_part
from ...poses import Vec3
from ..core.parts import Generator, bar, block, moved, round_bar, tilted, tube


def pallet_truck(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a hand pallet truck: two forks, a pump and a drawbar. Slots: steel, wheels and grip."""
    width, depth, height = size_m
    fork_m = 0.72 * depth
    y = depth / 2 - fork_m / 2
    parts = [block((0.16, fork_m, 0.055), (s * (width / 2 - 0.08), y, 0.05), 0.01, steps=2) for s in (-1, 1)]
    wheels = [moved(_wheel(0.04, 0.08), (s * (width / 2 - 0.08), depth / 2 - 0.12, 0.04), slot=1) for s in (-1, 1)]
    back = depth / 2 - fork_m
    parts.append(block((width, 0.1, 0.16), (0, back - 0.02, 0.05), 0.012, steps=2))
    parts.append(tube([(0, back - 0.1, 0.05), (0, back - 0.1, 0.45)], 0.055, 0))
    wheels += [moved(_wheel(0.09, 0.05), (s * 0.07, back - 0.1, 0.09), slot=1) for s in (-1, 1)]
    tip = (0.0, 0.03 - depth / 2, height - 0.05)
    parts.append(round_bar((0, back - 0.1, 0.3), tip, 0.02, 0.017))
    grip = tube([(-0.16, tip[1], height - 0.03), (0.16, tip[1], height - 0.03)], 0.018, 1)
    return join([*parts, *wheels, grip])


def _wheel(radius_m: float, wide_m: float) -> Mesh:
    """Return a wheel around the x axis, its middle at the origin."""
    disc = lathe(
        [
            (0.9 * radius_m, -wide_m / 2),
            (radius_m, -0.4 * wide_m),
            (radius_m, 0.4 * wide_m),
            (0.9 * radius_m, wide_m / 2),
        ],
        28,
    )
    return as_part(
        disc.transformed(np.array([[0, 0, 1.0, 0], [1.0, 0, 0, 0], [0, 1.0, 0, 0], [0, 0, 0, 1.0]])), "wheel"
    )


def forklift(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a forklift, its forks in front. Slots: bodywork, tyres and seat, steel."""
    width, depth, height = size_m
    nose_m = -depth / 2 + 0.36 * depth  # where the mast stands: the forks reach before it
    rear_m = depth / 2
    body_m = rear_m - nose_m
    middle = (nose_m + rear_m) / 2
    parts = [block((width - 0.1, body_m - 0.2, 0.42), (0, middle + 0.05, 0.2), 0.05, steps=3)]
    parts.append(block((width - 0.06, 0.5, 0.75), (0, rear_m - 0.26, 0.22), 0.1, steps=3))
    parts.append(block((0.6 * width, 0.5, 0.08), (0, middle + 0.12, 0.62), 0.02, 1, 2))
    parts.append(moved(tilted(block((0.6 * width, 0.08, 0.5), (0, 0, 0), 0.03, 1, 2), 10), (0, middle + 0.36, 0.7)))
    parts += _forklift_cage(width, height, nose_m, rear_m)
    for s in (-1, 1):
        parts.append(moved(_wheel(0.31, 0.2), (s * (width / 2 - 0.1), nose_m + 0.38, 0.31), slot=1))
        parts.append(moved(_wheel(0.25, 0.17), (s * (width / 2 - 0.1), rear_m - 0.4, 0.25), slot=1))
        parts.append(bar((0.09, 0.1, 0.98 * height), (s * 0.26 * width, nose_m - 0.02, 0.02), 2))
        parts.append(
            bar((0.11, 0.36 * depth - 0.06, 0.045), (s * 0.2 * width, -depth / 2 + 0.18 * depth - 0.03, 0.07), 2)
        )
        parts.append(bar((0.11, 0.05, 0.5), (s * 0.2 * width, nose_m - 0.09, 0.07), 2))
    parts += [bar((0.6 * width, 0.06, 0.07), (0, nose_m - 0.09, z), 2) for z in (0.16, 0.5, height - 0.15)]
    wheel = tube([(0, nose_m + 0.3, 0.6), (0, nose_m + 0.48, 1.0)], 0.025, 1)
    return join([*parts, wheel])


def _forklift_cage(width_m: float, height_m: float, nose_m: float, rear_m: float) -> list[Mesh]:
    front, back = nose_m + 0.3, rear_m - 0.35
    x = width_m / 2 - 0.09
    posts = [
        round_bar((s * x, nose_m + 0.12, 0.55), (s * 0.9 * x, front, height_m - 0.06), 0.03, 0.03, 1) for s in (-1, 1)
    ]
    posts += [
        round_bar((s * x, rear_m - 0.3, 0.9), (s * 0.9 * x, back, height_m - 0.06), 0.03, 0.03, 1) for s in (-1, 1)
    ]
    long_m = back - front + 0.1
    bars = [
        bar((0.04, long_m, 0.04), (k * 0.45 * x, (front + back) / 2, height_m - 0.06), 1) for k in (-2, -1, 0, 1, 2)
    ]
    return [*posts, *bars, *(bar((1.85 * x, 0.05, 0.05), (0, y, height_m - 0.07), 1) for y in (front, back))]


GENERATORS: dict[str, Generator] = {
    "pallet truck": pallet_truck,
    "forklift": forklift,
}
