"""What nobody planted: the ragged turf of a lawn, what flowers in it, and what grows along the feet of walls."""

from __future__ import annotations

import numpy as np

from ...geometry.mesh import Mesh, join, mesh
from ...poses import Vec3
from ..core.parts import Generator, loft, rounded_loop
from .limbs import Points, leaves, unit
from .undergrowth import tussock

TURF, WEEDS, FOOT, JOINTS = "turf", "lawn weeds", "wall weeds", "paving weeds"  # the generators
RAGGED_M, CRUMBLING_M, PITCH_M = (
    0.075,
    0.03,
    0.07,
)  # how far an edge wanders and slopes; from one point of it to the next
ROUND_M = 0.3  # the radius of the corners of turf
CROWDS_M = 0.28  # about as far weeds stand from the middle of their crowd


def turf(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build ground a little higher than what lies around it, whose edge is ragged and crumbles. Slot: surface."""
    width, depth, height = size_m
    outline = _even(rounded_loop(width, depth, 0.0, ROUND_M))
    inward = _inward(outline)
    ragged_m = RAGGED_M * _wander(len(outline), rng)[:, None]
    foot, rim, calm = (
        outline + inward * off for off in (ragged_m, ragged_m + CRUMBLING_M * rng.random(ragged_m.shape), 0.14)
    )
    m0, r0, r1, r2, m1 = (
        np.column_stack([points[:, :2], np.full(len(points), z)])
        for points, z in ((0 * foot, 0.0), (foot, 0.0), (rim, 0.93 * height), (calm, height), (0 * foot, height))
    )
    return loft([m0, r0], [r0, r1], [r1, r2, m1])


def _even(loop: Points) -> Points:
    """Return points of a closed loop N×3 that lie about PITCH_M apart."""
    closed = np.concatenate([loop, loop[:1]])
    far_m = np.concatenate([[0.0], np.cumsum(np.linalg.norm(np.diff(closed, axis=0), axis=1))])
    at_m = np.linspace(0, far_m[-1], max(int(far_m[-1] / PITCH_M), 24), endpoint=False)
    return np.column_stack([np.interp(at_m, far_m, closed[:, k]) for k in range(3)])


def _inward(outline: Points) -> Points:
    along = np.roll(outline, -1, axis=0) - np.roll(outline, 1, axis=0)
    return unit(np.column_stack([-along[:, 1], along[:, 0], 0 * along[:, 0]]))


def _wander(count: int, rng: np.random.Generator) -> Points:
    """Return 0 to 1 along a closed loop: long bays, and short ones."""
    turn = np.linspace(0, 2 * np.pi, count, endpoint=False)
    long_m = PITCH_M * count
    lengths_m = rng.uniform(0.3, 3.0, 14)
    waves = [
        length_m**0.4 * np.sin(max(round(long_m / length_m), 1) * turn + rng.uniform(0, 2 * np.pi))
        for length_m in lengths_m
    ]
    found = np.sum(waves, axis=0) + rng.normal(0, 0.9, count)
    return np.asarray((found - found.min()) / np.ptp(found))


def lawn_weeds(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build what stands in a lawn of this size: rank tufts, rosettes, daisies, dandelions.

    Slots: leaves, white petals, yellow petals.
    """
    width, depth, height = size_m
    area, rich = width * depth, float(rng.uniform(0.15, 1.5))
    daisies, dandelions, rosettes, tufts = (
        _crowded(int(np.clip(each, 3, 700)), 6 + int(0.3 * area), size_m, rng)
        for each in (7 * rich * area, 0.7 * rich * area, 1.6 * rich * area, 1.3 * area)
    )
    return join(
        [
            _rosettes(np.concatenate([rosettes, dandelions]), rng),
            _tufts(tufts, (0.5 * height, 1.3 * height), 22, rng),
            *_blooms(daisies, 0.6 * height, 0.013, rng),
            discs(_raised(dandelions, rng.uniform(0.5, 1.0, len(dandelions)) * height), 0.019, 2, rng),
        ]
    )


def _crowded(count: int, crowds: int, size_m: Vec3, rng: np.random.Generator) -> Points:
    """Return places N×3 on the ground within a size, most of them in crowds."""
    half = np.array(size_m[:2]) / 2
    middles = rng.uniform(-half, half, (crowds, 2))
    crowd = (crowds * rng.random(count) ** 1.7).astype(int)
    place = middles[crowd] + rng.normal(0, CROWDS_M, (count, 2)) * rng.uniform(0.3, 2.0, (crowds, 1))[crowd]
    lone = rng.random(count) < 0.2
    place[lone] = rng.uniform(-half, half, (int(lone.sum()), 2))
    return np.column_stack([np.clip(place, 0.12 - half, half - 0.12), np.zeros(count)])


def _raised(foot: Points, up_m: Points) -> Points:
    return foot + up_m[:, None] * np.array((0.0, 0.0, 1.0))


def _blooms(foot: Points, height_m: float, radius_m: float, rng: np.random.Generator) -> list[Mesh]:
    """Return daisies: white discs, and smaller yellow ones just above them."""
    top = _raised(foot, height_m * rng.uniform(0.75, 1.25, len(foot)))
    return [discs(top, radius_m, 1, rng), discs(_raised(top, np.full(len(top), 0.004)), 0.4 * radius_m, 2, rng)]


def discs(middle: Points, radius_m: float, slot: int, rng: np.random.Generator) -> Mesh:
    """Return heads of flowers of six triangles each, seen from above, each tilted in its own way."""
    angles = np.linspace(0, 2 * np.pi, 6, endpoint=False) + rng.uniform(0, 1, (len(middle), 1))
    radius = radius_m * rng.uniform(0.75, 1.2, (len(middle), 1))
    x, y = radius * np.cos(angles), radius * np.sin(angles)
    tilt = rng.normal(0, 0.3, (2, len(middle), 1))
    rim = middle[:, None] + np.stack([x, y, tilt[0] * x + tilt[1] * y], -1)
    corners = np.concatenate([middle[:, None], rim], axis=1)
    index = 7 * np.arange(len(middle))[:, None]
    faces = np.concatenate([index + np.array((0, k + 1, (k + 1) % 6 + 1)) for k in range(6)])
    return mesh(corners, faces).with_slot(slot)


def _rosettes(foot: Points, rng: np.random.Generator) -> Mesh:
    """Return broad leaves that lie around feet N×3, nine of each."""
    turn = rng.uniform(0, 2 * np.pi, (len(foot), 1)) + np.linspace(0, 2 * np.pi, 9, endpoint=False)
    lift = rng.uniform(0.15, 0.8, turn.shape)
    way = unit(np.stack([np.cos(turn), np.sin(turn), lift], -1)).reshape(-1, 3)
    long_m = np.repeat(rng.uniform(0.05, 0.11, len(foot)), 9) * rng.uniform(0.7, 1.1, 9 * len(foot))
    return leaves(np.repeat(_raised(foot, np.full(len(foot), 0.015)), 9, axis=0), way, long_m, 0.32, rng)


def _tufts(foot: Points, tall_m: tuple[float, float], blades: int, rng: np.random.Generator) -> Mesh:
    """Return a clump of blades at each of N×3 feet, some of them much larger than others."""
    own_m = np.repeat(tall_m[0] + (tall_m[1] - tall_m[0]) * rng.random(len(foot)) ** 2, blades)
    spread = rng.normal(0, 0.28, (len(own_m), 3)) * own_m[:, None] * (1.0, 1.0, 0.0)
    return tussock(np.repeat(foot, blades, axis=0) + spread, own_m * rng.uniform(0.4, 1.0, len(own_m)), rng)


def wall_weeds(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build what grows and gathers at the foot of a wall at +y: grass, broad leaves, dead ones. Slots: green, dead."""
    width, _, height = size_m
    crowds = rng.uniform(-0.5, 0.5, max(2, int(1.6 * width))) * width
    foot = _at_foot(int(rng.uniform(4, 10) * width), crowds, size_m, 0.13, rng)
    fallen = _at_foot(int(rng.uniform(5, 26) * width), crowds, size_m, 0.25, rng)
    parts = [
        _tufts(foot, (0.25 * height, height), 16, rng),
        _rosettes(foot[:: int(rng.integers(2, 5))], rng),
        _litter(fallen, rng),
    ]
    return _within(join(parts), size_m)


def paving_weeds(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build what grows in the joints of a paving, low and in crowds, and leaves that wind left. Slots: green, dead."""
    area, height = size_m[0] * size_m[1], size_m[2]
    foot = _crowded(int(rng.uniform(8, 30) * area), 3 + int(area), size_m, rng)
    fallen = _crowded(int(rng.uniform(1, 9) * area), 4 + int(area), size_m, rng)
    parts = [
        _tufts(foot, (0.3 * height, height), 9, rng),
        _litter(fallen, rng),
    ]
    return _within(join(parts), size_m)


def _within(shape: Mesh, size_m: Vec3) -> Mesh:
    """Return the mesh with what reaches out of its ground plan pressed against its sides, as leaves are by a wall."""
    half = np.array((size_m[0] / 2, size_m[1] / 2, np.inf))
    return shape.with_vertices(np.clip(shape.vertices, -half, half))


def _litter(place: Points, rng: np.random.Generator) -> Mesh:
    """Return dead leaves that lie at places N×3."""
    turn = rng.uniform(0, 2 * np.pi, len(place))
    way = unit(np.column_stack([np.cos(turn), np.sin(turn), rng.normal(0.1, 0.15, len(place))]))
    base = _raised(place, rng.uniform(0.004, 0.016, len(place)))
    return leaves(base, way, rng.uniform(0.03, 0.07, len(place)), 0.6, rng, 1)


def _at_foot(count: int, crowds: Points, size_m: Vec3, spread_m: float, rng: np.random.Generator) -> Points:
    """Return places N×3 near the foot of a wall at +y, around crowds along it."""
    x = crowds[rng.integers(len(crowds), size=count)] + rng.normal(0, spread_m, count)
    y = size_m[1] * (0.46 - 0.8 * rng.random(count) ** 2.5)
    return np.column_stack([np.clip(x, -size_m[0] / 2, size_m[0] / 2), y, np.zeros(count)])


GENERATORS: dict[str, Generator] = {
    TURF: turf,
    WEEDS: lawn_weeds,
    FOOT: wall_weeds,
    JOINTS: paving_weeds,
}
