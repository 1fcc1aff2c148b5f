"""Slips of the hand: one word of a prompt is mistyped, and which one is written down, so that readers can mend it.

A slip swaps two neighbouring letters inside a word, doubles one or leaves one out. It spares colours, numbers, short
words and whatever stands in quotes, and makes no other word that prompts use.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

import numpy as np

from . import colours
from .draw import pick
from .prompts.templates import prompts
from .relations.vocabulary import traits, vocabulary
from .texts import kept
from .words.language import english

LEAST, LEAST_TO_DROP = 5, 6  # letters of a word that may be mistyped, and of one that may lose a letter
NUMBERS = 100  # numbers in words up to which none is mistyped
_WORD = re.compile(r"(?<![\w\"'#-])[a-z]+(?![\w\"'-])")
_QUOTED = re.compile(r'"[^"]*"')


def mistype(prompt: str, rng: np.random.Generator) -> tuple[str, str]:
    """Return the prompt with one word mistyped, and the slip as `typed=meant`; with "" where no word may be."""
    free = _QUOTED.sub("", prompt)
    words = [word for word in dict.fromkeys(_WORD.findall(free)) if _may_slip(word) and _count(prompt, word) == 1]
    slips = {word: [slip for slip in _slips(word) if not _count(prompt, slip)] for word in words}
    slips = {word: found for word, found in slips.items() if found}
    if not slips:
        return prompt, ""
    meant = pick(list(slips), rng)
    typed = pick(slips[meant], rng)
    return _replaced(prompt, meant, typed), f"{typed}={meant}"


def mended(prompt: str, slip: str) -> str | None:
    """Return the prompt without a slip that `mistype` made; None where it cannot have made it."""
    typed, _, meant = slip.partition("=")
    allowed = _WORD.fullmatch(meant) and _may_slip(meant) and typed in _slips(meant)
    return _replaced(prompt, typed, meant) if allowed and _count(prompt, typed) == 1 else None


def _slips(word: str) -> list[str]:
    return [slip for slip in dict.fromkeys(_mistyped(word)) if slip != word and slip not in _known()]


def _mistyped(word: str) -> Iterator[str]:
    for i in range(1, len(word) - 1):
        if i < len(word) - 2:
            yield word[:i] + word[i + 1] + word[i] + word[i + 2 :]
        yield word[: i + 1] + word[i:]
        if len(word) >= LEAST_TO_DROP:
            yield word[:i] + word[i + 1 :]


def _may_slip(word: str) -> bool:
    return len(word) >= LEAST and word not in _spared()


@cache
def _spared() -> frozenset[str]:
    """Return the words of colours and of numbers."""
    say = english()
    numbers = [str(say.number_to_words(each)) for n in range(NUMBERS) for each in (n, say.ordinal(str(n)))]  # type: ignore[arg-type]
    return frozenset(re.findall(r"[a-z]+", " ".join([*colours.NAMED, *numbers])))


@kept
def _known() -> frozenset[str]:
    """Return the words that prompts use: what is typed instead of one may be none of them."""
    said = [template.text for template in prompts("referring", "en").templates]
    said += [name for category, entry in vocabulary().categories.items() for name in (category, *entry.nouns)]
    said += [text for trait in traits().values() for text in (*trait.one, *trait.many)]
    return frozenset(re.findall(r"[a-z]+", " ".join(said).lower())) | _spared()


def _count(prompt: str, word: str) -> int:
    return len(_whole(word).findall(prompt))


def _replaced(prompt: str, old: str, new: str) -> str:
    return _whole(old).sub(new, prompt)


def _whole(word: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){re.escape(word)}(?!\w)")
