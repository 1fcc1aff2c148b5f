"""Points in space as colours, one axis in each channel, within a box that reaches so many metres from the camera.

    red: right, −reach … reach    green: up, −reach … reach    blue: ahead, 0 … 2 reach
    channel = BASE + (255 − BASE) f,  f from 0 to 1 along its axis,  rounded to the nearest

Black is what lies outside, or where there is no point. So a coordinate comes back to half a step of its axis,
reach / (255 − BASE), and no point is near black.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from ._images import check_dtype, check_rgb
from .errors import CodecError

BASE = 32
NO_POINT = 16  # every channel of what is no point is below it
LOW = np.array([-1.0, -1.0, 0.0])  # of the box, in reaches


def encode(points_m: NDArray[np.floating[Any]], reach_m: float) -> NDArray[np.uint8]:
    """Paint points H×W×3 (float32 or float64 metres: right, up, ahead; not finite where there is none).

    Returns uint8 H×W×3. Raises CodecError: a wrong shape or dtype, a reach that is no length.
    """
    _check_reach(reach_m)
    check_dtype(points_m, "points_m", "float32", "float64")
    if points_m.ndim != 3 or points_m.shape[2] != 3:
        raise CodecError(f"points_m has shape {points_m.shape}; it must be (height, width, 3)")
    share = (points_m.astype(np.float64) / reach_m - LOW) / 2
    inside = ((share >= 0) & (share <= 1)).all(axis=-1, keepdims=True)
    return np.where(inside, np.rint(BASE + (255 - BASE) * np.where(inside, share, 0)), 0).astype(np.uint8)


def decode(rgb: NDArray[Any], reach_m: float) -> NDArray[np.float32]:
    """Read points back from a picture, whatever a model drew: H×W×3 float32 metres, NaN where there is none.

    `rgb` is H×W×3, uint8 or float32/float64 in [0, 1]. Raises CodecError: a wrong shape or dtype, floating-point
    colours outside [0, 1], a reach that is no length.
    """
    _check_reach(reach_m)
    check_rgb(rgb)
    channels = rgb.astype(np.float64) * (1 if rgb.dtype == np.uint8 else 255)
    points_m = reach_m * (LOW + 2 * np.clip((channels - BASE) / (255 - BASE), 0, 1))
    return np.where((channels < NO_POINT).all(axis=-1, keepdims=True), np.nan, points_m).astype(np.float32)


def max_error(reach_m: float) -> float:
    """Return the largest |decode(encode(v)) − v| along an axis in metres, of points within the box: half a step."""
    _check_reach(reach_m)
    return reach_m / (255 - BASE)


def _check_reach(reach_m: float) -> None:
    if isinstance(reach_m, bool) or not isinstance(reach_m, int | float) or not 0 < reach_m < 1e9:
        raise CodecError(f"reach_m is {reach_m!r}; it must be a length above 0 m")
