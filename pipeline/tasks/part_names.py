"""What English prompts call the parts that the truth names."""

from __future__ import annotations

from .words.language import words

CALLED = {  # where it is not what a thing of that name is called
    "vehicle window": ("window", "windows"),
    "vehicle door": ("door", "doors"),
    "house door": ("door", "doors"),
    "glasses": ("glasses", "glasses"),
    "headwear": ("headwear", "headwear"),
}


def called(name: str) -> tuple[str, str]:
    """Return what one part of a name is called, and several: "wheel" and "wheels", twice "hair"."""
    if name in CALLED:
        return CALLED[name]
    forms = words("en").forms(name)[0]
    return forms[0].bare, forms[-1].bare
