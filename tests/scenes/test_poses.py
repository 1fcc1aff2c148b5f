"""Poses and rotations mean what the conventions say."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cavendish.scenes.poses import Pose, look_at, rotation_matrix, turn

finite = st.floats(-50, 50)
points = st.tuples(finite, finite, finite)


@given(points, points, st.floats(-180, 180))
def test_look_at_puts_the_target_in_the_middle(eye: tuple, target: tuple, roll_deg: float) -> None:
    distance_m = math.dist(eye, target)
    if distance_m < 0.1:
        return
    rotation = rotation_matrix(look_at(eye, target, roll_deg))
    np.testing.assert_allclose(rotation.T @ np.subtract(target, eye), [0, 0, -distance_m], atol=1e-9 * (1 + distance_m))
    np.testing.assert_allclose(rotation @ rotation.T, np.eye(3), atol=1e-12)
    assert np.linalg.det(rotation) > 0


def test_an_upright_camera_has_its_right_in_the_horizon() -> None:
    rotation = rotation_matrix(look_at((0, -3, 1.5), (0, 0, 1.0)))
    np.testing.assert_allclose(rotation[:, 0], [1, 0, 0], atol=1e-12)
    assert rotation[2, 1] > 0.9


def test_roll_is_clockwise() -> None:
    right = rotation_matrix(look_at((0, -3, 0), (0, 0, 0), roll_deg=10))[:, 0]
    assert right[2] == pytest.approx(-math.sin(math.radians(10)))


def test_pose_scales_then_turns_then_moves() -> None:
    matrix = Pose((1, 2, 3), turn("z", 90), (2, 1, 1)).matrix()
    np.testing.assert_allclose(matrix @ [1, 0, 0, 1], [1, 4, 3, 1], atol=1e-12)
