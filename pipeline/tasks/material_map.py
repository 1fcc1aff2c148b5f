"""Material maps: what everything is made of, in colours that the prompt lists: wood, metal, glass, fabric.

Asked of frames whose truth tells classes of materials. Listed are those that fill LEAST_SHARE of the picture; all
others, what has no class, and the sky have the colour of the rest.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from ...manifests.task_options import MaterialsOptions
from ...renderers.frame import Frame
from ...scenes.appearance.stuff import STUFF
from ..codecs import masks
from . import labelled
from .labelled import numbered
from .listed import listing, listing_faults
from .reading import Coded, Numbers
from .task import NOTHING, Answer, Asked, Task, is_patchy

LEAST_SHARE = 0.002  # of the picture, of a class that is listed
LEAST_NAMES, MOST_NAMES = 2, 8
DEFAULTS = MaterialsOptions()


def answer(
    frame: Frame,
    rng: np.random.Generator,
    language: str = "en",
    options: MaterialsOptions = DEFAULTS,
    asked: Asked = NOTHING,
) -> Answer | None:
    """Ask for the materials in sight; None where the truth does not tell them, or fewer than two are."""
    if frame.materials is None or is_patchy(frame):
        return None
    areas_px = np.bincount(frame.materials[frame.valid], minlength=len(STUFF) + 1)
    most = np.argsort(-areas_px[1:], kind="stable")[:MOST_NAMES] + 1
    names = [STUFF[number - 1] for number in most.tolist() if areas_px[number] >= LEAST_SHARE * frame.materials.size]
    listed = listing("materials", names, rng, language) if len(names) >= LEAST_NAMES else None
    if listed is None:
        return None
    target = masks.encode(_labels(frame, listed.palette), numbered(listed))
    return Answer(listed.prompt, target, listed.template, "masks", listed.parameters, listed.palette, language)


def faults(frame: Frame, given: Answer) -> list[str]:
    """Read the legend out of the prompt, decode the target, and compare class by class with the truth."""
    if found := listing_faults("materials", given):
        return found
    if frame.materials is None:
        return ["the truth tells no materials"]
    names = [name for name in given.palette if name]
    if unknown := [name for name in names if name not in STUFF]:
        return [f"the prompt lists {unknown[0]!r}, which is no class of materials"]
    decoded, wrong = masks.decode(given.target, numbered(given)), np.zeros(frame.shape, np.bool_)
    for place, name in enumerate(STUFF, start=1):
        expected = names.index(name) + 1 if name in names else 0
        wrong |= (frame.materials == place) & (decoded != expected)
    wrong = frame.valid & (wrong | ((frame.materials == 0) & (decoded != 0)))
    return [f"target shows another material than the truth at {wrong.sum()} pixels"] if wrong.any() else []


def _labels(frame: Frame, palette: Iterable[str]) -> NDArray[np.int64]:
    """Return H×W: which of the listed materials is seen, from 1 in the order of the palette; 0 elsewhere."""
    table = np.zeros(256, np.int64)
    for number, name in enumerate(filter(None, palette), start=1):
        if name in STUFF:
            table[STUFF.index(name) + 1] = number
    return np.zeros(frame.shape, np.int64) if frame.materials is None else table[frame.materials]


def _truth(frame: Frame, given: Coded) -> Numbers:
    return _labels(frame, given.palette)


READING = labelled.reading(
    says="Paint what everything is made of, in the colours that the prompt lists for materials.",
    what="material",
    counted="listed materials",
    nothing="no listed material is in its truth",
    truth=_truth,
)
MATERIALS = Task("materials", answer, faults, READING)
