"""Amodal depth: numbers of a person who goes on behind a car, so the truth says."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from cavendish.pipeline.codecs import depth
from cavendish.pipeline.tasks.amodal_depth import AMODAL_DEPTH, READING
from cavendish.pipeline.tasks.task import Answer
from cavendish.renderers.frame import Frame

from .told_frames import parted_and_posed, with_passes

FRAME = with_passes(parted_and_posed(0.5))
PERSON, CAR = (FRAME.instance == number for number in FRAME.wholes)


def asked(frame: Frame, concept: str) -> Answer:
    answers = (AMODAL_DEPTH.answer(frame, np.random.default_rng(seed), "en", None) for seed in range(60))
    return next(each for each in answers if each is not None and concept in each.referents)


def test_the_hidden_part_is_as_far_as_it_is_and_not_as_what_hides_it() -> None:
    """Behind each pixel of the car the person goes on, half as far again as the car's surface."""
    given = asked(FRAME, "person")
    decoded_m, residual = depth.decode(given.target, return_residual=True)
    np.testing.assert_allclose(decoded_m[PERSON], FRAME.depth_m[PERSON], rtol=0.02)
    np.testing.assert_allclose(decoded_m[CAR], 1.5 * FRAME.depth_m[CAR], rtol=0.02)
    np.testing.assert_array_equal(residual <= depth.RESIDUAL_MAX, PERSON | CAR)
    assert AMODAL_DEPTH.faults(FRAME, given) == []


def test_the_depth_of_what_hides_it_is_a_fault() -> None:
    given = asked(FRAME, "person")
    wrong = depth.encode(FRAME.depth_m, "cube", PERSON | CAR)
    assert f"at {CAR.sum()} pixels" in AMODAL_DEPTH.faults(FRAME, replace(given, target=wrong))[0]
    seen = depth.encode(FRAME.depth_m, "cube", PERSON)
    assert f"at {CAR.sum()} pixels" in AMODAL_DEPTH.faults(FRAME, replace(given, target=seen))[0]


def test_another_thing_or_another_scale_is_a_fault() -> None:
    person, car = asked(FRAME, "person"), asked(FRAME, "car")
    assert AMODAL_DEPTH.faults(FRAME, replace(person, target=car.target))
    assert "referents" in AMODAL_DEPTH.faults(FRAME, replace(person, referents=car.referents))[0]
    scaled = person.prompt.replace("red 0.", "red 1.")
    assert "the prompt's scale" in AMODAL_DEPTH.faults(FRAME, replace(person, prompt=scaled))[0]


def test_nothing_is_asked_where_nothing_is_told_whole() -> None:
    bare = replace(FRAME, whole_m=None, wholes=())
    assert AMODAL_DEPTH.answer(bare, np.random.default_rng(0), "en", None) is None


@pytest.mark.parametrize("drawn", ["in sight", "as what hides it"])
def test_scores_count_what_is_hidden(drawn: str) -> None:
    """Nothing drawn where it is hidden counts as all wrong, the depth of the car as off by a third."""
    truth = READING.truth(FRAME, asked(FRAME, "person"))
    kept = PERSON if drawn == "in sight" else PERSON | CAR
    scores = READING.score(np.where(kept, FRAME.depth_m, np.nan), truth, FRAME.valid)
    share = CAR.sum() / (PERSON | CAR).sum()
    off, iou = (1.0, 1 - share) if drawn == "in sight" else (1 / 3, 1.0)
    assert scores == pytest.approx({"AbsRel": share * off, "AbsRel hidden": off, "IoU": iou}, rel=1e-4)


def test_depth_drawn_beside_the_thing_is_wrong() -> None:
    truth = READING.truth(FRAME, asked(FRAME, "person"))
    everywhere = np.where(np.isfinite(truth[..., 0]), truth[..., 0], 3.0)
    scores = READING.score(everywhere, truth, FRAME.valid)
    assert scores is not None
    assert scores["AbsRel"] == pytest.approx(1 - (PERSON | CAR).mean())
