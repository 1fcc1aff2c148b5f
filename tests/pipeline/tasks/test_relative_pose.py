"""Relative pose: the axes of the other camera lie where they are worked out by hand, and whatever lies is found."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from cavendish.pipeline.codecs import masks
from cavendish.pipeline.tasks.labelled import numbered
from cavendish.pipeline.tasks.relative_pose import READING, answer, faults
from cavendish.pipeline.tasks.task import Answer
from cavendish.renderers.analytic import AnalyticRenderer
from cavendish.renderers.frame import Frame
from cavendish.scenes.cameras import Camera
from cavendish.scenes.poses import Pose

from ...renderers.closed_forms import camera, scene, thing
from .twin_views import facing, twin

SIZE = (192, 128)  # at 60°: f = 166.28 px
HERE = camera(size=SIZE)  # at the origin, looks along +y
THERE = camera((1.0, 2.5, -0.8), (0.0, 2.5, -0.8), SIZE)  # looks along −x, so that +y is on its right


def views(*cameras: Camera) -> Frame:
    """Return the view of the first camera of a wall 6 m ahead of it, with that of the second."""
    wall = thing("box", Pose((0, 6.5, 0), scale=(20, 1, 20)))
    one, other = (AnalyticRenderer().render(scene([wall], *cameras), view) for view in range(2))
    return twin(one, other)


@pytest.fixture(scope="module")
def frame() -> Frame:
    return facing()[0]


def asked(frame: Frame, seed: int = 0) -> Answer:
    given = answer(frame, np.random.default_rng(seed))
    assert given is not None
    return given


def test_axes_lie_where_the_camera_stands() -> None:
    """1 m right, 0.8 m below and 2.5 m ahead: at (162.5, 117.2) px, where 0.2 m are 13 px and 0.5 m are 33 px."""
    given = asked(views(HERE, THERE))
    assert given.parameters["length_m"] == 0.5
    assert "0.5 m" in given.prompt
    labels = masks.decode(given.target, numbered(given))
    tips = {1: (151.43, 108.34), 2: (162.51, 83.95), 3: (129.26, 117.21)}  # right (away from here), up, ahead (left)
    for number, tip in tips.items():
        rows, columns = np.nonzero(labels == number)
        off_px = np.hypot(columns + 0.5 - tip[0], rows + 0.5 - tip[1])
        assert off_px.min() < 1
        middle_px = np.hypot(columns + 0.5 - 162.51, rows + 0.5 - 117.21)
        length_px = np.hypot(162.51 - tip[0], 117.21 - tip[1])
        assert middle_px.max() == pytest.approx(length_px + 2.5, abs=1)
    assert labels[116, 161] == 3  # where they meet, the one ahead lies over the others


def test_the_second_picture_is_the_other_view(frame: Frame) -> None:
    given = asked(frame)
    assert frame.other is not None
    assert given.second is not None
    np.testing.assert_array_equal(given.second, frame.other.image)
    assert given.palette.keys() - {""} == {"right axis", "up axis", "ahead axis"}


NOT_ASKED = {
    "behind": camera((0, -2, 0), (5, 0, 0), SIZE),
    "out of the picture": camera((3, 2.5, 0), (0, 2.5, 0), SIZE),
    "behind the wall": camera((0.5, 7.5, 0.2), (0, 0, 0), SIZE),
    "too near": camera((0.01, 0.2, 0), (5, 5, 0), SIZE),
    "an axis along the line of sight": camera((0, 3, 0), (0, 9, 0), SIZE),
    "an axis out of the picture": camera((0, 2.5, 0.94), (-3, 2.5, 0.94), SIZE),
    "a tip behind the first camera": camera((0.1, 0.4, 0), (-3, 0.3, 0), SIZE),
}


@pytest.mark.parametrize("other", NOT_ASKED.values(), ids=NOT_ASKED.keys())
def test_a_camera_that_does_not_show_is_not_asked(other: Camera) -> None:
    assert answer(views(HERE, other), np.random.default_rng(0)) is None


def test_of_several_views_the_first_whose_camera_shows_is_asked(frame: Frame) -> None:
    assert frame.other is not None
    behind = replace(frame.other, camera=camera((0, -20, 1), (0, -30, 1), SIZE))
    given = asked(replace(frame, others=(behind, frame.other)))
    np.testing.assert_array_equal(given.target, asked(frame).target)


def test_a_view_alone_is_not_asked(frame: Frame) -> None:
    alone = replace(frame, others=())
    assert answer(alone, np.random.default_rng(0)) is None
    assert faults(alone, asked(frame)) == ["the camera of another view is not in sight"]


def repainted(given: Answer) -> Answer:
    """Swap the colours of two axes, in the target alone."""
    named = numbered(given)
    labels = masks.decode(given.target, named)
    return replace(given, target=masks.encode(np.array([0, 1, 3, 2])[labels], named))


PLANTED: dict[str, tuple[Callable[[Frame, Answer], Answer], str]] = {
    "up and ahead swapped": (lambda f, a: repainted(a), "target shows other axes than the truth at"),
    "two pixels lower": (lambda f, a: replace(a, target=np.roll(a.target, 2, axis=0)), "target shows other axes"),
    "the first picture twice": (lambda f, a: replace(a, second=f.image), "the second picture is not the other view"),
    "another length": (
        lambda f, a: replace(a, prompt=re.sub(r"[\d.]+ m\b", "3 m", a.prompt)),
        "the prompt's axes are 3 m long",
    ),
    "another length told": (lambda f, a: replace(a, parameters=a.parameters | {"length_m": 7.0}), "they must be"),
}


@pytest.mark.parametrize(("plant", "message"), PLANTED.values(), ids=PLANTED.keys())
def test_planted_faults_are_named(frame: Frame, plant: Callable[[Frame, Answer], Answer], message: str) -> None:
    given = asked(frame)
    assert faults(frame, given) == []
    assert re.search(message, "; ".join(faults(frame, plant(frame, given))))


def test_a_camera_that_stands_elsewhere_is_a_fault(frame: Frame) -> None:
    assert frame.other is not None
    x, y, z = frame.other.camera.location_m
    moved = replace(frame.other, camera=replace(frame.other.camera, location_m=(x + 0.05, y, z)))
    assert any("target shows other axes" in fault for fault in faults(twin(frame, moved), asked(frame)))


def test_each_axis_is_scored_by_itself(frame: Frame) -> None:
    """Where the one ahead is left out, its F1 is 0 and the mean of the three is two thirds."""
    given = asked(frame)
    truth = READING.truth(frame, given)
    scores = READING.score(np.where(truth == 3, 0, truth), truth, frame.valid)
    assert scores == {"F1": pytest.approx(2 / 3), "F1 right": 1.0, "F1 up": 1.0, "F1 ahead": 0.0}
    assert READING.worst(truth, frame.valid) == {"F1": 0.0, "F1 right": 0.0, "F1 up": 0.0, "F1 ahead": 0.0}
