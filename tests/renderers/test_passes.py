"""What frames tell of surfaces beside depth: closed forms of the analytic renderer, and what check_frame refuses."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from cavendish.renderers.analytic import AnalyticRenderer
from cavendish.renderers.frame import Frame, FrameError, check_frame
from cavendish.renderers.passes import Passes
from cavendish.scenes.spec import Material, Pose, SceneSpec

from . import closed_forms as cf

RED, PANE = Material("plastic", (0.8, 0.2, 0.4)), Material("pane", (0.97, 0.98, 0.98))
# A wall 4 m ahead, and before its left half a pane, 2 m ahead.
WALL = replace(cf.thing("box", Pose((0.0, 4.5, 0.0), scale=(3.0, 1.0, 1.5)), 1), materials=(RED,))
GLASS = replace(cf.thing("box", Pose((-0.5, 2.05, 0.0), scale=(1.0, 0.1, 1.0)), 2), materials=(PANE,))
SCENE: SceneSpec = cf.scene([WALL, GLASS], cf.camera())


def rendered(passes: Passes) -> Frame:
    return AnalyticRenderer(passes=passes).render(SCENE, 0)


def test_there_is_none_unless_it_is_asked_for() -> None:
    frame = rendered(Passes())
    assert frame.albedo is None


def test_albedo_is_the_colour_without_light_and_glass_and_sky_are_black() -> None:
    frame = rendered(Passes(albedo=True))
    assert frame.albedo is not None
    assert np.unique(frame.albedo[frame.instance == 1], axis=0).tolist() == [[204, 51, 102]]
    assert not frame.albedo[frame.instance != 1].any()
    assert set(np.unique(frame.instance)) == {0, 1, 2}


def test_albedo_of_the_sky_is_refused() -> None:
    frame = rendered(Passes(albedo=True))
    assert frame.albedo is not None
    white = np.where(frame.instance[..., None] == 0, np.uint8(255), frame.albedo)
    with pytest.raises(FrameError, match="black where there is no surface"):
        check_frame(replace(frame, albedo=white))
    with pytest.raises(FrameError, match="albedo must be uint8"):
        check_frame(replace(frame, albedo=white[..., 0]))
