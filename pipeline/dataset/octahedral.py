"""Unit vectors in two 16-bit numbers: the sphere, projected onto an octahedron that is unfolded into a square.

A code (u, v) in −32766 … 32766 is the point (x, y) = (u, v) / 32766 of the octahedron |x| + |y| + |z| = 1, where z ≥ 0;
the four lower faces are folded outwards into the square's corners. (−32768, −32768) is no direction.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

SCALE = 32766  # divisible by 2 and 3: towards the faces, edges and corners of a cube directions stay exact
NO_DIRECTION = -32768
# Rounding moves a point within its face by √6 half steps at most, and no face comes nearer to the centre than 1/√3.
MAX_ERROR_DEG = math.degrees(math.sqrt(18) / (2 * SCALE))  # 0.0037°


def pack(directions: NDArray[np.float32]) -> NDArray[np.int16]:
    """Return the codes …×2 of directions …×3 of any length; zero and NaN have none. Unpacked, they pack to the same."""
    vectors = directions.astype(np.float64)
    length = np.abs(vectors).sum(axis=-1, keepdims=True)
    known = np.isfinite(length) & (length > 0)
    x, y, z = np.moveaxis(np.divide(vectors, length, out=np.zeros_like(vectors), where=known), -1, 0)
    u, v = (np.rint(SCALE * side) for side in _fold(x, y, z < 0))
    on_u, on_v = np.abs(u) == SCALE, np.abs(v) == SCALE  # here (u, v) and (u, −v) are one direction: keep the positive
    codes = np.stack([np.where(on_v, np.abs(u), u), np.where(on_u, np.abs(v), v)], axis=-1)
    return np.where(known, codes, NO_DIRECTION).astype(np.int16)


def unpack(codes: NDArray[np.int16]) -> NDArray[np.float32]:
    """Return unit vectors …×3, and (0,0,0) for no direction."""
    u, v = np.moveaxis(codes / float(SCALE), -1, 0)
    z = 1 - np.abs(u) - np.abs(v)
    vectors = np.stack([*_fold(u, v, z < 0), z], axis=-1)
    vectors /= np.linalg.norm(vectors, axis=-1, keepdims=True)
    vectors[(codes == NO_DIRECTION).any(axis=-1)] = 0
    return vectors.astype(np.float32)


def _fold(
    x: NDArray[np.float64], y: NDArray[np.float64], below: NDArray[np.bool_]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Mirror points of the lower faces at the edge |x| + |y| = 1 of their quadrant; it undoes itself."""
    return (
        np.where(below, np.where(x < 0, -1, 1) * (1 - np.abs(y)), x),
        np.where(below, np.where(y < 0, -1, 1) * (1 - np.abs(x)), y),
    )
