"""One skin over bones: closed, smooth, where the bones say, and without a seam."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from cavendish.scenes.geometry.skin import Bone, field, skin, surface_net

BALL = Bone((0.0, 0.0, 0.0), (0.0, 0.0, 0.0), (1.0, 1.0))
ROD = Bone((0.0, -1.0, 0.0), (0.0, 1.0, 0.0), (0.2, 0.1))


def edges(triangles: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return how many triangles each edge has."""
    pairs = np.sort(np.concatenate([triangles[:, [0, 1]], triangles[:, [1, 2]], triangles[:, [2, 0]]]), axis=1)
    return np.unique(pairs, axis=0, return_counts=True)[1]


def test_the_skin_of_a_ball_is_a_sphere() -> None:
    shape = skin([BALL], 0.02, 4000)
    np.testing.assert_allclose(np.linalg.norm(shape.vertices, axis=1), 1.0, atol=0.01)


@pytest.mark.parametrize("bones", [[BALL], [ROD], [BALL, ROD], [BALL, Bone((0, 0, 0.9), (0, 0, 2), (0.3, 0.05))]])
def test_it_is_closed_and_faces_outwards(bones: list[Bone]) -> None:
    shape = skin(bones, 0.03, 3000)
    assert set(edges(shape.triangles).tolist()) == {2}
    a, b, c = (shape.vertices[shape.triangles[:, k]] for k in range(3))
    assert np.einsum("ij,ij->i", a, np.cross(b, c)).sum() > 0


def test_it_has_about_as_many_triangles_as_asked_for() -> None:
    assert len(skin([BALL, ROD], 0.03, 3000).triangles) == pytest.approx(3000, rel=0.2)


def test_a_flat_bone_is_as_thin_as_it_says() -> None:
    low, high = skin([Bone((0, 0, 0), (0, 1, 0), (0.4, 0.4), flat=0.25)], 0.01, 6000).bounds()
    np.testing.assert_allclose(high - low, (0.8, 1.8, 0.2), atol=0.05)


def test_two_bones_that_meet_are_one_surface() -> None:
    """Where a rod leaves a ball the skin is rounded: it lies outside of both."""
    leg = Bone((0.0, 0.0, 0.0), (0.0, 0.0, 2.0), (0.3, 0.3))
    place = np.array([[0.32, 0.0, 0.99]])
    assert field([BALL, leg], place, 0.05).max() < 1 < field([BALL, leg], place, 0.05).sum()


def test_a_net_lies_where_a_field_changes_its_sign() -> None:
    z = np.arange(5, dtype=np.float64)
    values = np.pad(np.full((3, 3, 3), 1.0), 1, constant_values=-1.0)
    vertices, triangles = surface_net(values)
    assert z[1] - 0.51 <= vertices.min() <= vertices.max() <= z[3] + 0.51
    assert set(edges(triangles).tolist()) == {2}
