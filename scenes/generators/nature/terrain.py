"""Open ground: a height field, finer near its middle, and the rocks, logs, fences and benches that stand on it."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ...geometry.mesh import Mesh, cut_along, grid, join, sphere, weld
from ...poses import Vec3
from ..core.parts import Generator, block, moved, tube
from .limbs import unit
from .relief import RELIEFS, Relief, heights_m, inlaid

STONES, STONES_M = "strewn stones", (3.0, 3.0, 0.13)  # the generator, and the size of what it builds
BLUNT, SHARP = 14, 22  # the higher, the sharper are the edges of stones, and of boulders
INLAYS = {  # in which ground
    "park path": "park terrain",
    "hill path": "hill terrain",
    "snow path": "snow terrain",
    "sand beach": "shore terrain",
    "sea beach": "beach terrain",
}


def _terrain(relief: Relief, within: bool = False) -> Generator:
    """Return a generator of the ground beside its path or beach, or of what is inlaid there. Slot: surface.

    Both have all points of the ground, so that they are of one size, and fit without a gap.
    """

    def generate(size_m: Vec3, rng: np.random.Generator) -> Mesh:
        lines, height = heights_m(relief, size_m, rng)
        points = np.stack(np.broadcast_arrays(lines[:, None] * size_m[0] / 2, lines * size_m[1] / 2, height), -1)
        shape = _drawn(grid(points), relief, size_m, rng)
        kept = shape.slot == int(within)
        return Mesh(shape.vertices, shape.triangles[kept], shape.smooth[kept], 0 * shape.slot[kept])

    return generate


def _drawn(shape: Mesh, relief: Relief, size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Return the ground cut along the edges of its path or beach, which are ragged; its own points come first."""
    edges = inlaid(relief, size_m, shape.vertices)
    if edges is None:
        return shape
    return cut_along(shape, edges + rng.normal(0, 0.05, len(edges))[:, None])


def rock(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a boulder: a ball worn flat on several sides, its edges blunt, and uneven at many scales. Slot: stone."""
    ball = sphere(60)
    way = ball.vertices * 2
    cuts = unit(rng.normal(0, 1, (15, 3)))
    sides = np.maximum(way @ cuts.T, 0.0) / rng.uniform(0.5, 0.85, 15)
    reach = (1 + (sides**SHARP).sum(axis=1)) ** (-1 / SHARP)
    rough = sum(np.sin(way @ rng.normal(0, f, 3) + rng.uniform(0, 6)) / f for f in (1.5, 2.5, 4, 6, 9, 13, 19))
    return ball.with_vertices(way * (reach * (1 + 0.075 * rough))[:, None])


def strewn_stones(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build small stones that lie about, flat and half sunk, more and larger ones in places. Slot: stone."""
    count = int(np.clip(7 * size_m[0] * size_m[1], 12, 140))
    groups = rng.uniform(-0.4, 0.4, (6, 2))
    place = groups[(6 * rng.random(count) ** 1.6).astype(int)] + rng.normal(0, 0.11, (count, 2))
    place[count // 2 :] = rng.normal(0, 0.22, (count - count // 2, 2)).clip(-0.48, 0.48)  # without an outline
    reach_m = 0.4 * size_m[2] * (0.15 + 0.85 * rng.random(count) ** 5)
    return join([_stone(each, float(m), rng) for each, m in zip(place * size_m[:2], reach_m, strict=True)])


def _stone(place_m: NDArray[np.float64], reach_m: float, rng: np.random.Generator) -> Mesh:
    ball = sphere(8)
    way = ball.vertices * 2
    cuts = unit(rng.normal(0, 1, (6, 3)))
    sides = np.maximum(way @ cuts.T, 0.0) / rng.uniform(0.6, 0.95, 6)
    reach = (1 + (sides**BLUNT).sum(axis=1)) ** (-1 / BLUNT)
    turn, (long, flat) = rng.uniform(0, 2 * np.pi), rng.uniform((1.1, 0.5), (2.0, 0.85))
    shape = way * reach[:, None] * (reach_m * long, reach_m, reach_m * flat)
    c, s = np.cos(turn), np.sin(turn)
    turned = shape @ np.array(((c, s, 0.0), (-s, c, 0.0), (0.0, 0.0, 1.0)))
    turned[:, 2] = np.maximum(turned[:, 2] + rng.uniform(0.0, 0.8) * flat * reach_m, 0.0)
    turned[:, :2] += place_m
    return ball.with_vertices(turned)


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


def wire_fence(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build round posts, none quite upright, and four wires along x, as pastures have. Slot: wood."""
    width, _, height = size_m
    tops = [height, *(height * rng.uniform(0.9, 1.0, 2)).tolist()]
    posts = [
        moved(tube([(0, 0, 0), (*rng.normal(0, 0.02, 2).tolist(), top)], [0.055, 0.05], segments=9), (x, 0.03, 0.0))
        for x, top in zip((-width / 2 + 0.06, 0.0, width / 2 - 0.06), tops, strict=True)
    ]
    sag_m = rng.uniform(0.0, 0.03, 4)
    wires = [
        tube([(-width / 2, -0.04, z), (0, -0.04, z - sag), (width / 2, -0.04, z)], 0.0025, segments=4)
        for z, sag in zip(np.array((0.25, 0.48, 0.7, 0.92)) * height, sag_m, strict=True)
    ]
    return join([*posts, *wires])


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
    **{name: _terrain(RELIEFS[ground], within=True) for name, ground in INLAYS.items()},
    "rock": rock,
    STONES: strewn_stones,
    "log": log,
    "fence": fence,
    "wire fence": wire_fence,
    "park bench": bench,
    "hay bale": hay_bale,
}
