"""What grows: it stands on its foot, keeps to its budget, its leaves are small, and no two are alike."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from numpy.typing import NDArray

from cavendish.scenes.appearance.seasons import BARE
from cavendish.scenes.generators.nature import trees, undergrowth
from cavendish.scenes.generators.nature.limbs import Limbs, foliage, leaflets, leaves, trunk
from cavendish.scenes.generators.nature.undergrowth import FALLEN, FALLEN_M
from cavendish.scenes.geometry.mesh import Mesh
from cavendish.scenes.kinds.registry import KINDS
from cavendish.scenes.object_mesh import geometry_mesh
from cavendish.scenes.spec import Procedural

TREES = sorted(name for name, kind in KINDS.items() if kind.category == "tree")
LEAF_M = 0.15  # hardly a leaf is longer
GREEN = sorted(name for name, kind in KINDS.items() if kind.generator in {*trees.GENERATORS, *undergrowth.GENERATORS})
LEAFY = sorted(set(BARE) - {"shrub"})
OAK = (8.0, 8.0, 10.0)


def grown(generator: str, size_m: tuple[float, float, float] = OAK, variant: int = 0) -> Mesh:
    return geometry_mesh(Procedural(generator, size_m, variant))


def longest_sides_m(shape: Mesh, slot: int) -> NDArray[np.float64]:
    corners = shape.vertices[shape.triangles[shape.slot == slot]]
    return np.linalg.norm(corners - np.roll(corners, 1, axis=1), axis=2).max(axis=1)


@pytest.mark.parametrize("name", TREES)
@pytest.mark.parametrize("variant", range(3))
def test_a_trunk_rises_from_the_origin(name: str, variant: int) -> None:
    kind = KINDS[name]
    shape = geometry_mesh(Procedural(kind.generator, kind.high_m, variant))
    vertices = shape.vertices[np.unique(shape.triangles[shape.slot == shape.slot.max()])]  # its wood
    foot = vertices[vertices[:, 2] < 0.01 * kind.high_m[2]]
    assert len(foot) > 0
    assert np.median(np.hypot(foot[:, 0], foot[:, 1])) < 0.09 * kind.high_m[2]


@pytest.mark.parametrize("name", GREEN)
def test_what_grows_stays_within_its_budget_of_triangles(name: str) -> None:
    kind = KINDS[name]
    most = {"tree": 54_000, "hedge": 25_000}.get(kind.category, 22_000)
    assert all(len(geometry_mesh(Procedural(kind.generator, kind.high_m, v)).triangles) <= most for v in range(3))


@pytest.mark.parametrize("name", GREEN)
def test_no_two_of_a_kind_grow_alike(name: str) -> None:
    kind = KINDS[name]
    spreads = {
        float(np.abs(geometry_mesh(Procedural(kind.generator, kind.high_m, v)).vertices).sum().round(6))
        for v in range(4)
    }
    assert len(spreads) == 4


@pytest.mark.parametrize("name", LEAFY)
def test_leaves_are_small_and_many_and_few_stand_for_clusters(name: str) -> None:
    kind = KINDS[name]
    shape = grown(name, kind.high_m)
    sides_m, is_cluster = longest_sides_m(shape, 0), clusters(shape)[shape.slot == 0]
    assert (~is_cluster).sum() > 25_000
    assert np.quantile(sides_m[~is_cluster], 0.99) < 1.3 * LEAF_M
    assert is_cluster.sum() < 5500
    assert np.median(sides_m[is_cluster]) < 4 * LEAF_M


@pytest.mark.parametrize("name", [*LEAFY, "shrub"])
def test_clusters_lie_behind_leaves_and_are_darker(name: str) -> None:
    """Seen from all sides, the first that is met is a leaf far more often than a cluster."""
    shape = grown(name)
    middles = shape.vertices[shape.triangles].mean(axis=1)
    away = np.hypot(*middles[:, :2].T)
    is_cluster, is_leaf = clusters(shape), (shape.slot == 0) & ~clusters(shape)
    assert np.quantile(away[is_cluster], 0.95) < np.quantile(away[is_leaf], 0.95)
    assert shape.uv is not None
    assert shape.uv[is_cluster, :, 0].mean() > shape.uv[is_leaf, :, 0].mean() + 0.2


def clusters(shape: Mesh) -> NDArray[np.bool_]:
    assert shape.uv is not None
    return np.asarray(shape.uv[:, 0, 1] == 1)


@pytest.mark.parametrize("name", sorted({*LEAFY, "conifer"}))
def test_little_sky_is_seen_through_the_middle_of_a_crown(name: str) -> None:
    """Of rays that pass level through the middle of a crown, six of seven meet something; birches are thinner."""
    kind = KINDS[name]
    wide, _, high = (0.5 * (low + high) for low, high in zip(kind.low_m, kind.high_m, strict=True))
    met = []
    for variant in range(3):
        shape = grown(name, (wide, wide, high), variant)
        corners = shape.vertices[shape.triangles][..., 1:]
        spots = np.random.default_rng(2).uniform((-0.12, 0.45), (0.12, 0.7), (60, 2)) * (wide, high)
        met += [_leaves_over(corners, spot) > 0 for spot in spots]
    assert np.mean(met) > (0.75 if name == "birch" else 0.85)


@pytest.mark.parametrize("name", LEAFY)
def test_a_crown_is_dense_enough_for_full_shade(name: str) -> None:
    """Four of five rays straight down through the middle of crowns meet a leaf, and half of them two or more."""
    kind = KINDS[name]
    width, depth, height = (0.5 * (low + high) for low, high in zip(kind.low_m, kind.high_m, strict=True))
    spots = np.random.default_rng(1).uniform(-0.2, 0.2, (100, 2)) * (width, depth)
    met = []
    for variant in range(3):
        shape = grown(name, (width, depth, height), variant)
        corners = shape.vertices[shape.triangles[shape.slot == 0]][..., :2]
        met += [_leaves_over(corners, spot) for spot in spots]
    assert np.mean(np.array(met) > 0) > 0.8
    assert np.median(met) >= 2


def _leaves_over(corners: NDArray[np.float64], spot: NDArray[np.float64]) -> int:
    """Return how many triangles N×3×2, seen from above, a place lies in."""
    ways = corners - spot
    turns = [ways[:, k, 0] * ways[:, (k + 1) % 3, 1] - ways[:, k, 1] * ways[:, (k + 1) % 3, 0] for k in range(3)]
    return int((np.abs(np.sign(turns).sum(axis=0)) == 3).sum())


@pytest.mark.parametrize("name", LEAFY)
def test_in_winter_only_wood_is_left(name: str) -> None:
    assert {*grown(BARE[name]).slot.tolist()} == {0}
    assert {*grown(name).slot.tolist()} == {0, 1}


def test_roots_widen_a_trunk_at_its_foot_alone() -> None:
    """At the ground a trunk is a third wider than it is at knee height, and not round: no cone."""
    wide = {z_m: _across_m(grown("birch", (5.0, 5.0, 12.0)), z_m) for z_m in (0.0, 0.36, 0.65)}
    assert wide[0.0].max() > 1.33 * np.median(wide[0.65])
    assert np.ptp(wide[0.0]) > 0.15 * wide[0.0].max()
    assert np.median(wide[0.36]) < 1.15 * np.median(wide[0.65])


def _across_m(tree: Mesh, z_m: float) -> NDArray[np.float64]:
    """Return how far the vertices of a trunk near a height are from its middle."""
    points = tree.vertices[np.unique(tree.triangles[tree.slot == 1])]
    ring = points[np.abs(points[:, 2] - z_m) < 0.1][:, :2]
    return np.asarray(np.hypot(*(ring - ring.mean(axis=0)).T))


def test_a_leaning_trunk_keeps_its_foot() -> None:
    straight, off = (trunk(10.0, 0.2, 0.0, np.random.default_rng(3), lean=lean) for lean in (0.0, 0.1))
    assert np.abs(straight.paths[0, :, :2]).max() == 0
    np.testing.assert_array_equal(off.paths[0, 0], 0)
    assert np.hypot(*off.paths[0, -1, :2]) > 0.3


@pytest.mark.parametrize(("shape", "faces"), [(leaves, 2), (leaflets, 1)], ids=["leaves", "leaflets"])
def test_a_leaf_is_as_long_as_told(shape: Callable[..., Mesh], faces: int) -> None:
    twig = Limbs(np.array([[(0.0, 0.0, 1.0), (0.0, 0.0, 2.0)]]), np.full((1, 2), 0.01))
    green = foliage(twig, 200, 0.1, 0.6, np.random.default_rng(2), 0.0, (0.5, 1.0), shape)
    assert len(green.triangles) == faces * 200
    sides_m = longest_sides_m(green, 0)
    assert sides_m.min() > 0.05
    assert sides_m.max() < 1.02 * 0.125
    assert green.vertices[:, 2].min() > 1.5 - 0.13


def test_fallen_leaves_lie_flat() -> None:
    litter = grown(FALLEN, FALLEN_M, 1)
    assert np.ptp(litter.vertices[:, 2]) == pytest.approx(0.009)
    assert 0.03 < np.median(longest_sides_m(litter, 0)) < 0.1


def test_hedges_are_clipped_or_loose() -> None:
    """Shoots stand out of the top of a loose one: few of its points are near its full height."""
    tops = [np.mean(grown("hedge", (2.0, 0.6, 1.5), v).vertices[:, 2] > 1.38) for v in range(16)]
    assert min(tops) < 0.02 < 0.05 < max(tops)
