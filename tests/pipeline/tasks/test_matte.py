"""Mattes as tasks: the greys are shares, and drawings are scored by the lesser over the larger one."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from cavendish.pipeline.tasks.matte import MATTE, READING
from cavendish.pipeline.tasks.task import Answer
from cavendish.renderers.frame import Frame

from .told_frames import parted_and_posed, with_passes

FRAME = with_passes(parted_and_posed(0.5))
PERSON, CAR = FRAME.matted


def asked(frame: Frame, concept: str) -> Answer:
    answers = (MATTE.answer(frame, np.random.default_rng(seed), "en", None) for seed in range(40))
    return next(each for each in answers if each is not None and concept in each.referents)


def test_the_target_is_the_matte_in_greys() -> None:
    given = asked(FRAME, "person")
    np.testing.assert_array_equal(given.target, np.repeat(FRAME.mattes[0][..., None], 3, axis=-1))  # type: ignore[index]
    assert MATTE.faults(FRAME, given) == []


def test_one_step_of_grey_or_another_thing_is_a_fault() -> None:
    given, other = asked(FRAME, "person"), asked(FRAME, "car")
    step = given.target.copy()
    step[5, 6] += 1
    assert MATTE.faults(FRAME, replace(given, target=step)) == [
        f"target is not the matte of instance {PERSON} at 1 pixels"
    ]
    assert MATTE.faults(FRAME, replace(given, target=other.target))
    assert MATTE.faults(FRAME, replace(given, referents=other.referents))
    assert MATTE.faults(FRAME, replace(given, parameters={"low": 0.0, "high": 2.0, "colormap": "gray"}))


def test_what_has_no_soft_edge_is_not_asked() -> None:
    hard = np.array([np.where(FRAME.instance == number, 255, 0) for number in FRAME.matted], np.uint8)
    rng = np.random.default_rng(0)
    assert MATTE.answer(replace(FRAME, mattes=hard), rng, "en", None) is None
    assert MATTE.answer(replace(FRAME, mattes=None, matted=()), rng, "en", None) is None


def test_a_hard_mask_scores_its_overlap() -> None:
    """A thing covers half of 8 pixels and all of 92: a mask of the 92 has 92 of 96, and one of all 96 of 100."""
    truth = np.zeros((10, 20))
    truth[:, :10] = 1
    truth[0, :8] = 0.5
    for drawn, expected in ((truth == 1, 92 / 96), (truth > 0, 96 / 100)):
        scores = READING.score(drawn.astype(np.float32), truth, np.ones_like(truth, np.bool_))
        assert scores == pytest.approx({"soft IoU": expected, "MAD edge": 0.5, "MSE": 8 * 0.25 / 200})
    nothing = READING.score(np.full(truth.shape, np.nan), truth, np.ones_like(truth, np.bool_))
    assert nothing is not None
    assert nothing["soft IoU"] == 0
