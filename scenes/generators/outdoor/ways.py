"""What people walk on in gardens and climb at houses, paths and flights of stairs, and what mends a road."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from ...geometry.mesh import Mesh, grid, join, mesh
from ...poses import Vec3
from ..core.parts import Generator, bar, block, moved, round_bar

RAIL_M = 0.95  # from the landing of stairs up to its handrail
LANDING_M = 1.15  # how deep the landing is
STEPPED = 0.4  # so many repairs of roads are wider at one end


def slab_path(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a row of slabs along y in a bed. Slots: slabs, bed."""
    width, depth, height = size_m
    count = max(1, round(depth / 0.62))
    pitch = depth / count
    parts = [bar((width, depth, 0.6 * height), (0, 0, 0), 1)]
    for k in range(count):
        y = ((k + 0.5) / count - 0.5) * depth
        cuts = [-0.46, float(rng.choice([-0.1, 0.12])), 0.46] if width > 0.9 else [-0.42, 0.42]
        for a, b in pairwise(cuts):
            size = ((b - a) * width - 0.05, pitch - 0.06, 0.5 * height)
            slab = block((size[0], size[1], size[2] - float(rng.uniform(0, 0.2)) * height), (0, 0, 0), 0.006, 0)
            aside = rng.normal(0, 0.005, 2)
            place = ((a + b) / 2 * width + float(aside[0]), y + float(aside[1]), 0.5 * height)
            parts.append(moved(slab, place, float(rng.normal(0, 0.7))))
    return join(parts)


def gravel_path(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a strip of gravel along y between edgings. Slots: gravel, edging."""
    width, depth, height = size_m
    bed = bar((width - 0.12, depth, 0.7 * height), (0, 0, 0))
    count = max(1, round(depth / 0.9))
    edges = [
        moved(
            bar((0.07, depth / count - 0.008, height - float(rng.uniform(0, 0.25)) * height), (0, 0, 0), 1),
            (s * (width / 2 - 0.035) + float(rng.normal(0, 0.006)), ((k + 0.5) / count - 0.5) * depth, 0),
            float(rng.normal(0, 0.6)),
        )
        for s in (-1, 1)
        for k in range(count)
    ]
    return join([bed, *edges])


def stairs(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a straight flight that rises towards a landing at +y, with handrails. Slots: treads, sides, rails."""
    width, depth, height = size_m
    top_m, run_m = height - RAIL_M, depth - LANDING_M
    count = max(2, round(top_m / 0.17))
    rise, going = top_m / count, run_m / (count - 1)
    inner = width - 0.12
    parts = [bar((inner, LANDING_M, top_m - 0.04), (0, depth / 2 - LANDING_M / 2, 0), 1)]
    parts.append(block((width - 0.06, LANDING_M, 0.04), (0, depth / 2 - LANDING_M / 2, top_m - 0.04), 0.006))
    for k in range(count - 1):
        y = (k + 0.5) * going - depth / 2
        parts.append(bar((inner, going, (k + 1) * rise - 0.04), (0, y, 0), 1))
        parts.append(block((width - 0.06, going + 0.02, 0.04), (0, y - 0.01 * (k > 0), (k + 1) * rise - 0.04), 0.006))
    return join([*parts, *_handrails(width, depth, top_m, rise, going, count)])


def _handrails(width: float, depth: float, top_m: float, rise: float, going: float, count: int) -> list[Mesh]:
    """Return two handrails along the flight and the landing, on posts, each with a rail at half its height."""
    foot = (0.5 * going - depth / 2, rise)
    head, back = (depth / 2 - LANDING_M + 0.05, top_m), (depth / 2 - 0.04, top_m)
    posts = [((k + 0.5) * going - depth / 2, (k + 1) * rise) for k in range(0, count - 1, 3 if count > 7 else 2)]
    parts = []
    for s in (-1, 1):
        x = s * (width / 2 - 0.075)
        parts += [
            round_bar((x, y, z - 0.02), (x, y, z + RAIL_M - 0.02), 0.016, 0.016, 2) for y, z in (*posts, head, back)
        ]
        for up, thick in ((RAIL_M - 0.025, 0.025), (0.5 * RAIL_M, 0.012)):
            parts.append(round_bar((x, foot[0], foot[1] + up), (x, head[0], head[1] + up), thick, thick, 2))
            parts.append(round_bar((x, head[0], head[1] + up), (x, back[0], back[1] + up), thick, thick, 2))
    return parts


def patch(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a flat repair of a road, cut in straight lines and sealed along them. Slots: asphalt, tar."""
    width, depth, height = size_m
    corners = [(-1.0, -1.0), (1.0, -1.0), (1.0, 1.0), (-1.0, 1.0)]
    if rng.random() < STEPPED:
        step = float(rng.uniform(0.0, 0.6))
        corners = [(0.1, step), (-1.0, step), *corners[:3], (0.1, 1.0)]  # all seen from the first
    flat = np.array(corners) * (width / 2, depth / 2) + rng.uniform(-0.03, 0.03, (len(corners), 2))
    low, high = (np.column_stack([flat, np.full(len(flat), z)]) for z in (0.0, 0.75 * height))
    inside = np.column_stack([np.arange(1, len(flat) - 1), np.arange(2, len(flat))])
    fan = np.column_stack([np.zeros(len(inside), int), inside])
    body = [grid(np.stack([low, high], 1), close_u=True, smooth=False), mesh(high, fan)]
    return join([*body, *_seams(flat, height, rng)])


def _seams(flat: NDArray[np.float64], height_m: float, rng: np.random.Generator) -> list[Mesh]:
    """Return bands of tar along an outline N×2, of uneven width, over both sides of the cut."""
    bands = []
    for start, end in zip(flat, np.roll(flat, -1, axis=0), strict=True):
        share = np.linspace(0, 1, max(3, int(np.linalg.norm(end - start) / 0.12)))[:, None]
        along = (end - start) / np.linalg.norm(end - start)
        middle, across = start + share * (end - start), np.array((along[1], -along[0]))
        sides = [middle + sign * across * rng.uniform(0.012, 0.035, share.shape) for sign in (-1, 1)]
        points = np.stack([np.column_stack([side, np.full(len(side), height_m)]) for side in sides], axis=1)
        bands.append(grid(points, smooth=False).with_slot(1))
    return bands


GENERATORS: dict[str, Generator] = {
    "slab path": slab_path,
    "gravel path": gravel_path,
    "stairs": stairs,
    "patch": patch,
}
