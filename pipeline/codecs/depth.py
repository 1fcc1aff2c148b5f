"""Metric depth as colours, after Gabeur et al., arXiv 2604.20329, equation 1.

    f = 1 − (1 − d / (λ c))^(λ + 1)        λ = −3, c = 10/3:  f = 1 − (1 + d/10)^−2,  d = 10 ((1 − f)^(−1/2) − 1)

takes planar depth d in metres, 0 … ∞, to f in 0 … 1, and f walks along a colour map, near to far: over seven edges of
the RGB cube in the paper's own map, through a 256-entry table in the others. Of n colours the nearest, rint((n − 1) f),
is painted. The last one means infinity.
"""

from functools import lru_cache
from typing import Any, Literal, overload

import numpy as np
from numpy.typing import NDArray

from . import colormaps, restoring
from ._images import check_dtype, check_rgb, row_blocks
from .errors import CodecError

LAMBDA = -3.0
C = 10 / 3

# Colours that blend two depths decode to nonsense; dropping residuals above this cuts the error tenfold.
RESIDUAL_MAX = 0.12

# About as far from the cube's edges as a colour can be: its residual is 0.70.
INVALID_RGB = (128, 128, 128)


def encode(
    depth_m: NDArray[np.floating[Any]],
    colormap: str = "cube",
    valid: NDArray[np.bool_] | None = None,
    *,
    lam: float = LAMBDA,
    c: float = C,
) -> NDArray[np.uint8]:
    """Paint planar depth.

    Args:
        depth_m: H×W float32 or float64, metres, 0 … +inf.
        colormap: one of `colormaps.NAMES`.
        valid: H×W bool; pixels that are False become (128, 128, 128), whatever their depth. `cube` only.
        lam: λ of equation 1, below −1.
        c: c of equation 1, above 0.

    Returns:
        H×W×3 uint8.

    Raises:
        CodecError: NaN or negative depth where valid, a wrong shape or dtype, an unknown colour map, a curve that does
            not rise from 0 to 1, and invalid pixels in a map other than `cube`.

    """
    colours = colormaps.table(colormap)
    _check_curve(lam, c)
    check_dtype(depth_m, "depth_m", "float32", "float64")
    if depth_m.ndim != 2:
        raise CodecError(f"depth_m has shape {depth_m.shape}; it must be (height, width)")
    if valid is not None:
        _check_valid(valid, depth_m.shape, colormap)
        depth_m = np.where(valid, depth_m, 0)
    _check_depth(depth_m)
    rgb = np.empty((*depth_m.shape, 3), np.uint8)
    for rows in row_blocks(*depth_m.shape):
        # mode="clip" only spares take() a buffer: no index is out of range.
        colours.take(_index(depth_m[rows], len(colours), lam, c), axis=0, out=rgb[rows], mode="clip")
    if valid is not None:
        rgb[~valid] = INVALID_RGB
    return rgb


@overload
def decode(
    rgb: NDArray[Any],
    colormap: str = ...,
    return_residual: Literal[False] = ...,
    *,
    robust: bool = ...,
    lam: float = ...,
    c: float = ...,
) -> NDArray[np.float32]: ...
@overload
def decode(
    rgb: NDArray[Any],
    colormap: str = ...,
    *,
    return_residual: Literal[True],
    robust: bool = ...,
    lam: float = ...,
    c: float = ...,
) -> tuple[NDArray[np.float32], NDArray[np.float32]]: ...
def decode(
    rgb: NDArray[Any],
    colormap: str = "cube",
    return_residual: bool = False,
    *,
    robust: bool = False,
    lam: float = LAMBDA,
    c: float = C,
) -> NDArray[np.float32] | tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Read planar depth back from a picture, whatever a model drew.

    Each colour is projected on the map (ties: the nearer depth): on `cube` anywhere along its edges, on the others at
    an entry, equal entries being one that lies in their middle. No colour decodes to NaN.

    Args:
        rgb: H×W×3, uint8 or float32/float64 in [0, 1].
        colormap: as given to `encode`.
        return_residual: also return how far the colours lie off the map.
        robust: read the picture as the target that it most likely means: without noise, blends filled from what is
            near (`restoring.on_path`). Colours are then of 8 bits, and residuals those of their rounding.
        lam: as given to `encode`.
        c: as given to `encode`.

    Returns:
        H×W float32 metres, the last colour as +inf. With `return_residual` also H×W float32: the Euclidean distance
        between a colour and its projection, channels in [0, 1]; above `RESIDUAL_MAX` the depth means nothing.

    Raises:
        CodecError: a wrong shape or dtype, floating-point colours outside [0, 1], an unknown colour map, a curve that
            does not rise from 0 to 1.

    """
    depths = _entry_depths(colormap, lam, c)
    check_rgb(rgb)
    rgb = restoring.on_path(rgb, colormap) if robust else rgb
    depth_m = np.empty(rgb.shape[:2], np.float32)
    residual = np.empty(rgb.shape[:2] if return_residual else (0, 0), np.float32)
    for rows in row_blocks(*depth_m.shape):
        place, squared = colormaps.project(rgb[rows], colormap)
        if place.dtype == np.float64:
            depth_m[rows] = _depth(place / (len(depths) - 1), lam, c)
        else:
            depths.take(place, out=depth_m[rows], mode="clip")
        if return_residual:
            residual[rows] = np.sqrt(squared) / 255
    return (depth_m, residual) if return_residual else depth_m


def max_error(
    depth_m: NDArray[np.floating[Any]], colormap: str = "cube", *, lam: float = LAMBDA, c: float = C
) -> NDArray[np.float64]:
    """Return the largest |decode(encode(d)) − d| in metres over all d that are painted with the same entry of the map.

    Derived, not measured: f is off by half a step at most. Takes any shape, returns float64; +inf where the depth,
    finite or not, rounds to the last colour.

    Raises:
        CodecError: NaN or negative depth, an unknown colour map, a curve that does not rise from 0 to 1.

    """
    errors = _entry_errors(colormap, lam, c)
    depth_m = np.asarray(depth_m, np.float64)
    _check_depth(depth_m)
    return errors[_index(depth_m, len(errors), lam, c)]


def curve(depth_m: NDArray[np.floating[Any]], lam: float = LAMBDA, c: float = C) -> NDArray[np.float64]:
    """Return f of equation 1, 0 at the camera and 1 at infinity."""
    stretch = 1 + depth_m.astype(np.float64) / (-lam * c)
    with np.errstate(over="ignore"):
        # At the default λ only + − × ÷, so that bytes do not depend on a platform's pow().
        tail = 1 / (stretch * stretch) if lam == LAMBDA else stretch ** (lam + 1)
    return np.asarray(1 - tail)


def _index(depth_m: NDArray[np.floating[Any]], entries: int, lam: float, c: float) -> NDArray[np.intp]:
    """Return which of `entries` equal steps of f is nearest."""
    return np.rint((entries - 1) * curve(depth_m, lam, c)).astype(np.intp)


def _depth(f: NDArray[np.float64], lam: float, c: float) -> NDArray[np.float64]:
    """Invert equation 1; f = 1 gives +inf."""
    with np.errstate(divide="ignore", over="ignore"):
        stretch = 1 / np.sqrt(1 - f) if lam == LAMBDA else (1 - f) ** (1 / (lam + 1))
    return -lam * c * (stretch - 1)


@lru_cache(maxsize=16)
def _entry_depths(colormap: str, lam: float, c: float) -> NDArray[np.float32]:
    """Return the depth that each entry of a map decodes to."""
    colours = colormaps.table(colormap)
    _check_curve(lam, c)
    _, entry, count = np.unique(colours, axis=0, return_inverse=True, return_counts=True)
    entry = entry.reshape(-1)
    middle = (np.bincount(entry, np.arange(len(colours))) / count)[entry]
    return _depth(middle / (len(colours) - 1), lam, c).astype(np.float32)


@lru_cache(maxsize=16)
def _entry_errors(colormap: str, lam: float, c: float) -> NDArray[np.float64]:
    """Return the larger distance from the decoded depth of each entry to the ends of the interval it stands for."""
    depths = _entry_depths(colormap, lam, c).astype(np.float64)
    # The billionth of a step is for the rounding of f itself.
    half = 0.5 + 1e-9
    steps = np.arange(len(depths))
    near = _depth(np.maximum(steps - half, 0) / (len(depths) - 1), lam, c)
    far = _depth(np.minimum(steps + half, len(depths) - 1) / (len(depths) - 1), lam, c)
    far[-1] = np.inf
    with np.errstate(invalid="ignore"):
        return np.where(np.isinf(depths), np.inf, np.maximum(far - depths, depths - near))


def _check_curve(lam: float, c: float) -> None:
    if not (-np.inf < lam < -1 and 0 < c < np.inf):
        raise CodecError(f"lam is {lam} and c is {c}; depth maps to 0 … 1 only if lam < -1 and c > 0")


def _check_depth(depth_m: NDArray[np.floating[Any]]) -> None:
    if depth_m.size and not depth_m.min() >= 0:
        raise CodecError(f"depth_m holds {depth_m.min()}; depth is 0 m … +inf")


def _check_valid(valid: NDArray[np.bool_], shape: tuple[int, ...], colormap: str) -> None:
    check_dtype(valid, "valid", "bool")
    if valid.shape != shape:
        raise CodecError(f"valid has shape {valid.shape}; it must have the shape of depth_m, {shape}")
    if colormap != "cube" and not valid.all():
        raise CodecError(
            f"{np.count_nonzero(~valid)} pixels are invalid; only the cube has a colour for them, not {colormap}"
        )
