"""Subjects listed with their colours, in several styles, and read back."""

from __future__ import annotations

import re
from collections.abc import Iterable

from .. import colours
from ..colours import RGB

# How each style writes one subject with its colour, and what joins the last two, and all others.
STYLES = {
    "in": ("{subject} in {colour}", " and ", ", "),
    "solid": ("{subject} in solid {colour}", " and ", ", "),
    "with": ("{subject} with {colour}", " and ", ", "),
    "area": ("the area of {subject} is {colour}", " and ", ", "),
    "equals": ("{subject} = {colour}", "; ", "; "),
    "arrow": ("{subject} -> {colour}", ", ", ", "),
    "json": ('"{subject}": "{colour}"', ", ", ", "),
    "map": ('"{subject}": {colour}', ", ", ", "),
}
BRACED = ("json", "map")
QUOTED = ("name", "both", "hex")  # the styles of colours that a JSON string holds


def colour_styles(style: str) -> tuple[str, ...]:
    """Return the styles of colours that go with a style."""
    return QUOTED if style == "json" else tuple(colours.STYLES)


def joins(style: str, subjects: Iterable[str]) -> bool:
    """Return whether no word comes twice where the style goes on, as in "something to sleep in in red"."""
    following = STYLES[style][0].partition("{subject}")[2].split()
    return all(subject.split()[-1:] != following[:1] for subject in subjects)


def write(palette: dict[str, RGB], style: str, colour_style: str) -> str:
    """Return the subjects of a palette with their colours."""
    form, last, joint = STYLES[style]
    written = [
        form.format(subject=subject, colour=colours.write(rgb, colour_style)) for subject, rgb in palette.items()
    ]
    body = last.join(part for part in (joint.join(written[:-1]), *written[-1:]) if part)
    return f"{{{body}}}" if style in BRACED else body


def read(text: str, style: str) -> dict[str, RGB]:
    """Return what `write` was given; {} or something else where the text is not of this style."""
    form, last, joint = STYLES[style]
    entry = re.escape(form).replace(r"\{subject\}", "(.+?)").replace(r"\{colour\}", f"({colours.pattern()})")
    end = "}$" if style in BRACED else "$"
    found = re.findall(f"{entry}(?:{re.escape(joint)}|{re.escape(last)}|{end})", text.removeprefix("{"))
    return {subject: colours.parse(colour) for subject, colour in found}
