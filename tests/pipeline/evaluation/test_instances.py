"""F1 of instances: every pairing, cases worked by hand, other people's implementations, and SA-Co's own numbers."""

from __future__ import annotations

import itertools
import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pycocotools import mask as coco
from sklearn.metrics import matthews_corrcoef

from cavendish.pipeline.dataset.run_lengths import Counts, of_mask
from cavendish.pipeline.evaluation.instances import (
    IOU_THRESHOLDS,
    Matched,
    instance_scores,
    match_instances,
    outside,
)

seeds = st.integers(0, 2**31)


def runs_of(labels: np.ndarray) -> tuple[Counts, ...]:
    return tuple(of_mask(mask) for mask in split(labels))


def instances(seed: int, count: int, side: int = 12) -> np.ndarray:
    """Return side×side labels of `count` boxes at most: the later cover the earlier."""
    rng = np.random.default_rng(seed)
    labels = np.zeros((side, side), np.int64)
    for label, (y, x) in enumerate(rng.integers(0, side - 4, (count, 2)), start=1):
        labels[y : y + rng.integers(2, 5), x : x + rng.integers(2, 5)] = label
    return labels


def split(labels: np.ndarray) -> list[np.ndarray]:
    return [labels == label for label in np.unique(labels) if label]


@given(seeds, st.integers(0, 5), st.integers(0, 5))
def test_matching_is_the_best_of_all_pairings(seed: int, drawn_count: int, true_count: int) -> None:
    drawn, truth = instances(seed, drawn_count), instances(seed + 1, true_count)
    found = match_instances(drawn, runs_of(truth))
    few, many = sorted((split(drawn), split(truth)), key=len)
    every = [
        sum(iou(a, b) for a, b in zip(few, order, strict=True)) for order in itertools.permutations(many, len(few))
    ]
    assert sum(found.ious) == pytest.approx(max(every))
    assert (found.drawn, found.true) == (len(split(drawn)), len(split(truth)))


def iou(a: np.ndarray, b: np.ndarray) -> float:
    codes = [coco.encode(np.asfortranarray(mask.astype(np.uint8))) for mask in (a, b)]
    return float(coco.iou([codes[0]], [codes[1]], [0])[0, 0])


def test_what_lies_mostly_in_an_ignored_place_was_not_drawn() -> None:
    drawn = np.array([[1, 1, 1, 2, 2, 0], [3, 3, 0, 0, 0, 0]])
    ignored = np.array([[True, True, False, True, False, True], [False] * 6])
    assert outside(ignored, drawn).tolist() == [[0, 0, 0, 2, 2, 0], [3, 3, 0, 0, 0, 0]]
    truth = np.where(drawn == 2, 7, 0)
    assert match_instances(outside(ignored, drawn), runs_of(truth)) == Matched((1.0,), 2, 1)


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), min_size=2, max_size=30))
def test_presence_agrees_with_scikit_learn(counts: list[tuple[int, int]]) -> None:
    mcc = instance_scores([Matched((), drawn, true) for drawn, true in counts])["IL_MCC"]
    true = [true > 0 for _, true in counts]
    if len(set(true)) < 2:
        assert math.isnan(mcc)
    else:
        assert mcc == pytest.approx(matthews_corrcoef(true, [drawn > 0 for drawn, _ in counts]))


def test_instances_by_hand() -> None:
    images = [Matched((0.97, 0.72), 3, 2), Matched((0.52,), 1, 2), Matched((), 0, 0), Matched((), 2, 0)]
    hits = [sum(iou >= t for iou in (0.97, 0.72, 0.52)) for t in IOU_THRESHOLDS]
    assert hits == [3, 2, 2, 2, 2, 1, 1, 1, 1, 1]
    scores = instance_scores(images)
    assert scores["pmF1"] == pytest.approx(np.mean([2 * hit / (4 + 4) for hit in hits]))
    assert scores["IL_MCC"] == pytest.approx(1 / math.sqrt(3))
    assert scores["cgF1"] == pytest.approx(100 * scores["pmF1"] * scores["IL_MCC"])


def test_a_missing_picture_says_the_wrong_thing_of_presence() -> None:
    right = [Matched((1.0,), 1, 1), Matched((), 0, 0)]
    lost = [*right, Matched((), 9, 1, worst=True), Matched((), 9, 0, worst=True)]
    assert instance_scores(right)["IL_MCC"] == 1
    scores = instance_scores(lost)
    assert scores["IL_MCC"] == 0  # two right, two wrong
    assert scores["pmF1"] == pytest.approx(2 * 1 / (1 + 9 + 2))
    assert [each.f1 for each in lost] == [1, 1, 0, 0]
