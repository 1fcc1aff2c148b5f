"""The noun of a description: which of a category's names goes with its number and its other words."""

from __future__ import annotations

from dataclasses import dataclass

from .....scenes.geometry.parts import Side
from ...words.language import Form, words
from ..forms import Attribute, Description, Extreme, Nth, Who
from ..vocabulary import noun
from .lexicon import Lexicon, UnsayableError, forms_of, part_forms

GENDERS = {"el": "m", "los": "m", "le": "m", "la": "f", "las": "f", "der": "m", "die": "f", "das": "n"}


@dataclass(frozen=True, slots=True)
class Noun:
    """A name in singular or plural.

    `gender` is m, f or n, and means nothing for German plurals and in languages without; a `group` has no singular;
    `article` is the one that stands directly before it, such as "l'", or "el" before "agua".
    """

    text: str
    gender: str
    many: bool
    group: bool
    article: str


def noun_of(language: str, lexicon: Lexicon, form: Description, wording: int) -> Noun:
    """Return the noun of a description; raises UnsayableError where no name fits."""
    if Description(form.category, form.where, form.count) != form:
        raise UnsayableError("it says more than category, restrictions and count")
    is_group = noun(form.category).group
    who = next((part.word for part in form.where if isinstance(part, Who)), "")
    fitting = [
        _noun(forms[0] if form.count == 1 else forms[-1], _gender(language, forms), forms[0].many or is_group)
        for forms in forms_of(language, form.category, who)
        if who or not _clashes(lexicon, form, forms[0].bare)
    ]
    fitting = [each for each in fitting if _fits(each, form)]
    if not fitting:
        raise UnsayableError(f"there is no name for {form.category!r} that fits")
    return sorted(fitting, key=lambda each: each.group)[wording % _alike(fitting)]


def part_noun(language: str, form: Description, side: Side, wording: int) -> Noun:
    """Return the noun of one part or several, and the side's own if one is told; raises UnsayableError."""
    name = f"{side} {form.category}".strip()
    found = [
        _noun(forms[0] if form.count == 1 else forms[-1], _gender(language, forms), forms[0].many)
        for forms in part_forms(language, name)
    ]
    fitting = [each for each in found if form.count == 1 or each.many or not words(language).plurals]
    if not fitting:
        raise UnsayableError(f"there is no name for {form.count} of {name!r}")
    return fitting[wording % len(fitting)]


def _noun(form: Form, gender: str, group: bool) -> Noun:
    return Noun(form.bare, gender, form.many, group, form.definite.removesuffix(form.bare))


def _alike(fitting: list[Noun]) -> int:
    """Return how many names are drawn from: those without a singular only where there are no others."""
    return sum(not each.group for each in fitting) or len(fitting)


def _fits(each: Noun, form: Description) -> bool:
    """Return whether a name has the number of a description: a group is not counted, nor one of it picked out."""
    ranked = any(isinstance(part, Extreme | Nth) for part in form.where)
    return not each.group or not ranked if form.count == 1 else each.many


def _clashes(lexicon: Lexicon, form: Description, name: str) -> bool:
    """Return whether a name says already what a word of the description does, or could be parted by one."""
    if form.where and lexicon.inner and lexicon.inner in name:
        return True
    words = [part.word for part in form.where if isinstance(part, Attribute)]
    return any(echo in name.casefold() for word in words for echo in lexicon.echoes.get(word, ()))


def _gender(language: str, forms: tuple[Form, ...]) -> str:
    """Return the gender that a name's articles show; where they show none, it is masculine or listed as feminine."""
    if not {each.bare for each in forms}.isdisjoint(words(language).feminine):
        return "f"
    shown = (GENDERS.get(each.definite.split()[0], "") for each in forms)
    return next(filter(None, shown), "m")
