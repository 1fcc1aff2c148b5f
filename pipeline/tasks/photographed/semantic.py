"""Semantic segmentation of photographs: a legend of a set's own classes, by their own names.

`labels` are H×W places in the set's list of classes, from 1. Where they are 0, nobody knows: that is in no legend, is
painted as what is unlisted, and does not count.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from ....manifests.task_options import SemanticOptions
from ...codecs import masks
from .. import colours, legend
from ..colours import BLACK, RGB
from ..draw import least_first, pick
from ..prompts.templates import Template, prompt_faults, prompts
from ..recognisable import MIN_SHARE
from ..semantic import MAX_ABSENT, MAX_CLASSES, decoding_palette, numbered, rest
from ..task import Answer, Asked, Referent
from ..words.language import SUBJECT, Form, words

Labels = NDArray[np.uint16]
QUOTED = ("json", "map")  # the styles of legends that hold any name but one with quotes in it
MOST_NAMED = 20  # classes whose colours are called by name


def ask(labels: Labels, listed: Mapping[int, str], rng: np.random.Generator) -> Answer:
    """Ask for classes, by number; what is drawn depends on their names alone. Raises ValueError as `check_names`."""
    names = tuple(listed.values())
    template, style = _way(names, rng)
    by_value = tuple(name for name in colours.STYLES if name not in colours.BY_NAME)
    known = legend.COLOUR_STYLES.get(style, tuple(colours.STYLES))
    colour_style = pick([name for name in known if len(names) <= MOST_NAMED or name in by_value], rng)
    forms = [*map(_form, names), *rest(template, style, words("en"), rng)]
    drawn = colours.draw_many(len(forms), colour_style, [] if template.background else [BLACK], rng)
    written = legend.write(dict(zip(forms, drawn, strict=True)), style, colour_style)
    palette = dict(zip((*names, legend.UNLISTED), drawn, strict=False))
    referents = _referents(labels, listed)
    return Answer(
        prompt=prompts("semantic", "en").fill(template, rng, values={"legend": written}),
        target=masks.encode(_positions(labels, palette, referents), numbered(palette)),
        template=template.id,
        codec="masks",
        parameters={"legend": style, "colours": colour_style},
        palette=palette,
        referents=referents,
    )


def choose(
    labels: Labels, classes: Sequence[str], options: SemanticOptions, asked: Asked, rng: np.random.Generator
) -> dict[int, str]:
    """Return some of the classes in sight by number, those first that were asked less often, and some that are not."""
    areas_px = np.bincount(labels.ravel(), minlength=len(classes) + 1)[1:]
    fair = [name for name, area in zip(classes, areas_px, strict=True) if area >= MIN_SHARE * labels.size]
    if not fair:
        return {}
    chosen = least_first(fair, asked, rng)[: int(rng.integers(1, min(len(fair), MAX_CLASSES) + 1))]
    if rng.random() < options.absent:
        absent = [name for name, area in zip(classes, areas_px, strict=True) if not area]
        chosen += least_first(absent, asked, rng)[: int(rng.integers(1, MAX_ABSENT + 1))]
    return {classes.index(name) + 1: name for name in least_first(chosen, {}, rng)}


def check_names(names: Sequence[str]) -> None:
    """Raise ValueError where no legend can list these names."""
    if twice := next((name for name in names if names.count(name) > 1), None):
        raise ValueError(f"two classes are called {twice!r}")
    for name in names:
        plain = name == " ".join(name.split()) and 0 < len(name) <= legend.LONGEST
        if not plain or not any(_fits(name, style) for style in legend.STRUCTURED):
            raise ValueError(f"no legend can list a class that is called {name!r}")
    _way(tuple(names), np.random.default_rng(0))


def faults(labels: Labels, classes: Sequence[str], given: Answer) -> list[str]:
    """Read the legend out of the prompt, decode the target with it, and compare with the truth exactly."""
    if found := prompt_faults("semantic", given):
        return found
    stated = read(given)
    if stated != given.palette:
        return [f"the prompt's legend is {stated}, the metadata's palette {given.palette}"]
    numbers = {name: number for number, name in enumerate(classes, 1)}
    if unknown := [name for name in stated if name and name not in numbers]:
        return [f"the prompt names {unknown[0]!r}, which is no class of the set"]
    referents = _referents(labels, {numbers[name]: name for name in stated if name})
    if given.referents != referents:
        found.append("the metadata's referents are not what the prompt's names mean")
    wrong = masks.decode(given.target, numbered(stated)) != _positions(labels, stated, referents)
    return found + ([f"target shows another class than the truth at {wrong.sum()} pixels"] if wrong.any() else [])


def read(given: Answer) -> dict[str, RGB]:
    """Return the palette that the prompt's legend states; {} where its template and style cannot have made it."""
    book = prompts("semantic", "en")
    template, style = book.template(given.template), str(given.parameters["legend"])
    text = (book.read(template, given.prompt) or {}).get("legend", "")
    stated = legend.read_as(text, style)
    if not stated or legend.write({_form(name): rgb for name, rgb in stated.items()}, style, _colours(given)) != text:
        return {}
    *named, last = stated.items()
    unlisted = template.background and last[0] in _unlisted()
    return dict([*named, (legend.UNLISTED, last[1])]) if unlisted else stated


def _way(names: tuple[str, ...], rng: np.random.Generator) -> tuple[Template, str]:
    """Return a template and a style that can list these names."""
    styles = [style for style in legend.styles("en") if all(_fits(name, style) for name in names)]
    clash = not _unlisted().isdisjoint(names)
    ways = [each for each in prompts("semantic", "en").current if not (each.background and clash)]
    fitting = [each for each in ways if not set(styles).isdisjoint(each.legend)]
    if not fitting:
        raise ValueError(f"no legend can list {names[0]!r} together with all others")
    template = pick(fitting, rng)
    return template, pick([style for style in template.legend if style in styles], rng)


def _fits(name: str, style: str) -> bool:
    """Return whether a name stands in a legend without being taken for what is around it."""
    if style in QUOTED:
        return '"' not in name
    entry_in_it = style == "in" and "in" in name.split()  # "dog in red, the cat" would be two
    return re.fullmatch(SUBJECT, name) is not None and not entry_in_it


def _unlisted() -> set[str]:
    return {form.bare for form in words("en").rest()}


def _form(name: str) -> Form:
    """Return a class as a legend has it: never in the plural, as a set has one name for one thing and for many."""
    return Form(name, f"{words('en').articles[0]}{name}", many=False)


def _colours(given: Answer) -> str:
    return str(given.parameters["colours"])


def _referents(labels: Labels, listed: Mapping[int, str]) -> dict[str, Referent]:
    there = set(np.unique(labels).tolist())
    return {name: Referent((number,) if number in there else (), name) for number, name in listed.items()}


def _positions(labels: Labels, palette: dict[str, RGB], referents: Mapping[str, Referent]) -> NDArray[np.int64]:
    """Return H×W positions in the decoding palette: the class of each pixel, or what is unlisted."""
    positions = {name: position for position, name in enumerate(decoding_palette(palette))}
    table = np.full(int(labels.max(initial=0)) + 1, positions[legend.UNLISTED])
    for name, referent in referents.items():
        table[list(referent.instances)] = positions[name]
    return table[labels]
