"""Mattes: a hedge whose edges lie within pixels covers the share of them that geometry says."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from cavendish.renderers.analytic import AnalyticRenderer
from cavendish.renderers.frame import Frame, FrameError, VisibleObject, check_frame
from cavendish.renderers.mattes import FINE, GRID, coverage, fine_cameras, told_soft
from cavendish.renderers.passes import MOST_MATTES, Passes
from cavendish.scenes.poses import Pose
from cavendish.scenes.spec import Material, SceneSpec

from . import closed_forms as cf

LEAVES = Material("leaves", (0.2, 0.5, 0.1))
WIDE_M = 1.33


def scene() -> SceneSpec:
    """Return a hedge with its front 4 m ahead, before a wall."""
    hedge = cf.thing("box", Pose((0.1, 4.5, 0.07), scale=(WIDE_M, 1.0, 0.91)), 1)
    wall = cf.thing("box", Pose((0.0, 8.0, 0.0), scale=(9.0, 1.0, 9.0)), 2)
    return cf.scene([replace(hedge, materials=(LEAVES,)), wall], cf.camera())


FRAME = AnalyticRenderer(passes=Passes(mattes=True)).render(scene(), 0)


def test_rays_go_through_the_middles_of_a_grid_in_each_pixel() -> None:
    """Eight by eight, whichever of the four fine cameras each belongs to."""
    camera = scene().cameras[0]
    across = np.concatenate([fine.rays()[0, :FINE, 0] for fine in fine_cameras(camera)])
    first = (np.unique(np.round(across, 9)) * camera.focal_px + camera.cx_px).tolist()
    assert first == pytest.approx([(k + 0.5) / GRID for k in range(GRID)], abs=1e-6)


def test_what_leaves_have_is_a_matte_and_what_a_wall_has_is_none() -> None:
    assert FRAME.matted == (1,)
    assert FRAME.mattes is not None
    assert FRAME.mattes.shape == (1, *FRAME.shape)


def test_an_edge_within_a_pixel_covers_its_share() -> None:
    camera = FRAME.camera
    sides_m = (0.1 - WIDE_M / 2, 0.1 + WIDE_M / 2)
    left_px, right_px = (camera.cx_px + camera.focal_px * side_m / 4 for side_m in sides_m)
    columns = np.arange(camera.width_px)
    share = np.clip(np.minimum(columns + 1, right_px) - np.maximum(columns, left_px), 0, 1)
    middle = FRAME.mattes[0, camera.height_px // 2] / 255  # type: ignore[index]
    np.testing.assert_allclose(middle, share, atol=0.5 / GRID + 1 / 255)
    assert ((share > 0.05) & (share < 0.95)).any()


def test_all_rays_count_once() -> None:
    ones = [np.ones((2 * FINE, 3 * FINE), np.uint16)] * 4
    assert (coverage((1, 2), (2, 3), ones) == np.array([255, 0])[:, None, None]).all()
    assert coverage((), (2, 3), ()).shape == (0, 2, 3)


def test_the_largest_soft_things_have_mattes() -> None:
    hedge, wall = FRAME.objects
    many: list[VisibleObject] = [replace(hedge, instance=n, area_px=1000 + n) for n in range(1, 8)]
    assert told_soft([*many, wall], 10_000) == tuple(range(8 - MOST_MATTES, 8))
    assert told_soft([replace(hedge, area_px=19)], 10_000) == ()
    assert told_soft([replace(hedge, category="ground")], 10_000) == ()


@pytest.mark.parametrize(
    ("broken", "message"),
    [
        (lambda f: {"mattes": np.roll(f.mattes, 9, axis=2)}, "must cover it, and it alone"),
        (lambda f: {"mattes": np.clip(f.mattes, 0, 254) // 2}, "must have about its area"),
        (lambda f: {"matted": (2,)}, "the matte of instance 2 must cover it"),
        (lambda f: {"matted": (9,)}, "matted must be instances in sight"),
        (lambda f: {"matted": ()}, "mattes must be uint8"),
        (lambda f: {"mattes": None}, "matted must be empty"),
    ],
    ids=["moved", "thin", "another", "nowhere", "count", "none"],
)
def test_broken_mattes_are_refused(broken: Any, message: str) -> None:
    frame: Frame = FRAME
    with pytest.raises(FrameError, match=message):
        check_frame(replace(frame, **broken(frame)))
