"""Shading: how much light falls on each surface and is scattered, whatever its colour: direct light and indirect.

In stops from the median of the picture. What scatters none, as metal and glass, has the lower end.
"""

from __future__ import annotations

from ...renderers.frame import Frame
from .light_stops import RANGES, said, stops
from .ramps import Scale, Values, asking, faulting, reading
from .task import Task


def shading_stops(frame: Frame) -> Values | None:
    """Return H×W stops of the light on surfaces, −inf in the sky; None where the truth does not tell it."""
    return stops(frame, frame.shading)


SCALE = Scale("shading", shading_stops, RANGES, said)
READING = reading(
    SCALE,
    says="Paint how much light falls on each surface, without its colour, in stops from the median of the picture.",
    beyond="metal, glass and the sky have the colour of the lower end, and what is brighter or darker that of the ends",
    unit="stops",
)
SHADING = Task("shading", asking(SCALE), faulting(SCALE), READING)
