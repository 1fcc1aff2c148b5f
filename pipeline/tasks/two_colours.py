"""Prompts that state two colours in words: `paint` for what is asked, `colour` for everything else."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from . import colours
from .legend import UNLISTED

Palette = dict[str, tuple[int, int, int]]


def two_colours(what: str, style: str, rng: np.random.Generator) -> tuple[Palette, dict[str, str]]:
    """Return the colours of what is asked and of all else, and the words that fill a prompt's `paint` and `colour`."""
    paint, background = colours.draw(2, style, [], rng)
    said = {"paint": colours.write(paint, style), "colour": colours.write(background, style)}
    return {what: paint, UNLISTED: background}, said


def two_colours_faults(what: str, values: Mapping[str, str], palette: Palette) -> list[str]:
    """Return what is wrong where a prompt's `paint` and `colour` are not those of the metadata."""
    try:
        stated = {what: colours.parse(values["paint"]), UNLISTED: colours.parse(values["colour"])}
    except ValueError as error:
        return [f"the prompt's colours are not such: {error}"]
    return [f"the prompt's colours are {stated}, the metadata's {palette}"] if palette != stated else []
