"""Prompts that name what is to be drawn, each in a colour of its own: a legend, written and read back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np

from . import colours, legend
from .colours import RGB
from .draw import pick
from .prompts.templates import prompt_faults, prompts
from .semantic import rest
from .task import Answer
from .words.language import Form, words

NO_VALUES: Mapping[str, str] = {}


class Listing(NamedTuple):
    """A prompt with a legend, and its colours; "" is everything else, where the prompt states it."""

    prompt: str
    template: str
    parameters: dict[str, str | float]
    palette: dict[str, RGB]


def listing(
    task: str,
    names: Sequence[str],
    rng: np.random.Generator,
    language: str,
    beside: Mapping[str, str] = NO_VALUES,
) -> Listing | None:
    """Return a prompt that gives these names colours at least 60 apart; None where there are not enough.

    The names are plurals that nobody has to inflect, such as "creases"; they go with the article "the". Names of other
    forms go with templates that have structured legends alone. `beside` are the values of the other fields.
    """
    said, ways = words(language), prompts(task, language)
    styles = legend.STRUCTURED | said.legends
    template = ways.choose(rng, styles=styles)
    style = pick([name for name in template.legend if name in styles], rng)
    colour_style = pick(legend.COLOUR_STYLES.get(style, tuple(colours.STYLES)), rng)
    forms = {_form(name): name for name in names}
    forms |= dict.fromkeys(rest(template, style, said, rng), legend.UNLISTED)
    drawn = colours.draw(len(forms), colour_style, [] if template.background else [colours.BLACK], rng)
    if len(drawn) < len(forms):
        return None
    written = legend.write(dict(zip(forms, drawn, strict=True)), style, colour_style, language)
    prompt = ways.fill(template, rng, values={"legend": written, **beside})
    parameters: dict[str, str | float] = {"legend": style, "colours": colour_style}
    return Listing(prompt, template.id, parameters, dict(zip(forms.values(), drawn, strict=True)))


def listing_faults(task: str, given: Answer) -> list[str]:
    """Return what is wrong with a prompt: not of its template, or another legend than the metadata's palette."""
    if found := prompt_faults(task, given):
        return found
    stated = legend.read(given.prompt)
    if stated != given.palette:
        return [f"the prompt's legend is {stated}, the metadata's palette {given.palette}"]
    ways = prompts(task, given.language)
    values = ways.read(ways.template(given.template), given.prompt) or {}
    if values.get("legend") not in _writings(given):
        return [f"the prompt's legend is {values.get('legend')!r}, which the style in the metadata does not write"]
    return []


def _writings(given: Answer) -> list[str]:
    """Return the legends that a palette may have been written as: what is unlisted has several names."""
    style, colour_style = str(given.parameters.get("legend")), str(given.parameters.get("colours"))
    if style not in legend.styles(given.language) or colour_style not in colours.STYLES:
        return []
    return [
        legend.write({_form(name) if name else form: rgb for name, rgb in given.palette.items()}, style, colour_style)
        for form in words(given.language).rest()
    ]


def _form(name: str) -> Form:
    return Form(name, f"the {name}", many=True)
