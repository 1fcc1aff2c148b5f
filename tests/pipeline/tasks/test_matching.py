"""Prompts are read back as a regular expression would, and give up where one would take for ever."""

from __future__ import annotations

import pytest

from cavendish.pipeline.tasks.prompts.matching import Piece, values_in


def said(*ways: str) -> Piece:
    return Piece("", ways)


READ = {
    "a literal": ("Draw it.", [said("Draw it.")], {}),
    "another literal": ("Draw it!", [said("Draw it.")], None),
    "one of two ways": ("the photo", [said("the "), said("image", "photo")], {}),
    "the longer of two ways": ("photograph", [said("photo", "photograph")], {}),
    "a value": ("Paint the cup.", [said("Paint "), Piece("a"), said(".")], {"a": "the cup"}),
    "a value is not empty": ("Paint .", [said("Paint "), Piece("a"), said(".")], None),
    "the first value takes all that it can": ("a, b, c", [Piece("x"), said(", "), Piece("y")], {"x": "a, b", "y": "c"}),
    "a value that comes twice": (
        "cups: each of the cups",
        [Piece("x"), said(": each of the "), Piece("x")],
        {"x": "cups"},
    ),
    "a value that differs": ("cups: each of the mugs", [Piece("x"), said(": each of the "), Piece("x")], None),
    "two lines": ("a\nb", [Piece("x")], None),
    "more than is there": ("Draw", [said("Draw"), said(" it")], None),
}


@pytest.mark.parametrize(("text", "pieces", "expected"), READ.values(), ids=READ.keys())
def test_values(text: str, pieces: list[Piece], expected: dict[str, str] | None) -> None:
    assert values_in(text, pieces) == expected


@pytest.mark.timeout(20)
def test_what_would_take_for_ever_is_given_up() -> None:
    assert values_in("a" * 99 + "b", [said("a", "aa")] * 100) is None
    assert values_in("a" * 9999, [Piece(name) for name in "xyzuvw"] + [said("b")]) is None
