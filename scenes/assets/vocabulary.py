"""What a model is, from the words of its name: the table `vocabulary.csv` beside this."""

from __future__ import annotations

import csv
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import cast

from . import Place


@dataclass(frozen=True, slots=True)
class Concept:
    """A category, the entries of `furniture.kinds` that it may stand in for, what carries it, and where one has it."""

    category: str
    kinds: tuple[str, ...]
    place: Place
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
    text = (files(__package__) / "vocabulary.csv").read_text("utf-8")
    table: dict[str, Concept] = {}
    for row in csv.DictReader(text.splitlines()):
        split = {
            field: tuple(part for part in row[field].split(";") if part) for field in ("kinds", "settings", "names")
        }
        concept = Concept(row["category"], split["kinds"], cast(Place, row["place"]), split["settings"])
        table |= {plain(name): concept for name in (*split["names"], row["category"])}
    return table


def plain(name: str) -> str:
    """Return a name in lower-case words without numbers at its end: "officeChair_02" is "office chair"."""
    apart = re.sub(r"([a-z])([A-Z])", r"\1 \2", name)
    return re.sub(r"[\s_.-]+", " ", re.sub(r"[\W_]*\d*$", "", apart)).strip().lower()


def _of(name: str) -> Concept | None:
    words = name.split()
    endings = (" ".join(words[start:]) for start in range(len(words)))
    return next((concepts()[ending] for ending in endings if ending in concepts()), None)
