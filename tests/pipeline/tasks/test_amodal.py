"""Amodal masks: what the prompt points at, and numbers of a car behind another."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from cavendish.pipeline.codecs import masks
from cavendish.pipeline.tasks.amodal import AMODAL, HIDDEN, IN_SIGHT, READING
from cavendish.pipeline.tasks.labelled import numbered
from cavendish.pipeline.tasks.task import Answer
from cavendish.renderers.frame import Frame

from .told_frames import parted_and_posed, with_passes

FRAME = with_passes(parted_and_posed(0.5))  # a person who, so it is told, goes on behind the whole of a car


def asked(frame: Frame, concept: str) -> Answer:
    answers = (AMODAL.answer(frame, np.random.default_rng(seed), "en", None) for seed in range(60))
    return next(each for each in answers if each is not None and each.parameters["of"] == concept)


def test_what_is_hidden_has_a_colour_of_its_own() -> None:
    given = asked(FRAME, "person")
    person, car = FRAME.wholes
    decoded, names = masks.decode(given.target, numbered(given)), ["", *(name for name in given.palette if name)]
    np.testing.assert_array_equal(decoded == names.index(IN_SIGHT), FRAME.instance == person)
    np.testing.assert_array_equal(decoded == names.index(HIDDEN), FRAME.instance == car)
    assert AMODAL.faults(FRAME, given) == []


def test_hidden_things_are_asked_for_more_often() -> None:
    answers = [AMODAL.answer(FRAME, np.random.default_rng(seed), "en", None) for seed in range(60)]
    people = [each for each in answers if each is not None and each.parameters["of"] == "person"]
    assert 46 <= len(people) <= 60  # 0.8 and half of the rest: 54


def test_another_thing_or_another_place_is_found() -> None:
    given, other = asked(FRAME, "person"), asked(FRAME, "car")
    assert AMODAL.faults(FRAME, replace(given, target=other.target))
    assert AMODAL.faults(FRAME, replace(given, referents=other.referents))
    moved = given.prompt.replace("% across", "% across", 1)
    place = moved[: moved.index(" % across")].rsplit(" ", 1)[-1].strip("(")
    assert (
        "is none that the truth tells whole"
        in AMODAL.faults(FRAME, replace(given, prompt=given.prompt.replace(place, "0.1", 1)))[0]
    )


def test_what_is_in_sight_alone_scores_its_share_of_the_whole() -> None:
    given = asked(FRAME, "person")
    truth = READING.truth(FRAME, given)
    names = ["", *(name for name in given.palette if name)]
    drawn = np.where(FRAME.instance == FRAME.wholes[0], names.index(IN_SIGHT), 0)
    scores = READING.score(drawn, truth, FRAME.valid)
    person, car = ((FRAME.instance == number).sum() for number in FRAME.wholes)
    assert scores == {"IoU": pytest.approx(person / (person + car)), "mIoU parts": pytest.approx(0.5)}
