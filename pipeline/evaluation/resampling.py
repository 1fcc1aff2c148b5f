"""Drawings of another size: which shapes pass, and decoded numbers at the picture's size.

Numbers are resampled, never colours: between two colours lie others that mean something else.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

Shape = tuple[int, int]  # height and width
Places = tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float32]]

SIDE_STEP_PX = 64  # many models draw sides that are multiples of it, or of a part of it
MOST_OFF = 0.125  # of the shape, however small a drawing is
SHAPE_RULE = f"the same to {SIDE_STEP_PX} px of the drawing's shorter side, and to {MOST_OFF:.1%}".replace("%", " %")


def has_shape_of(drawn: Shape, wanted: Shape) -> bool:
    """Return whether a drawing has the shape of a picture, to one step of its shorter side and to MOST_OFF."""
    ratio = (drawn[1] * wanted[0]) / (drawn[0] * wanted[1])
    return max(ratio, 1 / ratio) - 1 <= min(SIDE_STEP_PX / min(drawn), MOST_OFF)


def misshapen(drawn: Shape, wanted: Shape) -> str:
    """Return what a drawing is that has not the shape of a picture, "" where it has."""
    if has_shape_of(drawn, wanted):
        return ""
    return f"{drawn[1]}×{drawn[0]}, which has not the shape of {wanted[1]}×{wanted[0]} (allowed: {SHAPE_RULE})"


def nearest(numbers: NDArray[Any], shape: Shape) -> NDArray[Any]:
    """Return numbers H'×W'×… at a size H×W, each pixel from the one that its centre falls into."""
    rows, columns = (
        ((np.arange(wanted) + 0.5) * there / wanted).astype(np.int64)
        for wanted, there in zip(shape, numbers.shape[:2], strict=True)
    )
    return numbers[rows[:, None], columns]


def bilinear(numbers: NDArray[np.float32], known: NDArray[np.bool_], shape: Shape) -> NDArray[np.float32]:
    """Return numbers H'×W'×… at a size H×W, between the four pixels around each centre.

    Where one of the four is not `known` (H'×W'), the nearest stands, whatever it is. Corners of both sizes meet;
    outside the outermost centres the outermost pixels go on.
    """
    (upper, lower, down), (left, right, across) = (
        _places(wanted, there) for wanted, there in zip(shape, known.shape, strict=True)
    )
    of_pixel = (..., *[None] * (numbers.ndim - 2))
    filled, across = np.where(known[of_pixel], numbers, np.float32(0)), across[of_pixel]
    above, below = ((1 - across) * filled[rows][:, left] + across * filled[rows][:, right] for rows in (upper, lower))
    down = down[:, None][of_pixel]
    whole = known[:, left] & known[:, right]
    return np.where((whole[upper] & whole[lower])[of_pixel], (1 - down) * above + down * below, nearest(numbers, shape))


def bilinear_units(vectors: NDArray[np.float32], shape: Shape) -> NDArray[np.float32]:
    """Return unit vectors H'×W'×3 at a size H×W as `bilinear` does, of length 1 again; (0,0,0) is not known."""
    blended = bilinear(vectors, vectors.any(axis=-1), shape)
    length = np.linalg.norm(blended, axis=-1, keepdims=True)
    return np.where(length > 0, blended / np.where(length > 0, length, 1), blended)


def _places(wanted: int, there: int) -> Places:
    """Return for each of `wanted` pixels of a side the two around its centre, and how far it is on to the second."""
    centre = np.clip((np.arange(wanted) + 0.5) * there / wanted - 0.5, 0, there - 1)
    first = centre.astype(np.int64)
    return first, np.minimum(first + 1, there - 1), (centre - first).astype(np.float32)
