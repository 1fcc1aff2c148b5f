"""What nobody planted: the edge of a lawn is ragged, its flowers face up, and weeds keep to the foot of their wall."""

import numpy as np
import pytest

from cavendish.scenes.geometry.mesh import Mesh
from cavendish.scenes.object_mesh import geometry_mesh
from cavendish.scenes.poses import Vec3
from cavendish.scenes.spec import Procedural

VARIANTS = range(6)


def built(name: str, size_m: Vec3, variant: int) -> Mesh:
    return geometry_mesh(Procedural(name, size_m, variant))


def normals(shape: Mesh) -> np.ndarray:
    a, b, c = (shape.vertices[shape.triangles[:, k]] for k in range(3))
    return np.cross(b - a, c - a) / 2


@pytest.mark.parametrize("variant", VARIANTS)
def test_the_edge_of_a_lawn_wanders_by_centimetres_and_stays_within_its_size(variant: int) -> None:
    shape = built("turf", (6.0, 4.0, 0.03), variant)
    foot = shape.vertices[(shape.vertices[:, 2] == 0) & (np.abs(shape.vertices[:, 0]) < 2.5)]
    off_m = 2.0 - np.abs(foot[np.abs(foot[:, 1]) > 1.5, 1])
    assert 0.008 < off_m.std() < 0.05
    assert off_m.min() >= 0.0
    assert off_m.max() < 0.1


@pytest.mark.parametrize("variant", VARIANTS)
def test_turf_is_closed_and_covers_its_ground(variant: int) -> None:
    shape = built("turf", (6.0, 4.0, 0.03), variant)
    np.testing.assert_allclose(normals(shape).sum(axis=0), 0.0, atol=1e-9)
    assert 0.95 < normals(shape)[:, 2].clip(0).sum() / 24.0 <= 1.0


@pytest.mark.parametrize("variant", VARIANTS)
def test_flowers_of_a_lawn_face_up(variant: int) -> None:
    shape = built("lawn weeds", (6.0, 4.0, 0.11), variant)
    heads = np.isin(shape.slot, (1, 2))
    assert set(shape.slot.tolist()) == {0, 1, 2}
    assert (normals(shape)[heads, 2] > 0).all()


@pytest.mark.parametrize("variant", VARIANTS)
def test_weeds_crowd_at_the_foot_of_their_wall(variant: int) -> None:
    shape = built("wall weeds", (1.5, 0.18, 0.2), variant)
    green = shape.vertices[shape.triangles[shape.slot == 0, 0]]
    assert float(np.median(green[:, 1])) > 0.0


def test_a_lawn_has_blades_of_both_halves() -> None:
    shape = built("lawn", (1.2, 1.2, 0.06), 1)
    first = shape.vertices[shape.triangles[:, 0], 0]
    assert (first[shape.slot == 1] > 0).all()
    assert 0.4 < (shape.slot == 1).mean() < 0.6
