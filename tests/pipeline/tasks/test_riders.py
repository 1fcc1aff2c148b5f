"""Who rides a bicycle is a rider where a vocabulary has that class, whatever they wear, and elsewhere a person."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from cavendish.manifests.task_options import SemanticOptions, VocabularyName
from cavendish.pipeline.codecs import masks
from cavendish.pipeline.tasks.riders import by_deed
from cavendish.pipeline.tasks.semantic import SEMANTIC, numbered
from cavendish.pipeline.tasks.task import Answer
from cavendish.pipeline.tasks.visible_concepts import VisibleConcepts
from cavendish.pipeline.tasks.words.vocabularies import class_sets, naming
from cavendish.renderers.frame import Frame, Person

from .people_frames import MAN, WOMAN, with_people
from .referring_scenes import Put

RIDES = replace(WOMAN, doing="riding")
BICYCLE = Put("bicycle", 1.5, 0.3, size=(1.2, 0.2, 0.9))
WALKER, RIDER, BESIDE = 2, 3, 4  # instances


def rider_and_walker(*people: Person) -> Frame:
    return with_people(*(people or (replace(MAN, doing="walking"), RIDES)), beside=(BICYCLE,), on=(1, 4))


def asked(frame: Frame, vocabulary: VocabularyName, seed: int, absent: float = 0.0) -> Answer:
    options = SemanticOptions(vocabulary=vocabulary, absent=absent)
    given = SEMANTIC.answer(frame, np.random.default_rng(seed), "en", options)
    assert given is not None
    return given


def meant(vocabulary: VocabularyName, frame: Frame) -> dict[str, set[int]]:
    """Return which instances each class means that twenty prompts ask for."""
    given = (asked(frame, vocabulary, seed) for seed in range(20))
    return {name: set(each.instances) for answer in given for name, each in answer.referents.items()}


class TestCityscapes:
    def test_the_rider_is_a_rider_and_the_walker_a_person(self) -> None:
        found = meant("cityscapes", rider_and_walker())
        assert (found["rider"], found["person"], found["bicycle"]) == ({RIDER}, {WALKER}, {BESIDE})

    def test_the_picture_shows_them_so(self) -> None:
        frame = rider_and_walker()
        given = next(g for seed in range(40) if "rider" in (g := asked(frame, "cityscapes", seed)).palette)
        decoded = masks.decode(given.target, numbered(given.palette))
        assert set(np.unique(frame.instance[decoded == list(given.palette).index("rider")])) == {RIDER}
        assert SEMANTIC.faults(frame, given) == []

    def test_a_walker_painted_as_a_rider_is_found(self) -> None:
        frame = rider_and_walker()
        given = next(g for seed in range(40) if "rider" in (g := asked(frame, "cityscapes", seed)).palette)
        wrong = given.target.copy()
        wrong[frame.instance == WALKER] = given.palette["rider"]
        assert any("another class" in fault for fault in SEMANTIC.faults(frame, replace(given, target=wrong)))

    def test_who_stands_beside_a_bicycle_is_no_rider(self) -> None:
        frame = rider_and_walker(MAN, WOMAN)
        assert meant("cityscapes", frame)["person"] == {WALKER, RIDER}
        assert "rider" in VisibleConcepts(by_deed(frame), naming("cityscapes", "en").concepts).absent(
            class_sets()["cityscapes"].covers
        )

    def test_of_whom_nothing_is_told_might_ride(self) -> None:
        frame = rider_and_walker()
        untold = tuple(replace(each, person=None) for each in frame.objects)
        frame = replace(frame, objects=untold)
        assert meant("cityscapes", frame).get("person", {WALKER, RIDER}) == {WALKER, RIDER}
        visible = VisibleConcepts(by_deed(frame), naming("cityscapes", "en").concepts)
        assert "rider" not in visible.absent(class_sets()["cityscapes"].covers)

    def test_what_people_wear_is_never_absent(self) -> None:
        visible = VisibleConcepts(by_deed(rider_and_walker()), naming("coco", "en").concepts)
        assert "backpack" not in visible.absent(class_sets()["coco"].covers)


@pytest.mark.parametrize("vocabulary", ["ade20k", "coco", "nyu40", "lvis"])
def test_elsewhere_both_are_people(vocabulary: VocabularyName) -> None:
    assert meant(vocabulary, rider_and_walker())["person"] == {WALKER, RIDER}


def test_our_own_names_have_no_riders() -> None:
    found = meant("cavendish", rider_and_walker())
    assert all("rider" not in name and "foot" not in name for name in found)
