"""Dots count things, and lie on them."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from cavendish.pipeline.codecs import dots
from cavendish.pipeline.tasks.counting import COUNTING, READING
from cavendish.pipeline.tasks.task import Answer
from cavendish.renderers.frame import Frame

from .plain_frames import frame_of, only, plane

RED, BLACK = (255, 0, 0), (0, 0, 0)
KNOWN = np.ones((48, 64), np.bool_)


def three() -> Frame:
    """Return a frame of three boxes, 12 px wide and 20 px high."""
    wall = plane((0, 0, 1), 2.0)
    return frame_of(*(only(wall, slice(left, left + 12), slice(14, 34)) for left in (4, 24, 48)))


def answer() -> Answer:
    given = COUNTING.answer(three(), np.random.default_rng(0), "en", None)
    assert given is not None
    return given


def test_dots_come_back_where_they_were_set() -> None:
    points = np.array([[10.5, 10.5], [30.5, 20.5], [50.5, 40.5]])
    np.testing.assert_allclose(dots.decode(dots.encode(points, (48, 64), RED), RED), points)


def test_dots_that_touch_are_one_and_specks_are_none() -> None:
    rgb = dots.encode(np.array([[10.5, 10.5], [18.5, 10.5]]), (48, 64), RED)
    rgb[40:42, 40:42] = RED
    assert dots.decode(rgb, RED).tolist() == [[14.5, 10.5]]


def test_each_thing_has_a_dot_in_its_middle() -> None:
    given = answer()
    found = dots.decode(given.target, given.palette["dot"], given.palette[""])
    assert len(found) == 3
    assert np.abs(found[:, 0] - [10, 30, 54]).max() <= 1
    assert ((found[:, 1] > 18) & (found[:, 1] < 30)).all()  # as far from all sides as any other place


@pytest.mark.parametrize("change", ["one less", "one more", "aside"])
def test_other_dots_are_a_fault(change: str) -> None:
    given = answer()
    points = dots.decode(given.target, given.palette["dot"], given.palette[""])
    points = {
        "one less": points[1:],
        "one more": np.concatenate([points, [[20.5, 4.5]]]),
        "aside": points + np.array([4, 0]),
    }[change]
    target = dots.encode(points, (48, 64), given.palette["dot"], given.palette[""])
    assert COUNTING.faults(three(), replace(given, target=target)) == [
        "target has not one dot on each of the 3 of box in truth"
    ]


def test_scores_are_those_of_arithmetic() -> None:
    """Two of three things have a dot, one of them two, and one dot lies on nothing: 2 of 4 and 2 of 3 are right."""
    truth = READING.truth(three(), answer())
    drawn = np.array([[10.5, 20.5], [10.5, 30.5], [30.5, 20.5], [20.5, 2.5]])
    assert READING.score(drawn, truth, KNOWN) == pytest.approx({"F1": 4 / 7, "off": 1})
    assert READING.score(np.empty((0, 2)), truth, KNOWN) == {"F1": 0.0, "off": 3}
    shown = READING.error(drawn, truth, KNOWN)
    assert shown[20, 54] == 1  # the third thing
    assert shown[2, 20] == 1  # the dot on nothing
    assert shown[20, 10] == shown[0, 0] == 0
