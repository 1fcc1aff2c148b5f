"""Correspondence: the thing that is marked in the other view is the one that is painted, and whatever lies is found."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from cavendish.pipeline.codecs import masks
from cavendish.pipeline.tasks import colours
from cavendish.pipeline.tasks.correspondence import NAME, READING, answer, faults
from cavendish.pipeline.tasks.labelled import numbered
from cavendish.pipeline.tasks.marks import MARKS, marked
from cavendish.pipeline.tasks.task import Answer, Referent
from cavendish.renderers.frame import Frame

from .referring_scenes import FLOOR, Put, boxes
from .twin_views import twin

CAR, SOFA = Put("car", -1.2, 0.0, size=(1.0, 1.0, 1.0)), Put("sofa", 0.6, 0.0, size=(0.9, 0.6, 0.7))
SPECK = Put("mug", 1.8, 0.0, size=(0.1, 0.1, 0.1))
FIRST, SECOND = 2, 3  # instances: the car and the sofa


@pytest.fixture(scope="module")
def frame() -> Frame:
    return twin(boxes(CAR, SOFA, SPECK), boxes(CAR, SOFA, SPECK))


def asked(frame: Frame, seed: int = 0) -> Answer:
    given = answer(frame, np.random.default_rng(seed))
    assert given is not None
    return given


def thing(given: Answer) -> int:
    ((number,),) = [each.instances for each in given.referents.values()]
    return number


def test_what_is_marked_in_the_second_picture_is_painted_in_the_first(frame: Frame) -> None:
    kinds = set()
    for seed in range(12):
        given = asked(frame, seed)
        assert given.second is not None
        assert frame.other is not None
        painted = masks.decode(given.target, numbered(given)) == 1
        np.testing.assert_array_equal(painted, frame.instance == thing(given))
        changed = (given.second != frame.other.image).any(axis=-1)
        on_it = frame.other.instance[changed] == thing(given)
        kind = str(given.parameters["mark"])
        assert on_it.all() if kind == "disc" else not on_it.any()
        assert re.search({"disc": r"marked with a \w+ disc", "outline": r"outlined in \w+"}[kind], given.prompt)
        kinds.add(kind)
    assert kinds == {"disc", "outline"}


def test_an_outline_is_three_pixels_wide_and_a_disc_eleven_across(frame: Frame) -> None:
    plain = replace(boxes(CAR), image=np.zeros_like(frame.image))
    left, top, right, bottom = next(each.box_px for each in plain.objects if each.instance == FIRST)
    drawn = {(mark := marked(plain, FIRST, np.random.default_rng(seed)))[0].kind: mark[1] for seed in range(8)}
    rows, columns = np.nonzero(drawn["outline"].any(axis=-1))
    assert (rows.min(), rows.max(), columns.min(), columns.max()) == (top - 3, bottom + 2, left - 3, right + 2)
    rows, columns = np.nonzero(drawn["disc"].any(axis=-1))
    assert np.ptp(rows) == np.ptp(columns) == 10


def test_a_mark_lies_far_from_the_colours_around_it(frame: Frame) -> None:
    """The car is red, and so are none of its discs."""
    marks = [marked(frame, FIRST, np.random.default_rng(seed))[0] for seed in range(24)]
    assert not [mark for mark in marks if mark.kind == "disc" and mark.colour in ("red", "orange")]


def test_only_things_that_both_views_show_well_are_asked(frame: Frame) -> None:
    assert {thing(asked(frame, seed)) for seed in range(12)} == {FIRST, SECOND}  # neither the floor nor the speck
    assert {thing(asked(twin(frame, boxes(CAR)), seed)) for seed in range(12)} == {FIRST}
    assert answer(twin(frame, boxes()), np.random.default_rng(0)) is None
    assert answer(boxes(CAR), np.random.default_rng(0)) is None
    hidden = replace(frame, objects=tuple(replace(each, visible_fraction=0.3) for each in frame.objects))
    assert answer(hidden, np.random.default_rng(0)) is None


def test_what_the_border_cuts_off_is_not_asked() -> None:
    """The car stands more than half out of the picture, whose border is 3.1 m to the side of what lies 5.2 m ahead."""
    cut = boxes(replace(CAR, x=-3.2), SOFA)
    assert {thing(asked(twin(cut, cut), seed)) for seed in range(8)} == {SECOND}


def test_nothing_comes_again_while_something_is_left(frame: Frame) -> None:
    given = answer(frame, np.random.default_rng(0), asked={str(FIRST): 1})
    assert given is not None
    assert thing(given) == SECOND


def of(given: Answer, number: int) -> Answer:
    return replace(given, referents={NAME: Referent((number,), str(number))})


def speckled(given: Answer) -> Answer:
    assert given.second is not None
    second = given.second.copy()
    second[5, 5] ^= 255
    return replace(given, second=second)


def other_colour(given: Answer) -> Answer:
    word = next(name for name in colours.NAMED if f" {name}" in given.prompt)
    return replace(given, prompt=given.prompt.replace(f" {word}", " blue" if word != "blue" else " red", 1))


PLANTED: dict[str, tuple[Callable[[Frame, Answer], Answer], str]] = {
    "another thing": (lambda f, a: of(a, SECOND if thing(a) == FIRST else FIRST), "is not (outlined|marked)"),
    "the floor": (lambda f, a: of(a, FLOOR), "instance 1 is not seen well enough in two views"),
    "two things": (lambda f, a: replace(a, referents=a.referents | {"b": Referent((FIRST,), "2")}), "names no mark"),
    "no mark": (lambda f, a: replace(a, second=f.image), "is not (outlined|marked)"),
    "another speck": (lambda f, a: speckled(a), "differs from the other view at 1 pixels"),
    "another colour": (lambda f, a: other_colour(a), "differs from the other view"),
    "no second picture": (lambda f, a: replace(a, second=None), "is not seen well enough in two views"),
}


@pytest.mark.parametrize(("plant", "message"), PLANTED.values(), ids=PLANTED.keys())
@pytest.mark.parametrize("kind", ["outline", "disc"])
def test_planted_faults_are_named(
    frame: Frame, kind: str, plant: Callable[[Frame, Answer], Answer], message: str
) -> None:
    given = next(each for seed in range(40) if (each := asked(frame, seed)).parameters["mark"] == kind)
    assert faults(frame, given) == []
    assert re.search(message, "; ".join(faults(frame, plant(frame, given))))


def test_a_thing_that_moved_between_the_views_is_a_fault(frame: Frame) -> None:
    given = next(each for seed in range(12) if thing(each := asked(frame, seed)) == SECOND)
    there = boxes(CAR, replace(SOFA, x=0.61), SPECK)
    assert any("does not stand where" in fault for fault in faults(twin(frame, there), given))


def test_marks_are_told_apart_by_their_words() -> None:
    assert len(MARKS) == 14
    assert all(str(mark) == words for words, mark in MARKS.items())


def test_iou_counts_the_thing_alone(frame: Frame) -> None:
    """Half of the thing is an IoU of a half, which is not found; the worst is 0."""
    given = asked(frame)
    truth = READING.truth(frame, given)
    left = truth * (np.cumsum(truth, axis=None).reshape(truth.shape) <= truth.sum() // 2)
    scores = READING.score(left, truth, frame.valid)
    assert scores == {"IoU": pytest.approx(0.5, abs=0.002), "found": 0.0}
    assert READING.worst(truth, frame.valid) == {"IoU": 0.0, "found": 0.0}
