"""Classes of photographs: legends of any length in a set's own words, read back, and painted as they say."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from cavendish.manifests.task_options import SemanticOptions
from cavendish.pipeline.tasks.colours import distance
from cavendish.pipeline.tasks.photographed import semantic
from cavendish.pipeline.tasks.task import Answer
from cavendish.pipeline.tasks.words.vocabularies import class_sets

CITY = ("road", "sky", "traffic light", "person")
LABELS = np.array([[2, 2, 2, 0], [1, 1, 4, 0], [1, 1, 4, 0]], np.uint16)


def asked(seed: int, classes: tuple[str, ...] = CITY) -> Answer:
    return semantic.ask(LABELS, dict(enumerate(classes, 1)), np.random.default_rng(seed))


@pytest.mark.parametrize("seed", range(20))
def test_each_class_has_its_colour_and_what_nobody_knows_that_of_the_rest(seed: int) -> None:
    given = asked(seed)
    rest = given.palette.get("", (0, 0, 0))
    expected = [[given.palette[CITY[label - 1]] if label else rest for label in row] for row in LABELS.tolist()]
    assert given.target.tolist() == [[list(rgb) for rgb in row] for row in expected]
    assert {name: each.instances for name, each in given.referents.items()} == {
        "road": (1,),
        "sky": (2,),
        "traffic light": (),
        "person": (4,),
    }
    assert semantic.read(given) == given.palette
    assert semantic.faults(LABELS, CITY, given) == []


@pytest.mark.parametrize(("name", "apart"), [("cityscapes", 60), ("ade20k", 40), ("coco", 60)])
@pytest.mark.parametrize("seed", range(4))
def test_all_classes_of_a_set_fit_into_one_prompt(name: str, apart: float, seed: int) -> None:
    classes = tuple(class_sets()[name].numbers)
    given = asked(seed, classes)
    assert semantic.read(given) == given.palette
    assert set(given.palette) - {""} == set(classes)
    shades = list(given.palette.values())
    assert min(distance(a, b) for place, a in enumerate(shades) for b in shades[:place]) >= apart
    assert semantic.faults(LABELS, classes, given) == []


def test_the_same_chance_gives_every_picture_the_same_prompt() -> None:
    other = semantic.ask(LABELS[:, :2], dict(enumerate(CITY, 1)), np.random.default_rng(3))
    assert (other.prompt, other.palette, other.template) == (asked(3).prompt, asked(3).palette, asked(3).template)


def test_a_class_called_background_is_none_of_the_rest() -> None:
    classes = ("background", "aeroplane", "bicycle", "bird")
    for seed in range(30):
        given = asked(seed, classes)
        assert "" not in given.palette  # what is unlisted is black, and said to be
        assert semantic.faults(LABELS, classes, given) == []


def test_names_that_spoil_a_sentence_stand_in_quotes() -> None:
    classes = ("orange_(fruit)", "a: b", "x = #ff0000; y", "floor-other-merged")
    for seed in range(30):
        given = asked(seed, classes)
        assert given.parameters["legend"] in semantic.QUOTED
        assert semantic.read(given) == given.palette


@pytest.mark.parametrize("classes", [('the "best"', "b"), ("a", "b", "a"), ("two\nlines",), ("",), (201 * "x",)])
def test_names_that_no_legend_can_list_are_refused(classes: tuple[str, ...]) -> None:
    with pytest.raises(ValueError, match="called"):
        semantic.check_names(classes)


def test_training_asks_for_some_in_sight_and_for_some_that_are_not() -> None:
    chosen = [
        semantic.choose(LABELS, CITY, SemanticOptions(absent=share), {}, np.random.default_rng(seed))
        for share in (0.0, 1.0)
        for seed in range(20)
    ]
    assert all(name == CITY[number - 1] for each in chosen for number, name in each.items())
    assert not any("traffic light" in each.values() for each in chosen[:20])
    assert all("traffic light" in each.values() for each in chosen[20:])
    assert {len(each) for each in chosen[:20]} == {1, 2, 3}


def test_training_asks_first_for_what_it_asked_less_often() -> None:
    asked = {"road": 2, "sky": 1}
    for seed in range(20):
        chosen = semantic.choose(LABELS, CITY, SemanticOptions(absent=0), asked, np.random.default_rng(seed))
        assert "person" in chosen.values()
        assert "sky" in chosen.values() or "road" not in chosen.values()


def test_nothing_is_asked_where_nothing_is_known() -> None:
    nobody = np.zeros((3, 4), np.uint16)
    assert semantic.choose(nobody, CITY, SemanticOptions(), {}, np.random.default_rng(0)) == {}


def test_what_is_wrong_is_told() -> None:
    given = asked(1)
    painted = given.target.copy()
    painted[0, 0] = given.palette["road"]
    assert semantic.faults(LABELS, CITY, replace(given, target=painted)) == [
        "target shows another class than the truth at 1 pixels"
    ]
    assert "which is no class of the set" in semantic.faults(LABELS, ("a", "b", "c", "d"), given)[0]
    other = replace(given, palette={**given.palette, "road": (1, 2, 3)})
    assert "the metadata's palette" in semantic.faults(LABELS, CITY, other)[0]
    assert "which template" in semantic.faults(LABELS, CITY, replace(given, prompt="Paint it."))[0]
