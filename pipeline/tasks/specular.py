"""Specular light: what surfaces mirror, sharp as chrome or dull as a waxed floor, direct light and indirect.

In stops from the median of the picture; its hue is in the truth, and not asked.
"""

from __future__ import annotations

from ...renderers.frame import Frame
from .light_stops import RANGES, said, stops
from .ramps import Scale, Values, asking, faulting, reading
from .task import Task


def specular_stops(frame: Frame) -> Values | None:
    """Return H×W stops of the light that is mirrored, −inf in the sky; None where the truth does not tell it."""
    return stops(frame, frame.specular)


SCALE = Scale("specular", specular_stops, RANGES, said)
READING = reading(
    SCALE,
    says="Paint how much light each surface mirrors, in stops from the median of the picture.",
    beyond="the sky has the colour of the lower end, and what is brighter or darker that of the ends",
    unit="stops",
)
SPECULAR = Task("specular", asking(SCALE), faulting(SCALE), READING)
