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

from cavendish.manifests.benchmark import MaskRules
from cavendish.pipeline.dataset.example import Example
from cavendish.pipeline.dataset.run_lengths import Counts, of_mask
from cavendish.pipeline.evaluation.instances import (
    IOU_THRESHOLDS,
    Matched,
    best_of,
    instance_scores,
    match_instances,
    outside,
)
from cavendish.pipeline.evaluation.truths import Annotation, truth_of
from cavendish.pipeline.tasks.task import Answer

from .saco_cases import HEIGHT, PEOPLE, WIDTH, Case, Marked, case

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


GOLDEN = {  # of CGF1Evaluator in facebookresearch/sam3, sam3/eval/cgf1_eval.py, run on these cases by hand
    range(40): {"pmF1": 0.18818496010530597, "IL_MCC": 0.5940280724126686, "cgF1": 11.178714910840985},
    range(40, 80): {"pmF1": 0.2102061850366987, "IL_MCC": 0.6400261060851362, "cgF1": 13.453744608404988},
    range(100, 400): {"pmF1": 0.22899189031324166, "IL_MCC": 0.5789470876380786, "cgF1": 13.25741879895896},
}
DROPPED, FORGIVEN = MaskRules(annotators=PEOPLE, crowds="dropped"), MaskRules(annotators=PEOPLE, crowds="ignored")


def judged(each: Case, rules: MaskRules = DROPPED) -> tuple[int, Matched]:
    """Return the number of the annotator whom a drawing is held against, and how well it does."""
    annotations = annotations_of(each.example(), rules)
    chosen, matched = best_of(annotations, each.drawn)
    return next(number for number, annotation in enumerate(annotations) if annotation is chosen), matched


def annotations_of(example: Example, rules: MaskRules) -> tuple[Annotation, ...]:
    given = Answer("", np.zeros((1, 1, 3), np.uint8), "", "instances", {"queries": "[0]"}, {"": (0, 0, 0)})
    return truth_of(example, "instance", given, rules).annotations


@pytest.mark.parametrize("seeds", GOLDEN, ids=str)
def test_the_best_of_three_annotators_has_the_numbers_of_sa_co(seeds: range) -> None:
    found = [judged(case(seed))[1] for seed in seeds]
    assert instance_scores(found, as_sa_co=True) == pytest.approx(GOLDEN[seeds], rel=1e-12)


def test_a_perfect_drawing_has_what_sa_co_gives_it() -> None:
    found = [Matched((1.0, 1.0), 2, 2), Matched((), 0, 0)]
    share = 2 / 2.0001
    assert instance_scores(found, as_sa_co=True)["pmF1"] == pytest.approx(2 * share * share / (2 * share + 1e-4))
    assert instance_scores(found) == {"pmF1": 1, "IL_MCC": 1, "cgF1": 100}


def marked(*boxes: tuple[int, int]) -> tuple[Marked, ...]:
    """Return bars as high as the picture, from one column to another, none a crowd."""
    return tuple((bar(*box), False) for box in boxes)


def bar(first: int, last: int) -> np.ndarray:
    mask = np.zeros((HEIGHT, WIDTH), np.bool_)
    mask[:, first:last] = True
    return mask


NOBODY: tuple[Marked, ...] = ()
LEFT, RIGHT = (0, 4), (8, 12)


@pytest.mark.parametrize(
    ("people", "drawn", "chosen", "matched"),
    [
        ((marked(LEFT), marked(LEFT, RIGHT), NOBODY), (LEFT, RIGHT), 1, Matched((1.0, 1.0), 2, 2)),
        ((marked(LEFT), marked(LEFT, RIGHT), NOBODY), (), 2, Matched((), 0, 0)),
        ((marked(LEFT), marked(LEFT, RIGHT), marked(RIGHT)), (), 0, Matched((), 0, 1)),
        ((NOBODY, marked(LEFT), NOBODY), (RIGHT,), 0, Matched((), 1, 0)),
        ((NOBODY, marked(LEFT), NOBODY), ((0, 3),), 1, Matched((0.75,), 1, 1)),
        ((marked((0, 6), (4, 8)), NOBODY, NOBODY), ((0, 4), (4, 8)), 0, Matched((4 / 6, 1.0), 2, 2)),
    ],
    ids=["sees both", "nobody and nothing", "first of equals", "none is right", "nearest", "overlapping masks"],
)
def test_a_drawing_is_held_against_whom_it_agrees_with_best(
    people: tuple[tuple[Marked, ...], ...], drawn: tuple[tuple[int, int], ...], chosen: int, matched: Matched
) -> None:
    labels = sum((bar(*box) * number for number, box in enumerate(drawn, start=1)), np.zeros((HEIGHT, WIDTH), np.int64))
    assert judged(Case(people, labels)) == (chosen, matched)


def test_a_crowd_is_dropped_or_forgiven() -> None:
    one = (*marked(LEFT), (bar(*RIGHT), True))
    drawn = bar(*LEFT) * 1 + bar(8, 11) * 2
    assert judged(Case((one,) * 3, drawn))[1] == Matched((1.0,), 2, 1)
    assert judged(Case((one,) * 3, drawn), FORGIVEN)[1] == Matched((1.0,), 1, 1)


def test_what_a_crowd_shares_with_an_instance_is_the_instance_s() -> None:
    one = (*marked(LEFT), (bar(0, 16), True))
    assert judged(Case((one,) * 3, bar(*LEFT) * 1), FORGIVEN)[1] == Matched((1.0,), 1, 1)


def test_instances_under_the_smallest_size_are_ignored() -> None:
    one = marked(LEFT, (8, 9))  # 48 px and 12 px
    rules = MaskRules(smallest_px=13)
    drawn = bar(*LEFT) * 1 + bar(8, 9) * 2
    assert judged(Case((one, NOBODY, NOBODY), drawn), rules)[1] == Matched((1.0,), 1, 1)
    assert judged(Case((one, NOBODY, NOBODY), bar(*LEFT) * 1), rules)[1] == Matched((1.0,), 1, 1)
