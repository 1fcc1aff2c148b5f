"""What the things of a scene file are called: plain words, from names as modelling programs and their users write them.

A name loses what says nothing of the thing, is cut into words, and is the shell's (`categories.STRUCTURE`) where the
word that the others belong to is one of the shell's: a wooden floor is a floor, a floor lamp is a lamp.
"""

from __future__ import annotations

import re
import unicodedata

from .categories import STRUCTURE

NAMELESS = "object"
MOST_CHARACTERS = 64
JOINERS = "\u200c\u200d"  # without them words of Persian and of Indian languages read otherwise
# Before an underscore, as in SM_Chair: what engines call a static mesh, a material …
PREFIXES = frozenset({"bp", "geo", "grp", "m", "mesh", "mi", "obj", "s", "sk", "skm", "sm", "t"})
# After one, or after a dot, as in chair_low_LOD0.001: how it was made, and not what it is.
SUFFIXES = re.compile(
    r"\d+|v\d+|lod\d*|low|high|lowpoly|highpoly|lp|hp|geo|geom|geometry|mesh|mdl|model|obj|object|grp|group|prim|proxy|"
    r"copy|col|collision|final|shape\d*",
    re.IGNORECASE,
)
NO_NAME = re.compile(r"(geo|geom|geometry|group|grp|instance|mesh|model|node|obj|object|prim|primitive|shape| )*")
# What follows the word that the others belong to.
BEHIND = re.compile(
    r"above|against|at|behind|beside|by|for|from|in|inside|near|next|of|on|over|to|under|with|without",
)
WHERE = re.compile(r"back|bottom|east|front|inner|inside|left|north|outer|outside|right|south|top|west|[^\W\d_]")
PARTS = frozenset({"board", "exterior", "frame", "interior", "pane", "panel", "plane", "plank", "surface", "tile"})


def plain_name(name: str) -> str:
    """Return a name as lower-case words in NFC, without numbers and what exporters add; `object` where none is left."""
    words = re.split("[_.]", unicodedata.normalize("NFC", name[:256]).strip())
    while len(words) > 1 and words[0].lower() in PREFIXES:
        del words[0]
    while len(words) > 1 and (not words[-1].strip() or SUFFIXES.fullmatch(words[-1].strip())):
        del words[-1]
    found = [_without_number(part) for word in words for part in _split(word)]
    said = [word for word in found if any(map(str.isalpha, word))]
    plain = spoken(" ".join(said))
    return NAMELESS if NO_NAME.fullmatch(plain) else plain


def spoken(text: str) -> str:
    """Return what a person wrote as a category or a name: one line of up to 64 characters, in lower case and NFC."""
    shown = "".join(sign if sign.isprintable() or sign in JOINERS else " " for sign in text[: 4 * MOST_CHARACTERS])
    return " ".join(unicodedata.normalize("NFC", shown.lower()).split())[:MOST_CHARACTERS].strip()


def structure_of(name: str) -> str:
    """Return which part of a place's shell a plain name means, or ""."""
    words = name.split()
    behind = next((k for k, word in enumerate(words) if k and BEHIND.fullmatch(word)), len(words))
    words = words[:behind]
    while len(words) > 1 and (WHERE.fullmatch(words[-1]) or _one(words[-1]) in PARTS):
        del words[-1]
    heads = (" ".join(words[first:]) for first in range(len(words)))
    return next((_one(head) for head in heads if _one(head) in STRUCTURE), "")


def category_of_name(name: str) -> str:
    """Return the category of a thing by its name in a file: a word of the shell, or the plain name."""
    plain = plain_name(name)
    return structure_of(plain) or plain


def _one(words: str) -> str:
    """Return the singular of what may be a plural, as far as the shell's words and their parts need it."""
    singular = (words, words.removesuffix("s"), words.removesuffix("es"))
    return next((one for one in singular if one in STRUCTURE or one in PARTS), words)


def _split(word: str) -> list[str]:
    """Cut at what is no letter, mark or digit, and where a capital begins a word: `oakTable`, `HTMLTable`."""
    cut, before = "", ""
    for here, after in zip(word, word[1:] + " ", strict=False):
        if here.isupper() and (before.islower() or before.isdecimal() or (before.isupper() and after.islower())):
            cut += " "
        cut += here if _of_a_word(here) else " "
        before = before if unicodedata.combining(here) else here
    return [part.strip(f"'’{JOINERS}") for part in cut.split()]


def _of_a_word(sign: str) -> bool:
    return unicodedata.category(sign)[0] in "LM" or sign.isdecimal() or sign in f"'’{JOINERS}"


def _without_number(word: str) -> str:
    """Return a word without the number behind it; one that begins with a digit, as 3d, is no numbered word."""
    return word if word[:1].isdecimal() else word.rstrip("".join(sign for sign in set(word) if sign.isdecimal()))
