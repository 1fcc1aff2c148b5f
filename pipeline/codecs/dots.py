"""Dots of one colour: discs of RADIUS_PX around points, which count what is there and say where.

A picture is read by the nearer of two colours; what touches, corners too, is one dot, and less than LEAST_PX is none.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from . import masks

RADIUS_PX = 4
LEAST_PX = 6  # of a disc at half the size there are twice as many
MOST_DOTS = 10_000
RGB = tuple[int, int, int]


def encode(
    points: NDArray[np.floating[Any]], shape: tuple[int, int], dot: RGB, background: RGB = (0, 0, 0)
) -> NDArray[np.uint8]:
    """Paint points N×2 (across, down, in pixels) as uint8 H×W×3 of a shape, height and width.

    Raises CodecError where the two colours are one, or none.
    """
    down, across = np.indices(shape) + 0.5
    near = np.zeros(shape, np.int64)
    for x, y in points:
        near |= np.hypot(across - x, down - y) <= RADIUS_PX
    return masks.encode(near, {0: background, 1: dot})


def decode(rgb: NDArray[Any], dot: RGB, background: RGB = (0, 0, 0)) -> NDArray[np.float64]:
    """Return the centres of the dots in a picture, whatever a model drew: float64 N×2, across and down, in pixels.

    `rgb` is H×W×3, uint8 or float32/float64 in [0, 1]; of more than MOST_DOTS, the first of them. Raises CodecError: a
    wrong shape or dtype, floating-point colours outside [0, 1], two colours that are one.
    """
    from scipy import ndimage  # which decoding the other codecs does not need

    labels, _ = ndimage.label(masks.decode(rgb, {0: background, 1: dot}), structure=np.ones((3, 3)))
    areas_px = np.bincount(labels.ravel())
    kept = [number for number in range(1, len(areas_px)) if areas_px[number] >= LEAST_PX][:MOST_DOTS]
    centres = ndimage.center_of_mass(labels > 0, labels, kept) if kept else []
    return np.array([(x + 0.5, y + 0.5) for y, x in centres], np.float64).reshape(-1, 2)
