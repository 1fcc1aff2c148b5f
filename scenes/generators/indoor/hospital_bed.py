"""A hospital bed on castors, made, with its back raised and with rails at its sides."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from ...geometry.mesh import Mesh, join, lathe
from ...geometry.parts import as_part
from ...poses import Vec3
from ...spec import Surface
from ..core.parts import Generator, block, moved, pad, rounded_loop, tilted, tube
from .soft import duvet

HEAD = 0.4  # of a hospital bed's length that is raised below the back
MATTRESS_M = 0.13
COVER_M = 0.04  # how thick what lies on it is
RAISED_DEG = 24.0


def castor(x_m: float, y_m: float, radius_m: float, slot: int) -> list[Mesh]:
    """Return a wheel below a fork at a place."""
    wheel = tilted(
        lathe([(0.6 * radius_m, -0.012), (radius_m, -0.009), (radius_m, 0.009), (0.6 * radius_m, 0.012)], 20), 90
    )
    fork = block((0.03, 0.04, radius_m), (x_m, y_m, 1.1 * radius_m), 0.008, slot, 2)
    return [moved(wheel, (x_m, y_m, radius_m), 90.0, slot), fork]


def hospital_bed(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a made bed with its back raised, panels at both ends and rails at its sides.

    Slots: panels, frame, sheet, blanket, castors.
    """
    width, depth, height = size_m
    bed_m = bed_top_m(size_m) - MATTRESS_M - COVER_M
    inner_w, long_m = width - 0.12, depth - 0.1
    parts = [mesh for x in (-1, 1) for y in (-1, 1) for mesh in castor(x * 0.36 * width, y * 0.38 * depth, 0.065, 4)]
    parts.append(block((0.72 * width, 0.86 * depth, 0.06), (0, 0, 0.15), 0.012, 0, 2))
    parts += [block((0.3 * width, 0.16, bed_m - 0.24), (0, y * depth, 0.2), 0.02, 1, 2) for y in (-0.22, 0.22)]
    parts += [block((0.04, long_m, 0.06), (s * (inner_w / 2 - 0.02), 0, bed_m - 0.06), 0.01, 1) for s in (-1, 1)]
    parts += [block((inner_w, 0.03, 0.04), (0, y * long_m, bed_m - 0.05), 0.006, 1) for y in (-0.45, -0.15, 0.15)]
    parts += [_end(width, s * (depth / 2 - 0.03), bed_m, top, 0) for s, top in ((-1, 0.82 * height), (1, height))]
    parts += [mesh for s in (-1, 1) for mesh in _side_rails(s * (width / 2 - 0.02), depth, bed_m)]
    return join([*parts, *_mattress(inner_w - 0.08, long_m - 0.04, bed_m, rng)])


def _end(width: float, y: float, bed_m: float, top_m: float, slot: int) -> Mesh:
    """Return a head or foot panel in a frame, with a grip cut into it by a darker bar."""
    low_m = bed_m - 0.12
    tall_m = top_m - low_m
    panel = block((width - 0.1, 0.03, tall_m - 0.05), (0, y, low_m), 0.012, slot, 3)
    grip = block((0.34 * width, 0.036, 0.035), (0, y, top_m - 0.13), 0.012, 1, 2)
    rim = tube(
        [
            (-width / 2 + 0.03, y, low_m),
            (-width / 2 + 0.03, y, top_m - 0.05),
            (-width / 2 + 0.07, y, top_m - 0.015),
            (width / 2 - 0.07, y, top_m - 0.015),
            (width / 2 - 0.03, y, top_m - 0.05),
            (width / 2 - 0.03, y, low_m),
        ],
        0.015,
        1,
        10,
    )
    return as_part(join([panel, grip, rim]), "headboard") if y > 0 else join([panel, grip, rim])


def _side_rails(x: float, depth: float, bed_m: float) -> list[Mesh]:
    """Return two rails of tubes along one side, one beside the head and one beside the knees."""
    parts = []
    for middle, long_m in ((0.22 * depth, 0.36 * depth), (-0.22 * depth, 0.36 * depth)):
        low, high = bed_m + 0.08, bed_m + MATTRESS_M + 0.27
        loop = rounded_loop(high - low, long_m, 0.0, 0.07)
        path = np.column_stack([np.full(len(loop), x), middle + loop[:, 1], (low + high) / 2 + loop[:, 0]])
        parts.append(tube(np.concatenate([path, path[:1]]), 0.014, 1, 10))
        parts += [
            tube([(x, middle + y * long_m, low), (x, middle + y * long_m, high)], 0.008, 1, 8)
            for y in (-0.25, 0.0, 0.25)
        ]
        parts += [block((0.02, 0.03, 0.16), (x, middle + y * long_m, bed_m - 0.05), 0.006, 1) for y in (-0.3, 0.3)]
    return parts


def _mattress(width: float, long_m: float, bed_m: float, rng: np.random.Generator) -> list[Mesh]:
    """Return a mattress bent up below the back, a pillow on it and a blanket over the legs."""
    flat_m, back_m = (1 - HEAD) * long_m, HEAD * long_m
    y = -long_m / 2 + flat_m / 2
    top_m = bed_m + MATTRESS_M
    flat = block((width, flat_m, MATTRESS_M), (0, y, bed_m), 0.035, 2, 3)
    back = moved(
        tilted(moved(block((width, back_m, MATTRESS_M), (0, 0, 0), 0.035, 2, 3), (0, back_m / 2, 0)), -RAISED_DEG),
        (0, -long_m / 2 + flat_m - 0.02, bed_m),
    )
    rest = moved(
        tilted(
            moved(pad((0.62 * width, 0.36, 0.13), (0, 0, 0), 0.04, 0.035, 2), (0, back_m - 0.24, MATTRESS_M)),
            -RAISED_DEG,
        ),
        (0, -long_m / 2 + flat_m - 0.02, bed_m),
    )
    deep_m = 1.58 * flat_m * float(rng.uniform(0.9, 1.0))  # of a bed that this would cover as a duvet does
    cover = duvet((width + 0.09, deep_m), top_m + COVER_M, rng)
    cover = replace(cover, slot=np.where(cover.slot == 2, 3, 2))
    return [flat, back, rest, moved(cover, (0, (deep_m - long_m) / 2 - 0.03, 0))]


def bed_top_m(size_m: Vec3) -> float:
    """Return the height of the blanket on a hospital bed."""
    return 0.58 * size_m[2]


def _blanket(size_m: Vec3) -> tuple[Surface, ...]:
    width, depth, _ = size_m
    return (Surface((0.0, -0.26 * depth, bed_top_m(size_m)), width - 0.3, 0.22 * depth, 0.4),)


GENERATORS: dict[str, Generator] = {"hospital bed": hospital_bed}
SURFACES: dict[str, Callable[[Vec3], tuple[Surface, ...]]] = {"hospital bed": _blanket}
