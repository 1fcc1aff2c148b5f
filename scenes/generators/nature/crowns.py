"""Crowns: lobes on the limbs of a tree, closed by sprays of leaves on their skin and by clusters of leaves behind it.

Where a mesh has texture coordinates of its own, the first says how dark a leaf is for its place in the crown (0–1), and
the second is 1 where one triangle stands for a cluster of leaves, on which their pattern is painted.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from ...geometry.mesh import Mesh, join, mesh
from .limbs import Limbs, Points, outwards, ribbons, unit

BUDGET = (36_000, 5200)  # triangles of leaves on the skin of a tree's crown, and of clusters behind it
BEHIND = 0.7  # of their lobe's radius: where clusters lie
SHOOTS = 0.12  # so many sprays stand out further than the rest
EACH = 11  # leaves of a spray
WHOLE = 1.6  # leaves have two triangles where so many times as many as may be would do
LOBED = 1.25  # times the skin of a smooth crown is that of one with lobes


@dataclass(frozen=True, slots=True)
class Lobes:
    """N lumps of leaves: their middles N×3, their radii N, in metres, and how much higher than wide they are."""

    middles: Points
    radii: Points
    tall: float

    def within(self, points: Points) -> Points:
        """Return how far out M points M×3 lie in the lobe that holds them deepest, in its radii."""
        a, b = points / (1, 1, self.tall), self.middles / (1, 1, self.tall)
        squares = (a**2).sum(axis=1)[:, None] + (b**2).sum(axis=1) - 2 * a @ b.T
        return np.asarray(np.sqrt(np.maximum(squares / self.radii**2, 0).min(axis=1)))

    def and_(self, other: Lobes) -> Lobes:
        """Return both, as tall as these."""
        middles = np.concatenate([self.middles, other.middles])
        return Lobes(middles, np.concatenate([self.radii, other.radii]), self.tall)


@dataclass(frozen=True, slots=True)
class Leafage:
    """How leaves grow: their length in metres and their width over it, from … to, and how they hang (0–1).

    `cover` is how much of a crown's skin they cover, counted one by one, and `closed` how much the clusters do.
    """

    long_m: tuple[float, float]
    wide: tuple[float, float]
    cover: float
    hang: float
    closed: float


@dataclass(frozen=True, slots=True)
class Leaf:
    """The leaves of one tree: as in `Leafage`."""

    long_m: float
    wide: float
    hang: float


def lobes_on(
    limbs: Limbs, shares: tuple[float, float], each: int, radius_m: float, tall: float, rng: np.random.Generator
) -> Lobes:
    """Return `each` lobes on a stretch of each limb."""
    which = np.repeat(np.arange(len(limbs.paths)), each)
    share = np.tile(np.linspace(*shares, each), len(limbs.paths)) + rng.uniform(-0.1, 0.1, len(which))
    middles, _, _ = limbs.at(which, np.clip(share, 0, 1))
    middles = middles + rng.normal(0, 0.3 * radius_m, middles.shape)
    return Lobes(middles, radius_m * rng.uniform(0.6, 1.35, len(which)), tall)


def crown(
    lobes: Lobes,
    skin_m2: float,
    manner: Leafage,
    wide_m: float,
    rng: np.random.Generator,
    budget: tuple[int, int] = BUDGET,
) -> list[Mesh]:
    """Return the leaves of a crown and its finest twigs: sprays on the skin of its lobes, clusters behind them.

    Small trees have small leaves, and of two triangles each, where these are few enough.
    """
    long_m = float(np.clip((0.045 + 0.01 * wide_m) * rng.uniform(0.85, 1.15), *manner.long_m))
    leaf = Leaf(long_m, float(rng.uniform(*manner.wide)), manner.hang)
    count = round(LOBED * manner.cover * skin_m2 / (0.5 * leaf.wide * long_m**2))
    is_whole = 2 * count < WHOLE * budget[0]
    point, way, far = _on_skin(lobes, min(count, budget[0] // (1 + is_whole)) // EACH, (0.97, 0.15), 0.84, rng)
    twigs = _twigs(point, way, leaf, rng)
    clusters = _clusters(lobes, budget[1], LOBED * manner.closed * skin_m2, rng)
    long = far > 1.02
    sticks = thin(ribbons(Limbs(twigs.paths[long], twigs.radii[long])), 1.0)
    return [_leaves(twigs, way, far, leaf, is_whole, rng), clusters, sticks]


def _on_skin(
    lobes: Lobes, count: int, out: tuple[float, float], least: float, rng: np.random.Generator
) -> tuple[Points, Points, Points]:
    """Return places M×3 near the skin, the ways M×3 out of it, and how far out they are in radii: `count` at most.

    None lies so deep in another lobe that it is within `least` of its radii.
    """
    area = lobes.radii**2
    which = rng.choice(len(area), 3 * count, p=area / area.sum())
    outward = lobes.middles[which] - (0, 0, np.median(lobes.middles[:, 2]))
    way = unit(rng.normal(0, 1, (3 * count, 3)) + 0.7 * unit(outward * (1, 1, 0.6)) + (0, 0, 0.25))
    far = rng.normal(*out, 3 * count) + 0.1 * np.sin(way @ rng.normal(0, 3.5, (3, 3)) + which[:, None]).sum(axis=1)
    far = far + np.where(rng.random(3 * count) < SHOOTS, rng.uniform(0, 0.28, 3 * count), 0)
    place = lobes.middles[which] + (far * lobes.radii[which])[:, None] * way * (1, 1, lobes.tall)
    kept = np.flatnonzero(lobes.within(place) > np.minimum(least, far - 0.03))[:count]
    return place[kept], way[kept], far[kept]


def _twigs(point: Points, way: Points, manner: Leaf, rng: np.random.Generator) -> Limbs:
    """Return a twig that ends at each place, bent up or hanging."""
    count = len(point)
    along = unit(way + rng.normal(0, 0.45, (count, 3)) + (0, 0, 0.3 - manner.hang))
    long_m = (manner.long_m * rng.uniform(1.8, 4.5, count))[:, None]
    middle = point - 0.5 * long_m * along + (0, 0, 0.12) * long_m
    return Limbs(np.stack([point - long_m * along, middle, point], 1), np.full((count, 3), 0.004))


def _leaves(twigs: Limbs, way: Points, far: Points, manner: Leaf, is_whole: bool, rng: np.random.Generator) -> Mesh:
    """Return leaves in turn at both sides of twigs, mostly with their faces to the light."""
    which = np.repeat(np.arange(len(way)), EACH)
    count = len(which)
    base, along, _ = twigs.at(which, np.tile(np.linspace(0.1, 1.0, EACH), len(way)))
    face = unit(0.7 * way[which] + rng.normal(0, 0.45, (count, 3)) + (0, 0, 0.6))
    side = unit(np.cross(along, face)) * np.tile(np.where(np.arange(EACH) % 2, 1.0, -1.0), len(way))[:, None]
    turned = unit(0.5 * along + 0.9 * side + rng.normal(0, 0.3, (count, 3)) - (0, 0, manner.hang))
    long_m = manner.long_m * rng.uniform(0.6, 1.2, count)
    shape = (
        _whole(base, turned, face, long_m, manner.wide)
        if is_whole
        else _half(base, turned, face, long_m, manner.wide, rng)
    )
    dark = np.clip(2.2 * (1.05 - far), 0, 0.6)[which]
    return _told(shape, np.concatenate([dark, dark]) if is_whole else dark, 0.0)


def _half(base: Points, way: Points, face: Points, long_m: Points, wide: float, rng: np.random.Generator) -> Mesh:
    """Return leaves as one triangle each, as broad as leaves are."""
    long = long_m[:, None]
    aside = unit(np.cross(way, face)) * rng.choice((-1.0, 1.0), (len(base), 1))
    shoulder = base + rng.uniform(0.3, 0.6, (len(base), 1)) * long * way + wide * long * aside
    corners = np.stack([base, shoulder, base + long * way], 1)
    return outwards(mesh(corners, np.arange(3 * len(base)).reshape(-1, 3)))


def _whole(base: Points, way: Points, face: Points, long_m: Points, wide: float) -> Mesh:
    """Return leaves as two triangles each, folded along their middle."""
    long, aside = long_m[:, None], unit(np.cross(way, face))
    middle, half = base + 0.42 * long * way + 0.12 * wide * long * face, 0.5 * wide * long * aside
    corners = np.stack([base, middle - half, base + long * (way - 0.15 * face), middle + half], 1)
    index = 4 * np.arange(len(base))[:, None]
    return outwards(mesh(corners, np.concatenate([index + np.array(k) for k in ((0, 1, 2), (0, 2, 3))])))


def _clusters(lobes: Lobes, count: int, area_m2: float, rng: np.random.Generator) -> Mesh:
    """Return triangles in the shade of the sprays, each for a cluster of leaves, so that no sky is seen through."""
    place, way, far = _on_skin(lobes, count, (BEHIND, 0.09), 0.5, rng)
    count = len(place)
    side_m = np.sqrt(area_m2 / count / 0.5) * rng.uniform(0.6, 1.3, count)
    face = unit(way + rng.normal(0, 0.35, (count, 3)))
    first = unit(np.cross(face, rng.normal(0, 1, (count, 3))))
    second = np.cross(face, first)
    turns = np.array([0.0, 2.1, 4.2]) + rng.uniform(-0.6, 0.6, (count, 3))
    around = np.cos(turns)[..., None] * first[:, None] + np.sin(turns)[..., None] * second[:, None]
    corners = place[:, None] + 0.72 * side_m[:, None, None] * around * rng.uniform(0.7, 1.3, (count, 3, 1))
    shape = outwards(mesh(corners, np.arange(3 * count).reshape(-1, 3)))
    return _told(shape, np.clip(0.55 + 1.2 * (BEHIND - far), 0.3, 0.9), 1.0)


def needles(boughs: Limbs, branchlets: Limbs, long_m: float, hang: float, rng: np.random.Generator) -> list[Mesh]:
    """Return tufts of needles along branchlets and boughs, and darker and broader ones behind them along boughs."""
    return [
        _tufts(branchlets, 25_000, (0.1, 1.0), long_m, 0.19, hang, rng, 0.0),
        _tufts(boughs, 5_000, (0.35, 1.0), long_m, 0.19, 0.3 * hang, rng, 0.0),
        _tufts(branchlets, 9_000, (0.0, 0.7), 1.5 * long_m, 0.5, hang, rng, 1.0),
    ]


def _tufts(
    limbs: Limbs,
    count: int,
    reach: tuple[float, float],
    long_m: float,
    wide: float,
    hang: float,
    rng: np.random.Generator,
    cluster: float,
) -> Mesh:
    """Return tufts on limbs, of which longer ones bear more; dark towards their feet."""
    long = np.linalg.norm(limbs.paths[:, -1] - limbs.paths[:, 0], axis=1)
    which, share = rng.choice(len(long), count, p=long / long.sum()), rng.uniform(*reach, count)
    base, along, _ = limbs.at(which, share)
    way = unit(along + rng.normal(0, 0.55, (count, 3)) - (0.0, 0.0, hang))
    face = unit(rng.normal((0.0, 0.0, 0.8), 0.6, (count, 3)))
    shape = _half(base, way, face, long_m * rng.uniform(0.6, 1.25, count), wide, rng)
    return _told(shape, np.clip(0.65 - share + 0.4 * cluster, 0, 0.9), cluster)


def thin(limbs: Mesh, share: float) -> Mesh:
    """Return limbs of which bark that is of another colour on thin ones knows how thin they are (0–1)."""
    return _told(limbs, np.full(len(limbs.triangles), share), 0.0)


def painted(inner: Mesh) -> Mesh:
    """Return what lies behind leaves as a cluster of them in the shade."""
    return _told(inner, np.full(len(inner.triangles), 0.5), 1.0)


def _told(shape: Mesh, dark: Points, cluster: float) -> Mesh:
    uv = np.stack([np.broadcast_to(dark[:, None], (len(dark), 3)), np.full((len(dark), 3), cluster)], -1)
    return replace(shape, uv=uv)


def joined(parts: Sequence[Mesh]) -> Mesh:
    """Return one mesh of parts, with the coordinates of each, 0 where it has none."""
    uv = [np.zeros((len(each.triangles), 3, 2)) if each.uv is None else each.uv for each in parts]
    return replace(join(parts), uv=np.concatenate(uv))
