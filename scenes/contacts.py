"""Whether things reach into one another, or hang in the air: measured on meshes, in plain numpy.

Rays along the three axes from points of one mesh to the triangles of another say how far away it is, and whether a
point lies inside it: a mesh that is not closed has an inside along the axes along which it is.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from .categories import FIXED
from .furniture import object_mesh
from .mesh import Mesh
from .spec import SceneObject, SceneSpec

TOLERANCE_M = 0.01  # how far things may reach into one another: cushions sink, feet press into rugs
TOUCH_M = 0.001  # less than that is touching
POINTS = 160  # of each mesh, looked at in each pair
CELLS = 2**21  # points × triangles looked at in one go
OTHER_AXES = ((1, 2), (2, 0), (0, 1))
Box = NDArray[np.float64]  # 2×3: lowest and highest corner


@dataclass(frozen=True, slots=True)
class Contact:
    """Two objects, by instance, and a distance between them in metres."""

    first: int
    second: int
    metres: float


@dataclass(frozen=True, slots=True)
class _Solid:
    thing: SceneObject
    shape: Mesh
    box: Box


@dataclass(frozen=True, slots=True)
class Cleaned:
    """A scene without what overlapped or floated, how many things those were, and the deepest overlap that is left."""

    spec: SceneSpec
    overlapping: int
    floating: int
    deepest_overlap_m: float


def cleaned(spec: SceneSpec) -> Cleaned:
    """Return the scene without what hangs in the air or overlaps, and without what that carried.

    Of two things that reach more than TOLERANCE_M into one another, the one with the smaller box goes.
    """
    touching = overlaps(spec.objects)
    floating = {gap.first for gap in gaps(spec.objects)}
    losers = _losers(spec.objects, [contact for contact in touching if contact.metres > TOLERANCE_M])
    gone = _with_load(spec.objects, floating | losers)
    left = [contact.metres for contact in touching if not gone & {contact.first, contact.second}]
    kept = tuple(thing for thing in spec.objects if thing.instance not in gone)
    return Cleaned(replace(spec, objects=kept) if gone else spec, len(losers), len(floating), max(left, default=0.0))


def overlaps(objects: Sequence[SceneObject], over_m: float = TOUCH_M) -> list[Contact]:
    """Return every pair of movable things of which one reaches more than `over_m` into the other, and how far."""
    solids = [_solid(thing) for thing in objects if _is_movable(thing)]
    found = []
    for a, b in _near_pairs(solids, over_m):
        depth_m = overlap_m(a.shape, b.shape)
        if depth_m > over_m:
            found.append(Contact(a.thing.instance, b.thing.instance, depth_m))
    return found


def gaps(objects: Sequence[SceneObject], over_m: float = TOLERANCE_M) -> list[Contact]:
    """Return every movable thing that is further than `over_m` from what carries it, and how far."""
    by_instance = {thing.instance: thing for thing in objects}
    found = []
    for thing in filter(_is_movable, objects):
        away_m = gap_m(_solid(thing).shape, _solid(by_instance[thing.supporter]).shape)
        if away_m > over_m:
            found.append(Contact(thing.instance, thing.supporter, away_m))
    return found


def _is_movable(thing: SceneObject) -> bool:
    """Return whether a layout put this somewhere, rather than grew or built it, or found it in a user's file."""
    return thing.supporter > 0 and thing.category not in FIXED


def _losers(objects: Sequence[SceneObject], contacts: Sequence[Contact]) -> set[int]:
    """Return one thing of each pair: the one with the smaller box."""
    volume = {thing.instance: float(np.prod(np.ptp(_solid(thing).box, axis=0))) for thing in objects if contacts}
    gone: set[int] = set()
    for contact in sorted(contacts, key=lambda contact: -contact.metres):
        if not gone & {contact.first, contact.second}:
            gone.add(min(contact.first, contact.second, key=lambda instance: (volume[instance], -instance)))
    return gone


def _with_load(objects: Sequence[SceneObject], gone: set[int]) -> set[int]:
    """Return the instances and all that stands on them."""
    while more := {thing.instance for thing in objects if thing.supporter in gone} - gone:
        gone = gone | more
    return gone


def overlap_m(a: Mesh, b: Mesh) -> float:
    """Return how far, in metres, the deepest of the points looked at of either mesh lies inside the other one."""
    return max(_depth_m(a, b), _depth_m(b, a))


def gap_m(a: Mesh, b: Mesh) -> float:
    """Return the least distance along an axis, in metres, from the points looked at of `a` to `b`; else inf."""
    low, high = a.bounds()
    extreme = np.concatenate([a.vertices[a.vertices[:, axis].argsort()[[0, -1]]] for axis in range(3)])
    points = np.concatenate([extreme, _points(a, np.stack([low, high]))])
    return min(float(_look_along(axis, points, b).nearest_m.min(initial=np.inf)) for axis in range(3))


def _solid(thing: SceneObject) -> _Solid:
    shape = object_mesh(thing).transformed(thing.pose.matrix())
    return _Solid(thing, shape, np.stack(shape.bounds()))


def _near_pairs(solids: Sequence[_Solid], over_m: float) -> Iterator[tuple[_Solid, _Solid]]:
    """Yield the pairs whose boxes share more than `over_m` along every axis."""
    if not solids:
        return
    boxes = np.stack([solid.box for solid in solids])
    for i, solid in enumerate(solids):
        shared = np.minimum(boxes[i + 1 :, 1], solid.box[1]) - np.maximum(boxes[i + 1 :, 0], solid.box[0])
        for j in np.flatnonzero((shared > over_m).all(axis=1)).tolist():
            yield solid, solids[i + 1 + j]


def _depth_m(a: Mesh, b: Mesh) -> float:
    low, high = b.bounds()
    points = _points(a, np.stack([low, high]))
    if not len(points):
        return 0.0
    votes = np.zeros(len(points), dtype=np.int64)
    nearest_m = np.full(len(points), np.inf)
    for axis in range(3):
        sight = _look_along(axis, points, b)
        votes += (sight.above % 2 == 1) & (sight.below % 2 == 1)
        nearest_m = np.minimum(nearest_m, sight.nearest_m)
    return float(nearest_m[votes >= 2].max(initial=0.0))


def _points(shape: Mesh, box: Box) -> NDArray[np.float64]:
    """Return up to 2 × POINTS points N×3 of a mesh within a box: vertices, and points spread over its triangles."""
    corners = shape.vertices[shape.triangles]
    touching = ((corners.min(axis=1) <= box[1]) & (corners.max(axis=1) >= box[0])).all(axis=1)
    near = corners[touching]
    if not len(near):
        return np.zeros((0, 3))
    rng = np.random.Generator(np.random.PCG64(len(near)))
    area = np.linalg.norm(np.cross(near[:, 1] - near[:, 0], near[:, 2] - near[:, 0]), axis=1)
    chosen = near[rng.choice(len(near), POINTS, p=area / area.sum())]
    points = np.concatenate([np.einsum("nk,nkd->nd", rng.dirichlet((1, 1, 1), POINTS), chosen), _some(near, rng)])
    return points[((points >= box[0]) & (points <= box[1])).all(axis=1)]


def _some(corners: NDArray[np.float64], rng: np.random.Generator) -> NDArray[np.float64]:
    vertices = corners.reshape(-1, 3)
    return vertices if len(vertices) <= POINTS else vertices[rng.choice(len(vertices), POINTS, replace=False)]


@dataclass(frozen=True, slots=True)
class _Sight:
    """What lies along an axis from each of N points: triangles on either side int64 N, distance to the nearest N."""

    above: NDArray[np.int64]
    below: NDArray[np.int64]
    nearest_m: NDArray[np.float64]


def _look_along(axis: int, points: NDArray[np.float64], shape: Mesh) -> _Sight:
    u, v = OTHER_AXES[axis]
    corners = shape.vertices[shape.triangles]
    flat, low, high = corners[..., [u, v]], points[:, [u, v]].min(axis=0), points[:, [u, v]].max(axis=0)
    near = corners[((flat.min(axis=1) <= high) & (flat.max(axis=1) >= low)).all(axis=1)]
    pieces = np.array_split(near, 1 + len(near) * len(points) // CELLS)
    sights = [_sight(_crossings(points, piece, axis)) for piece in pieces]
    return _Sight(
        np.sum([sight.above for sight in sights], axis=0),
        np.sum([sight.below for sight in sights], axis=0),
        np.min([sight.nearest_m for sight in sights], axis=0),
    )


def _sight(crossings: NDArray[np.float64]) -> _Sight:
    hit = np.isfinite(crossings)
    nearest_m = np.abs(crossings).min(axis=1, initial=np.inf)
    return _Sight((hit & (crossings > 0)).sum(axis=1), (hit & (crossings <= 0)).sum(axis=1), nearest_m)


def _crossings(points: NDArray[np.float64], corners: NDArray[np.float64], axis: int) -> NDArray[np.float64]:
    """Return N×T signed distances along an axis from points N×3 to triangles T×3×3; inf where the line misses one."""
    u, v = OTHER_AXES[axis]
    a, b, c = (corners[:, k] for k in range(3))
    doubled = _turn(a[None], b[None], c[None], u, v)
    weights = [_turn(points[:, None], p[None], q[None], u, v) for p, q in ((b, c), (c, a), (a, b))]
    with np.errstate(divide="ignore", invalid="ignore"):
        shares = [weight / doubled for weight in weights]
        height = sum(share * corner[None, :, axis] for share, corner in zip(shares, (a, b, c), strict=True))
        inside = (np.min(shares, axis=0) >= 0) & (doubled != 0)
        return np.where(inside, height - points[:, None, axis], np.inf)


def _turn(
    p: NDArray[np.float64], q: NDArray[np.float64], r: NDArray[np.float64], u: int, v: int
) -> NDArray[np.float64]:
    """Return twice the signed area of triangles in the plane of axes u and v."""
    return (q[..., u] - p[..., u]) * (r[..., v] - p[..., v]) - (q[..., v] - p[..., v]) * (r[..., u] - p[..., u])
