"""How far meshes reach into one another, or are apart: by rays along the three axes, in plain numpy.

Rays from points of one mesh to the triangles of another say how far away it is, and whether a point lies inside it: a
mesh that is not closed has an inside along the axes along which it is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..arrays import ArrayRecord
from .mesh import Mesh

POINTS = 160  # of each mesh, looked at in each pair
CLOSE_POINTS = 2560  # before a thing is said to hang: posts sunk into the ground have few points near its surface
OTHER_AXES = ((1, 2), (2, 0), (0, 1))
LOOK_ORDER = (2, 0, 1)  # most things touch along z, where one look then settles it
Box = NDArray[np.float64]  # 2×3: lowest and highest corner


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Shape(ArrayRecord):
    """Triangles in the world: corners (axis, corner) 3×3×T, the lowest and highest of each 3×T, and the box of all."""

    corners: NDArray[np.float64]
    low: NDArray[np.float64]
    high: NDArray[np.float64]
    box: Box


def shape_of(shape: Mesh) -> Shape:
    """Return what the other functions here need to know of a mesh."""
    corners = np.ascontiguousarray(shape.vertices.T[:, shape.triangles.T])
    return Shape(corners, corners.min(axis=1), corners.max(axis=1), np.stack(shape.bounds()))


def overlap_m(a: Shape, b: Shape, over_m: float = 0.0) -> float:
    """Return how deep, in metres, a point looked at of either lies inside the other; `over_m` where none is deeper."""
    if _is_outside(a, b, over_m) or _is_outside(b, a, over_m):
        return over_m
    return _depth_m(b, a, _depth_m(a, b, over_m))


def _is_outside(a: Shape, b: Shape, over_m: float) -> bool:
    """Return whether nothing of `b` lies in the box of `a`, but for a rim of `over_m`, and that box not within `b`."""
    middle = a.box.mean(axis=0)
    inner = np.stack([np.minimum(a.box[0] + over_m, middle), np.maximum(a.box[1] - over_m, middle)])
    if len(_touching(b, inner, (0, 1, 2))):
        return False
    return sum(bool(_look_along(axis, middle[None], b).inside[0]) for axis in range(3)) < 2


def _depth_m(a: Shape, b: Shape, over_m: float) -> float:
    """Return how deep points of `a` lie in `b`, at least `over_m`: what cannot be deeper is not looked at again."""
    points = _points(a, b.box)
    votes, nearest_m = np.zeros(len(points), dtype=np.int64), np.full(len(points), np.inf)
    for turn, axis in enumerate(LOOK_ORDER):
        sight = _look_along(axis, points, b)
        votes, nearest_m = votes + sight.inside, np.minimum(nearest_m, sight.nearest_m)
        open_still = (nearest_m > over_m) & (votes >= turn)
        points, votes, nearest_m = points[open_still], votes[open_still], nearest_m[open_still]
    return float(nearest_m.max(initial=over_m))


def gap_m(a: Shape, b: Shape, enough_m: float = 0.0) -> float:
    """Return the least distance along an axis from points of `a` to `b`, else inf; `enough_m` or less will do."""
    flat = a.corners.reshape(3, -1)
    extreme = flat[:, np.concatenate([flat.argmin(axis=1), flat.argmax(axis=1)])].T
    away_m = _away_m(extreme, b, enough_m)  # six points mostly settle it
    for many in (POINTS, CLOSE_POINTS):
        if away_m > enough_m:
            away_m = min(away_m, _away_m(_points(a, a.box, many), b, enough_m))
    return away_m


def heights_m(shape: Shape, points: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return how far above points N×3 the nearest triangle lies that is right above or below them; inf for none."""
    point, away_m = _crossings(2, points, shape)
    found = np.full(len(points), np.inf)
    for number in np.argsort(-np.abs(away_m), kind="stable").tolist():  # the nearest comes last
        found[point[number]] = away_m[number]
    return found


def _away_m(points: NDArray[np.float64], shape: Shape, enough_m: float) -> float:
    away_m = np.inf
    for axis in LOOK_ORDER:
        away_m = min(away_m, float(_look_along(axis, points, shape).nearest_m.min(initial=np.inf)))
        if away_m <= enough_m:
            break
    return away_m


def _points(shape: Shape, box: Box, many: int = POINTS) -> NDArray[np.float64]:
    """Return up to 2 × `many` points N×3 of a mesh within a box: vertices, and points spread over its triangles."""
    near = np.moveaxis(shape.corners[..., _touching(shape, box, (0, 1, 2))], 2, 0).swapaxes(1, 2)
    if not len(near):
        return np.zeros((0, 3))
    rng = np.random.Generator(np.random.PCG64(len(near)))
    chosen = near[rng.choice(len(near), many, p=_shares(near))]
    points = np.concatenate([np.einsum("nk,nkd->nd", rng.dirichlet((1, 1, 1), many), chosen), _some(near, rng, many)])
    return points[((points >= box[0]) & (points <= box[1])).all(axis=1)]


def _shares(corners: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return each triangle's share of the area of triangles T×3×3."""
    area = np.linalg.norm(np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0]), axis=1)
    return np.asarray(area / area.sum())


def _some(corners: NDArray[np.float64], rng: np.random.Generator, many: int) -> NDArray[np.float64]:
    vertices = corners.reshape(-1, 3)
    return vertices if len(vertices) <= many else vertices[rng.choice(len(vertices), many, replace=False)]


def _touching(shape: Shape, box: Box, axes: Sequence[int]) -> NDArray[np.int64]:
    """Return the triangles whose own boxes reach into a box along some axes."""
    reach = [(shape.low[axis] <= box[1, axis]) & (shape.high[axis] >= box[0, axis]) for axis in axes]
    return np.flatnonzero(np.logical_and.reduce(reach))


@dataclass(frozen=True, slots=True)
class _Sight:
    """What each of N points sees along an axis: whether it is inside, and how far away the nearest triangle is."""

    inside: NDArray[np.bool_]
    nearest_m: NDArray[np.float64]


def _look_along(axis: int, points: NDArray[np.float64], shape: Shape) -> _Sight:
    """Look both ways along an axis. Inside is where an odd number of triangles lies either way."""
    point, away_m = _crossings(axis, points, shape)
    nearest_m = np.full(len(points), np.inf)
    np.minimum.at(nearest_m, point, np.abs(away_m))
    above, below = (np.bincount(point[side], minlength=len(points)) for side in (away_m > 0, away_m <= 0))
    return _Sight((above % 2 == 1) & (below % 2 == 1), nearest_m)


def _crossings(axis: int, points: NDArray[np.float64], shape: Shape) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """Return which points meet a triangle along an axis, once for each, and its signed distance."""
    u, v = OTHER_AXES[axis]
    point, triangle = _candidates(points, shape, u, v)
    place = points[point].T
    a, b, c = shape.corners[:, :, triangle].swapaxes(0, 1)
    weights = [_turn(place, p, q, u, v) for p, q in ((b, c), (c, a), (a, b))]
    doubled = _turn(a, b, c, u, v)
    with np.errstate(divide="ignore", invalid="ignore"):
        shares = [weight / doubled for weight in weights]
    met = (shares[0] >= 0) & (shares[1] >= 0) & (shares[2] >= 0) & (doubled != 0)
    height = sum(share[met] * corner[axis][met] for share, corner in zip(shares, (a, b, c), strict=True))
    return point[met], height - place[axis][met]


def _candidates(
    points: NDArray[np.float64], shape: Shape, u: int, v: int
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return pairs of points and triangles (indices) of which the one lies in the other's box in the plane of u and v.

    Points are sorted along u, so that each triangle meets one run of them.
    """
    if not len(points):
        return np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64)
    near = _touching(shape, np.stack([points.min(axis=0), points.max(axis=0)]), (u, v))
    order = points[:, u].argsort()
    along = points[order, u]
    first = along.searchsorted(shape.low[u, near], "left")
    count = along.searchsorted(shape.high[u, near], "right") - first
    triangle = near.repeat(count)
    point = order[np.arange(len(triangle)) + (first - count.cumsum() + count).repeat(count)]
    within = (points[point, v] >= shape.low[v, triangle]) & (points[point, v] <= shape.high[v, triangle])
    return point[within], triangle[within]


def _turn(
    p: NDArray[np.float64], q: NDArray[np.float64], r: NDArray[np.float64], u: int, v: int
) -> NDArray[np.float64]:
    """Return twice the signed area of triangles (their corners 3×N) in the plane of axes u and v."""
    return np.asarray((q[u] - p[u]) * (r[v] - p[v]) - (q[v] - p[v]) * (r[u] - p[u]))
