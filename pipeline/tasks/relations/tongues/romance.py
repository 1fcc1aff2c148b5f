"""Descriptions in Spanish and French: most words follow the noun, and agree with it in gender and number."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Literal

from ..forms import Deed, Description, Doing, Extreme, Hair, Nth, PartOf, Restriction
from .lexicon import Lexicon, UnsayableError, lexicon, pick, said
from .nouns import Noun, noun_of, part_noun
from .restrictions import POSITIONS, attribute_tables, contracted, joined, own_words, place, whole

Romance = Literal["es", "fr"]
# By "m" and "f", "many" added: the article, and what agrees: {o} in Spanish, {e} and {s} in French.
ARTICLES = {
    "es": {"m": "el", "f": "la", "m many": "los", "f many": "las"},
    "fr": {"m": "le", "f": "la", "m many": "les", "f many": "les"},
}
INDEFINITE = {"es": {"m": "un", "f": "una"}, "fr": {"m": "un", "f": "une"}}


def phrase(language: Romance, form: Description, wording: int) -> str:
    """Return a noun phrase with its article, such as "la segunda silla desde la izquierda"; raises UnsayableError."""
    table = lexicon(language)
    if words := whole(table, form, wording):
        return words
    noun = noun_of(language, table, form, wording)
    kind = noun.gender + " many" * noun.many
    if kind not in POSITIONS:
        raise UnsayableError(f"the gender of {noun.text!r} is not known")
    core = _ranked(language, table, form, _attributed(table, form, noun, kind, wording), kind, wording)
    places = joined(table, form, [_fact(language, table, part, kind, wording) for part in form.where])
    return f"{_with_article(language, table, form, noun, kind, core, wording)} {places}".strip()


def owned(language: Romance, form: Description, part: PartOf, wording: int) -> str:
    """Return a part by whose it is, such as "la mano izquierda del hombre"; raises UnsayableError."""
    noun, table = part_noun(language, form, part.side, wording), lexicon(language)
    return f"{noun.article}{noun.text} {contracted(table, table.of.format(phrase(language, part.owner, wording)))}"


def _fact(language: Romance, table: Lexicon, part: Restriction, kind: str, wording: int) -> str:
    """Return what tells of a thing beside its own words; "sentada", "assise" and the like agree with the noun."""
    match part:
        case Doing() if part.word in table.doing:
            return _one(table.doing[part.word], kind, wording)
        case Hair() if part.word in table.hair:
            return _one(table.hair[part.word], kind, wording)
        case Deed() if part.name in table.deeds:
            thing = noun_of(language, table, Description(part.category), wording)
            if thing.many or thing.gender not in INDEFINITE[language]:
                raise UnsayableError(f"{thing.text!r} has no singular")
            return _one(table.deeds[part.name], kind, wording).format(
                a=f"{INDEFINITE[language][thing.gender]} {thing.text}"
            )
    return place(table, part, wording, partial(phrase, language))


def _one(ways: tuple[str, ...], kind: str, wording: int) -> str:
    """Return the form that agrees where there are four, else one of the ways to say it."""
    return ways[POSITIONS.index(kind)] if len(ways) == len(POSITIONS) else pick(ways, wording)


def _attributed(table: Lexicon, form: Description, noun: Noun, kind: str, wording: int) -> str:
    """Return the noun with the words of the thing itself: "silla roja grande de madera", "grande chaise rouge"."""
    tables, words = attribute_tables(table), own_words(form)
    text = noun.text
    for of in (of for of in table.order if of in words):
        text = _agreeing(tables[of], words[of], kind).format(noun=text)
    return text


def _agreeing(words: Mapping[str, tuple[str, ...]], word: str, kind: str) -> str:
    """Return the form of a word that goes with gender and number, around {noun} or behind it."""
    forms = words.get(word)
    if forms is None:
        raise UnsayableError(f"there is no word for {word!r}")
    text = forms[POSITIONS.index(kind)] if len(forms) == len(POSITIONS) else forms[0]
    return text if "{noun}" in text else f"{{noun}} {text}"


def _ranked(language: Romance, table: Lexicon, form: Description, core: str, kind: str, wording: int) -> str:
    """Return the noun with its place among others: "segunda silla desde la izquierda", "chaise la plus proche"."""
    ends = {"the": ARTICLES[language][kind], "o": "a" if "f" in kind else "o", "e": "e" if "f" in kind else ""}
    for part in form.where:
        if isinstance(part, Extreme):
            ways = table.of_two if part.of_two else table.picks
            core = said(ways, part.superlative, wording).format(noun=core, **ends)
        elif isinstance(part, Nth):
            if part.n not in table.ordinals:
                raise UnsayableError(f"there is no word for {part.n}")
            nth = table.ordinals[part.n]
            rank = nth[POSITIONS.index(kind)] if len(nth) > 1 else nth[0]
            core = said(table.nth, part.side, wording).format(nth=rank, noun=core)
    return core


def _with_article(
    language: Romance, table: Lexicon, form: Description, noun: Noun, kind: str, core: str, wording: int
) -> str:
    if form.count == 1:
        return noun.article + core if core.startswith(noun.text) else f"{ARTICLES[language][kind]} {core}"
    ways = table.group if noun.group else table.pair if form.count == 2 else table.several
    number = table.numbers.get(form.count, "")
    agreeing = {"the": ARTICLES[language][kind], "o": "a" if "f" in kind else "o", "all": _all(kind)}
    return " ".join(f"{pick(ways, wording)} {core}".format(number=number, **agreeing).split())


def _all(kind: str) -> str:
    return "toutes" if "f" in kind else "tous"
