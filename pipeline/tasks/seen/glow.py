"""What the lightness of pixels shows: whether a lamp is on, and whether letters stand out from what they are on."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ....renderers.frame import Frame
from ..oklab import oklab

Lightness = NDArray[np.float32]

BRIGHT = 0.9  # lightness in OKLab: 221 of 255 in sRGB, as few surfaces are that only reflect light
GLOWING = 0.08  # of a thing's pixels must be bright where it is seen at once that it gives light
ABOVE = 0.15  # in OKLab: by so much what glows is lighter than most of the picture
SPARKS = 0.01  # of what is off may be as bright at most,
OFF, GLINTS = 0.75, 0.05  # and so many lighter than this: reflections on metal and glass


def glows(frame: Frame) -> dict[int, bool | None]:
    """Return whether each thing in sight that can be lit is seen to be, by its instance; None where it is not clear.

    Things whose words tell no such state are left out.
    """
    numbers = [thing.instance for thing in frame.objects if thing.words.state in ("lit", "unlit")]
    if not numbers:
        return {}
    lightness = oklab(frame.image)[..., 0]
    usual = float(np.percentile(lightness, 75))
    return {number: _glows(lightness[frame.instance == number], usual) for number in numbers}


def _glows(lightness: Lightness, usual: float) -> bool | None:
    bright = float((lightness >= BRIGHT).mean())
    if bright >= GLOWING and float(np.percentile(lightness, 95)) >= usual + ABOVE:
        return True
    return False if bright <= SPARKS and float((lightness >= OFF).mean()) <= GLINTS else None


def text_contrasts(frame: Frame) -> dict[int, float]:
    """Return by how much the lightest tenth of each line of text in sight differs from the darkest (0–1)."""
    lines = {thing.instance: thing.lettering for thing in frame.objects if thing.lettering}
    if not lines:
        return {}
    lightness = oklab(frame.image)[..., 0]
    boxes = {number: line.box_px for number, line in lines.items()}
    return {number: _spread(lightness[top:bottom, left:right]) for number, (left, top, right, bottom) in boxes.items()}


def _spread(lightness: Lightness) -> float:
    if not lightness.size:
        return 0.0
    low, high = np.percentile(lightness, (10, 90)).tolist()
    return float(high - low)
