"""Albedo as colours: the share of light that a surface scatters, by channel, as sRGB encodes it.

Pictures show it as the surface would look, evenly lit in white light. Eight bits come back exactly; other shares, to
half a step of the curve.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from ._images import check_dtype, check_rgb
from .errors import CodecError

STEEPEST = 2.4 / 1.055  # of the way back: at 1


def encode(share: NDArray[np.floating[Any]]) -> NDArray[np.uint8]:
    """Paint shares H×W×3 (float32 or float64, 0–1 linear). Returns uint8 H×W×3. Raises CodecError: others."""
    check_dtype(share, "share", "float32", "float64")
    if share.ndim != 3 or share.shape[2] != 3:
        raise CodecError(f"share has shape {share.shape}; it must be (height, width, 3)")
    if share.size and not (share.min() >= 0 and share.max() <= 1):
        raise CodecError(f"share holds values from {share.min()} to {share.max()}; they must lie in [0, 1]")
    value = share.astype(np.float64)
    curve = np.where(value <= 0.0031308, 12.92 * value, 1.055 * value ** (1 / 2.4) - 0.055)
    return np.rint(255 * curve).astype(np.uint8)


def decode(rgb: NDArray[Any]) -> NDArray[np.float32]:
    """Read shares back from a picture, whatever a model drew: H×W×3 float32, 0–1 linear.

    `rgb` is H×W×3, uint8 or float32/float64 in [0, 1]. Raises CodecError: a wrong shape or dtype, floating-point
    colours outside [0, 1].
    """
    check_rgb(rgb)
    value = rgb / 255 if rgb.dtype == np.uint8 else rgb.astype(np.float64)
    return np.where(value <= 0.04045, value / 12.92, ((value + 0.055) / 1.055) ** 2.4).astype(np.float32)


def max_error() -> float:
    """Return the largest |decode(encode(v)) − v|: half a step of 8 bits where the curve back is steepest."""
    return STEEPEST / 510
