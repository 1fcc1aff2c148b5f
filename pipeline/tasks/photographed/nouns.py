"""The plural of a set's names, where one can be made that people would say."""

from __future__ import annotations

import re

from ..words.language import english

MOST_WORDS = 3
_ACRONYM = re.compile(r"[A-Z]{2}$")  # of "TV" would come "TVS"
_PLAIN = re.compile(r"[A-Za-z]+(?:[ -][A-Za-z]+)*")
# With one of these, a name is more than a noun and what stands before it: "glass of water", "a red car".
_OTHERS = frozenset(("a", "an", "the", "of", "in", "on", "at", "by", "for", "from", "to", "with", "and", "or", "under"))


def plural(name: str) -> str:
    """Return the plural of a plain noun phrase; "" where a name is another phrase, or may be a plural already."""
    spoken = name.lower().split()
    plain = _PLAIN.fullmatch(name) and len(spoken) <= MOST_WORDS and _OTHERS.isdisjoint(spoken)
    many = spoken[-1:] != ["bus"] and english().singular_noun(spoken[-1])  # which takes a bus for many of something
    if not plain or many or _ACRONYM.search(name):
        return ""
    return str(english().plural_noun(name))


def has_article(name: str) -> bool:
    """Return whether a name begins with an article."""
    return name.lower().startswith(("a ", "an ", "the "))
