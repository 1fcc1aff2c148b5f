"""The sky: what is infinitely far in a view of outdoors.

In the truth it is background, number 0, as is what lies around a scene that has no outdoors. What is seen there is
called sky only where ground or houses are in sight: in rooms it is the picture of a town or a wood, and in imports it
may be anything.
"""

from __future__ import annotations

from ...renderers.frame import Frame
from .places import MEADOW, OUTDOORS

SKY = "sky"  # the concept, and what counts as its category
INFINITE = 0  # the number that the truth has for it
OUTSIDE = OUTDOORS | {MEADOW, "road", "building"}


def infinite_px(frame: Frame) -> int:
    """Return how many pixels show nothing at any distance."""
    return int((frame.valid & (frame.instance == INFINITE)).sum())


def is_sky(frame: Frame) -> bool:
    """Return whether what is infinitely far would be called the sky."""
    return any(thing.category in OUTSIDE for thing in frame.objects)
