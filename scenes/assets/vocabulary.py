"""What a model is, from the words of its name: the table `vocabulary.csv` beside this."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import cast

from .library import MountPlace


@dataclass(frozen=True, slots=True)
class Concept:
    """A category, the entries of `furniture.kinds` that it may stand in for, what carries it, and where one has it."""

    category: str
    kinds: tuple[str, ...]
    place: MountPlace
    settings: tuple[str, ...]


def concept_of(names: Sequence[str]) -> Concept | None:
    """Return what the first of the names that means anything means: the whole of it, or else its last words.

    "Oak dining table" is a dining table, and `office_chair-02.glb`'s stem an office chair.
    """
    found = (_of(plain(name)) for name in names)
    return next((concept for concept in found if concept), None)


@cache
def concepts() -> dict[str, Concept]:
    """Return the table, by every name in it."""
    return {plain(name): concept for concept, names in _rows() for name in (*names, concept.category)}


@cache
def by_category() -> dict[str, Concept]:
    """Return the table, by category."""
    return {concept.category: concept for concept, _ in _rows()}


def _rows() -> Iterator[tuple[Concept, tuple[str, ...]]]:
    text = (files(__package__) / "vocabulary.csv").read_text("utf-8")
    for row in csv.DictReader(text.splitlines()):
        kinds, settings, names = (
            tuple(part for part in row[field].split(";") if part) for field in ("kinds", "settings", "names")
        )
        yield Concept(row["category"], kinds, cast(MountPlace, row["place"]), settings), names


def rests(category: str, name: str) -> bool:
    """Return whether a model's name says that it is a person who needs something to sit or lie on."""
    return category == "person" and name.lower().startswith(("sitting", "seated", "lying"))


def plain(name: str) -> str:
    """Return a name in lower-case words without numbers at its end: "officeChair_02" is "office chair"."""
    apart = re.sub(r"([a-z])([A-Z])", r"\1 \2", name)
    return re.sub(r"[\s_.-]+", " ", re.sub(r"[\W_]*\d*$", "", apart)).strip().lower()


def _of(name: str) -> Concept | None:
    words = name.split()
    endings = (" ".join(words[start:]) for start in range(len(words)))
    return next((concepts()[ending] for ending in endings if ending in concepts()), None)
