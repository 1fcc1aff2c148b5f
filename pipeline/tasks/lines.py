"""Lines between places in a picture, LINE_PX wide."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

LINE_PX = 5.0
Place = tuple[float, float]  # across and down, in pixels


def off_px(lines: Iterable[tuple[Place, Place]], shape: tuple[int, ...]) -> NDArray[np.float64]:
    """Return H×W how far each pixel's centre lies from the nearest of some lines; inf farther away than is drawn."""
    nearest_px = np.full(shape, np.inf)
    every_down, every_across = np.arange(shape[0])[:, None] + 0.5, np.arange(shape[1])[None] + 0.5
    for (x, y), (end_x, end_y) in lines:  # of which there are thousands, so nothing small is made an array
        rows, columns = _reached(y, end_y), _reached(x, end_x)
        down, across = every_down[rows], every_across[:, columns]
        along_x, along_y = end_x - x, end_y - y
        squared = max(along_x**2 + along_y**2, 1e-12)
        share = np.clip(((across - x) * along_x + (down - y) * along_y) / squared, 0, 1)
        gap_px = np.hypot(across - x - share * along_x, down - y - share * along_y)
        nearest_px[rows, columns] = np.minimum(nearest_px[rows, columns], gap_px)
    return nearest_px


def _reached(a: float, b: float) -> slice:
    """Return the pixels between two places and LINE_PX beyond."""
    return slice(max(int(min(a, b) - LINE_PX), 0), max(int(max(a, b) + LINE_PX) + 1, 0))
