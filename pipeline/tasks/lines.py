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
    for ends in lines:
        low, high = np.min(ends, axis=0) - LINE_PX, np.max(ends, axis=0) + LINE_PX
        rows, columns = (slice(max(int(low[axis]), 0), max(int(high[axis]) + 1, 0)) for axis in (1, 0))
        down, across = np.arange(shape[0])[rows, None] + 0.5, np.arange(shape[1])[None, columns] + 0.5
        (x, y), (along_x, along_y) = ends[0], np.subtract(ends[1], ends[0]).tolist()
        squared = max(along_x**2 + along_y**2, 1e-12)
        share = np.clip(((across - x) * along_x + (down - y) * along_y) / squared, 0, 1)
        gap_px = np.hypot(across - x - share * along_x, down - y - share * along_y)
        nearest_px[rows, columns] = np.minimum(nearest_px[rows, columns], gap_px)
    return nearest_px
