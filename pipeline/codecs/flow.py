"""Flow in the plane of the picture as colours: the hue is its direction, the saturation its length.

    hue = atan2(down, right): red is to the right, yellow-green down, cyan to the left, violet up
    saturation = length / reach_px, at most 1,  value = 1:  white is what does not move

Longer flow keeps its direction, and comes back as long as the reach. Black is where there is none. One channel is
always 255, and the least and the middle one are rounded to the nearest. So the saturation is off by at most 1/510, and
the hue by 60°/(255 saturation): together by `max_error`, (1/510 + π/765) reach.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ._images import check_dtype, check_rgb
from .errors import CodecError

NO_FLOW = 0.5  # the greatest channel of what has none is below it, of 1
SECTORS = np.array([[0, 1, 2], [1, 0, 2], [1, 2, 0], [2, 1, 0], [2, 0, 1], [0, 2, 1]])  # greatest, middle, least


def encode(flow_px: NDArray[np.floating[Any]], reach_px: float) -> NDArray[np.uint8]:
    """Paint flow H×W×2 (float32 or float64 pixels to the right and down; not finite where there is none).

    Returns uint8 H×W×3. Raises CodecError: a wrong shape or dtype, a reach that is no length.
    """
    _check_reach(reach_px)
    check_dtype(flow_px, "flow_px", "float32", "float64")
    if flow_px.ndim != 3 or flow_px.shape[2] != 2:
        raise CodecError(f"flow_px has shape {flow_px.shape}; it must be (height, width, 2)")
    known = np.isfinite(flow_px).all(axis=-1, keepdims=True)
    right, down = np.moveaxis(np.where(known, flow_px, 0).astype(np.float64), 2, 0)
    saturation = np.minimum(np.hypot(right, down) / reach_px, 1)
    hue = np.arctan2(down, right) % (2 * math.pi) / (math.pi / 3)
    sector = hue.astype(np.int64) % 6
    part = np.where(sector % 2, 1 - hue % 1, hue % 1)
    levels = np.stack([np.ones_like(part), 1 - saturation * (1 - part), 1 - saturation], axis=-1)
    rgb = np.zeros(levels.shape)
    np.put_along_axis(rgb, SECTORS[sector], levels, axis=-1)
    return np.where(known, np.rint(255 * rgb), 0).astype(np.uint8)


def decode(rgb: NDArray[Any], reach_px: float) -> NDArray[np.float32]:
    """Read flow back from a picture, whatever a model drew: H×W×2 float32 pixels, NaN where there is none.

    `rgb` is H×W×3, uint8 or float32/float64 in [0, 1]. Raises CodecError: a wrong shape or dtype, floating-point
    colours outside [0, 1], a reach that is no length.
    """
    _check_reach(reach_px)
    check_rgb(rgb)
    share = rgb.astype(np.float64) / (255 if rgb.dtype == np.uint8 else 1)
    order = np.argsort(-share, axis=-1, kind="stable")
    most, middle, least = np.moveaxis(np.take_along_axis(share, order, axis=-1), 2, 0)
    span = most - least
    part = np.divide(middle - least, span, out=np.zeros_like(span), where=span > 0)
    sector = _sector(order)
    angle = (sector + np.where(sector % 2, 1 - part, part)) * (math.pi / 3)
    length = reach_px * np.divide(span, most, out=np.zeros_like(span), where=most > 0)
    flow_px = np.stack([length * np.cos(angle), length * np.sin(angle)], axis=-1)
    return np.where((most < NO_FLOW)[..., None], np.nan, flow_px).astype(np.float32)


def max_error(reach_px: float) -> float:
    """Return the largest |decode(encode(v)) − v| in pixels, of flow no longer than the reach."""
    _check_reach(reach_px)
    return reach_px * (1 / 510 + math.pi / 765)


def _sector(order: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return which sixth of the circle has its channels in this order, from the greatest to the least."""
    numbers = np.zeros(9, np.int64)
    numbers[3 * SECTORS[:, 0] + SECTORS[:, 1]] = np.arange(6)
    return np.asarray(numbers[3 * order[..., 0] + order[..., 1]])


def _check_reach(reach_px: float) -> None:
    if isinstance(reach_px, bool) or not isinstance(reach_px, int | float) or not 0 < reach_px < 1e9:
        raise CodecError(f"reach_px is {reach_px!r}; it must be a length above 0 px")
