"""Scores of masks of photographs, worked by hand: what is ignored leaves both sides, overlaps and groups count."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from cavendish.manifests.benchmark import MaskRules
from cavendish.pipeline.dataset.example import Example, Query, Region
from cavendish.pipeline.dataset.png import png_bytes
from cavendish.pipeline.dataset.run_lengths import of_mask, packed
from cavendish.pipeline.evaluation.accumulators import tallies
from cavendish.pipeline.evaluation.mask_tallies import InstanceTally, ReferringTally, SemanticTally
from cavendish.pipeline.evaluation.tally import Grouped
from cavendish.pipeline.evaluation.truths import truth_of
from cavendish.pipeline.evaluation.worst import FALSE_RGB, MISSED_RGB, RIGHT_RGB, UNKNOWN_RGB, WRONG_RGB, error_picture
from cavendish.pipeline.tasks.task import Answer, Referent

PICTURE = png_bytes(np.zeros((20, 20, 3), np.uint8))
BLACK, RED, GREEN, BLUE = (0, 0, 0), (255, 0, 0), (0, 255, 0), (0, 0, 255)


def answer(palette: dict[str, tuple[int, int, int]], referents: dict[str, Referent]) -> Answer:
    return Answer("", np.zeros((1, 1, 3), np.uint8), "", "masks", {"queries": "[0]"}, palette, "en", referents)


def rows(*colours: tuple[int, int, int]) -> np.ndarray:
    """Return a picture of equally high rows in these colours."""
    return np.repeat(np.array(colours, np.uint8), 20 // len(colours), axis=0)[:, None].repeat(20, axis=1)


def labelled(*labels: int) -> Example:
    layer = np.repeat(np.array(labels, np.uint16), 20 // len(labels))[:, None].repeat(20, axis=1)
    names = {1: "road", 2: "tree", 3: "dog"}
    return Example(PICTURE, (20, 20), labels=layer, names=names, queries=(Query("semantic"),)).check()


CLASSES = answer(
    {"road": RED, "tree": GREEN, "dog": BLUE},
    {"road": Referent((1,), "road"), "tree": Referent((2,), "tree"), "dog": Referent((3,), "dog")},
)


def test_classes_by_hand() -> None:
    """Four rows of 100 px in each picture.

    road: hits 200, 100 drawn on trees: 200/300. tree: no hit, 100 missed for road and 100 for no class: 0/200. No dog
    is there or drawn where there is a label: it is in no mean.
    """
    tally = SemanticTally()
    first = truth_of(labelled(1, 1, 2, 0), "semantic", CLASSES)
    assert tally.add(first, CLASSES, rows(RED, RED, RED, BLUE)) == {"mIoU": (2 / 3 + 0) / 2, "accuracy": 2 / 3}
    second = truth_of(labelled(0, 0, 2, 0), "semantic", CLASSES)
    assert tally.add(second, CLASSES, rows(BLUE, BLUE, BLACK, GREEN)) == {"mIoU": 0, "accuracy": 0}
    assert tally.total() == {"mIoU": pytest.approx((2 / 3 + 0) / 2), "classes": 2, "accuracy": 2 / 4}


def test_a_picture_without_labels_has_no_score() -> None:
    tally = SemanticTally()
    assert tally.add(truth_of(labelled(0, 0), "semantic", CLASSES), CLASSES, rows(RED, GREEN)) is None
    assert tally.total() == {}


def test_a_perfect_drawing_of_classes_is_perfect_and_half_the_size_is_a_row_off() -> None:
    """At half the size the edges at rows 5 and 15 move by one: road 9 of 11 rows, tree 4 of 5, dog 5 of 6."""
    truth = truth_of(labelled(1, 2, 3, 1), "semantic", CLASSES)
    perfect = rows(RED, GREEN, BLUE, RED)
    assert SemanticTally().add(truth, CLASSES, perfect) == {"mIoU": 1, "accuracy": 1}
    half = {"mIoU": pytest.approx((9 / 11 + 4 / 5 + 5 / 6) / 3), "accuracy": 18 / 20}
    assert SemanticTally().add(truth, CLASSES, perfect[::2, ::2]) == half


def region(first: int, last: int, name: str = "dog", crowd: bool = False) -> Region:
    """Return a region of whole rows."""
    mask = np.zeros((20, 20), np.bool_)
    mask[first:last] = True
    return Region(name, packed(of_mask(mask)), crowd)


EXPRESSION = answer({"the dog": RED}, {"the dog": Referent((1, 2), "the dog")})


def meant(query: Query, *regions: Region) -> Example:
    return Example(PICTURE, (20, 20), regions=regions, queries=(query,)).check()


def test_ignored_pixels_leave_both_sides_of_an_expression() -> None:
    """Rows 0–9 are meant, of which 5–9 are ignored, and so are 10–14: drawing 0–19 is 100 of 200 px."""
    example = meant(Query("referring", "the dog", (0,), (1,)), region(0, 10), region(5, 15, crowd=True))
    tally = ReferringTally()
    truth = truth_of(example, "referring", EXPRESSION)
    assert tally.add(truth, EXPRESSION, rows(RED)) == {"cIoU": 100 / 200, "gIoU": 100 / 200}
    assert tally.add(truth, EXPRESSION, rows(RED, RED, RED, BLACK)) == {"cIoU": 1, "gIoU": 1}
    assert tally.total() == {"cIoU": 200 / 300, "gIoU": 3 / 4}
    np.testing.assert_array_equal(error_picture("referring", truth, EXPRESSION, rows(BLACK))[::5, 0], [
        MISSED_RGB, UNKNOWN_RGB, UNKNOWN_RGB, RIGHT_RGB,
    ])  # fmt: skip


def test_an_expression_may_mean_several_regions_or_none() -> None:
    both = meant(Query("referring", "the dogs", (0, 1)), region(0, 5), region(3, 10))
    nothing = meant(Query("referring", "the dog"))
    tally = ReferringTally()
    assert tally.add(truth_of(both, "referring", EXPRESSION), EXPRESSION, rows(RED, BLACK)) == {"cIoU": 1, "gIoU": 1}
    assert tally.add(truth_of(nothing, "referring", EXPRESSION), EXPRESSION, rows(BLACK)) == {"cIoU": 0, "gIoU": 1}


EACH = answer({"": BLACK}, {"dogs": Referent((1, 2), "dog")})


def asked(group: str = "", *regions: Region, crowds: int = 0) -> Example:
    places = tuple(range(len(regions)))
    split = len(regions) - crowds
    return meant(Query("instance", "dog", places[:split], places[split:], group), *regions)


def test_overlapping_instances_are_matched_whole() -> None:
    """Rows 0–9 and 5–14 are two dogs; drawn are 0–7 and 8–14: 8/10 and 7/10."""
    truth = truth_of(asked("", region(0, 10), region(5, 15)), "instance", EACH)
    drawn = np.concatenate([rows(RED)[:8], rows(GREEN)[8:15], rows(BLACK)[15:]])
    tally = InstanceTally()
    assert tally.add(truth, EACH, drawn) == {"F1@0.5": 1}
    assert tally.total()["pmF1"] == pytest.approx((5 * 1 + 2 * 0.5 + 3 * 0) / 10)  # ≤ 0.7 both, ≤ 0.8 one


def test_what_is_drawn_in_a_crowd_does_not_count_and_is_wrong_where_crowds_are_dropped() -> None:
    example = asked("", region(0, 5), region(10, 20, crowd=True), crowds=1)
    drawn = rows(RED, BLACK, GREEN, BLACK)
    for rules, f1 in ((MaskRules(), 1), (MaskRules(crowds="dropped"), 2 / 3)):
        tally = InstanceTally(rules)
        assert tally.add(truth_of(example, "instance", EACH, rules), EACH, drawn) == {"F1@0.5": pytest.approx(f1)}


def test_a_drawing_that_is_not_there_agrees_with_nobody() -> None:
    """One person saw a dog, the other none: a drawing of nothing is right by the second, a missing one by neither."""
    rules = MaskRules(annotators=2)
    example = asked("", region(0, 5))
    truth = truth_of(example, "instance", EACH, rules)
    assert [len(each.masks) for each in truth.annotations] == [1, 0]
    tally = InstanceTally(rules)
    assert tally.add(truth, EACH, rows(BLACK)) == {"F1@0.5": 1}
    assert tally.add_worst(truth, EACH) == {"F1@0.5": 0}
    assert [each.said for each in tally.images] == [False, False]
    assert [each.true for each in tally.images] == [0, 1]


def test_the_picture_of_errors_shows_pairs_and_others() -> None:
    truth = truth_of(asked("", region(0, 10), region(10, 15)), "instance", EACH)
    shown = error_picture("instance", truth, EACH, rows(RED, BLACK, GREEN, BLUE))[::5, 0]
    np.testing.assert_array_equal(shown, [RIGHT_RGB, MISSED_RGB, RIGHT_RGB, FALSE_RGB])
    merged = error_picture("instance", truth, EACH, rows(RED, RED, RED, BLACK))[::5, 0]
    np.testing.assert_array_equal(merged, [RIGHT_RGB, RIGHT_RGB, WRONG_RGB, RIGHT_RGB])


def test_scores_are_means_over_the_groups_of_a_set() -> None:
    """Food: one dog found, and none drawn where none is. Sports: none of two found, and one drawn where none is."""
    tally = tallies()["instance"]
    for group, regions, drawn in (
        ("food", [region(0, 5)], rows(RED, BLACK, BLACK, BLACK)),
        ("food", [], rows(BLACK)),
        ("sports", [region(0, 5), region(10, 15)], rows(BLACK)),
        ("sports", [], rows(RED, BLACK)),
    ):
        tally.add(truth_of(asked(group, *regions), "instance", EACH), EACH, drawn)
    assert isinstance(tally, Grouped)
    assert tally.by_group() == {
        "food": {"pmF1": 1, "IL_MCC": 1, "cgF1": 100},
        "sports": {"pmF1": 0, "IL_MCC": -1, "cgF1": 0},
    }
    assert tally.total() == {"pmF1": 0.5, "IL_MCC": 0, "cgF1": 50}


def test_a_score_that_a_group_has_not_is_none() -> None:
    tally = tallies()["instance"]
    for group, regions in (("food", [region(0, 5)]), ("sports", [])):
        tally.add(truth_of(asked(group, *regions), "instance", EACH), EACH, rows(RED, BLACK, BLACK, BLACK))
    assert np.isnan(tally.total()["pmF1"])


@pytest.mark.parametrize(
    ("task", "queries"), [("depth", "[0]"), ("referring", "[0]"), ("instance", "[1]"), ("instance", "[]")], ids=str
)
def test_a_sample_that_nobody_asked_for_is_damage(task: str, queries: str) -> None:
    given = replace(EACH, parameters={"queries": queries})
    with pytest.raises(ValueError, match=r"its metadata name no query of|nothing is known of its depth"):
        truth_of(asked("", region(0, 5)), task, given)


def test_several_sentences_of_one_prompt_have_a_colour_each() -> None:
    example = Example(
        PICTURE,
        (20, 20),
        regions=(region(0, 10), region(5, 10)),
        queries=(Query("referring", "dogs", (0,)), Query("referring", "the small one", (1,))),
    )
    given = replace(
        answer({"dogs": RED, "the small one": BLUE}, {"dogs": Referent((1,), ""), "the small one": Referent((2,), "")}),
        parameters={"queries": "[0, 1]"},
    )
    truth = truth_of(example, "referring", given)
    assert ReferringTally().add(truth, given, rows(RED, BLUE, BLACK, BLACK)) == {"cIoU": 1, "gIoU": 1}
