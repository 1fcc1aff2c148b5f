"""Logical forms in words: one grammar for each language, the same words for the same form, wording and case."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from itertools import pairwise

from . import english, phrases
from .forms import Description, Expression, PartOf
from .tongues import german, leading, romance
from .tongues.lexicon import Case, UnsayableError

Phrase = Callable[[Description, int, Case], str]

ENGLISH = "en"
WORDINGS = english.WORDINGS  # how many numbers of wordings there are


def _caseless(say: Callable[[Description, int], str]) -> Phrase:
    return lambda form, wording, case: say(form, wording)


GRAMMARS: dict[str, Phrase] = {
    ENGLISH: _caseless(phrases.phrase),
    "de": german.phrase,
    "es": _caseless(partial(romance.phrase, "es")),
    "fr": _caseless(partial(romance.phrase, "fr")),
    "ja": _caseless(partial(leading.phrase, "ja")),
    "zh": _caseless(partial(leading.phrase, "zh")),
}


Owned = Callable[[Description, PartOf, int, Case], str]


def _owned(say: Callable[[Description, PartOf, int], str]) -> Owned:
    return lambda form, part, wording, case: say(form, part, wording)


OWNED: dict[str, Owned] = {
    "de": german.owned,
    "es": _owned(partial(romance.owned, "es")),
    "fr": _owned(partial(romance.owned, "fr")),
    "ja": _owned(partial(leading.owned, "ja")),
    "zh": _owned(partial(leading.owned, "zh")),
}


def phrase(form: Description, wording: int, language: str = ENGLISH, case: Case = "nominative") -> str:
    """Return the words of a description in a language; raises UnsayableError where that has none."""
    if language not in GRAMMARS:
        raise UnsayableError(f"nothing is described in the language {language!r}")
    part = next((part for part in form.where if isinstance(part, PartOf)), None)
    if part is None or language == ENGLISH:
        return GRAMMARS[language](form, wording, case)
    if len(form.where) > 1:
        raise UnsayableError("a part is told by whose it is alone")
    return OWNED[language](form, part, wording, case)


def subject_of(expression: Expression, language: str = ENGLISH, case: Case = "nominative") -> str:
    """Return what an expression is called in a prompt; raises UnsayableError where a language has no words for it."""
    if language == ENGLISH:
        return phrases.subject(expression)
    if expression.casual:
        raise UnsayableError(f"nobody is in a hurry in the language {language!r}")
    return phrase(expression.form, expression.wording, language, case)


def sayable(form: Description, language: str) -> bool:
    """Return whether a language has words for a description, in all wordings and where it is the object too."""
    return language == ENGLISH or all(_is_said(form, wording, language) for wording in range(WORDINGS))


def _is_said(form: Description, wording: int, language: str) -> bool:
    try:
        spoken = phrase(form, wording, language, "accusative").split()
    except UnsayableError:
        return False
    return all(one != other for one, other in pairwise(spoken))
