"""Words for categories, uses and shapes, read from `prompts/nouns.yaml`, `affordances.yaml`, `reasons.yaml`."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from ..data_files import load

Phrases = Annotated[tuple[str, ...], Field(min_length=1)]


class Noun(BaseModel):
    """How people speak of a category.

    `nouns` are what it is called (default: its name); `silent` ones are not spoken of; a `group` is plural by itself
    ("books"); what is `underfoot` carries all the rest. `colour` and `material` say whether the words of the truth
    describe the whole thing: where only part of it has that colour, people would disagree. `colour_if` keeps the
    colour word for those families of material only.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    nouns: tuple[str, ...] = ()
    silent: bool = False
    group: bool = False
    underfoot: bool = False
    colour: bool = True
    colour_if: tuple[str, ...] = ()
    material: bool = True


class NounTrait(BaseModel):
    """A use or a shape: its wordings for one thing and for several; `to` is what people do with it, if anything."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    of: Literal["use", "shape"]
    one: Phrases
    many: Phrases
    to: str = ""


class ReasonWords(BaseModel):
    """How things are called that some reasoning leads to, one and several: with {to}, {landmark} and {other}."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    one: Phrases
    many: tuple[str, ...] = ()


class Vocabulary(BaseModel):
    """Nouns by category, and words of colour or material that people use for one another."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    categories: dict[str, Noun]
    close_words: tuple[tuple[str, str], ...]


@cache
def vocabulary() -> Vocabulary:
    """Return `prompts/nouns.yaml`; raises DataFileError where it is malformed."""
    return load(_folder() / "nouns.yaml", Vocabulary, lambda content: ())


@cache
def traits() -> dict[str, NounTrait]:
    """Return `prompts/affordances.yaml`, by name; raises DataFileError where it is malformed."""
    return read_traits(_folder() / "affordances.yaml")


@cache
def reasons() -> dict[str, ReasonWords]:
    """Return `prompts/reasons.yaml`, by name; raises DataFileError where it is malformed."""
    return load(_folder() / "reasons.yaml", dict[str, ReasonWords], lambda content: ())


def read_traits(path: Traversable | Path) -> dict[str, NounTrait]:
    """Return the uses and shapes in a file; raises DataFileError."""
    return load(path, dict[str, NounTrait], lambda content: ())


@cache
def noun(category: str) -> Noun:
    """Return how people speak of a category; by its own name where the file has no entry."""
    entry = vocabulary().categories.get(category, Noun())
    return entry if entry.nouns else entry.model_copy(update={"nouns": (category,)})


def close(first: str, second: str) -> bool:
    """Return whether some people would use one of these words of colour or material for the other."""
    pair, shades = (first, second), tuple(colour.removeprefix("dark ") for colour in (first, second))
    listed = vocabulary().close_words
    return shades[0] == shades[1] or pair in listed or pair[::-1] in listed


def repeats(word: str, category: str) -> bool:
    """Return whether what a category is called says a word already: nobody says "the white whiteboard"."""
    return any(part.startswith(word) for name in noun(category).nouns for part in name.split())


def _folder() -> Traversable:
    return files(__package__.rpartition(".")[0]) / "prompts"
