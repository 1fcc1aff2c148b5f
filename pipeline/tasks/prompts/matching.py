"""Reading a prompt back: with which values pieces make up a text.

Texts and templates may be a stranger's, and a regular expression could take for ever; this gives up.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

MOST_STEPS = 200_000  # where ours need some thousands
Values = tuple[tuple[str, str], ...]


class Piece(NamedTuple):
    """A part of a template: one of several ways to say it or, where there are none, the value of a name."""

    name: str = ""
    ways: tuple[str, ...] = ()


def values_in(text: str, pieces: Sequence[Piece]) -> dict[str, str] | None:
    """Return the values that the pieces were filled in with, each the same everywhere and as long as can be.

    None where the pieces cannot make the text, or where that cannot be told in MOST_STEPS.
    """
    left = iter(range(MOST_STEPS))

    def steps(piece: Piece, start: int, values: Values) -> Iterator[tuple[int, Values]]:
        known = dict(values).get(piece.name)
        for way in piece.ways if known is None else (known,):
            if text.startswith(way, start):
                yield start + len(way), values
        if known is None and not piece.ways:
            for end in range(len(text), start, -1):
                yield end, (*values, (piece.name, text[start:end]))

    @cache
    def rest(place: int, start: int, values: Values) -> Values | None:
        if next(left, None) is None:
            return None
        if place == len(pieces):
            return values if start == len(text) else None
        ends = (rest(place + 1, end, known) for end, known in steps(pieces[place], start, values))
        return next((found for found in ends if found is not None), None)

    found = rest(0, 0, ()) if "\n" not in text else None
    return None if found is None else dict(found)
