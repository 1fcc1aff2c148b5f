"""Rigid motions: turns about axes, one after another, and back."""

from __future__ import annotations

import numpy as np
import pytest

from cavendish.scenes.motion.rigid import STILL, Rigid, about
from cavendish.scenes.poses import Pose, turn


def test_a_quarter_turn_about_a_point() -> None:
    motion = about((1.0, 0.0, 0.0), (0.0, 0.0, 1.0), 90.0, (0.0, 0.0, 2.0))
    assert motion.of(np.array([2.0, 0.0, 0.0])) == pytest.approx([1.0, 1.0, 2.0])


def test_a_pose_goes_with_its_points() -> None:
    motion = about((0.3, -1.0, 2.0), (1.0, 2.0, -0.5), 37.0, (0.5, 0.0, -1.0))
    pose = Pose((1.0, 2.0, 3.0), turn("x", 25.0), (2.0, 1.0, 0.5))
    corner = np.array([0.5, -0.5, 0.25, 1.0])
    moved = (motion.of_pose(pose).matrix() @ corner)[:3]
    np.testing.assert_allclose(moved, motion.of((pose.matrix() @ corner)[:3]), atol=1e-12)


def test_motions_follow_one_another_and_are_undone() -> None:
    first = about((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), 20.0, (0.0, 1.0, 0.0))
    second = about((0.0, 2.0, 0.0), (1.0, 0.0, 1.0), -70.0, (3.0, 0.0, 0.0))
    points = np.random.default_rng(0).normal(size=(5, 3))
    np.testing.assert_allclose(second.after(first).of(points), second.of(first.of(points)), atol=1e-12)
    np.testing.assert_allclose(first.inverse().of(first.of(points)), points, atol=1e-12)


def test_no_motion_is_none_to_the_last_bit() -> None:
    pose = Pose((0.1, 0.2, 0.3), turn("z", 33.3))
    assert STILL.of_pose(pose) == pose
    assert about((0.4, 0.1, 0.7), (0.3, 0.1, 0.0), 0.0, (0.0, 0.0, 0.0)) == STILL == Rigid()
