"""What lies around open land up to the horizon: hills with woods that go on where its height field ends."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from scipy.ndimage import gaussian_filter1d

from ...geometry.mesh import Mesh, grid, join
from ...poses import Vec3
from ..core.parts import Generator
from .fields import bushes
from .noise import Field, hilly, smooth
from .relief import RELIEFS, heights_m

TIMES = 12.0  # as wide as the land that it surrounds
RINGS = 30
TREES_M = 10.0  # so high woods stand
RIM_TREES, RIM_CARDS = 700, 26  # along the edges of woods, nearest first, and of how many leaves each is made
WOODS_M = 110.0  # from the edge of the land inwards single trees stand for woods
# How many times as high as the land its surroundings are.
HIGHER: dict[str, float] = {
    "meadow terrain": 11.0,
    "park terrain": 18.0,
    "hill terrain": 4.0,
    "crag terrain": 4.0,
    "shore terrain": 14.0,
    "beach terrain": 9.0,
    "harbour terrain": 10.0,
    "snow terrain": 8.0,
}


def around(size_m: Vec3, terrain: str) -> Vec3:
    """Return the size of what surrounds a terrain of a size."""
    return (round(TIMES * size_m[0], 3), round(TIMES * size_m[1], 3), round(HIGHER[terrain] * size_m[2], 3))


def _inner(size_m: Vec3, terrain: str) -> Vec3:
    return (round(size_m[0] / TIMES, 3), round(size_m[1] / TIMES, 3), round(size_m[2] / HIGHER[terrain], 3))


def _surroundings(terrain: str) -> Generator:
    """Return a generator of a ring that begins at a terrain's edge, at its heights. Slots: surface, woods."""
    relief = RELIEFS[terrain]

    def generate(size_m: Vec3, rng: np.random.Generator) -> Mesh:
        inner = _inner(size_m, terrain)
        lines, height = heights_m(relief, inner, rng)
        x, y, edge, slope = (_around(each) for each in _edge(lines, height, inner))
        times = np.geomspace(1.0, TIMES, RINGS)[:, None]
        out_m = (times - 1) * inner[0] / 2
        x, y = x * times, y * times
        land = smooth(y, -0.1 * inner[0], 0.6 * inner[0]) if relief.water else np.ones_like(y)
        far, woods = _hills(x, y, land, out_m, rng)
        calm, slope = np.exp(-out_m / 15), gaussian_filter1d(slope, 16, mode="wrap")  # or crags go on as folds
        carried = (
            edge * calm + gaussian_filter1d(edge, 24, mode="wrap") * (1 - calm) + slope * out_m * np.exp(-out_m / 40)
        )
        share = smooth(np.broadcast_to(out_m, x.shape), 0.0, 1.1 * inner[0])
        z = carried * (1 - share) + far * (size_m[2] - TREES_M) * share
        return _ring(np.stack([x, y, z], -1), woods * (out_m > WOODS_M), size_m[2], rng)

    return generate


def _edge(lines: Field, height: Field, size_m: Vec3) -> tuple[Field, Field, Field, Field]:
    """Return x, y, height and outward slope (m/m) on the grid, of which its edge alone is meant."""
    x, y = np.meshgrid(lines * size_m[0] / 2, lines * size_m[1] / 2, indexing="ij")
    along, across = np.gradient(height, x[:, 0], y[0])
    out = np.where(np.abs(x) >= np.abs(y), np.sign(x) * along, np.sign(y) * across)
    return x, y, height, np.clip(out, -0.3, 0.3)


def _around(field: Field) -> Field:
    """Return the edge of a grid, counter-clockwise as seen from above."""
    return np.concatenate([field[:-1, 0], field[-1, :-1], field[:0:-1, -1], field[0, :0:-1]])


def _hills(x: Field, y: Field, land: Field, out_m: Field, rng: np.random.Generator) -> tuple[Field, Field]:
    """Return how high land lies (0–1), ranges farther off higher ones, and where woods grow."""
    rise = smooth(np.broadcast_to(out_m, x.shape), 0.0, 0.9 * float(out_m.max()))
    height = land * (0.10 + (0.25 + 0.75 * rise) * hilly(x, y, 900.0, 6, rng))
    woods = hilly(x, y, 260.0, 5, rng) + 0.15 * smooth(height, 0.3, 0.7)
    wooded = np.asarray((woods > 0.54) & (land > 0.5), dtype=np.float64)
    return (height - height[1:].min()) / float(np.ptp(height[1:])), wooded


def _ring(points: Field, wooded: Field, high_m: float, rng: np.random.Generator) -> Mesh:
    """Return the ring's mesh, of which woods stand up as uneven crowns; no lower than 0, no higher than its size."""
    crowns = TREES_M * wooded * (0.6 + 0.4 * gaussian_filter1d(rng.random(wooded.shape), 1.0, axis=1, mode="wrap"))
    z = np.clip(points[..., 2] + crowns, 0.0, high_m)
    z[-1].flat[z[-1].argmax()] = high_m  # so that it is as high and as deep as said, to the last bit
    z[-1].flat[z[-1].argmin()] = 0.0
    shape = grid(np.stack([points[..., 0], points[..., 1], z], -1).transpose(1, 0, 2)[::-1], close_u=True)
    corners = wooded.T[::-1].ravel()[shape.triangles]
    slot = (corners.sum(axis=1) > 0).astype(np.int64)
    return join([replace(shape, slot=slot), _rims(points, wooded, high_m, rng)])


def _rims(points: Field, wooded: Field, high_m: float, rng: np.random.Generator) -> Mesh:
    """Return trees along the edges of woods that are seen from the middle, as clumps of leaves."""
    inner = np.concatenate([np.ones_like(wooded[:1]), wooded[:-1]])
    beside = np.minimum(np.roll(wooded, 1, axis=1), np.roll(wooded, -1, axis=1))
    ring, column = np.nonzero((wooded > 0) & ((inner == 0) | (beside == 0)))
    chosen = np.argsort(ring + rng.uniform(0, 9, len(ring)))[:RIM_TREES]
    feet = points[ring[chosen], column[chosen]] + rng.normal(0, 2.0, (len(chosen), 3)) * (1, 1, 0)
    trees = bushes(feet, TREES_M * rng.uniform(0.7, 1.35, len(feet)), RIM_CARDS, rng, 0.42).with_slot(1)
    reach = np.abs(points[..., :2]).max()
    low, high = np.array((-reach, -reach, 0.0)), np.array((reach, reach, high_m))
    corners = np.clip(trees.vertices, low, high)[trees.triangles]
    falls = np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0])[:, 2] < 0
    faces = np.where(falls[:, None], trees.triangles[:, ::-1], trees.triangles)
    return replace(trees, vertices=np.clip(trees.vertices, low, high), triangles=faces)


GENERATORS: dict[str, Generator] = {f"around {terrain}": _surroundings(terrain) for terrain in HIGHER}
