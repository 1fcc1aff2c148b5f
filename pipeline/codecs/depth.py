"""Metric depth as colours, after Gabeur et al., arXiv 2604.20329, equation 1.

    f = 1 − (1 − d / (λ c))^(λ + 1)        λ = −3, c = 10/3:  f = 1 − (1 + d/10)^−2,  d = 10 ((1 − f)^(−1/2) − 1)

takes planar depth d in metres, 0 … ∞, to f in 0 … 1, and f walks along a colour map: over the seven edges of the RGB
cube from black (near) to white (infinity) in the paper's own map, through a 256-entry table in the others. Eight bits
leave 1786 colours on the cube; f is rounded to the nearest. The last colour means infinity.
"""

from functools import lru_cache
from typing import Any, Literal, overload

import numpy as np
from numpy.typing import NDArray

from . import colormaps
from ._images import check_array, check_rgb, row_blocks
from .errors import CodecError
from .nearest import nearest

LAMBDA = -3.0
C = 10 / 3

# Colours that blend two depths decode to nonsense; dropping residuals above this cuts the error tenfold.
RESIDUAL_MAX = 0.12

# As far from the cube's edges as 8 bits get: it decodes with a residual of 0.70.
_INVALID = (128, 128, 128)


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
        valid: H×W bool; pixels that are False become (128, 128, 128), whatever their depth. Cube only.
        lam: the λ of equation 1, below −1.
        c: the c of equation 1, above 0.

    Returns:
        H×W×3 uint8.

    Raises:
        CodecError: NaN or negative depth where valid, a wrong shape or dtype, an unknown colour map, and invalid
            pixels in a map other than the cube.
    """
    colours = colormaps.table(colormap)
    _check_curve(lam, c)
    check_array(depth_m, "depth_m", ("float32", "float64"))
    if depth_m.ndim != 2:
        raise CodecError(f"depth_m has shape {depth_m.shape}; it must be (height, width)")
    if valid is not None:
        _check_valid(valid, depth_m.shape, colormap)
        depth_m = np.where(valid, depth_m, 0)
    _check_depth(depth_m)
    rgb = np.empty((*depth_m.shape, 3), np.uint8)
    for rows in row_blocks(*depth_m.shape):
        rgb[rows] = colours[_index(depth_m[rows], len(colours), lam, c)]
    if valid is not None:
        rgb[~valid] = _INVALID
    return rgb


@overload
def decode(
    rgb: NDArray[Any], colormap: str = ..., return_residual: Literal[False] = ..., *, lam: float = ..., c: float = ...
) -> NDArray[np.float32]: ...
@overload
def decode(
    rgb: NDArray[Any], colormap: str = ..., *, return_residual: Literal[True], lam: float = ..., c: float = ...
) -> tuple[NDArray[np.float32], NDArray[np.float32]]: ...
@overload
def decode(
    rgb: NDArray[Any], colormap: str, return_residual: Literal[True], *, lam: float = ..., c: float = ...
) -> tuple[NDArray[np.float32], NDArray[np.float32]]: ...
def decode(
    rgb: NDArray[Any],
    colormap: str = "cube",
    return_residual: bool = False,
    *,
    lam: float = LAMBDA,
    c: float = C,
) -> NDArray[np.float32] | tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Read planar depth back from a picture, however a model drew it.

    Every colour decodes to the depth of the nearest colour of the map (ties: the nearer depth), never to NaN.

    Args:
        rgb: H×W×3, uint8 or float32/float64 in [0, 1]; floating-point colours are not rounded to 8 bits on the cube.
        colormap, lam, c: as given to `encode`.
        return_residual: also return how far each colour lies off the map.

    Returns:
        H×W float32 metres, the last colour as +inf; with `return_residual` also H×W float32, the Euclidean distance
        between the colour and its projection on the map with channels in [0, 1]. Reject above `RESIDUAL_MAX`.

    Raises:
        CodecError: a wrong shape or dtype, floating-point colours outside [0, 1], an unknown colour map.
    """
    colours = colormaps.table(colormap)
    _check_curve(lam, c)
    check_rgb(rgb)
    depth_m = np.empty(rgb.shape[:2], np.float32)
    residual = np.empty(rgb.shape[:2], np.float32)
    for rows in row_blocks(*depth_m.shape):
        if colormap == "cube":
            position, residual[rows] = _project(rgb[rows])
            depth_m[rows] = _depth(position, lam, c)
        else:
            index = nearest(rgb[rows], colours)
            depth_m[rows] = _entry_depths(colormap, lam, c)[index]
            residual[rows] = _distance(rgb[rows], colours[index])
    return (depth_m, residual) if return_residual else depth_m


def max_error(
    depth_m: NDArray[np.floating[Any]], colormap: str = "cube", *, lam: float = LAMBDA, c: float = C
) -> NDArray[np.float64]:
    """Return the largest |decode(encode(d)) − d| in metres over all depths that share the colour of `depth_m`.

    Derived, not measured: f is off by half a step at most, and depth is convex in f. Any shape, float64; +inf where
    the depth, finite or not, rounds to the last colour.
    """
    _check_curve(lam, c)
    depth_m = np.asarray(depth_m, np.float64)
    _check_depth(depth_m)
    entries = len(colormaps.table(colormap))
    return _entry_errors(colormap, lam, c)[_index(depth_m, entries, lam, c)]


def _index(depth_m: NDArray[np.floating[Any]], entries: int, lam: float, c: float) -> NDArray[np.intp]:
    """Return the nearest of `entries` equal steps of f."""
    stretch = 1 + depth_m.astype(np.float64) / (-lam * c)
    with np.errstate(over="ignore"):
        # At the default λ nothing but + − × ÷, so that bytes do not depend on the platform's pow().
        tail = 1 / (stretch * stretch) if lam == LAMBDA else stretch ** (lam + 1)
    return np.rint((entries - 1) * (1 - tail)).astype(np.intp)


def _depth(f: NDArray[np.float64], lam: float, c: float) -> NDArray[np.float64]:
    """Invert equation 1; f = 1 gives +inf."""
    with np.errstate(divide="ignore", over="ignore"):
        stretch = 1 / np.sqrt(1 - f) if lam == LAMBDA else (1 - f) ** (1 / (lam + 1))
    return -lam * c * (stretch - 1)
