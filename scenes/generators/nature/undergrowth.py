"""What grows low: shrubs, hedges, grass, flowers and ferns. Slots: leaves, then stems or petals."""

from __future__ import annotations

import numpy as np

from ...geometry.mesh import Mesh, join, mesh, rounded_box
from ...poses import Vec3
from ..core.parts import Generator
from .crowns import Leafage, crown, joined, lobes_on, painted
from .limbs import Limbs, Points, bark, foliage, grown, leaflets, leaves, outwards, ribbons, unit
from .trees import rooted

FALLEN, FALLEN_M = "fallen leaves", (3.0, 3.0, 0.009)  # the generator, and the size of what it builds
LEAVES = Leafage((0.035, 0.07), (0.4, 0.75), 1.1, 0.05, 1.0)  # of bushes
BUDGET = (15_500, 2000)
LOOSE = 0.35  # so many hedges grow loose; the rest is clipped


def shrub(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a bush of many stems from one foot, fine outside and dense inside. Slots: leaves, stems."""
    stems, shoots = _stems(size_m, 22, rng)
    wide_m, _, high_m = size_m
    lobes = lobes_on(stems, (0.4, 1.0), 2, 0.14 * (wide_m + high_m) * rng.uniform(0.7, 1.1), rng.uniform(0.8, 1.2), rng)
    green = crown(lobes, 0.85 * np.pi * wide_m * high_m, LEAVES, wide_m, rng, BUDGET)
    return rooted(joined([*green, bark(stems, 3), ribbons(shoots)]), size_m)


def bare_shrub(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a bush without its leaves. Slot: stems."""
    stems, shoots = _stems(size_m, 30, rng)
    return rooted(join([bark(stems, 4), bark(shoots, 3)]), size_m).with_slot(0)


def _stems(size_m: Vec3, count: int, rng: np.random.Generator) -> tuple[Limbs, Limbs]:
    foot = Limbs(np.array([[(0.0, 0.0, 0.0), (0.0, 0.0, 0.08 * size_m[2])]]), np.full((1, 2), 0.025 * size_m[2]))
    length_m = 0.62 * size_m[2] * rng.uniform(0.6, 1.1, count)
    stems = grown(foot, np.zeros(count, int), rng.random(count), rng.uniform(4, 68, count), length_m, rng, 0.15, 4, 0.9)
    which = np.repeat(np.arange(count), 9)
    share = rng.uniform(0.15, 1.0, len(which))
    shoots = grown(stems, which, share, rng.uniform(15, 70, len(which)), 0.38 * size_m[2], rng, 0.1, 2, 0.6)
    return stems, shoots


def hedge(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a hedge, lumpy where it is clipped and with long shoots where it grows loose. Slots: leaves, body."""
    loose = rng.random() < LOOSE
    inset_m = 0.12 if loose else 0.05
    width, depth, height = size_m
    body = rounded_box((width - 2 * inset_m, depth - 2 * inset_m, height - inset_m), 0.12, 2, 8)
    points, normals = _spread(body, int(min(11000 * (width + 0.5), 20000)), rng)
    waves = np.sin(points @ rng.normal(0, 4, (3, 3))).sum(axis=1, keepdims=True)
    lumps = 0.8 * inset_m + (0.3 if loose else 0.2) * inset_m * waves
    way = unit(normals + rng.normal(0, 0.8, normals.shape))
    base = points + normals * (lumps - rng.uniform(0.0, 0.06, (len(points), 1)))
    green = [leaflets(base, way, rng.uniform(0.035, 0.075, len(points)), 0.55, rng)]
    parts = [*green, *(_shoots(body, rng) if loose else ()), painted(body.with_slot(1))]
    return _stood(joined(parts), size_m)


def _shoots(body: Mesh, rng: np.random.Generator) -> list[Mesh]:
    """Return shoots that stand out of a hedge, upwards most, and their leaves."""
    base, normals = _spread(body, 110, rng)
    way = unit(normals + rng.normal((0.0, 0.0, 0.9), 0.35, normals.shape))
    tip = base + rng.uniform(0.12, 0.3, (len(base), 1)) * way
    shoots = Limbs(np.stack([base, tip], 1), np.full((len(base), 2), 0.002))
    return [ribbons(shoots), foliage(shoots, 2400, 0.05, 0.55, rng, 0.0, (0.1, 1.0), leaflets)]


def _spread(shape: Mesh, count: int, rng: np.random.Generator) -> tuple[Points, Points]:
    """Return `count` points of a mesh's surface and the normals there."""
    corners = shape.vertices[shape.triangles]
    normals = np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0])
    area = np.linalg.norm(normals, axis=1)
    chosen = rng.choice(len(area), count, p=area / area.sum())
    points = np.einsum("nk,nkd->nd", rng.dirichlet((1, 1, 1), count), corners[chosen])
    return points, unit(normals[chosen])


def _stood(shape: Mesh, size_m: Vec3) -> Mesh:
    """Return the mesh moved onto z = 0."""
    lifted = shape.with_vertices(shape.vertices + np.array((0.0, 0.0, size_m[2] / 2)))
    return rooted(lifted, size_m)


def grass(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a patch of blades in loose tufts, thinning out towards its rim. Slot: blades."""
    width, depth, height = size_m
    count = int(np.clip(620 * width * depth, 150, 2000))
    tufts = rng.uniform(-0.5, 0.5, (max(count // 22, 4), 2))
    place = tufts[rng.integers(len(tufts), size=count)] + rng.normal(0, 0.035, (count, 2))
    place[: count // 2] = rng.uniform(-0.5, 0.5, (count // 2, 2))
    rim = np.clip(1.25 - 2 * np.abs(place).max(axis=1), 0.25, 1)
    tall_m = height * rng.beta(2.5, 2.0, count) * rim
    return rooted(_blades(np.column_stack([place * (width, depth), np.zeros(count)]), tall_m, rng), size_m)


def _blades(foot: Points, tall_m: Points, rng: np.random.Generator, broad: float = 0.004) -> Mesh:
    """Return bent, tapering blades of three triangles each."""
    turn, lean = rng.uniform(0, 2 * np.pi, len(foot)), rng.uniform(0.1, 0.75, len(foot))
    way = np.column_stack([np.cos(turn), np.sin(turn), np.zeros(len(foot))])
    across = np.column_stack([-np.sin(turn), np.cos(turn), np.zeros(len(foot))])
    half = (broad * rng.uniform(0.6, 1.3, len(foot)))[:, None]
    rise = np.array((0.0, 0.0, 1.0))
    middle = foot + tall_m[:, None] * (0.55 * rise + 0.25 * lean[:, None] * way)
    tip: Points = foot + tall_m[:, None] * ((1 - 0.3 * lean[:, None]) * rise + lean[:, None] * way)
    corners = np.stack(
        [foot - half * across, foot + half * across, middle + 0.8 * half * across, middle - 0.8 * half * across, tip], 1
    )
    index = 5 * np.arange(len(foot))[:, None]
    return outwards(mesh(corners, np.concatenate([index + k for k in ((0, 1, 2), (0, 2, 3), (3, 2, 4))])))


def blades_on(foot: Points, tall_m: Points, size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Return blades of grass on feet N×3, stretched to an outer size. Slot: blades."""
    return rooted(_blades(foot, tall_m, rng, 0.0028), size_m)


def tussock(foot: Points, tall_m: Points, rng: np.random.Generator) -> Mesh:
    """Return blades of grass on feet N×3, as tall as told. Slot: blades."""
    return _blades(foot, tall_m, rng, 0.0028)


def clover(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Return a patch of clover somewhere within a size: leaves of three, as high as the grass. Slot: leaves."""
    width, depth, height = size_m
    count = 90
    middle = rng.uniform(-0.3, 0.3, 2) * (width, depth)
    foot = middle + rng.normal(0, 0.09, (count, 2)).clip(-0.2, 0.2)
    stalk = np.column_stack([foot, height * rng.uniform(0.35, 0.8, count)])
    turn = rng.uniform(0, 6, (count, 1)) + np.array((0.0, 2.1, 4.2))
    way = unit(np.stack([np.cos(turn), np.sin(turn), np.full_like(turn, 0.15)], -1)).reshape(-1, 3)
    return leaves(np.repeat(stalk, 3, axis=0), way, rng.uniform(0.009, 0.016, 3 * count), 0.95, rng)


def flowers(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a cluster of flowering stalks among their leaves. Slots: leaves, petals."""
    width, depth, height = size_m
    count = int(np.clip(60 * width * depth, 14, 90))
    foot = np.column_stack([rng.normal(0, 0.22, (count, 2)).clip(-0.5, 0.5) * (width, depth), np.zeros(count)])
    tall_m = height * rng.uniform(0.55, 1.0, count)
    lean = rng.normal(0, 0.12, (count, 2))
    tip = foot + tall_m[:, None] * np.column_stack([lean, np.ones(count)])
    stalks = Limbs(np.stack([foot, 0.5 * (foot + tip), tip], 1), np.full((count, 3), 0.0025))
    green = [foliage(stalks, 7 * count, 0.3 * height, 0.22, rng, -0.2, (0.0, 1.0)), bark(stalks, 3, 0)]
    return rooted(join([*green, _heads(tip, rng)]), size_m)


def _heads(tip: Points, rng: np.random.Generator) -> Mesh:
    """Return petals around the tips of stalks, as many on each flower."""
    petals = int(rng.integers(5, 12))
    turn = np.linspace(0, 2 * np.pi, petals, endpoint=False) + rng.uniform(0, 6, (len(tip), 1))
    lift = float(rng.uniform(0.15, 0.9))
    way = unit(np.stack([np.cos(turn), np.sin(turn), np.full_like(turn, lift)], -1)).reshape(-1, 3)
    long_m = np.full(len(way), rng.uniform(0.018, 0.035))
    return leaves(np.repeat(tip, petals, axis=0), way, long_m, float(rng.uniform(0.4, 0.8)), rng, 1)


def fallen_leaves(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build leaves that lie flat, closer together towards the middle and in drifts. Slot: leaves."""
    count = int(np.clip(95 * size_m[0] * size_m[1], 60, 1600))
    drifts = rng.normal(0, 0.2, (9, 2))
    place = drifts[rng.integers(9, size=count)] + rng.normal(0, 0.09, (count, 2))
    place[: 2 * count // 3] = rng.normal(0, 0.21, (2 * count // 3, 2))
    base = np.column_stack([place.clip(-0.49, 0.49) * size_m[:2], rng.uniform(0, 0.004, count)])
    turn = rng.uniform(0, 2 * np.pi, count)
    way = unit(np.column_stack([np.cos(turn), np.sin(turn), rng.normal(0, 0.1, count)]))
    return leaves(base, way, rng.uniform(0.04, 0.085, count), 0.7, rng)


def fern(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a rosette of arching fronds with leaflets on both sides. Slot: leaves."""
    count = int(rng.integers(9, 16))
    foot = Limbs(np.array([[(0.0, 0.0, 0.0), (0.0, 0.0, 0.03)]]), np.full((1, 2), 0.008))
    length_m = 0.75 * size_m[2] * rng.uniform(0.8, 1.15, count)
    fronds = grown(
        foot, np.zeros(count, int), np.full(count, 0.9), rng.uniform(18, 50, count), length_m, rng, -0.3, 7, 0.7
    )
    which, share = np.repeat(np.arange(count), 52), np.tile(np.repeat(np.linspace(0.12, 0.99, 26), 2), count)
    base, along, _ = fronds.at(which, share)
    side = np.where(np.arange(len(which)) % 2, 1.0, -1.0)[:, None] * unit(np.cross(along, (0.0, 0.0, 1.0)))
    long_m = 0.34 * length_m[which] * np.sin(np.pi * share**0.7 * 0.93 + 0.15)
    green = leaves(base, unit(side + 0.35 * along), long_m, 0.2, rng)
    return rooted(join([green, bark(fronds, 3, 0)]), size_m)


GENERATORS: dict[str, Generator] = {
    "shrub": shrub,
    "bare shrub": bare_shrub,
    FALLEN: fallen_leaves,
    "hedge": hedge,
    "grass": grass,
    "flowers": flowers,
    "fern": fern,
}
