"""Other people's text, made fit to be shown: in a terminal, on a plot, on a card."""

from __future__ import annotations


def one_line(text: object, most: int = 1000) -> str:
    """Return a text as one line of at most `most` letters.

    What cannot be seen becomes a blank: line breaks, the codes that steer a terminal, marks that turn the direction of
    writing.
    """
    seen = "".join(c if c.isprintable() else " " for c in str(text))
    line = " ".join(seen.split())
    return line if len(line) <= most else line[: most - 1] + "…"
