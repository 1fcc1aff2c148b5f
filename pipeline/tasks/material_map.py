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
from .labelled import decode, error, numbered, score
from .listed import listing, listing_faults
from .reading import Coded, Headline, Numbers, Reading, ScoringRules
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


READING = Reading(
    says="Paint what everything is made of, in the colours that the prompt lists for materials.",
    colours="flat, in the colours that the prompt lists; the rest is black, unless it gives it a colour",
    decoded="""\
palette = json.loads(meta["palette"])
palette.setdefault("", (0, 0, 0))  # what is no listed material
places = codecs.masks.decode(target, dict(enumerate(palette.values())))
found = {name: places == place for place, name in enumerate(palette) if name}  # a mask H×W for each material""",
    headline=Headline("mIoU", "mIoU", best=1.0, worst=0.0, fine=0.99),
    rules=ScoringRules(
        "every pixel: a material drawn where it is not is wrong",
        "what is unknown in the truth",
        "IoU over the listed materials of a picture, then over pictures",
        "accuracy: share of the pixels of listed materials in the right colour",
    ),
    nothing="no listed material is in its truth",
    shades="another material, or one where none is",
    decode=decode,
    truth=_truth,
    score=score,
    worst=lambda truth, known: {"mIoU": 0.0, "accuracy": 0.0},
    error=error,
    figures=lambda numbers: {f"material {n}": float((numbers == n).mean()) for n in np.unique(numbers) if n},
)
MATERIALS = Task("materials", answer, faults, READING)
