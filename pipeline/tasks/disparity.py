"""Inverse depth, one over metres of planar depth: what stereo cameras measure, and near things fill."""

from __future__ import annotations

import numpy as np

from ...renderers.frame import Frame
from .ramps import Scale, Values, asking, faulting, reading
from .task import Task

RANGES = tuple((0.0, most) for most in (0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 20.0))


def inverse_depth(frame: Frame) -> Values | None:
    """Return H×W float64, per metre, 0 where there is no surface; None where there is none at all."""
    values = 1 / frame.depth_m.astype(np.float64)
    return values if (frame.valid & (values > 0)).any() else None


SCALE = Scale("disparity", inverse_depth, RANGES, lambda per_m: f"{per_m:g} per metre")
READING = reading(
    SCALE,
    says="Paint one over the depth, from 0 (infinitely far) to an end that the prompt states.",
    beyond="what is nearer than the end has its colour, and the sky is 0",
    unit="1/m",
)
DISPARITY = Task("disparity", asking(SCALE), faulting(SCALE), READING)
