"""Markdown that shows other people's text as text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from ..terminal.plaintext import one_line

MOST_LETTERS = 300
_ENTITIES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})
_PUNCTUATION = re.compile(r"([\\`*_\[\]|~$])")  # what has a meaning within a line
_CODE = re.compile(r"[^`|\x00-\x1f\x7f-\x9f\u2028\u2029]+")


def escaped(text: object, most: int = MOST_LETTERS) -> str:
    """Return a text as one line, cut where it has more than `most` letters, that Markdown shows as it stands."""
    line = one_line(text, most)
    return _PUNCTUATION.sub(r"\\\1", line.translate(_ENTITIES))


def code(text: object) -> str:
    """Return a text as code, or as it stands where backticks, bars or line breaks would end that."""
    return f"`{text}`" if _CODE.fullmatch(str(text)) else escaped(text)


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a table of cells that are Markdown already."""
    cells = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(row) + " |" for row in cells)
