"""The sky: what is infinitely far in a view of outdoors.

In the truth it is background, number 0, as is what lies around a scene that has no outdoors. What is seen there is
called sky only where ground or houses are in sight: in rooms it is the picture of a town or a wood, and in imports it
may be anything.
"""

from __future__ import annotations

import numpy as np

from ...renderers.frame import Frame
from ...renderers.weather import extinction_per_m
from .places import MEADOW, OUTDOORS

SKY = "sky"  # the concept, and what counts as its category
INFINITE = 0  # the number that the truth has for it
LEAST_CLEAR, DROWNED = 0.2, 0.002  # of a surface's contrast must be left, but for so much of the picture
OUTSIDE = OUTDOORS | {MEADOW, "road", "building"}


def infinite_px(frame: Frame) -> int:
    """Return how many pixels show nothing at any distance."""
    return int((frame.valid & (frame.instance == INFINITE)).sum())


def is_sky(frame: Frame) -> bool:
    """Return whether what is infinitely far would be called the sky, and is seen to be: fog may hide where it ends."""
    return any(thing.category in OUTSIDE for thing in frame.objects) and _drowned(frame) <= DROWNED


def _drowned(frame: Frame) -> float:
    """Return the share of the picture whose surfaces the weather's air all but hides."""
    if frame.camera.weather is None:
        return 0.0
    clear = np.exp(-extinction_per_m(frame.camera.weather) * frame.depth_m[np.isfinite(frame.depth_m)])
    return float((clear < LEAST_CLEAR).sum()) / frame.depth_m.size
