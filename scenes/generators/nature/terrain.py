"""Open ground: a height field, finer near its middle, and the rocks, logs, fences and benches that stand on it."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from ...geometry.mesh import Mesh, cut_along, grid, join, sphere, weld
from ...spec import Vec3
from ..core.parts import Generator, block, moved, tube

CELLS = 256  # along each side of a height field
PATH_HALF_M = 1.1
BEACH = 0.57  # of its height, from which land by the water is green
BLUNT = 14  # the higher, the sharper are the edges of boulders
Field = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Relief:
    """How land is shaped: how uneven its middle is (0–1), wavelengths in metres, and their roughness.

    `shore` tilts the land towards −y; `path` draws one along x; `crest` turns waves into ridges.
    """

    calm: float
    waves_m: tuple[float, float] = (9.0, 300.0)
    roughness: float = 1.15
    crest: bool = False
    shore: bool = False
    path: bool = False


RELIEFS: dict[str, Relief] = {
    "meadow terrain": Relief(0.1),
    "park terrain": Relief(0.06, path=True),
    "hill terrain": Relief(0.45, (25.0, 260.0), 1.2, path=True),
    "crag terrain": Relief(0.3, (5.0, 220.0), 0.95, crest=True),
    "shore terrain": Relief(0.12, shore=True),
}
INLAYS = {"park path": "park terrain", "hill path": "hill terrain", "sand beach": "shore terrain"}  # in which ground


def heights_m(relief: Relief, size_m: Vec3, rng: np.random.Generator) -> tuple[Field, Field]:
    """Return the lines of the grid, −1 … 1 as a share of half the size, and heights (x, y) from 0 to the size's z."""
    share = np.linspace(-1, 1, CELLS + 1)
    lines = 0.1 * share + 0.9 * np.sign(share) * np.abs(share) ** 2.6
    x, y = np.meshgrid(lines * size_m[0] / 2, lines * size_m[1] / 2, indexing="ij")
    away = np.hypot(x, y)
    free = relief.calm + (1 - relief.calm) * np.clip((away - 12) / (0.3 * size_m[0]), 0, 1) ** 1.3
    height = free * _waves(x, y, relief, rng) * (0.5 + 0.5 * free)
    if relief.shore:
        height = height * 0.6 + 1.1 * np.tanh((y + 9 + 3 * np.sin(x / 23)) / 45)
    low, high = height.min(), height.max()
    return lines, (height - low) / (high - low) * size_m[2]


def _waves(x: Field, y: Field, relief: Relief, rng: np.random.Generator) -> Field:
    """Return the sum of waves of all lengths and directions, long ones high and short ones low."""
    total = np.zeros_like(x)
    shortest, longest = np.log(relief.waves_m).tolist()
    for length_m in np.exp(rng.uniform(shortest, longest, 44)).tolist():
        angle, phase = rng.uniform(0, 2 * np.pi, 2)
        wave = np.sin((x * np.cos(angle) + y * np.sin(angle)) * 2 * np.pi / length_m + phase)
        total += (length_m / 300) ** relief.roughness * (1 - 2 * np.abs(wave) ** 0.8 if relief.crest else wave)
    return total


def path_y_m(x: Field, side_m: float) -> Field:
    """Return where the middle of the path runs over ground of a width that no other ground has."""
    rng = np.random.Generator(np.random.PCG64(round(1000 * side_m)))
    phase, far_m = rng.uniform(0, 6, 2), rng.uniform(2.0, 5.0)
    return np.asarray(far_m * np.sin(x / 17 + phase[0]) + 2 * far_m * np.sin(x / 61 + phase[1]) + 1.5)


def _terrain(relief: Relief, inlaid: bool = False) -> Generator:
    """Return a generator of the ground beside its path or beach, or of what is `inlaid`. Slot: surface.

    Both have all points of the ground, so that they are of one size, and fit without a gap.
    """

    def generate(size_m: Vec3, rng: np.random.Generator) -> Mesh:
        lines, height = heights_m(relief, size_m, rng)
        points = np.stack(np.broadcast_arrays(lines[:, None] * size_m[0] / 2, lines * size_m[1] / 2, height), -1)
        shape = _drawn(grid(points), relief, size_m, rng)
        kept = shape.slot == int(inlaid)
        return Mesh(shape.vertices, shape.triangles[kept], shape.smooth[kept], 0 * shape.slot[kept])

    return generate


def _drawn(shape: Mesh, relief: Relief, size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Return the ground cut along the edges of its path or beach; its own points stay the first ones."""
    x, y, z = shape.vertices.T
    ragged = rng.normal(0, 0.05, len(x))
    if relief.shore:
        return cut_along(shape, (BEACH * size_m[2] - z + ragged)[:, None])
    if relief.path:
        beside_m = y - path_y_m(x, size_m[0])
        return cut_along(shape, np.column_stack([ragged - beside_m, ragged + beside_m]) + PATH_HALF_M)
    return shape


def rock(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a boulder: a ball worn flat on several sides, its edges blunt, and uneven at many scales. Slot: stone."""
    ball = sphere(60)
    way = ball.vertices * 2
    cuts = rng.normal(0, 1, (11, 3))
    cuts /= np.linalg.norm(cuts, axis=1, keepdims=True)
    sides = np.maximum(way @ cuts.T, 0.0) / rng.uniform(0.5, 0.9, 11)
    reach = (1 + (sides**BLUNT).sum(axis=1)) ** (-1 / BLUNT)
    rough = sum(np.sin(way @ rng.normal(0, f, 3) + rng.uniform(0, 6)) / f**1.2 for f in (1.5, 2.5, 4, 6, 9, 13))
    return replace(ball, vertices=way * (reach * (1 + 0.07 * rough))[:, None])


def log(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a fallen trunk along x. Slot: bark."""
    x = np.linspace(-0.5, 0.5, 9) * size_m[0]
    path = np.column_stack([x, np.cumsum(rng.normal(0, 0.02, 9)), np.zeros(9)])
    stubs = [tube([path[k], path[k] + (0.1, 0.0, 0.9 * size_m[2])], [0.05, 0.03]) for k in rng.choice(7, 2, False) + 1]
    return join([tube(path, np.linspace(0.5, 0.36, 9) * size_m[2], segments=14), *stubs])


def fence(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build posts and rails along x. Slot: wood."""
    width, _, height = size_m
    posts = [
        moved(block((0.11, 0.11, height * rng.uniform(0.95, 1.0)), (0, 0, 0), 0.012), (x, 0.0, 0.0), rng.normal(0, 6))
        for x in (-width / 2 + 0.06, 0.0, width / 2 - 0.06)
    ]
    rails = [
        tube([(-width / 2, -0.06, z + rng.normal(0, 0.02)), (width / 2, -0.06, z + rng.normal(0, 0.02))], 0.04)
        for z in (0.42 * height, 0.82 * height)
    ]
    return join([*posts, *rails])


def bench(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a slatted bench that faces −y. Slots: slats, frame."""
    width, depth, height = size_m
    seat_m = 0.5 * height
    slats = [block((width, 0.1, 0.035), (0, y, seat_m), 0.006) for y in np.arange(-0.5, 0.2, 0.24) * depth]
    back = [block((width, 0.03, 0.1), (0, 0.4 * depth, z * height), 0.006) for z in (0.68, 0.87)]
    legs = [
        block((0.06, 0.06, tall), (x, y, 0.0), 0.006, 1)
        for x in (-0.42 * width, 0.42 * width)
        for y, tall in ((-0.36 * depth, seat_m), (0.44 * depth, height))
    ]
    return join([*slats, *back, *legs])


def hay_bale(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a round bale that lies along x. Slot: hay."""
    radius = size_m[2] / 2
    x = np.linspace(-0.5, 0.5, 7) * size_m[0]
    return weld(tube(np.column_stack([x, 0 * x, 0 * x]), radius * (1 + rng.normal(0, 0.012, 7)), segments=40))


GENERATORS: dict[str, Generator] = {
    **{name: _terrain(relief) for name, relief in RELIEFS.items()},
    **{name: _terrain(RELIEFS[ground], inlaid=True) for name, ground in INLAYS.items()},
    "rock": rock,
    "log": log,
    "fence": fence,
    "park bench": bench,
    "hay bale": hay_bale,
}
