"""Height above a level floor, in metres: how far up from it each point lies in the world."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ...renderers.frame import Frame
from .ramps import Scale, Values, asking, faulting, reading
from .task import Task

FLOORS = frozenset({"floor", "ground", "lawn", "paving", "pavement", "road"})
LEVEL_M = 0.05  # between which heights nine tenths of a floor lie that is called level
UPRIGHT = 0.999  # the least z of its normals in the world
LEAST_SHARE = 0.01  # of the pixels: a floor that is seen
RANGES = tuple((0.0, most) for most in (1.0, 2.0, 3.0, 5.0, 10.0, 20.0, 50.0))


def height_m(frame: Frame) -> Values | None:
    """Return H×W float64 metres above the floor in sight, +inf where there is no surface; None without such a floor."""
    level_m = floor_level_m(frame)
    return None if level_m is None else _up_m(frame) - level_m


def floor_level_m(frame: Frame) -> float | None:
    """Return how high in the world the floor in sight lies; None where there is none, or it is not level."""
    up_m = _up_m(frame)
    seen_m = up_m[is_floor(frame)]
    if seen_m.size < LEAST_SHARE * up_m.size:
        return None
    low, level, high = np.quantile(seen_m, [0.05, 0.5, 0.95])
    return float(level) if high - low <= LEVEL_M else None


def is_floor(frame: Frame) -> NDArray[np.bool_]:
    """Return H×W where the upper side of a floor or the ground is seen."""
    floors = [thing.instance for thing in frame.objects if thing.category in FLOORS]
    upright = frame.normals.astype(np.float64) @ frame.camera.matrix()[2, :3] >= UPRIGHT
    return np.isin(frame.instance, floors) & upright & frame.valid & np.isfinite(frame.depth_m)


def _up_m(frame: Frame) -> Values:
    """Return H×W how high in the world each surface lies, +inf where there is none."""
    matrix, surface = frame.camera.matrix(), np.isfinite(frame.depth_m)
    rise = frame.camera.rays() @ matrix[2, :3]
    return np.where(surface, matrix[2, 3] + rise * np.where(surface, frame.depth_m.astype(np.float64), 0), np.inf)


SCALE = Scale("height", height_m, RANGES, lambda metres: f"{metres:g} m")
READING = reading(
    SCALE,
    says="Paint how high above the floor everything is, between two heights that the prompt states.",
    beyond="what is higher has the colour of the upper end, as the sky has, and what is lower that of the lower",
    unit="m",
)
HEIGHT = Task("height", asking(SCALE), faulting(SCALE), READING)
