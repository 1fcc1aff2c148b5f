"""Instances of photographs: all of a name in colours of their own, and what is too small to be told apart."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from cavendish.pipeline.codecs.masks import decode_instances
from cavendish.pipeline.tasks.photographed import instance
from cavendish.pipeline.tasks.photographed.nouns import plural
from cavendish.pipeline.tasks.prompts.templates import prompts
from cavendish.pipeline.tasks.task import Answer


def numbers(**boxes: tuple[int, int, int, int]) -> np.ndarray:
    """Return 48×64 with rectangles (top, left, bottom, right) of a number each, such as n7=…"""
    layers = np.zeros((48, 64), np.uint16)
    for name, (top, left, bottom, right) in boxes.items():
        layers[top:bottom, left:right] = int(name[1:])
    return layers


TWO = numbers(n3=(10, 10, 40, 30), n7=(20, 20, 40, 28))
SPECK = numbers(n3=(10, 10, 40, 30), n9=(0, 63, 1, 64))
TORN = numbers(n3=(0, 0, 40, 4), n4=(0, 4, 48, 60)) + numbers(n3=(0, 60, 40, 64))


def asked(layers: np.ndarray, there: tuple[int, ...], seed: int = 0, name: str = "person", **how: bool) -> Answer:
    given = instance.ask(name, layers, there, np.random.default_rng(seed), **how)
    assert given
    return given


@pytest.mark.parametrize("seed", range(20))
def test_each_instance_has_a_colour_of_its_own(seed: int) -> None:
    given = asked(TWO, (3, 7), seed)
    background = given.palette[""]
    assert [(TWO == 3).sum(), (TWO == 7).sum()] == [30 * 20 - 20 * 8, 20 * 8]
    shades = {number: {tuple(rgb) for rgb in given.target[number == TWO].tolist()} for number in (0, 3, 7)}
    assert shades[0] == {background}
    assert all(len(each) == 1 for each in shades.values())
    assert len(set.union(*shades.values())) == 3
    assert decode_instances(given.target, background).max() == 2
    assert {name: each.instances for name, each in given.referents.items()} == {"person": (3, 7)}
    assert instance.faults("person", TWO, (3, 7), given) == []


def test_what_is_too_small_or_hidden_is_left_out_and_listed() -> None:
    given = asked(SPECK, (3, 5, 9))
    assert given.parameters["left_out"] == "[5, 9]"
    assert instance.faults("person", SPECK, (3, 5, 9), given) == []


def test_what_falls_to_pieces_is_not_learnt_from_and_tested_all_the_same() -> None:
    assert instance.ask("person", TORN, (3, 4), np.random.default_rng(0)) is None
    given = asked(TORN, (3, 4), test=True)
    assert given.parameters["left_out"] == "[]"
    assert instance.faults("person", TORN, (3, 4), given, test=True) == []
    assert "does not decode to 1 of its 2 instances" in instance.faults("person", TORN, (3, 4), given)[0]


def test_what_is_not_there_leaves_the_background_alone() -> None:
    given = asked(TWO, ())
    assert given.parameters["kind"] == "absent"
    assert set(map(tuple, given.target.reshape(-1, 3).tolist())) == {given.palette[""]}
    assert instance.faults("person", TWO, (), given) == []


def test_more_instances_than_colours_60_apart() -> None:
    grid = np.zeros((160, 160), np.uint16)
    for place in range(100):
        row, column = divmod(place, 10)
        grid[16 * row : 16 * row + 12, 16 * column : 16 * column + 12] = place + 1
    given = asked(grid, tuple(range(1, 101)))
    assert given.parameters["left_out"] == "[]"
    assert decode_instances(given.target, given.palette[""]).max() == 100
    assert instance.faults("person", grid, tuple(range(1, 101)), given) == []


@pytest.mark.parametrize(
    "name", ["orange_(fruit)", "glass of water", "a red car", "scissors", 'the "7"', "bus = #ff0000"]
)
def test_a_name_that_is_no_plain_noun_stays_as_it_is(name: str) -> None:
    fields = set()
    for seed in range(30):
        given = asked(TWO, (3, 7), seed, name)
        assert name in given.prompt
        assert instance.faults(name, TWO, (3, 7), given) == []
        fields |= set(prompts("instance", "en").template(given.template).fields)
    assert fields & {"many", "the_many"} == set()
    assert "one" in fields


@pytest.mark.parametrize("name", ["a man's left hand", "The red car", "an apple"])
def test_a_name_with_an_article_follows_no_each_or_every(name: str) -> None:
    said = {asked(TWO, (3, 7), seed, name).prompt for seed in range(30)}
    assert not [prompt for prompt in said if f"each {name}" in prompt or f"every {name}" in prompt]
    assert len(said) > 4


@pytest.mark.parametrize(
    ("name", "many"),
    [
        ("person", "people"),
        ("traffic light", "traffic lights"),
        ("Human head", "Human heads"),
        ("skis", ""),
        ("TV", ""),
        ("tv", "tvs"),
        ("school bus", "school buses"),
    ],
)
def test_plurals(name: str, many: str) -> None:
    assert plural(name) == many


def test_what_is_wrong_is_told() -> None:
    given = asked(TWO, (3, 7))
    torn = given.target.copy()
    torn[10, 11] = given.palette[""]
    assert instance.faults("person", TWO, (3, 7), replace(given, target=torn)) == [
        "target is painted wrongly at 1 pixels"
    ]
    one = np.where((TWO > 0)[..., None], given.target[10, 10], np.array(given.palette[""], np.uint8))
    assert "one colour for several" in instance.faults("person", TWO, (3, 7), replace(given, target=one))[0]
    assert "does not ask for 'dog'" in instance.faults("dog", TWO, (3, 7), given)[0]
    left = replace(given, parameters={**given.parameters, "left_out": "[7]"})
    assert "which are no small ones" in instance.faults("person", TWO, (3, 7), left)[0]
    assert "the metadata say in sight" in instance.faults("person", TWO, (), given)[0]
