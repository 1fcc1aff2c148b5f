"""Small operations on the body's quads: normals, smoothing, borders, and cutting pieces out."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from .anatomy import Points, Quads


def normals(points: Points, quads: Quads) -> Points:
    """Return V×3 unit normals of the surface, (0,0,0) where it has no vertex."""
    found = np.zeros_like(points)
    across = np.cross(points[quads[:, 2]] - points[quads[:, 0]], points[quads[:, 3]] - points[quads[:, 1]])
    for corner in range(4):
        np.add.at(found, quads[:, corner], across)
    return found / np.maximum(np.linalg.norm(found, axis=1, keepdims=True), 1e-12)


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
    for _ in range(times):
        sums = np.zeros_like(result)
        np.add.at(sums, pairs[:, 0], result[pairs[:, 1]])
        np.add.at(sums, pairs[:, 1], result[pairs[:, 0]])
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
