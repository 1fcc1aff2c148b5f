"""Descriptions in German: article, adjectives and noun agree in case, gender and number."""

from __future__ import annotations

import re

from ..forms import Deed, Description, Extreme, Nth, PartOf, Restriction, Superlative
from .lexicon import Case, Lexicon, UnsayableError, lexicon, pick, said
from .nouns import Noun, noun_of, part_noun
from .restrictions import attributes, joined, place, whole

ARTICLES = {
    "nominative": {"m": "der", "f": "die", "n": "das", "many": "die"},
    "accusative": {"m": "den", "f": "die", "n": "das", "many": "die"},
    "dative": {"m": "dem", "f": "der", "n": "dem", "many": "den"},
    "genitive": {"m": "des", "f": "der", "n": "des", "many": "der"},
}
INDEFINITE = {
    "accusative": {"m": "einen", "f": "eine", "n": "ein"},
    "dative": {"m": "einem", "f": "einer", "n": "einem"},
}
ENDS: dict[str, Superlative] = {"left": "leftmost", "right": "rightmost"}  # whose words say a side, too
WEAK_E = {("nominative", "m"), ("nominative", "f"), ("nominative", "n"), ("accusative", "f"), ("accusative", "n")}


def phrase(form: Description, wording: int, case: Case = "nominative") -> str:
    """Return a noun phrase with its article, such as "den zweiten roten Stuhl von links"; raises UnsayableError."""
    table = lexicon("de")
    if words := whole(table, form, wording):
        if case in ("dative", "genitive"):
            raise UnsayableError(f"uses, shapes and groups have no {case} here")
        return words
    noun = noun_of("de", table, form, wording)
    kind = "many" if noun.many else noun.gender
    facts = [_fact(table, part, wording) for part in form.where]
    leading = [fact for fact in facts if "{e}" in fact]
    before = [*_picks(table, form, wording), *leading, *_words(table, form, wording, stems=True)]
    ranks = [said(table.nth, part.side, wording) for part in form.where if isinstance(part, Nth)]
    places = joined(table, form, [fact for fact in facts if fact not in leading])
    after = [*_words(table, form, wording, stems=False), *ranks, places]
    inflected = [word.format(e="e" if (case, kind) in WEAK_E else "en") for word in before]
    body = (_quantity(table, form, noun, case, wording), *inflected, _inflected(table, noun, case), *after)
    return " ".join(filter(None, body))


def owned(form: Description, part: PartOf, wording: int, case: Case = "nominative") -> str:
    """Return a part by whose it is, such as "den linken Schuh des Mannes"; raises UnsayableError."""
    table = lexicon("de")
    has_own = not part.side or f"{part.side} {form.category}" in table.parts
    noun = part_noun("de", form, part.side if has_own else "", wording)
    kind = "many" if noun.many else noun.gender
    ending = "e" if (case, kind) in WEAK_E else "en"
    side = "" if has_own else said(table.of_two, ENDS[part.side], wording).format(e=ending)
    owner = phrase(part.owner, wording, "genitive")
    return " ".join(filter(None, (ARTICLES[case][kind], side, _inflected(table, noun, case), owner)))


def _quantity(table: Lexicon, form: Description, noun: Noun, case: Case, wording: int) -> str:
    if form.count == 1:
        return ARTICLES[case]["many" if noun.many else noun.gender]
    if case in ("dative", "genitive"):
        raise UnsayableError(f"several things have no {case} here")
    if noun.group:
        return pick(table.group, wording)
    ways = table.pair if form.count == 2 else table.several
    return pick(ways, wording).format(number=table.numbers.get(form.count, "")).strip()


def _inflected(table: Lexicon, noun: Noun, case: Case) -> str:
    """Return the noun in its case: plurals take -n in the dative, weak nouns -en outside of the nominative."""
    head, *rest = noun.text.split()
    if noun.many:
        return " ".join([head + "n" if case == "dative" and re.search(r"(?:e|el|er)$", head) else head, *rest])
    if case == "nominative":
        return noun.text
    strong = _genitive(table, head) if case == "genitive" and noun.gender != "f" else head
    return " ".join([table.weak_nouns.get(head, strong), *rest])


def _genitive(table: Lexicon, head: str) -> str:
    """Return the genitive of a noun that is not feminine: in -es after one syllable or a hissing sound, else in -s."""
    long = len(re.findall("[aeiouyäöü]+", head.casefold())) == 1 or re.search("(?:s|ß|x|z|sch|st)$", head)
    return table.genitives.get(head, head + ("es" if long else "s"))


def _picks(table: Lexicon, form: Description, wording: int) -> list[str]:
    ranks = [said(table.ordinals, part.n, wording) for part in form.where if isinstance(part, Nth)]
    tables = {False: table.picks, True: table.of_two}
    extremes = (part for part in form.where if isinstance(part, Extreme))
    return [*(said(tables[part.of_two], part.superlative, wording) for part in extremes), *ranks]


def _words(table: Lexicon, form: Description, wording: int, *, stems: bool) -> list[str]:
    """Return the words of the thing itself: adjectives as stems, or what follows the noun ("aus Holz")."""
    return [word for word in attributes(table, form, wording) if ("{e}" in word) == stems]


def _fact(table: Lexicon, part: Restriction, wording: int) -> str:
    """Return what tells of a thing beside its own words: behind the noun, or with {e}, before it."""
    if not isinstance(part, Deed):
        return place(table, part, wording, _landmark)
    way = said(table.deeds, part.name, wording)
    cases: tuple[Case, ...] = ("accusative", "dative")
    return way.format(e="{e}", **{case: _indefinite(table, part.category, wording, case) for case in cases})


def _indefinite(table: Lexicon, category: str, wording: int, case: Case) -> str:
    noun = noun_of("de", table, Description(category), wording)
    if noun.many:
        raise UnsayableError(f"{noun.text!r} has no singular")
    return f"{INDEFINITE[case][noun.gender]} {_inflected(table, noun, case)}"


def _landmark(form: Description, wording: int) -> str:
    return phrase(form, wording, "dative")
