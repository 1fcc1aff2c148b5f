"""What people do with things: hold, ride, push, walk, sit, lie and lean on them; the truth is made up here."""

from __future__ import annotations

from dataclasses import replace

import pytest

from cavendish.pipeline.tasks.relations import evidence, graph
from cavendish.pipeline.tasks.relations.forms import Deed, DeedName
from cavendish.pipeline.tasks.words.language import words
from cavendish.renderers.frame import Frame
from cavendish.scenes.poses import Vec3

from .people_frames import WOMAN, found, is_absent, with_people
from .referring_scenes import Put

SOFA = Put("sofa", 0, 0.6, size=(2.0, 0.8, 0.5))
CUP: Vec3 = (0.25, 0.25, 0.25)


def one_of_two(doing: str, thing: Put, on: int = 1, hip_m: float = 0.9) -> Frame:
    """Return two women at x = −1.5 and 1.5, the second in a posture; the thing is instance 4."""
    return with_people(WOMAN, replace(WOMAN, doing=doing), beside=(thing,), on=(1, on), hip_m=hip_m)


@pytest.mark.parametrize(
    ("name", "doing", "thing", "on", "hip_m"),
    [
        ("sitting on", "legs crossed", SOFA, 4, 0.5),
        ("riding", "riding", Put("bicycle", 1.5, 0.3, size=(1.2, 0.2, 0.9)), 4, 0.9),
        ("pushing", "pushing", Put("wheelbarrow", 1.5, 0.6, size=(0.6, 0.4, 0.7)), 1, 0.9),
        ("pushing", "pushing a pushchair", Put("pushchair", 1.5, 0.6, size=(0.6, 0.4, 0.7)), 1, 0.9),
        ("walking", "walking the dog", Put("dog", 2.2, 0.2, size=(0.7, 0.3, 0.5)), 1, 0.9),
        ("leaning on", "leaning against a wall", Put("wardrobe", 1.5, 0.35, size=(0.8, 0.3, 1.9)), 1, 0.9),
        ("kicking", "kicking", Put("football", 2.1, 0.1, size=(0.4, 0.4, 0.4)), 1, 0.9),
        ("lying on", "lying back", Put("sun lounger", 1.5, 0.6, size=(0.8, 1.8, 0.5)), 4, 0.5),
        ("sitting on", "swinging", Put("swing", 1.5, 0.6, size=(1.8, 0.8, 1.5)), 4, 0.5),
        ("holding", "standing", Put("cup", 0.7, -0.5, 1.0, CUP, on=3), 1, 0.9),
    ],
    ids=[
        "sitting on",
        "riding",
        "pushing",
        "pushing a pushchair",
        "walking",
        "leaning on",
        "kicking",
        "lying on a lounger",
        "swinging",
        "holding",
    ],
)
class TestDeeds:
    def test_the_posture_and_the_thing_decide(
        self, name: DeedName, doing: str, thing: Put, on: int, hip_m: float
    ) -> None:
        frame = one_of_two(doing, thing, on, hip_m)
        assert found(frame, Deed(name, thing.category)) == {3}
        assert Deed(name, thing.category) in graph.build(frame, evidence.gather(frame)).told[3]

    def test_with_another_thing_it_is_absent(
        self, name: DeedName, doing: str, thing: Put, on: int, hip_m: float
    ) -> None:
        frame = one_of_two(doing, thing, on, hip_m)
        assert is_absent(frame, Deed(name, "suitcase")) is (thing.category in words("en").categories)
        assert not is_absent(frame, Deed(name, thing.category))

    def test_without_the_posture_or_the_thing_nobody_does_it(
        self, name: DeedName, doing: str, thing: Put, on: int, hip_m: float
    ) -> None:
        elsewhere = replace(thing, x=-4.0, y=3.0, on=1)
        assert found(one_of_two(doing, elsewhere, 1, hip_m), Deed(name, thing.category)) == set()
        assert name == "holding" or found(one_of_two("standing", thing, on), Deed(name, thing.category)) == set()


def test_what_some_people_would_call_so_decides_nothing() -> None:
    frame = one_of_two("sitting", replace(SOFA, category="armchair"), 4, 0.5)
    assert found(frame, Deed("sitting on", "armchair")) == {3}
    assert found(frame, Deed("sitting on", "sofa")) == set()
    assert not is_absent(frame, Deed("sitting on", "chair"))


def test_a_posture_without_a_word_decides_nothing() -> None:
    assert not is_absent(one_of_two("juggling", SOFA, 4), Deed("sitting on", "sofa"))
