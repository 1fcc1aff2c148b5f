"""Semantic segmentation: a legend in the prompt says which colour each class gets, drawn afresh for every sample."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ...renderers.frame import Frame
from ..codecs import masks
from . import colours, legend
from ._task import Answer, Task, choose, prompt_faults, templates

MIN_SHARE = 0.001  # of the frame, for a class to be asked for
MAX_CLASSES = 8
COLOUR_STYLES = {
    "json": ("name", "hex"),
    "map": ("angle", "rgb", "tuple"),
    "equals": ("name", "hex", "rgb"),
    "prose": tuple(colours.STYLES),
}


def answer(frame: Frame, rng: np.random.Generator) -> Answer | None:
    """Ask for some of the classes in sight; None where there is none of fair size."""
    shares = class_shares(frame)
    fair = sorted(name for name, share in shares.items() if share >= MIN_SHARE)
    if not fair:
        return None
    template = choose("semantic", rng)
    count = int(rng.integers(1, min(len(fair), MAX_CLASSES) + 1))
    names = [fair[i] for i in rng.permutation(len(fair))[:count]]
    colour_style = str(rng.choice(COLOUR_STYLES[template.legend]))
    palette = _palette(names, colour_style, template.background, rng)
    text = template.text.format(legend=legend.write(palette, template.legend, colour_style))
    target = masks.encode(labels(frame, palette), dict(enumerate(decoding_palette(palette).values())))
    return Answer(text, target, template.id, "masks", {"colours": colour_style}, palette)


def faults(frame: Frame, given: Answer) -> list[str]:
    """Read the legend out of the prompt, decode the target with it, and compare with the truth exactly."""
    template = templates("semantic")[given.template]
    style = str(given.parameters["colours"])
    found = prompt_faults(given, template.text.format(legend=legend.write(given.palette, template.legend, style)))
    stated = legend.read(given.prompt)
    if stated != given.palette:
        return [*found, f"the prompt's legend is {stated}, the metadata's palette {given.palette}"]
    decoded = masks.decode(given.target, dict(enumerate(decoding_palette(stated).values())))
    wrong = frame.valid & (decoded != labels(frame, stated))
    return found + ([f"target shows another class than the truth at {wrong.sum()} pixels"] if wrong.any() else [])


SEMANTIC = Task("semantic", answer, faults)


def class_shares(frame: Frame) -> dict[str, float]:
    """Return the share of the frame that each visible category covers."""
    shares: dict[str, float] = {}
    for thing in frame.objects:
        shares[thing.category] = shares.get(thing.category, 0.0) + thing.area_px / frame.instance.size
    return shares


def decoding_palette(palette: dict[str, colours.RGB]) -> dict[str, colours.RGB]:
    """Return the palette with the colour of what is unlisted: black where the prompt states none."""
    return palette if legend.UNLISTED in palette else {**palette, legend.UNLISTED: colours.BLACK}


def labels(frame: Frame, palette: dict[str, colours.RGB]) -> NDArray[np.int64]:
    """Return H×W positions in the decoding palette: the class of each pixel, or what is unlisted."""
    positions = {name: position for position, name in enumerate(decoding_palette(palette))}
    table = np.full(int(frame.instance.max(initial=0)) + 1, positions[legend.UNLISTED])
    for thing in frame.objects:
        table[thing.instance] = positions.get(thing.category, positions[legend.UNLISTED])
    return table[frame.instance]


def _palette(
    names: list[str], colour_style: str, with_background: bool, rng: np.random.Generator
) -> dict[str, colours.RGB]:
    subjects = [*names, legend.UNLISTED] if with_background else names
    taken = [] if with_background else [colours.BLACK]
    drawn = colours.draw(len(subjects), colour_style, taken, rng)
    kept = subjects[: len(drawn) - 1] + subjects[-1:] if with_background else subjects[: len(drawn)]
    return dict(zip(kept, drawn, strict=True))
