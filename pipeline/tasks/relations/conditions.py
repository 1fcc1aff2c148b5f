"""Whether a thing is open, or lit, how an animal stands, and what is printed: by the truth, and as it can be seen."""

from __future__ import annotations

from typing import Literal

from .evidence import Seen, apart
from .forms import StateWord
from .stances import STANCES, stands

Truth = bool | None
OPPOSITES: dict[str, Literal["open", "closed", "lit", "unlit"]] = {
    "open": "closed",
    "closed": "open",
    "lit": "unlit",
    "unlit": "lit",
}
LARGE = 0.0015  # of the picture: 15×14 px of 448×320
LONG = 0.03  # of the picture's width and height: what is seen from its edge looks neither open nor closed
TOPS = frozenset({"book", "box"})  # what is open at its top, which is seen from above only:
STEEP_DEG = 12.0  # so steeply at least
WHOLE = 0.6  # of a thing: what hides more of it may hide its lid
LETTER_PX = 7.0  # the height of the lowest letters that are read: one pixel for each square of their font
CONTRAST = 0.18  # in OKLab: by so much the lightest and darkest tenths of a line of text must differ


def is_in(seen: Seen, word: StateWord) -> Truth:
    """Return whether a thing is in one of the two states of OPPOSITES that it can be in, or an animal stands so.

    None where the truth tells of neither, or the picture does not show it: a lamp whose pixels are neither clearly
    bright nor clearly not, a laptop that is small, cut, mostly hidden or seen from its edge, a box seen from below.
    """
    if word in STANCES:
        return stands(seen, word)
    own = seen.thing.words.state
    if own not in (word, OPPOSITES[word]):
        return None
    shown = seen.glow is (own == "lit") if own in ("lit", "unlit") else _is_plain(seen)
    return own == word if shown else None


def says(seen: Seen, text: str) -> Truth:
    """Return whether a text is printed on a thing and can be read; None where it is, and cannot."""
    if seen.thing.words.text != text:
        return False
    return True if is_legible(seen) else None


def is_legible(seen: Seen) -> bool:
    """Return whether the text on a thing can be read: nothing hides it, and its letters are tall and clear enough."""
    line = seen.thing.lettering
    return line is not None and line.letter_px >= LETTER_PX and seen.contrast >= CONTRAST


def _is_plain(seen: Seen) -> bool:
    wide = -apart(seen.columns, seen.columns) >= LONG and -apart(seen.rows, seen.rows) >= LONG
    shown = seen.thing.category not in TOPS or seen.down_deg >= STEEP_DEG
    return shown and wide and not seen.cut and seen.share >= LARGE and seen.thing.visible_fraction >= WHOLE
