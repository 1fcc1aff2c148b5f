"""Which view is higher: asked where it shows, both ways alike, in a flat colour; and whatever lies is found."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from cavendish.pipeline.tasks.higher_view import READING, answer, faults, partner
from cavendish.pipeline.tasks.labelled import numbered
from cavendish.pipeline.tasks.task import Answer
from cavendish.renderers.frame import Frame

from .twin_views import at_heights

HEIGHTS_M = (1.0, 2.2, 1.4, 3.0, 1.5)


@pytest.fixture(scope="module")
def frames() -> list[Frame]:
    return at_heights(*HEIGHTS_M)


@pytest.fixture(scope="module")
def frame(frames: list[Frame]) -> Frame:
    """At 1 m, beside one at 2.2 m."""
    return of(frames, 0, 1)


def of(frames: list[Frame], first: int, *others: int) -> Frame:
    return replace(frames[first], others=tuple(replace(frames[each], others=()) for each in others))


def asked(frame: Frame, seed: int = 0) -> Answer:
    given = answer(frame, np.random.default_rng(seed))
    assert given is not None
    return given


def said(given: Answer) -> str:
    """Return what the colour of the whole target is called in the prompt."""
    (colour,) = np.unique(given.target.reshape(-1, 3), axis=0).tolist()
    (name,) = (name for name, rgb in given.palette.items() if rgb == tuple(colour))
    return name


def test_the_whole_picture_has_the_colour_of_the_answer(frames: list[Frame]) -> None:
    """From 1 m to 2.2 m the camera went up, and down the other way."""
    for seed in range(6):
        assert said(asked(of(frames, 0, 1), seed)) == "higher"
        assert said(asked(of(frames, 1, 0), seed)) == "lower"
    given = asked(of(frames, 0, 1))
    assert given.second is not None
    np.testing.assert_array_equal(given.second, frames[1].image)
    assert [*given.palette] == ["higher", "lower"]


def test_views_go_in_pairs_so_that_higher_is_as_frequent_as_lower(frames: list[Frame]) -> None:
    """1.0 goes with 3.0 and 1.4 with 2.2; 1.5 is left over."""
    found = {frame.camera.location_m[2]: partner(frame) for frame in frames}
    heights = {height_m: other and other.camera.location_m[2] for height_m, other in found.items()}
    assert heights == {1.0: 3.0, 3.0: 1.0, 1.4: 2.2, 2.2: 1.4, 1.5: None}
    answers = [answer(frame, np.random.default_rng(0)) for frame in frames]
    assert sorted(said(given) for given in answers if given) == ["higher", "higher", "lower", "lower"]


def test_pairs_do_not_hang_on_the_order_of_the_views(frames: list[Frame]) -> None:
    for frame in frames:
        turned, found = partner(replace(frame, others=frame.others[::-1])), partner(frame)
        assert turned is found


def raised(frame: Frame, rise_m: float) -> Frame:
    """Return a frame with itself as the other view, whose camera is said to stand that much higher."""
    x, y, z = frame.camera.location_m
    there = replace(frame, camera=replace(frame.camera, location_m=(x, y, z + rise_m)), others=())
    return replace(frame, others=(there,))


@pytest.mark.parametrize(("rise_m", "is_asked"), [(0.24, False), (0.26, True), (-0.24, False), (-0.26, True)])
def test_heights_must_differ_by_a_quarter_of_a_metre(
    frame: Frame, monkeypatch: pytest.MonkeyPatch, rise_m: float, is_asked: bool
) -> None:
    monkeypatch.setattr("cavendish.pipeline.tasks.higher_view.seen_by_both", lambda low, high: high.valid)
    near = replace(frame, depth_m=np.ones_like(frame.depth_m))
    assert (partner(raised(near, rise_m)) is not None) == is_asked


@pytest.mark.parametrize(("depth_m", "is_asked"), [(11.9, True), (12.1, False)])
def test_heights_must_differ_by_a_tenth_of_the_depth(
    frames: list[Frame], monkeypatch: pytest.MonkeyPatch, depth_m: float, is_asked: bool
) -> None:
    """From 1 m to 2.2 m is a tenth of 12 m."""
    monkeypatch.setattr("cavendish.pipeline.tasks.higher_view.seen_by_both", lambda low, high: high.valid)
    far = replace(frames[1], depth_m=np.full_like(frames[1].depth_m, depth_m), others=())
    assert (partner(replace(frames[0], others=(far,))) is not None) == is_asked


@pytest.mark.parametrize(("share", "is_asked"), [(0.19, False), (0.21, True)])
def test_enough_must_be_in_both_pictures(
    frame: Frame, monkeypatch: pytest.MonkeyPatch, share: float, is_asked: bool
) -> None:
    def some(low: Frame, high: Frame) -> np.ndarray:
        surface = high.instance > 0
        return surface & (np.cumsum(surface).reshape(high.shape) <= share * surface.sum())

    monkeypatch.setattr("cavendish.pipeline.tasks.higher_view.seen_by_both", some)
    assert (answer(frame, np.random.default_rng(0)) is not None) == is_asked


def test_a_view_alone_is_not_asked(frame: Frame) -> None:
    alone = replace(frame, others=())
    assert answer(alone, np.random.default_rng(0)) is None
    assert faults(alone, asked(frame)) == ["no other view is clearly higher or lower and shows enough of the same"]


def repainted(given: Answer, rgb: tuple[int, int, int], rows: int) -> Answer:
    target = given.target.copy()
    target[:rows] = rgb
    return replace(given, target=target)


PLANTED: dict[str, tuple[Callable[[Frame, Answer], Answer], str]] = {
    "the other colour": (
        lambda f, a: repainted(a, a.palette["lower"], len(a.target)),
        r"the second camera is 1\.20 m higher, and target says otherwise at 24576 pixels",
    ),
    "one row of it": (lambda f, a: repainted(a, a.palette["lower"], 1), "says otherwise at 192 pixels"),
    "no colour of the prompt": (lambda f, a: repainted(a, (0, 0, 0), 1), "says otherwise at 192 pixels"),
    "the first picture twice": (lambda f, a: replace(a, second=f.image), "is not the view that the first one goes"),
    "a smaller second picture": (lambda f, a: replace(a, second=f.image[:8]), "is not the view that the first one"),
    "no second picture": (lambda f, a: replace(a, second=None), "no other view is clearly higher or lower"),
    "other names": (
        lambda f, a: replace(
            a,
            prompt=a.prompt.replace("lower", "deeper"),
            palette={"higher": a.palette["higher"], "deeper": a.palette["lower"]},
        ),
        "deeper",
    ),
    "colours swapped in the prompt": (
        lambda f, a: replace(a, palette=dict(zip(a.palette, [*a.palette.values()][::-1], strict=True))),
        "the prompt's legend is",
    ),
}


@pytest.mark.parametrize(("plant", "message"), PLANTED.values(), ids=PLANTED.keys())
def test_planted_faults_are_named(frame: Frame, plant: Callable[[Frame, Answer], Answer], message: str) -> None:
    given = asked(frame)
    assert faults(frame, given) == []
    assert re.search(message, "; ".join(faults(frame, plant(frame, given))))


def test_a_camera_that_stands_elsewhere_is_a_fault(frames: list[Frame], monkeypatch: pytest.MonkeyPatch) -> None:
    """The second camera at 2.2 m is said to stand at 0.2 m: 0.8 m below the first."""
    monkeypatch.setattr("cavendish.pipeline.tasks.higher_view.seen_by_both", lambda low, high: high.instance > 0)
    given, (there,) = asked(of(frames, 0, 1)), of(frames, 0, 1).others
    lower = replace(there, camera=replace(there.camera, location_m=(0.2, -5.0, 0.2)))
    (fault,) = faults(replace(frames[0], others=(lower,)), given)
    assert fault == "the second camera is 0.80 m lower, and target says otherwise at 24576 pixels"


def test_the_answer_is_the_colour_of_most_pixels(frame: Frame) -> None:
    """60 % right is right, with a margin of 0.6 − 0.4; half in each colour, or most in neither, is wrong."""
    given = asked(frame)
    truth, colours = READING.truth(frame, given), numbered(given)
    number = {"neither": 0, "higher": 1, "lower": 2}

    def scores(**shares: float) -> dict[str, float]:
        columns = [colours[number[name]] for name, share in shares.items() for _ in range(round(100 * share))]
        drawn = READING.decode(np.array([columns], np.uint8), given, (1, 100))
        found = READING.score(drawn, truth[:1, :100], frame.valid[:1, :100])
        assert found is not None
        return found

    assert scores(higher=0.6, lower=0.4) == {"accuracy": 1.0, "margin": pytest.approx(0.2)}
    assert scores(higher=0.5, lower=0.5) == {"accuracy": 0.0, "margin": 0.0}
    assert scores(higher=0.4, neither=0.6) == {"accuracy": 0.0, "margin": pytest.approx(0.4)}
    assert scores(neither=1.0) == {"accuracy": 0.0, "margin": 0.0}
    assert scores(lower=1.0) == {"accuracy": 0.0, "margin": -1.0}
    assert READING.worst(truth, frame.valid) == {"accuracy": 0.0, "margin": -1.0}


def test_a_colour_like_neither_is_no_answer(frame: Frame) -> None:
    """Green that is 59 brighter is still green; 61 brighter it is neither, though no colour of the prompt is nearer."""
    palette = {"higher": (0, 160, 0), "lower": (255, 0, 0)}
    given = replace(asked(frame), palette=palette)
    for brighter, number in ((59, 1), (61, 0)):
        drawn = READING.decode(np.full((4, 4, 3), (0, 160 + brighter, 0), np.uint8), given, (2, 2))
        np.testing.assert_array_equal(drawn, np.full((2, 2), number))
