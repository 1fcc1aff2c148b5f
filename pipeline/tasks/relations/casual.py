"""How people write in a hurry: without "the", and in fewer words."""

from __future__ import annotations

import re

_SHORTER = (
    (r"\b(?:to|on) the (left|right) of\b", r"\1 of"),
    (r"\bthat (?:is|are) not\b", "not"),
    (r"\bthat (?:is|are) ((?:taller|shorter|larger|smaller|bigger|higher|lower|nearer|closer|farther)\b)", r"\1"),
    (r"\ball the\b", "all"),
    (r"(?<!two )(?<!three )(?<!four )\bleftmost\b", "far left"),
    (r"(?<!two )(?<!three )(?<!four )\brightmost\b", "far right"),
)
# What holds a verb keeps its articles but the first: "what would land on the sofa", "thing to leave the room through".
_VERB = re.compile(
    r"\b(?:if|would|could|that|what|when|people|(?:some|every)thing|(?:things?|tools?|place) to|way out)\b"
)
_FIRST = re.compile(r"^the ")
_EVERY = re.compile(r"(?<!except )(?<!but )(?<!apart from )\bthe ")  # "every chair except the red one"


def casual(phrase: str) -> str:
    """Return a phrase as people type it in a hurry: "chair left of table"."""
    for longer, shorter in _SHORTER:
        phrase = re.sub(longer, shorter, phrase)
    return (_FIRST if _VERB.search(phrase) else _EVERY).sub("", phrase)
