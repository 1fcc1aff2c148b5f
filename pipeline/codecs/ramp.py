"""A number along a colour map, in equal steps between two ends: heights, angles, inverse or relative depth.

    f = (v − low) / (high − low),  clipped to 0 … 1,  and painted with entry rint((n − 1) f) of the map's n

so a value within the range comes back to half a step, (high − low) / (2 (n − 1)); one beyond it as the end.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from . import colormaps, restoring
from ._images import check_dtype, check_rgb
from .depth import INVALID_RGB, RESIDUAL_MAX
from .errors import CodecError


def encode(
    values: NDArray[np.floating[Any]],
    low: float,
    high: float,
    colormap: str = "cube",
    valid: NDArray[np.bool_] | None = None,
) -> NDArray[np.uint8]:
    """Paint numbers H×W (float32 or float64, ±inf allowed) as uint8 H×W×3.

    Pixels that are not `valid` (bool H×W) become (128, 128, 128), whatever their number, on `cube` only.

    Raises:
        CodecError: NaN where valid, a wrong shape or dtype, an unknown colour map, a range that does not rise, and
            invalid pixels in a map other than `cube`.

    """
    colours = colormaps.table(colormap)
    _check_range(low, high)
    check_dtype(values, "values", "float32", "float64")
    if values.ndim != 2:
        raise CodecError(f"values has shape {values.shape}; it must be (height, width)")
    known = np.ones(values.shape, np.bool_) if valid is None else valid
    if colormap != "cube" and not known.all():
        raise CodecError(f"{np.count_nonzero(~known)} pixels are invalid; only the cube has a colour for them")
    if np.isnan(values[known]).any():
        raise CodecError("values holds NaN; numbers lie within the range, or beyond it")
    share = np.clip((np.where(known, values, low).astype(np.float64) - low) / (high - low), 0, 1)
    rgb: NDArray[np.uint8] = colours[np.rint((len(colours) - 1) * share).astype(np.intp)]
    rgb[~known] = INVALID_RGB
    return rgb


def decode(
    rgb: NDArray[Any], low: float, high: float, colormap: str = "cube", *, robust: bool = False
) -> NDArray[np.float32]:
    """Read numbers back from a picture, whatever a model drew: H×W float32 in low … high.

    A colour further than `depth.RESIDUAL_MAX` from the map's means nothing and is NaN; (128, 128, 128) on `cube` is.

    Args:
        rgb: H×W×3, uint8 or float32/float64 in [0, 1].
        low: as given to `encode`.
        high: as given to `encode`.
        colormap: as given to `encode`.
        robust: read the picture as the target that it most likely means, as `depth.decode` does.

    Raises:
        CodecError: a wrong shape or dtype, floating-point colours outside [0, 1], an unknown colour map, a range that
            does not rise.

    """
    _check_range(low, high)
    shares = _shares(colormap)
    check_rgb(rgb)
    place, squared = colormaps.project(restoring.on_path(rgb, colormap) if robust else rgb, colormap)
    share = shares[place] if place.dtype.kind == "i" else place / (len(shares) - 1)
    values = low + (high - low) * share
    return np.where(np.sqrt(squared) / 255 > RESIDUAL_MAX, np.nan, values).astype(np.float32)


def max_error(low: float, high: float, colormap: str = "cube") -> float:
    """Return the largest |decode(encode(v)) − v| over all v in low … high: half a step, more where colours repeat.

    Raises CodecError: an unknown colour map, a range that does not rise.
    """
    _check_range(low, high)
    shares, steps = _shares(colormap), np.arange(len(_shares(colormap))) / (len(_shares(colormap)) - 1)
    return float((high - low) * (np.abs(shares - steps).max() + 0.5 / (len(shares) - 1)))


@lru_cache(maxsize=8)
def _shares(colormap: str) -> NDArray[np.float64]:
    """Return f of each entry of a map; equal entries are one that lies in their middle."""
    colours = colormaps.table(colormap)
    _, entry, count = np.unique(colours, axis=0, return_inverse=True, return_counts=True)
    entry = entry.reshape(-1)
    return np.asarray((np.bincount(entry, np.arange(len(colours))) / count)[entry] / (len(colours) - 1))


def _check_range(low: float, high: float) -> None:
    numbers = all(isinstance(each, int | float) and abs(each) < 1e9 for each in (low, high))
    if not numbers or not low < high:
        raise CodecError(f"the range is {low!r} to {high!r}; it must rise, between −10⁹ and 10⁹")
