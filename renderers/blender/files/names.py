"""What the objects of a scene file are called."""

from __future__ import annotations

import re
from typing import Any

from ....scenes.categories import STRUCTURE


def category_of(thing: Any) -> str:
    """Return the custom property `category`, or the name without numbers; where it has a shell's word, that word."""
    words = str(thing.get("category", "")) or re.sub(r"[\d_.\-]+", " ", _called(thing))
    name = " ".join(re.sub(r"[^a-z ]", "", words.lower()).split()) or "object"
    return next((word for word in sorted(STRUCTURE, key=len, reverse=True) if word in name), name)


def _called(thing: Any) -> str:
    """Return the name of an object, or of the empty that was made for it alone, as USD has one around every mesh."""
    parent = thing.parent
    return parent.name if parent and parent.type == "EMPTY" and len(parent.children) == 1 else thing.name
