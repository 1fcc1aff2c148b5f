"""Typos: a stated share, one word each, never of a colour or a number, and mended exactly by whoever knows the slip."""

import re

import numpy as np
import pytest

from cavendish.manifests.task_options import ReferringOptions
from cavendish.pipeline.tasks.referring import answer, faults, read
from cavendish.pipeline.tasks.task import Answer
from cavendish.pipeline.tasks.typos import mended, mistype
from cavendish.renderers.frame import Frame

from .referring_scenes import boxed_room

PROMPT = 'Paint the three orange chairs beside the table in turquoise: {"behind": #facade}.'


@pytest.fixture(scope="module")
def typed() -> list[tuple[Frame, Answer]]:
    always = ReferringOptions(typos=1.0)
    frames = [boxed_room(seed) for seed in (2, 3)]
    made = [(frame, answer(frame, np.random.default_rng(k), "en", always)) for frame in frames for k in range(25)]
    return [(frame, given) for frame, given in made if given and "typo" in given.parameters]


def test_a_slip_is_one_word_and_is_mended() -> None:
    for seed in range(200):
        prompt, slip = mistype(PROMPT, np.random.default_rng(seed))
        wrong, right = slip.split("=")
        assert {*prompt.split(" ")} ^ {*PROMPT.split(" ")} == {wrong, right}
        assert right in ("chairs", "beside", "table")  # no colour, number, quoted or short word
        assert mended(prompt, slip) == PROMPT


def test_what_has_no_word_for_it_is_left_alone() -> None:
    assert mistype("red mug in blue pls, three", np.random.default_rng(0)) == ("red mug in blue pls, three", "")


@pytest.mark.parametrize(
    ("prompt", "slip", "expected"),
    [
        ("Paint the chiar red.", "chiar=chair", "Paint the chair red."),
        ("Paint the chairr red.", "chairr=chair", None),  # its ends are never mistyped
        ("Paint the table red.", "table=chair", None),
        ("Paint the gren red.", "gren=green", None),
        ("Paint the chiar by the chiar red.", "chiar=chair", None),
        ("Paint the chair red.", "chiar=chair", None),
        ("Paint the chiar red.", "nonsense", None),
    ],
)
def test_only_slips_are_mended(prompt: str, slip: str, expected: str | None) -> None:
    assert mended(prompt, slip) == expected


def test_answers_with_typos_are_read_and_have_no_fault(typed: list[tuple[Frame, Answer]]) -> None:
    assert len(typed) > 40
    for frame, given in typed:
        wrong, right = str(given.parameters["typo"]).split("=")
        assert re.search(rf"\b{wrong}\b", given.prompt)
        assert not re.search(rf"\b{right}\b", given.prompt)
        assert read(given) == given.palette
        assert faults(frame, given) == []


def test_a_planted_typo_is_a_fault(typed: list[tuple[Frame, Answer]]) -> None:
    frame, given = typed[0]
    wrong, _ = str(given.parameters["typo"]).split("=")
    given.parameters["typo"] = f"{wrong}=nonsense"
    assert "the prompt's colours are {}" in faults(frame, given)[0]


def test_the_share_is_that_of_the_options() -> None:
    frame = boxed_room(2)
    for share, low, high in ((0.0, 0, 0), (0.5, 12, 38)):
        made = [answer(frame, np.random.default_rng(k), "en", ReferringOptions(typos=share)) for k in range(50)]
        assert low <= sum("typo" in given.parameters for given in made if given) <= high


def test_so_is_the_share_of_what_is_typed_in_a_hurry() -> None:
    frame = boxed_room(2)
    for share, expected in ((0.0, set()), (1.0, {True})):
        made = [answer(frame, np.random.default_rng(k), "en", ReferringOptions(casual=share)) for k in range(30)]
        casual = {given.prompt[0].islower() for given in made if given}
        assert casual - {False} == expected
