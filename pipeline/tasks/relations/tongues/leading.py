"""Descriptions in Chinese and Japanese: all words stand before the noun, which never changes."""

from __future__ import annotations

from typing import Literal

from ..forms import (
    Between,
    Deed,
    Description,
    Extreme,
    Nth,
    PartOf,
    Relation,
    Restriction,
)
from .lexicon import Lexicon, lexicon, pick, said
from .nouns import Noun, noun_of, part_noun
from .restrictions import attributes, hangs, joined, whole, without_landmark

Leading = Literal["zh", "ja"]


def phrase(language: Leading, form: Description, wording: int) -> str:
    """Return a noun phrase such as "左数第二把红色椅子", the second red chair from the left; raises UnsayableError."""
    table = lexicon(language)
    if words := whole(table, form, wording):
        return words
    noun = noun_of(language, table, form, wording)
    measure = table.measures.get(form.category, table.measure)
    places = joined(table, form, [_place(language, table, part, wording) for part in form.where])
    places = places.replace("にある", "にいる") if form.category == "person" else places  # people are, things lie
    ranks = [_rank(table, part, measure, wording) for part in form.where]
    number = _quantity(table, form, noun, wording).format(m=measure, number=table.numbers.get(form.count, ""))
    return "".join([places, *ranks, number, *attributes(table, form, wording), noun.text])


def owned(language: Leading, form: Description, part: PartOf, wording: int) -> str:
    """Return a part by whose it is, such as "男人的左手"; raises UnsayableError."""
    owner = lexicon(language).of.format(phrase(language, part.owner, wording))
    return owner + part_noun(language, form, part.side, wording).text


def _quantity(table: Lexicon, form: Description, noun: Noun, wording: int) -> str:
    if form.count == 1:
        return ""
    if noun.group or form.count not in table.numbers:
        return pick(table.group, wording)
    return pick(table.pair if form.count == 2 else table.several, wording)


def _rank(table: Lexicon, part: Restriction, measure: str, wording: int) -> str:
    match part:
        case Extreme():
            return said(table.of_two if part.of_two else table.picks, part.superlative, wording).format(m=measure)
        case Nth():
            nth = said(table.ordinals, part.n, wording)
            return said(table.nth, part.side, wording).format(nth=nth, m=measure)
    return ""


def _place(language: Leading, table: Lexicon, part: Restriction, wording: int) -> str:
    match part:
        case Relation():
            ways = table.hung if hangs(part) else table.relations[part.name]
            return pick(ways, wording).format(phrase(language, part.landmark, wording))
        case Between():
            first, second = (phrase(language, each, wording) for each in (part.first, part.second))
            return table.between.format(first=first, second=second)
        case Deed():
            thing = noun_of(language, table, Description(part.category), wording).text
            return said(table.deeds, part.name, wording).format(a=thing)
    return without_landmark(table, part, wording)
