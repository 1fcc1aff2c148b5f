"""How people write in a hurry: without articles, and in fewer words."""

from __future__ import annotations

import re

_SHORTER = (
    (r"\b(?:to|on) the (left|right) of\b", r"\1 of"),
    (r"\bthat (?:is|are) not\b", "not"),
    (r"\bthat (?:is|are) ((?:taller|shorter|larger|smaller|bigger|higher|lower|nearer|closer|farther)\b)", r"\1"),
    (r"\ball the\b", "all"),
    (r"\bleftmost\b", "far left"),
    (r"\brightmost\b", "far right"),
    (r"\b(?:the|an?) ", ""),
)


def casual(phrase: str) -> str:
    """Return a phrase as people type it in a hurry: "chair left of table"."""
    for longer, shorter in _SHORTER:
        phrase = re.sub(longer, shorter, phrase)
    return phrase
