"""Shadow of the sun: which surfaces it reaches, and which are turned away from it or lie behind something else.

Asked of frames whose truth tells it, where both are to be seen. The sky, and nothing else, has the colour of the rest.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from ...manifests.task_options import ShadowOptions
from ...renderers.frame import Frame
from ...renderers.passes import IN_SHADOW, IN_SUN
from ..codecs import masks
from . import labelled
from .labelled import numbered
from .listed import listing, listing_faults
from .reading import Coded, Numbers
from .task import NOTHING, Answer, Asked, Task, is_patchy

SUNLIT, SHADED = "sunlit surfaces", "surfaces in shadow"
NAMES = {SUNLIT: IN_SUN, SHADED: IN_SHADOW}
LEAST_SHARE = 0.02  # of the picture, of each of the two
DEFAULTS = ShadowOptions()


def answer(
    frame: Frame,
    rng: np.random.Generator,
    language: str = "en",
    options: ShadowOptions = DEFAULTS,
    asked: Asked = NOTHING,
) -> Answer | None:
    """Ask where the sun reaches; None where the truth does not tell it, or one of the two is hardly to be seen."""
    shadow = frame.shadow
    if shadow is None or is_patchy(frame) or min((shadow == each).mean() for each in NAMES.values()) < LEAST_SHARE:
        return None
    listed = listing("shadow", list(NAMES), rng, language)
    if listed is None:
        return None
    target = masks.encode(_labels(shadow, listed.palette), numbered(listed))
    return Answer(listed.prompt, target, listed.template, "masks", listed.parameters, listed.palette, language)


def faults(frame: Frame, given: Answer) -> list[str]:
    """Read the legend out of the prompt, decode the target, and compare each of the two with the truth."""
    if found := listing_faults("shadow", given):
        return found
    if frame.shadow is None:
        return ["the truth tells no shadow"]
    names = [name for name in given.palette if name]
    if {*names} != NAMES.keys():
        return [f"the prompt lists {sorted(names)}; it must be {' and '.join(NAMES)}"]
    drawn = masks.decode(given.target, numbered(given))
    wrong = frame.valid & ((frame.shadow == 0) != (drawn == 0))
    for name, number in NAMES.items():
        wrong |= frame.valid & ((drawn == names.index(name) + 1) != (frame.shadow == number))
    return [f"target shows light or shadow elsewhere than the truth at {wrong.sum()} pixels"] if wrong.any() else []


def _labels(shadow: NDArray[np.uint8], palette: Iterable[str]) -> NDArray[np.int64]:
    """Return H×W: which of the listed two is seen, from 1 in the order of the palette; 0 in the sky."""
    table = np.zeros(256, np.int64)
    for place, name in enumerate(filter(None, palette), start=1):
        table[NAMES.get(name, 0)] = place
    table[0] = 0
    return table[shadow]


def _truth(frame: Frame, given: Coded) -> Numbers:
    if frame.shadow is None:
        raise ValueError("nothing is known of its shadow")
    return _labels(frame.shadow, given.palette)


READING = labelled.reading(
    says="Paint what the sun reaches and what lies in shadow, in the two colours that the prompt lists.",
    what="region",
    counted="surfaces",
    nothing="no sun shines in its truth",
    truth=_truth,
)
SHADOW = Task("shadow", answer, faults, READING)
