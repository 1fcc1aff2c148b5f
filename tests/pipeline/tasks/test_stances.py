"""Animals by how they stand: the truth says it, the outline of the body agrees, and the picture shows it whole."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from cavendish.pipeline.tasks.relations import check, evidence, graph
from cavendish.pipeline.tasks.relations.absent import swapped_states
from cavendish.pipeline.tasks.relations.forms import Attribute, Description, Expression, State, StateWord
from cavendish.pipeline.tasks.relations.speech import phrase, subject_of
from cavendish.pipeline.tasks.relations.suggest import stances
from cavendish.renderers.frame import Frame
from cavendish.scenes.animals.casting import sample_animal
from cavendish.scenes.poses import Vec3
from cavendish.scenes.spec import Stance, Words

from .referring_scenes import Put, boxes

SIZES: dict[str, Vec3] = {
    "lying": (0.6, 0.3, 0.25),
    "sitting": (0.6, 0.3, 0.55),
    "standing": (0.8, 0.3, 0.5),
    "walking": (0.8, 0.3, 0.5),
    "grazing": (0.8, 0.3, 0.5),
}


def animals(category: str, *postures: Stance, x_m: float = -1.0) -> Frame:
    """Return a frame of animals in a row from x_m on, instances 2 and up, each as long and tall as its posture is."""
    put = [
        Put(category, x_m + 1.1 * k, 0, size=SIZES[posture], words=Words("red", state=posture))
        for k, posture in enumerate(postures)
    ]
    return boxes(*put)


def found(frame: Frame, category: str, word: StateWord, count: int = 1) -> set[int]:
    return set(check.referents(evidence.gather(frame), Description(category, (State(word),), count)))


def absent(frame: Frame, category: str, word: StateWord) -> bool:
    return check.is_absent(evidence.gather(frame), Description(category, (State(word),)))


class TestWhatIsSo:
    def test_the_one_that_lies_and_the_one_that_sits(self) -> None:
        frame = animals("dog", "lying", "sitting", "standing")
        words: tuple[StateWord, ...] = ("lying", "sitting", "standing")
        assert [found(frame, "dog", word) for word in words] == [{2}, {3}, {4}]
        assert absent(animals("cat", "lying", "sitting"), "cat", "standing")

    def test_two_that_lie(self) -> None:
        assert found(animals("dog", "lying", "sitting", "lying"), "dog", "lying", 2) == {2, 4}

    def test_a_picture_does_not_tell_standing_from_walking(self) -> None:
        frame = animals("dog", "walking", "lying")
        assert found(frame, "dog", "walking") == {2}
        assert found(frame, "dog", "standing") == set()
        assert not absent(frame, "dog", "standing")

    def test_what_grazes_stands_as_well(self) -> None:
        frame = animals("cow", "grazing", "standing", "lying")
        assert found(frame, "cow", "grazing") == {2}
        assert found(frame, "cow", "standing") == set()


class TestWhatThePictureDoesNotShow:
    def test_an_outline_that_belies_the_truth(self) -> None:
        frame = animals("dog", "standing", "sitting")
        tall = tuple(
            replace(each, words=replace(each.words, state="lying")) if each.instance == 2 else each
            for each in frame.objects
        )
        assert found(replace(frame, objects=tall), "dog", "lying") == set()

    def test_one_that_is_mostly_hidden(self) -> None:
        frame = animals("dog", "lying", "sitting")
        hidden = tuple(replace(each, visible_fraction=0.5) if each.instance == 2 else each for each in frame.objects)
        assert found(replace(frame, objects=hidden), "dog", "lying") == set()
        assert not absent(replace(frame, objects=hidden), "dog", "standing")

    def test_one_that_the_border_cuts(self) -> None:
        assert found(animals("dog", "lying", "sitting", x_m=-3.0), "dog", "lying") == set()

    def test_one_of_which_the_truth_says_nothing(self) -> None:
        frame = animals("dog", "lying", "sitting")
        untold = tuple(replace(each, words=Words()) if each.instance == 3 else each for each in frame.objects)
        assert found(replace(frame, objects=untold), "dog", "lying") == set()


class TestWhatIsProposed:
    def test_all_that_stand_so_also_where_there_is_one(self) -> None:
        frame = animals("cat", "sitting")
        forms = dict(stances(graph.build(frame, evidence.gather(frame)), np.random.default_rng(0)))
        assert forms[Description("cat", (State("sitting"),))] == {2}

    def test_of_what_is_not_there_another_posture(self) -> None:
        frame = animals("cat", "sitting")
        forms = swapped_states(graph.build(frame, evidence.gather(frame)), [], np.random.default_rng(0))
        assert set(forms) == {Description("cat", (State(word),)) for word in ("lying", "standing")}


@pytest.mark.parametrize("posture", ["lying", "sitting", "walking", "standing"])
def test_an_animal_of_ours_tells_its_posture(posture: Stance) -> None:
    assert sample_animal(("cat",), (posture,), np.random.default_rng(3)).words.state == posture


@pytest.mark.parametrize("category", ["dog", "cat"])
@pytest.mark.parametrize("posture", ["lying", "sitting", "walking", "standing"])
def test_the_outline_of_our_animals_bears_it_out(category: str, posture: Stance) -> None:
    """Of both kinds a lying body is low, a sitting one tall, and others between, whatever its breed."""
    breeds = ("cat",) if category == "cat" else ("retriever", "shepherd dog", "terrier", "hound")
    for breed in breeds:
        width_m, length_m, height_m = sample_animal((breed,), (posture,), np.random.default_rng(1)).size_m
        frame = boxes(Put(category, 0, 0, size=(length_m, width_m, height_m), words=Words("red", state=posture)))
        assert found(frame, category, posture) == {2}


def test_english() -> None:
    def said(word: StateWord, wording: int, count: int = 1, category: str = "cat") -> str:
        return phrase(Description(category, (State(word),), count), wording)

    assert [said("lying", wording) for wording in range(4)] == [
        "the lying cat",
        "the cat lying down",
        "the lying cat",
        "the cat that is lying down",
    ]
    assert said("sitting", 1) == "the cat that is sitting"
    assert said("grazing", 1, 2, "cow") == "the two cows that are grazing"
    assert said("grazing", 3, 3, "cow") == "all three cows eating grass"
    assert said("standing", 0, 1, "horse") == "the standing horse"
    assert said("pecking", 1, 2, "pigeon") == "the two pigeons pecking at the ground"
    assert subject_of(Expression(Description("dog", (State("lying"),)), 0, casual=True)) == "lying dog"


@pytest.mark.parametrize(
    ("language", "category", "word", "expected"),
    [
        ("de", "cat", "lying", "die liegende schwarze Katze"),
        ("de", "dog", "sitting", "den sitzenden schwarzen Hund"),
        ("es", "cow", "lying", "la vaca negra tumbada"),
        ("es", "dog", "sitting", "el perro negro sentado"),
        ("fr", "cow", "lying", "la vache noire couchée"),
        ("fr", "dog", "sitting", "le chien noir assis"),
        ("zh", "dog", "sitting", "坐着的黑色狗"),
        ("ja", "cat", "lying", "寝そべっている黒い猫"),
    ],
)
def test_postures_agree_in_other_languages(language: str, category: str, word: StateWord, expected: str) -> None:
    form = Description(category, (Attribute("colour", "black"), State(word)))
    assert expected in {phrase(form, wording, language, "accusative") for wording in range(4)}
