"""Stereo pairs: where the right camera stands, and that disparity leads from one picture into the other."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from cavendish.renderers.analytic import AnalyticRenderer
from cavendish.renderers.frame import Frame, FrameError, check_frame
from cavendish.renderers.passes import Passes
from cavendish.renderers.stereo import baseline_m, disparity_px, to_the_right
from cavendish.scenes.poses import Pose
from cavendish.scenes.sampling import sample_scene, with_cameras

from ..pipeline.tasks.twin_views import beside
from .closed_forms import camera, scene, thing

WALL = thing("box", Pose((0, 4.5, 0), scale=(20, 1, 20)))  # its front is 4 m ahead


@pytest.fixture(scope="module")
def pair() -> Frame:
    return beside(with_cameras(sample_scene(0, 0, {"shapes": 1.0}), (192, 128), [0]), 0.2)


def test_the_right_camera_stands_on_the_own_right_of_the_first() -> None:
    """One that looks along −y has the world's −x on its right; a rolled one goes up or down with its right."""
    for seen_by, at_m in (
        (camera(), (0.5, 0, 0)),
        (camera((0, 0, 0), (0, -1, 0)), (-0.5, 0, 0)),
        (camera(roll_deg=90), (0, 0, -0.5)),
    ):
        right = to_the_right(seen_by, 0.5)
        np.testing.assert_allclose(right.location_m, at_m, atol=1e-12)
        assert right.rotation == seen_by.rotation
        assert right.noise_seed != seen_by.noise_seed


def test_disparity_is_focal_length_times_baseline_over_depth() -> None:
    """48 px wide at 60° is f = 41.57 px: a wall 4 m ahead moves by 41.57 · 0.2 / 4 = 2.078 px."""
    frame = beside(scene([WALL], camera()), 0.2)
    assert baseline_m(frame) == pytest.approx(0.2)
    found = disparity_px(frame)
    assert found is not None
    np.testing.assert_allclose(found, 2.0785, atol=1e-3)


def test_a_view_without_a_right_picture_has_no_disparity(pair: Frame) -> None:
    assert disparity_px(replace(pair, right=None)) is None
    assert baseline_m(replace(pair, right=None)) == 0


def test_disparity_leads_to_where_the_right_camera_sees_each_point(pair: Frame) -> None:
    """Through depth and pose alone: each point of the left picture lies d px farther left in the right one."""
    assert pair.right is not None
    found, there = disparity_px(pair), pair.instance > 0
    assert found is not None
    pose, into = pair.camera.matrix(), pair.right.camera.matrix()
    points_m = (pair.camera.rays() * np.where(there, pair.depth_m, 1)[..., None]) @ pose[:3, :3].T + pose[:3, 3]
    x, y, z = ((points_m - into[:3, 3]) @ into[:3, :3])[there].T
    rows, columns = np.nonzero(there)
    focal_px = pair.right.camera.focal_px
    np.testing.assert_allclose(pair.right.camera.cx_px - focal_px * x / z, columns + 0.5 - found[there], atol=1e-4)
    np.testing.assert_allclose(pair.right.camera.cy_px + focal_px * y / z, rows + 0.5, atol=1e-4)


def test_the_right_picture_shows_the_same_things_there(pair: Frame) -> None:
    """But for what hides: of the pixels that stay in the picture, 98 % find the same thing, at its depth."""
    assert pair.right is not None
    found = disparity_px(pair)
    assert found is not None
    rows, columns = np.nonzero(pair.instance > 0)
    at = np.floor(columns + 0.5 - found[rows, columns]).astype(int)
    rows, columns, at = rows[at >= 0], columns[at >= 0], at[at >= 0]
    same = pair.right.instance[rows, at] == pair.instance[rows, columns]
    near = np.abs(pair.right.depth_m[rows, at] / pair.depth_m[rows, columns] - 1) < 0.02
    assert (same & near).mean() > 0.98


def moved(frame: Frame, **changes: Any) -> Frame:
    assert frame.right is not None
    return replace(frame, right=replace(frame.right, camera=replace(frame.right.camera, **changes)))


def test_a_right_picture_that_is_none_is_refused(pair: Frame) -> None:
    assert pair.right is not None
    assert check_frame(pair) is pair
    x, y, z = pair.right.camera.location_m
    spec = with_cameras(sample_scene(0, 0, {"shapes": 1.0}), (192, 128), [0])
    told = AnalyticRenderer(passes=Passes(albedo=True)).render(spec, 0)
    for broken, message in (
        (moved(pair, location_m=(x, y, z + 0.01)), "must be taken to the right of its view"),
        (moved(pair, location_m=pair.camera.location_m), "must be taken to the right of its view"),
        (moved(pair, focal_px=100.0), "must be taken by the same camera"),
        (replace(pair, right=replace(told, camera=pair.right.camera)), "must tell no parts and no passes"),
        (replace(pair, right=pair), "must tell no parts and no passes, and have no second picture of its own"),
        (replace(pair, right=replace(pair.right, depth_m=-pair.right.depth_m)), "its right picture: depth_m must be"),
    ):
        with pytest.raises(FrameError, match=message):
            check_frame(broken)
