"""Small operations on the body's quads: normals, smoothing, borders, and cutting pieces out."""

from __future__ import annotations

import numpy as np
from numpy.typing import DTypeLike, NDArray
from scipy import sparse

from .anatomy import Points, Quads


def normals(points: Points, quads: Quads) -> Points:
    """Return V×3 unit normals of the surface, (0,0,0) where it has no vertex."""
    across = np.cross(points[quads[:, 2]] - points[quads[:, 0]], points[quads[:, 3]] - points[quads[:, 1]])
    found = summing(quads.T.ravel(), len(points), points.dtype) @ np.tile(across, (4, 1))
    return found / np.maximum(np.linalg.norm(found, axis=1, keepdims=True), 1e-12)


def summing(where: NDArray[np.int64], count: int, dtype: DTypeLike) -> sparse.csr_array:
    """Return what sums values N×3 at their places, `count` in all: in their order, as `np.add.at` does far slower."""
    ones, numbers = np.ones(len(where), dtype), np.arange(len(where))
    return sparse.csr_array((ones, (where, numbers)), shape=(count, len(where)))


def edges(quads: Quads) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the edges E×2, each once and lower vertex first, and how many quads share each."""
    pairs = np.concatenate([quads[:, [corner, (corner + 1) % 4]] for corner in range(4)])
    return np.unique(np.sort(pairs, axis=1), axis=0, return_counts=True)


def border(quads: Quads, count: int) -> NDArray[np.bool_]:
    """Return which of `count` vertices lie on an edge of one quad alone."""
    pairs, shared = edges(quads)
    found = np.zeros(count, np.bool_)
    found[pairs[shared == 1]] = True
    return found


def smoothed(points: Points, quads: Quads, times: int, held: NDArray[np.bool_] | None = None) -> Points:
    """Return the points with each moved half way to the mean of its neighbours, `times` times; `held` ones stay."""
    pairs, _ = edges(quads)
    degree = np.bincount(pairs.ravel(), minlength=len(points))
    moving = degree > 0 if held is None else (degree > 0) & ~held
    result = points.copy()
    around, of = summing(pairs.T.ravel(), len(points), points.dtype), pairs[:, ::-1].T.ravel()
    for _ in range(times):
        sums = around @ result[of]
        result[moving] += 0.5 * (sums[moving] / degree[moving, None] - result[moving])
    return result


def cut(quads: Quads, inside: NDArray[np.bool_]) -> Quads:
    """Return the quads all of whose corners are inside."""
    return quads[inside[quads].all(axis=1)]


def triangles(quads: Quads) -> Quads:
    """Return each quad as two triangles, T×3."""
    return np.concatenate([quads[:, [0, 1, 2]], quads[:, [0, 2, 3]]])


def proper(faces: Quads) -> Quads:
    """Return the rows whose first three columns, the corners of a triangle, are three vertices."""
    a, b, c = faces[:, :3].T
    return faces[(a != b) & (b != c) & (c != a)]
