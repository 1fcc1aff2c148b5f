"""Disparity of stereo pairs as a task: the right picture goes along, and whatever lies is found."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from cavendish.pipeline.codecs import ramp
from cavendish.pipeline.tasks.stereo_disparity import answer, faults
from cavendish.pipeline.tasks.task import Answer
from cavendish.renderers.frame import Frame
from cavendish.scenes.poses import Pose

from ...renderers.closed_forms import camera, scene, thing
from .twin_views import beside, stereo_pairs


@pytest.fixture(scope="module")
def frame() -> Frame:
    return stereo_pairs()[0]


def asked(frame: Frame, seed: int = 0) -> Answer:
    given = answer(frame, np.random.default_rng(seed))
    assert given is not None
    return given


def test_a_wall_has_the_disparity_that_is_worked_out_by_hand() -> None:
    """41.57 px · 0.2 m / 4 m = 2.0785 px, painted on 0 to 4 px."""
    wall = beside(scene([thing("box", Pose((0, 4.5, 0), scale=(20, 1, 20)))], camera()), 0.2)
    for seed in range(6):
        given = asked(wall, seed)
        low, high, colormap = (given.parameters[name] for name in ("low", "high", "colormap"))
        assert (low, high) == (0, 4)
        assert re.search(r"\b4 px", given.prompt)
        bound = ramp.max_error(0, 4, str(colormap)) + 1e-3
        np.testing.assert_allclose(ramp.decode(given.target, 0, 4, str(colormap)), 2.0785, atol=bound)


def test_the_right_picture_goes_along(frame: Frame) -> None:
    given = asked(frame)
    assert frame.right is not None
    assert given.second is not None
    np.testing.assert_array_equal(given.second, frame.right.image)
    assert answer(replace(frame, right=None), np.random.default_rng(0)) is None
    assert faults(replace(frame, right=None), given) == ["the view has no right picture"]


PLANTED: dict[str, tuple[Callable[[Frame, Answer], Answer], str]] = {
    "the left picture twice": (lambda f, a: replace(a, second=f.image), "differs from the right one at"),
    "no second picture": (lambda f, a: replace(a, second=None), "has no right picture"),
    "another range": (
        lambda f, a: replace(a, parameters=a.parameters | {"high": 2 * float(a.parameters["high"])}),
        "range is not that",
    ),
    "a hair off": (lambda f, a: replace(a, target=np.roll(a.target, 1, axis=0)), "off by more than the codec's bound"),
}


@pytest.mark.parametrize(("plant", "message"), PLANTED.values(), ids=PLANTED.keys())
def test_planted_faults_are_named(frame: Frame, plant: Callable[[Frame, Answer], Answer], message: str) -> None:
    given = asked(frame)
    assert faults(frame, given) == []
    assert re.search(message, "; ".join(faults(frame, plant(frame, given))))


def test_a_right_picture_of_another_place_does_not_match(frame: Frame) -> None:
    """The depths of the right picture are its own: twice as far, nothing lies where the disparity leads."""
    assert frame.right is not None
    other = replace(frame, right=replace(frame.right, depth_m=2 * frame.right.depth_m))
    assert any("only 0 % of the pixels lie in the right picture" in fault for fault in faults(other, asked(frame)))
