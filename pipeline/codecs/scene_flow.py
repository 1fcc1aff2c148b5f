"""Motion in space as colours, one axis in each channel, within so many metres either way.

    red: right    green: up    blue: towards the camera
    channel = 144 + 111 metres / reach,  −reach … reach,  rounded to the nearest

So (144, 144, 144) stands still, exactly, and a coordinate comes back to half a step, reach / 222. Black is where there
is no surface: no motion is near it.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from ._images import check_dtype, check_rgb
from .errors import CodecError

STILL, STEPS = 144, 111  # the channel of no motion, and how many steps reach from there to either end
NO_SURFACE = 16  # every channel of what has none is below it


def encode(flow_m: NDArray[np.floating[Any]], reach_m: float) -> NDArray[np.uint8]:
    """Paint motion H×W×3 (float32 or float64 metres: right, up, towards the camera; not finite where there is none).

    Motion beyond the reach comes back at its end. Returns uint8 H×W×3. Raises CodecError: a wrong shape or dtype, a
    reach that is no length.
    """
    _check_reach(reach_m)
    check_dtype(flow_m, "flow_m", "float32", "float64")
    if flow_m.ndim != 3 or flow_m.shape[2] != 3:
        raise CodecError(f"flow_m has shape {flow_m.shape}; it must be (height, width, 3)")
    known = np.isfinite(flow_m).all(axis=-1, keepdims=True)
    share = np.clip(np.where(known, flow_m, 0).astype(np.float64) / reach_m, -1, 1)
    return np.where(known, np.rint(STILL + STEPS * share), 0).astype(np.uint8)


def decode(rgb: NDArray[Any], reach_m: float) -> NDArray[np.float32]:
    """Read motion back from a picture, whatever a model drew: H×W×3 float32 metres, NaN where there is none.

    `rgb` is H×W×3, uint8 or float32/float64 in [0, 1]. Raises CodecError: a wrong shape or dtype, floating-point
    colours outside [0, 1], a reach that is no length.
    """
    _check_reach(reach_m)
    check_rgb(rgb)
    channels = rgb.astype(np.float64) * (1 if rgb.dtype == np.uint8 else 255)
    flow_m = reach_m * np.clip((channels - STILL) / STEPS, -1, 1)
    return np.where((channels < NO_SURFACE).all(axis=-1, keepdims=True), np.nan, flow_m).astype(np.float32)


def max_error(reach_m: float) -> float:
    """Return the largest |decode(encode(v)) − v| along an axis in metres, of motion within the reach: half a step."""
    _check_reach(reach_m)
    return reach_m / (2 * STEPS)


def _check_reach(reach_m: float) -> None:
    if isinstance(reach_m, bool) or not isinstance(reach_m, int | float) or not 0 < reach_m < 1e9:
        raise CodecError(f"reach_m is {reach_m!r}; it must be a length above 0 m")
