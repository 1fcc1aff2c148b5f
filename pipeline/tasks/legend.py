"""Legends: which colour stands for what, written into a prompt in several styles and read back out of it."""

from __future__ import annotations

import re

from . import colours
from .colours import RGB

UNLISTED = ""  # the palette's entry for everything that the legend does not name
BACKGROUND = "background"  # how a legend names it

# Each style writes one entry, joins entries, and is read back by its pattern. Subjects hold no quotes or equal signs.
_ENTRY = {
    "json": '"{subject}": "{colour}"',
    "map": '"{subject}": {colour}',
    "equals": "{subject} = {colour}",
    "prose": "The {subject} is {colour}.",
}
_JOIN = {"json": ", ", "map": ", ", "equals": "; ", "prose": " "}
_READ = {
    "json": r'"([^"]+)": "(COLOUR)"',
    "map": r'"([^"]+)": (COLOUR)',
    "equals": r"(?:^|: |; )([^=;:]+) = (COLOUR)",
    "prose": r"The ([^.]+?) is (COLOUR)\.",
}


def write(palette: dict[str, RGB], style: str, colour_style: str) -> str:
    """Return the legend of a palette; its entry for the unlisted is named "background"."""
    entries = [
        _ENTRY[style].format(subject=subject or BACKGROUND, colour=colours.STYLES[colour_style](rgb))
        for subject, rgb in palette.items()
    ]
    body = _JOIN[style].join(entries)
    return f"{{{body}}}" if style in ("json", "map") else body


def read(prompt: str) -> dict[str, RGB]:
    """Return the palette that a prompt's legend states; {} where it has none. Without a background, none is added."""
    for pattern in _READ.values():
        found = re.findall(pattern.replace("COLOUR", colours.PATTERN), prompt)
        if found:
            return {UNLISTED if subject == BACKGROUND else subject: colours.parse(text) for subject, text in found}
    return {}
