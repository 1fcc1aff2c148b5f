"""Sentences of photographs: as people typed them, in prompts that read back, whatever they hold."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cavendish.pipeline.tasks.photographed import referring
from cavendish.pipeline.tasks.relations import entries
from cavendish.pipeline.tasks.task import Answer

NUMBERS = np.zeros((4, 6), np.uint16)
NUMBERS[:, 1:3], NUMBERS[1:3, 4] = 2, 5
HARD = [
    "woman in red",
    "woman in red, left",
    "he said \"hi\" -> red. then left",
    "What could cut this?",
    "left = right; black",
    "{\"a\": red}",
    "girl and man in blue and boy in red",
    "ñandú, 左边的人",
    "black",
    "the area of it is red",
]  # fmt: skip

BITS = [
    "red",
    "in red,",
    "= red;",
    "-> blue,",
    '"',
    '": "red"',
    "{",
    "}",
    "and",
    "black",
    "?",
    "the area of",
    "is #ff0000",
    "with",
    "solid",
    "RGB(1, 2, 3)",
    "; the background is black",
]


def asked(subjects: referring.Subjects, seed: int, casual: bool = False) -> Answer:
    found = referring.ask(subjects, NUMBERS, np.random.default_rng(seed), casual)
    assert found
    return found


@pytest.mark.parametrize("sentence", HARD, ids=range(len(HARD)))
def test_a_sentence_stands_in_the_prompt_as_it_is(sentence: str) -> None:
    for seed in range(20):
        given = asked({sentence: (2,)}, seed, casual=seed % 2 == 0)
        assert sentence in given.prompt
        assert referring.faults({sentence: (2,)}, NUMBERS, given) == []
        background = given.palette.get("", (0, 0, 0))
        assert {tuple(rgb) for rgb in given.target[NUMBERS == 2].tolist()} == {given.palette[sentence]}
        assert {tuple(rgb) for rgb in given.target[NUMBERS != 2].tolist()} == {background}


@settings(max_examples=60)
@given(words=st.lists(st.sampled_from(BITS), min_size=1, max_size=6), seed=st.integers(0, 99))
def test_whatever_a_sentence_holds_its_prompt_reads_back(words: list[str], seed: int) -> None:
    subjects = {referring.spoken(" ".join(words)): (2,)}
    assert referring.faults(subjects, NUMBERS, asked(subjects, seed, casual=seed % 2 == 0)) == []


def test_a_plain_phrase_is_asked_for_in_every_style() -> None:
    styles = {asked({"left guy": (2,)}, seed).parameters["style"] for seed in range(200)}
    assert styles == set(entries.STYLES)


def test_a_question_stands_in_quotes() -> None:
    styles = {asked({"What could cut this?": (2,)}, seed).parameters["style"] for seed in range(50)}
    assert styles == {"json", "map"}


def test_several_sentences_have_a_colour_each() -> None:
    subjects = {"left guy": (2,), "What is it?": (5,), "dog": ()}
    for seed in range(20):
        given = asked(subjects, seed)
        assert {tuple(rgb) for rgb in given.target[NUMBERS == 5].tolist()} == {given.palette["What is it?"]}
        assert given.referents["dog"].instances == ()
        assert referring.faults(subjects, NUMBERS, given) == []


def test_blanks_that_nobody_sees_are_not_asked() -> None:
    assert referring.spoken("girl  on\n left ") == "girl on left"


def test_what_is_not_there_leaves_the_background_alone() -> None:
    given = asked({"giraffe": ()}, 0)
    assert given.parameters["kind"] == "absent"
    assert len(set(map(tuple, given.target.reshape(-1, 3).tolist()))) == 1


def test_what_is_wrong_is_told() -> None:
    given = asked({"left guy": (2,)}, 1)
    torn = given.target.copy()
    torn[0, 1] = 0 if given.palette.get("") else 255
    assert referring.faults({"left guy": (2,)}, NUMBERS, replace(given, target=torn)) == [
        "target is painted wrongly at 1 pixels"
    ]
    assert "the set of ['right guy']" in referring.faults({"right guy": (2,)}, NUMBERS, given)[0]
    assert "the metadata's referents" in referring.faults({"left guy": (5,)}, NUMBERS, given)[0]
    assert "which template" in referring.faults({"left guy": (2,)}, NUMBERS, replace(given, prompt="Paint."))[0]
