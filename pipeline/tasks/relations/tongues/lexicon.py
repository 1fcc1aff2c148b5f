"""The words that a language describes things with: `LANGUAGE.yaml` beside this, and the names of `words/`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Annotated, Literal, TypeVar, get_args

from pydantic import BaseModel, ConfigDict, Field

from ...data_files import DataFile, Problem, load
from ...texts import kept
from ...words.language import Form, Vocabulary, words
from ..forms import (
    AccessoryWord,
    DeedName,
    DoingWord,
    GarmentWord,
    GroupWord,
    HairWord,
    RelationName,
    StateWord,
    Superlative,
    WhoWord,
)
from ..vocabulary import traits

T = TypeVar("T")
Phrases = Annotated[tuple[str, ...], Field(min_length=1)]
Case = Literal["nominative", "accusative", "dative", "genitive"]
NUMBERS = 10  # how far a language counts in words


class UnsayableError(ValueError):
    """A form that a language has no words for."""


class TraitWords(BaseModel):
    """How one thing of a use or a shape is called, and how several are."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    one: Phrases
    many: Phrases


class EntryStyle(BaseModel):
    """How a subject is written with its colour, in which case, and what joins the last two, and all others."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    form: str
    last: str
    join: str
    case: Case = "nominative"


class Lexicon(BaseModel):
    """The words of one language, several ways to say each.

    `nouns` replace the names of `words/` and add to them. What agrees with its noun has four forms, masculine and
    feminine in the singular and in the plural, or one that never changes, or {e} and {o} where its ending stands.
    `weak_nouns` are German nouns outside of the nominative. `inner` joins the nouns of a name, before which no other
    word stands: it might go with the first of them. `measures` count things of a category, `measure` all others.
    `echoes` are parts of names that do not meet a word: nobody says "the wooden wooden box". `people` are names that
    take the place of a person's noun, `doing` what they do, and `deeds` what they do with a thing, {a} with its article
    (in German {accusative} or {dative}); `hair` and `accessories` are whole. `worn` is what they wear, {} being the
    colour, with what that agrees with: m, f, "m many", "f many", or "bare" where no article stands before it.
    `groups` are whole, and in German nominative and accusative alike. `parts` are names of what is a part, some with
    its side, that replace those of `words/`; `of` joins the owner, and `genitives` are German ones that have no rule.
    `printed` says that {} is printed on a thing. `hung` is "on" of what hangs on a wall. `conjunction` joins two facts.
    `before_code` stands before a colour that is no word.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    nouns: dict[str, Phrases] = {}
    weak_nouns: dict[str, str] = {}
    inner: str = ""
    measure: str = ""
    measures: dict[str, str] = {}
    order: tuple[Literal["colour", "material", "size", "state"], ...] = ()
    colours: dict[str, Phrases]
    materials: dict[str, Phrases]
    sizes: dict[str, Phrases]
    states: dict[StateWord, Phrases] = {}
    printed: dict[Literal["words", "number"], Phrases] = {}
    people: dict[WhoWord, Phrases] = {}
    doing: dict[DoingWord, Phrases] = {}
    deeds: dict[DeedName, Phrases] = {}
    hair: dict[HairWord, Phrases] = {}
    accessories: dict[AccessoryWord, Phrases] = {}
    worn: dict[GarmentWord, tuple[str, str]] = {}
    groups: dict[GroupWord, Phrases] = {}
    parts: dict[str, Phrases] = {}
    of: str = ""
    genitives: dict[str, str] = {}
    echoes: dict[str, Phrases] = {}
    relations: dict[RelationName, Phrases]
    hung: Phrases
    between: str
    conjunction: str = ""
    picks: dict[Superlative, Phrases]
    of_two: dict[Superlative, Phrases]
    numbers: dict[int, str]
    ordinals: dict[int, Phrases]
    nth: dict[Literal["left", "right"], Phrases]
    away: Phrases
    distances: dict[float, str]
    pair: Phrases
    several: Phrases
    group: Phrases
    contractions: dict[str, str] = {}
    traits: dict[str, TraitWords]
    styles: dict[str, EntryStyle]
    before_code: str = ""


@cache
def languages() -> tuple[str, ...]:
    """Return the languages beside English that describe things."""
    return tuple(
        sorted(Path(entry.name).stem for entry in files(__package__).iterdir() if entry.name.endswith(".yaml"))
    )


@cache
def lexicon(language: str) -> Lexicon:
    """Return the words of a language; raises DataFileError where their file is malformed."""
    return read_lexicon(files(__package__) / f"{language}.yaml")


def read_lexicon(path: DataFile) -> Lexicon:
    """Return the words in a file; raises DataFileError where it is malformed or lacks some."""
    return load(path, Lexicon, _problems)


def forms_of(language: str, category: str, who: str = "") -> list[tuple[Form, ...]]:
    """Return each name of a category, or of a person who is so, as its forms; [] where the language has none."""
    if who:
        return _people(language).forms(who)
    return (_own(language) if category in lexicon(language).nouns else words(language)).forms(category)


def part_forms(language: str, name: str) -> list[tuple[Form, ...]]:
    """Return each name of a part, with its side if that is told, as its forms; [] where the language has none."""
    return (_parts(language) if name in lexicon(language).parts else words(language)).forms(name)


@kept
def _parts(language: str) -> Vocabulary:
    return words(language).model_copy(update={"names": lexicon(language).parts})


@kept
def _own(language: str) -> Vocabulary:
    """Return the nouns of the lexicon as names, with the articles of the language."""
    return words(language).model_copy(update={"names": lexicon(language).nouns})


@kept
def _people(language: str) -> Vocabulary:
    return words(language).model_copy(update={"names": dict(lexicon(language).people)})


def said(table: Mapping[T, tuple[str, ...]], key: T, wording: int) -> str:
    """Return one of the ways to say something; raises UnsayableError."""
    if key not in table:
        raise UnsayableError(f"there is no word for {key!r}")
    return pick(table[key], wording)


def pick(options: tuple[str, ...], wording: int) -> str:
    """Return the way to say something that a wording's number stands for."""
    return options[wording % len(options)]


def _problems(content: Lexicon) -> Iterator[Problem]:
    needed: dict[str, tuple[object, ...]] = {
        "relations": get_args(RelationName),
        "picks": get_args(Superlative),
        "of_two": get_args(Superlative),
        "nth": ("left", "right"),
    }
    for field, keys in needed.items():
        if missing := [key for key in keys if key not in getattr(content, field)]:
            yield (field,), f"{missing[0]} is missing"
    if odd := content.traits.keys() - traits().keys():
        yield ("traits", min(odd)), "is no use or shape of affordances.yaml"
    for name, style in content.styles.items():
        if style.form.count("{subject}") != 1 or style.form.count("{colour}") != 1:
            yield ("styles", name), "it must hold {subject} once and {colour} once"
