"""Surface normals as colours, after Gabeur et al., arXiv 2604.20329 v2.

    R = (1 − x)/2,  G = (1 + y)/2,  B = (1 + z)/2,    times 255, rounded to the nearest

for unit normals in camera space: +x right, +y up, +z towards the camera. Left is pinkish red, up light green, towards
the camera light blue. Other data sets flip axes: a convention is nothing but three signs. Where there is no surface the
normal is (0, 0, 0) and the colour (128, 128, 128).

Rounding moves each component by at most 1/255, the vector by at most √3/255, and renormalising turns that into an angle
of at most asin(√3/255) = 0.389°.
"""

import math
from typing import Any

import numpy as np
from numpy.typing import NDArray

from . import restoring
from ._images import check_dtype, check_rgb, row_blocks
from .errors import CodecError

# The factor covers float32 arithmetic.
MAX_ERROR_DEG = (1 + 1e-4) * math.degrees(math.asin(math.sqrt(3) / 255))

# The signs of x, y, z in red, green, blue; each line lists names of one convention.
CONVENTIONS = {
    **dict.fromkeys(("vision-banana", "dsine"), (-1, 1, 1)),
    **dict.fromkeys(("marigold", "opengl"), (1, 1, 1)),
    **dict.fromkeys(("omnidata", "directx"), (1, -1, 1)),
    "geowizard": (1, -1, -1),
}

# A longer component than this admits would not fit into 8 bits.
_SQUARED_LENGTH_TOLERANCE = 5e-3


def encode(normals: NDArray[np.floating[Any]], convention: str = "vision-banana") -> NDArray[np.uint8]:
    """Paint unit normals.

    Args:
        normals: H×W×3 float32 or float64, camera space (+x right, +y up, +z towards the camera), each of length 1
            (to 0.25 %), or (0, 0, 0) where there is no surface.
        convention: one of `CONVENTIONS`.

    Returns:
        H×W×3 uint8.

    Raises:
        CodecError: NaN, another length, a wrong shape or dtype, an unknown convention.

    """
    signs = _signs(convention)
    check_dtype(normals, "normals", "float32", "float64")
    if normals.ndim != 3 or normals.shape[2] != 3:
        raise CodecError(f"normals has shape {normals.shape}; it must be (height, width, 3)")
    rgb = np.empty(normals.shape, np.uint8)
    for rows in row_blocks(*normals.shape[:2]):
        # float64 beyond the range of float32 becomes infinite, and is refused as that.
        with np.errstate(over="ignore"):
            block = normals[rows].astype(np.float32)
            _check_lengths(block)
        for axis, sign in enumerate(signs):
            block[..., axis] *= 127.5 * sign
        block += 127.5
        rgb[rows] = np.rint(block, out=block)
    return rgb


def decode(rgb: NDArray[Any], convention: str = "vision-banana", *, robust: bool = False) -> NDArray[np.float32]:
    """Read unit normals back from a picture, whatever a model drew.

    Args:
        rgb: H×W×3, uint8 or float32/float64 in [0, 1].
        convention: as given to `encode`.
        robust: read the picture as the target that it most likely means: smoothed up to edges, blends of two surfaces
            filled from what is near (`restoring.on_sphere`).

    Returns:
        H×W×3 float32 of length 1, camera space; (0, 0, 0) where the decoded vector is shorter than 0.5: no surface. In
        memory x, y and z are planes of their own, which is fastest, and the order in which networks want them.

    Raises:
        CodecError: a wrong shape or dtype, floating-point colours outside [0, 1], an unknown convention.

    """
    signs = _signs(convention)
    check_rgb(rgb)
    rgb = restoring.on_sphere(rgb) if robust else rgb
    planes = np.empty((3, *rgb.shape[:2]), np.float32)
    middle = 127.5 if rgb.dtype == np.uint8 else 0.5
    for rows in row_blocks(*rgb.shape[:2]):
        block = planes[:, rows]
        block[...] = np.moveaxis(rgb[rows], -1, 0)
        block -= middle
        length = np.sqrt(_squared_length(block))
        with np.errstate(divide="ignore"):
            scale = 1 / length
        scale[length < middle / 2] = 0
        for axis, sign in zip(block, signs, strict=True):
            axis *= scale if sign > 0 else -scale
    return np.moveaxis(planes, 0, -1)


def _signs(convention: str) -> tuple[int, int, int]:
    if convention not in CONVENTIONS:
        raise CodecError(f"convention is {convention!r}; it must be one of {', '.join(CONVENTIONS)}")
    return CONVENTIONS[convention]


def _squared_length(planes: NDArray[np.float32]) -> NDArray[np.float32]:
    x, y, z = planes
    squared = x * x
    squared += y * y
    squared += z * z
    return squared


def _check_lengths(vectors: NDArray[np.float32]) -> None:
    squared = _squared_length(np.moveaxis(vectors, -1, 0))
    wrong = (squared != 0) & ~(np.abs(squared - 1) <= _SQUARED_LENGTH_TOLERANCE)
    if wrong.any():
        length = math.sqrt(squared[wrong][0])
        raise CodecError(f"normals holds a vector of length {length:.4g}; lengths are 1, or 0 for no surface")
