"""Whether the pixels of an edited picture show what was asked for."""

from __future__ import annotations

from ....renderers.edits import Edit
from .glow import glows
from .looks import looks


def shows(edit: Edit) -> bool:
    """Return whether a thing has the colour that it was given, or shines where it was switched on and not otherwise.

    Of other changes the truth tells, and nothing is asked of the pixels.
    """
    kind, number, value = edit.change.kind, edit.change.instance, edit.change.value
    if kind == "recolour":
        seen = looks(edit.frame).get(number)
        return seen is not None and bool(seen.agrees(value))
    if kind == "light":
        return glows(edit.frame).get(number) is (value == "on")
    return True
