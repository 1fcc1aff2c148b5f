"""Where print lies on a thing: texture coordinates that run from 0 to 1 over the face that carries a picture.

What carries none has BLANK, where materials with a picture show their plain colour.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ...appearance.prints import BACK_PX, COVER_PX
from ...geometry.mesh import Mesh, grid, join
from ...poses import Vec3

BLANK = -1.0
FACING = 0.9  # the cosine of how far a printed triangle may lean away from its face
WHOLE = (0.0, 0.0, 1.0, 1.0)  # of a picture: left, bottom, right, top
_SPLIT = BACK_PX / (BACK_PX + COVER_PX[1])
BACK, FRONT = (0.0, 0.0, _SPLIT, 1.0), (_SPLIT, 0.0, 1.0, 1.0)  # of the picture of a book
Window = tuple[float, float, float, float]


def printed(shape: Mesh, right: Vec3, up: Vec3, window: Window = WHOLE) -> Mesh:
    """Return a mesh with a window of its material's picture over what of it faces `right` × `up`."""
    facing = np.cross(right, up)
    corners = shape.vertices[shape.triangles]
    normals = np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0])
    shown = normals @ facing > FACING * np.linalg.norm(normals, axis=1)
    places = np.stack([corners @ np.asarray(right, float), corners @ np.asarray(up, float)], axis=-1)
    low, high = places[shown].min(axis=(0, 1)), places[shown].max(axis=(0, 1))
    share = (places - low) / (high - low)
    uv = np.asarray(window[:2]) + share * np.subtract(window[2:], window[:2])
    return replace(shape, uv=np.where(shown[:, None, None], uv, BLANK))


def printed_grid(points: NDArray[np.float64], window: Window = WHOLE) -> Mesh:
    """Return the smooth surface over a U×V grid of points with a window of a picture, its right along u, up along v."""
    shape = grid(points)
    u, v = np.meshgrid(*(np.linspace(0, 1, count) for count in points.shape[:2]), indexing="ij")
    share = np.stack([u, v], axis=-1).reshape(-1, 2)
    at = np.asarray(window[:2]) + share * np.subtract(window[2:], window[:2])
    return replace(shape, uv=at[shape.triangles])


def joined(parts: Sequence[Mesh]) -> Mesh:
    """Return one mesh of all parts that keeps what is printed on them; beside those, parts without print are blank."""
    if all(each.uv is None for each in parts):
        return join(parts)
    return replace(join(parts), uv=np.concatenate([_own(part) for part in parts]))


def _own(part: Mesh) -> NDArray[np.float64]:
    return np.full((len(part.triangles), 3, 2), BLANK) if part.uv is None else part.uv


def strip(outline: ArrayLike, low_m: float, high_m: float) -> NDArray[np.float64]:
    """Return the grid N×2×3 of a sheet over an outline N×2 in x and z, from y = `low_m` to `high_m`."""
    flat = np.asarray(outline, float)
    return np.stack([np.column_stack([flat[:, 0], np.full(len(flat), y), flat[:, 1]]) for y in (low_m, high_m)], axis=1)
