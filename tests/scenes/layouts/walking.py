"""Where a body may be on a floor."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from cavendish.scenes.layouts.shared.floor_plan import Rect


def is_clear(
    xs: NDArray[np.float64], ys: NDArray[np.float64], rects: Sequence[Rect], away_m: float
) -> NDArray[np.bool_]:
    """Whether each point of a grid, by x and y, is `away_m` or more from all rectangles; one by one takes too long."""
    clear = np.ones((len(xs), len(ys)), bool)
    for rect in rects:
        angle = np.radians(rect.turn_deg)
        dx, dy = (xs - rect.x_m)[:, None], ys - rect.y_m
        right, back = dx * np.cos(angle) + dy * np.sin(angle), dy * np.cos(angle) - dx * np.sin(angle)
        out = np.maximum(np.abs(right) - rect.width_m / 2, 0), np.maximum(np.abs(back) - rect.depth_m / 2, 0)
        clear &= np.hypot(*out) >= away_m
    return clear
