"""Two turns: the second keeps of the first one's depth what it names, and nothing else."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from cavendish.pipeline.codecs import depth
from cavendish.pipeline.tasks.registry import READINGS, TASKS
from cavendish.pipeline.tasks.task import Answer

from .test_named_things import room

CONVERSATION = TASKS["conversation"]
CHAIRS = room("armchair", "armchair", "armchair", depths_m=(2.0, 4.0, 1.5))


def asked(kept: str) -> Answer:
    for seed in range(30):
        given = CONVERSATION.answer(CHAIRS, np.random.default_rng(seed), "en", None)
        assert given is not None
        if next(iter(given.referents)).startswith(kept):
            return given
    raise AssertionError(kept)


@pytest.mark.parametrize(("kept", "numbers"), [("nearest", (4,)), ("two nearest", (2, 4))])
def test_the_nearest_keep_their_depth_and_the_rest_is_grey(kept: str, numbers: tuple[int, ...]) -> None:
    given = asked(kept)
    assert CONVERSATION.faults(CHAIRS, given) == []
    (referent,) = given.referents.values()
    assert referent.instances == numbers
    inside = np.isin(CHAIRS.instance, numbers)
    assert (given.target[~inside] == 128).all()
    np.testing.assert_allclose(depth.decode(given.target)[inside], CHAIRS.depth_m[inside], rtol=3e-3)
    assert f"the {next(iter(given.referents))}" in given.prompt


def test_things_as_near_as_one_another_have_no_nearest() -> None:
    alike = room("armchair", "armchair", depths_m=(2.0, 2.0))
    assert CONVERSATION.answer(alike, np.random.default_rng(0), "en", None) is None


def test_the_whole_map_does_not_answer_the_second_turn() -> None:
    """All of the picture is drawn, and a tenth or so is asked: the IoU is that share."""
    given, reading = asked("nearest"), READINGS["conversation"]
    whole = depth.encode(CHAIRS.depth_m)
    assert CONVERSATION.faults(CHAIRS, replace(given, target=whole))
    truth = reading.truth(CHAIRS, given)
    scores = reading.score(reading.decode(whole, given, CHAIRS.shape), truth, CHAIRS.valid)
    assert scores is not None
    assert scores["IoU"] == pytest.approx(np.isfinite(truth).mean())
    assert scores["AbsRel"] < 3e-3


def test_the_second_turn_decides() -> None:
    one, two = asked("nearest"), asked("two nearest")
    assert CONVERSATION.faults(CHAIRS, replace(one, target=two.target))
    assert CONVERSATION.faults(CHAIRS, replace(two, referents=one.referents))
