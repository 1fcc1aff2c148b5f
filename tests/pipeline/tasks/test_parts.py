"""Parts are asked for where the truth tells them: by classes of their own, never beside the thing that they are of."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from cavendish.manifests.tasks import every_task
from cavendish.pipeline.evaluation.mask_tallies import InstanceTally, SemanticTally
from cavendish.pipeline.evaluation.truths import of_frame
from cavendish.pipeline.tasks.parts import IN_PARTS, MOST_INSTANCES, in_parts, is_in_parts
from cavendish.pipeline.tasks.registry import TASKS
from cavendish.pipeline.tasks.task import Answer
from cavendish.pipeline.tasks.visible_concepts import VisibleConcepts
from cavendish.pipeline.tasks.words.language import concepts, words
from cavendish.renderers.frame import Frame

from .referring_scenes import Put, boxes
from .told_frames import split

OPTIONS: Mapping[str, Any] = dict(every_task())
BIG = (1.0, 1.0, 1.0)
LIFTED = ("semantic", "instance")


@pytest.fixture(scope="module")
def street() -> Frame:
    """A car with two wheels and a house with two windows, beside a tree."""
    whole = boxes(Put("car", -1.5, 0, size=BIG), Put("building", 0.2, 0, size=BIG), Put("tree", 1.8, 0, size=BIG))
    return split(
        replace(whole, objects=(replace(whole.objects[0], category="road"), *whole.objects[1:])),
        (2, "wheel", slice(20, 32), slice(2, 14)),
        (2, "wheel", slice(20, 32), slice(18, 30)),
        (3, "window", slice(6, 16), slice(4, 12)),
        (3, "window", slice(6, 16), slice(16, 24)),
        (3, "handle", slice(24, 26), slice(4, 8)),
    )


def drawn(frame: Frame, task: str, count: int = 150, language: str = "en") -> list[Answer]:
    answers = (TASKS[task].answer(frame, np.random.default_rng(k), language, OPTIONS[task]) for k in range(count))
    return [given for given in answers if given]


def forms(given: Answer) -> set[str]:
    return {referent.form for referent in given.referents.values()}


def of_parts(answers: list[Answer]) -> list[Answer]:
    return [
        given
        for given in answers
        if any(max(each.instances, default=0) > MOST_INSTANCES for each in given.referents.values())
    ]


@pytest.mark.parametrize("language", ["en", "de", "es"])
def test_semantic_asks_for_them_by_their_own_names(street: Frame, language: str) -> None:
    asked = of_parts(drawn(street, "semantic", language=language))
    assert {form for given in asked for form in forms(given)} == {"wheel", "window"}
    for given in asked:
        assert TASKS["semantic"].faults(street, given) == []
        name = (
            next(name for name, each in given.referents.items() if each.form == "wheel")
            if "wheel" in forms(given)
            else ""
        )
        if name:
            wheels = np.isin(street.parts, (1, 2))  # type: ignore[arg-type]
            np.testing.assert_array_equal((given.target == given.palette[name]).all(axis=-1), wheels)
            assert given.referents[name].instances == (MOST_INSTANCES + 1, MOST_INSTANCES + 2)


def test_no_legend_has_a_thing_and_a_part_of_it(street: Frame) -> None:
    answers = drawn(street, "semantic")
    assert {"car", "building", "tree"} <= {form for given in answers for form in forms(given)}
    for given in answers:
        assert not forms(given) & {"wheel", "window"} or forms(given) <= {"wheel", "window"}


def test_each_one_is_an_instance_of_its_own(street: Frame) -> None:
    asked = of_parts(drawn(street, "instance"))
    assert {"wheel", "window"} == {form for given in asked for form in forms(given)}
    for given in asked:
        assert TASKS["instance"].faults(street, given) == []
        assert json.loads(str(given.parameters["left_out"])) == []
        assert InstanceTally().add(of_frame(street, "instance", given), given, given.target) == {"F1@0.5": 1.0}


def test_scores_know_them(street: Frame) -> None:
    for given in of_parts(drawn(street, "semantic"))[:10]:
        assert SemanticTally().add(of_frame(street, "semantic", given), given, given.target) == {
            "mIoU": 1.0,
            "accuracy": 1.0,
        }


def test_a_target_without_one_of_them_is_a_fault(street: Frame) -> None:
    for task in LIFTED:
        given = of_parts(drawn(street, task))[0]
        number = max(next(iter(given.referents.values())).instances) - MOST_INSTANCES
        target = given.target.copy()
        target[street.parts == number] = given.palette.get("", (0, 0, 0))
        assert TASKS[task].faults(street, replace(given, target=target))


def test_some_questions_are_of_parts_and_most_are_not(street: Frame) -> None:
    for task in LIFTED:
        answers = drawn(street, task, 300)
        assert 0.15 < len(of_parts(answers)) / len(answers) < 0.45


def test_where_parts_are_not_told_nothing_is_asked_otherwise(street: Frame) -> None:
    untold = replace(street, parts=None, part_table=())
    for task in LIFTED:
        answers = drawn(untold, task, 60)
        assert not {form for given in answers for form in forms(given)} & (concepts().only_parts | {"window"})


def test_in_parts_things_keep_the_rest_of_their_pixels(street: Frame) -> None:
    frame = in_parts(street)
    assert is_in_parts(frame)
    assert not is_in_parts(street)
    areas = {thing.category: thing.area_px for thing in frame.objects}
    assert set(areas) == {"road", f"car{IN_PARTS}", f"building{IN_PARTS}", "tree", "wheel", "window"}
    for thing in frame.objects:
        pixels = frame.instance == thing.instance
        assert pixels.sum() == thing.area_px
    wheel = next(thing for thing in frame.objects if thing.category == "wheel")
    rows, columns = np.nonzero(frame.instance == wheel.instance)
    assert wheel.box_px == (columns.min(), rows.min(), columns.max() + 1, rows.max() + 1)
    assert wheel.supporter == 2


def test_what_is_split_hides_only_what_of_it_is_not_told(street: Frame) -> None:
    """Beside a car without its parts no wheels are asked for, nor doors beside one with them, which are not told."""
    visible = VisibleConcepts(in_parts(street))
    assert visible.unambiguous(["wheel", "window"]) == ["wheel", "window"]
    assert visible.unambiguous(["door"]) == []
    another = replace(street, objects=(*street.objects[:-1], replace(street.objects[-1], category="van")))
    assert VisibleConcepts(in_parts(another)).unambiguous(["wheel", "window"]) == []


def test_they_are_never_called_absent(street: Frame) -> None:
    for frame in (street, in_parts(street), boxes(Put("chair", 0, 0))):
        assert not set(VisibleConcepts(frame).absent(words("en").names)) & concepts().only_parts


def test_windows_of_cars_are_windows_that_nobody_counts(street: Frame) -> None:
    glass = next(row for row in street.part_table if row.name == "wheel")
    glazed = replace(street, part_table=(replace(glass, name="vehicle window"), *street.part_table[1:]))
    assert "window" in {form for given in of_parts(drawn(glazed, "semantic")) for form in forms(given)}
    assert {form for given in of_parts(drawn(glazed, "instance")) for form in forms(given)} == {"wheel"}


def test_a_door_of_a_house_hides_no_windows_and_a_door_of_a_room_may(street: Frame) -> None:
    handle = next(row for row in street.part_table if row.name == "handle")
    entered = replace(street, part_table=(*street.part_table[:-1], replace(handle, name="house door")))
    assert VisibleConcepts(in_parts(entered)).unambiguous(["window"]) == ["window"]
    assert VisibleConcepts(boxes(Put("door", 0, 0))).unambiguous(["window"]) == []


SMALL = (slice(4, 7), slice(4, 7))  # 9 px, of which nobody could say what they are
LARGE = (slice(20, 32), slice(2, 14))


def test_what_is_too_small_to_be_known_is_not_asked_for() -> None:
    car = boxes(Put("car", 0, 0, size=BIG))
    only_small, both = (
        VisibleConcepts(in_parts(split(car, *((2, "wheel", *place) for place in places))))
        for places in ([SMALL], [SMALL, LARGE])
    )
    assert only_small.eligible_classes == []
    assert both.eligible_classes == ["wheel"]
    assert both.countable_classes == [], "the small one could be seen, so each of them is unfair"


def test_parts_that_show_no_edge_are_not_asked_for(street: Frame) -> None:
    grey = replace(street, image=np.full_like(street.image, 128))
    assert not of_parts(drawn(grey, "semantic", 40))
