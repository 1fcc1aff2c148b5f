"""Logical forms in words: one grammar for each language, the same words for the same form, wording and case."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from . import english
from .english import WORDINGS
from .forms import Description
from .tongues import german, leading, romance
from .tongues.lexicon import Case, Unsayable

Phrase = Callable[[Description, int, Case], str]

ENGLISH = "en"


def _caseless(say: Callable[[Description, int], str]) -> Phrase:
    return lambda form, wording, case: say(form, wording)


GRAMMARS: dict[str, Phrase] = {
    ENGLISH: _caseless(english.phrase),
    "de": german.phrase,
    "es": _caseless(partial(romance.phrase, "es")),
    "fr": _caseless(partial(romance.phrase, "fr")),
    "ja": _caseless(partial(leading.phrase, "ja")),
    "zh": _caseless(partial(leading.phrase, "zh")),
}


def phrase(form: Description, wording: int, language: str = ENGLISH, case: Case = "nominative") -> str:
    """Return the words of a description in a language; raises Unsayable where that has none."""
    if language not in GRAMMARS:
        raise Unsayable(f"nothing is described in the language {language!r}")
    return GRAMMARS[language](form, wording, case)


def sayable(form: Description, language: str) -> bool:
    """Return whether a language has words for a description, in all wordings and where it is the object too."""
    return language == ENGLISH or all(_is_said(form, wording, language) for wording in range(WORDINGS))


def _is_said(form: Description, wording: int, language: str) -> bool:
    try:
        spoken = phrase(form, wording, language, "accusative").split()
    except Unsayable:
        return False
    return all(one != other for one, other in zip(spoken, spoken[1:], strict=False))
