"""Each task has one score that it is judged by, and says it as a score."""

from __future__ import annotations

import math

import pytest

from cavendish.manifests.tasks import every_task
from cavendish.pipeline.evaluation.headline import HEADLINES
from cavendish.pipeline.tasks.registry import TASKS

TASKS_SCORED = pytest.mark.parametrize("task", HEADLINES)


def test_every_task_has_one() -> None:
    assert HEADLINES.keys() == TASKS.keys()


@TASKS_SCORED
def test_the_best_score_is_fine_and_the_worst_is_bad(task: str) -> None:
    headline = HEADLINES[task]
    assert not headline.is_bad(headline.best)
    assert not headline.is_bad(headline.fine)
    assert not headline.is_bad(math.nan)
    assert headline.is_bad(headline.worst)
    assert headline.error(headline.best) == 0 < headline.error(headline.worst)


@pytest.mark.parametrize(
    ("task", "score", "said"),
    [
        ("depth", 0.03214, "AbsRel 0.03214"),
        ("normals", 8.2149, "mean 8.215°"),
        ("semantic", 0.999643, "mIoU 0.9996"),
        ("semantic", 0.5, "mIoU 0.5"),
        ("instance", 2 / 3, "F1@0.5 0.6667"),
        ("referring", math.nan, "gIoU none"),
    ],
)
def test_it_is_said_as_a_score(task: str, score: float, said: str) -> None:
    assert HEADLINES[task].said(score) == said


def test_better_is_lower_for_errors_and_higher_for_overlaps() -> None:
    higher = {task for task in every_task() if HEADLINES[task].higher_is_better}
    assert higher == {"semantic", "instance", "referring"}
