"""From the numbers in a depth file to metres, and whether they can be metres at all."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from ...scenes.errors import RequestError
from .frames import FAR_M, Array, Options

NEAR_M = 25.0  # somewhere in a picture is something nearer than this, unless it was taken from the air;
SELDOM_M = 10.0  # and in most of them something nearer than this
MIDDLE_M = (0.02, 500.0)  # between these lies half of what is seen, unless through a lens for insects or for stars
NEAREST_SHARE = 0.01
TOP_16_BIT, TOP_HALF = np.uint16(65535), np.float16(65504)


def metres(path: Path, numbers: Array, options: Options) -> Array:
    """Return H×W in metres, +inf where a half float was full; NaN or +inf, as is asked, where 16 bits were.

    Raises RequestError for whole numbers whose unit nobody has told.
    """
    scale = options.units_per_metre
    if numbers.dtype.kind in "iu" and scale is None:
        raise RequestError(
            f"must say if {path} is in m, cm or mm, as it holds whole numbers; a depth scale tells other units",
            "unit",
        )
    if numbers.dtype.kind in "iu" and numbers.dtype.itemsize < 2:
        raise RequestError(f"{path}: holds {numbers.dtype}, a picture of depth and no depth; it needs 16 bits")
    far = numbers == TOP_HALF if numbers.dtype == np.float16 else np.zeros(numbers.shape, np.bool_)
    full = numbers == TOP_16_BIT if numbers.dtype == np.uint16 else np.zeros(numbers.shape, np.bool_)
    depth_m = numbers.astype(np.float64) / (scale or 1.0)
    depth_m[far] = np.inf
    depth_m[full] = np.inf if options.top_code == "sky" else np.nan
    return depth_m


def full_notes(path: Path, numbers: Array, options: Options) -> tuple[str, ...]:
    """Say what becomes of the pixels whose 16 bits were full, if there are any and they become unknown."""
    share = float((numbers == TOP_16_BIT).mean()) if numbers.dtype == np.uint16 else 0.0
    if not share or options.top_code == "sky":
        return ()
    return (f"65535, as {share:.1%} of {path.name} is, counts as unknown, as the top code is not said to be sky",)


def doubt(depths_m: Sequence[Array], near_m: float = NEAR_M) -> str:
    """Say why the depth of some views can hardly be in metres; "" where it can be, or where none is known.

    `near_m` is how near something must be.
    """
    known = np.concatenate([depth_m[(depth_m > 0) & (depth_m < FAR_M)] for depth_m in depths_m])
    if not known.size:
        return ""
    nearest_m, middle_m = np.quantile(known.astype(np.float64), [NEAREST_SHARE, 0.5]).tolist()
    if nearest_m > near_m:
        return f"nothing is nearer than {nearest_m:.4g} m"
    if middle_m > MIDDLE_M[1]:
        return f"half of what is seen lies beyond {middle_m:.4g} m"
    return f"half of what is seen is nearer than {middle_m:.2g} m" if middle_m < MIDDLE_M[0] else ""
