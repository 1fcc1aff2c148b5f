"""Other people's text, made fit to be shown: in a terminal, on a plot, on a card."""

from __future__ import annotations

import re

from ...scenes.errors import without_secrets

FOLDERS = re.compile(r"(?<![\w/:.])~?/(?:[^\s/'\",;:()]+/)+")  # of an absolute path


def visible(text: str) -> str:
    """Return a text of which nothing but line breaks steers a terminal, and without passwords in URLs.

    What cannot be seen becomes a blank: the codes that move the cursor, set the title or the clipboard, and the marks
    that turn the direction of writing.
    """
    if text.isascii() and text.isprintable():
        return without_secrets(text)
    return without_secrets("".join(c if c.isprintable() or c == "\n" else " " for c in text))


def one_line(text: object, most: int = 1000) -> str:
    """Return a text as one line of at most `most` letters.

    What cannot be seen becomes a blank, as `visible` says, and line breaks, too.
    """
    line = " ".join(visible(str(text)).split())
    return line if len(line) <= most else line[: most - 1] + "…"


def without_folders(text: str) -> str:
    """Return a text in which absolute paths have lost their folders, which name users and machines."""
    return FOLDERS.sub("…/", text)


def counted(number: int, things: str) -> str:
    """Return how many things there are, as in "1 fault", "2 skies": `things` is their name in the plural."""
    one = f"{things.removesuffix('ies')}y" if things.endswith("ies") else things.removesuffix("s")
    return f"{number:,} {one if number == 1 else things}"
