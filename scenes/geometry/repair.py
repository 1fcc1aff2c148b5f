"""Making sound surfaces of the triangles that models come as: welded, wound alike, outside out, smooth where curved."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components
from scipy.spatial import KDTree

from ..arrays import ArrayRecord
from .mesh import Mesh

WELD = 1e-5  # of the diagonal: vertices as near as this are one
TWIN = 1e-4  # of the diagonal: a face whose corners are as near to those of one that faces the same way is its double
ALIKE = 0.9  # cosine between the normals of such
THIN = 1e-7  # of the diagonal: a triangle lower than this over its longest side has no area
SHARP_DEG = 35.0  # what bends more is an edge to the eye: taste
BEND_DEG = 8.0  # a wide plane's edge with a narrow strip is sharp from here on
NARROW = 12.0  # times smaller than the plane beside it
CLEAR_VOTE = 0.1  # by how much more of the sky one side must see than the other
SAMPLES = 12  # triangles of an open patch that vote

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
# Whether rays from points N×3 along directions N×3 meet nothing, bool N.
Escapes = Callable[[Floats, Floats], NDArray[np.bool_]]


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Edges(ArrayRecord):
    """Where exactly two triangles meet: `corners` E×2×2 (side, end) index 3·triangle + corner, ends paired up.

    `alike`: both triangles run along the edge in one direction, so that one of them is wound the wrong way round.
    `open` are the triangles (bool T) with an edge that is not of this kind.
    """

    corners: Ints
    alike: NDArray[np.bool_]
    open: NDArray[np.bool_]


def repair(shape: Mesh, escapes_of: Callable[[Mesh], Escapes]) -> Mesh:
    """Return the mesh welded, without triangles of no area or met twice, facing outwards, split at sharp edges.

    `escapes_of` builds the ray caster that open patches ask which of their sides is outside.
    """
    solid = without_twins(sound(welded(shape)))
    if not len(solid.triangles):
        return solid
    return split(outward(solid, escapes_of))


def welded(shape: Mesh) -> Mesh:
    """Return the mesh with vertices joined that are as good as one; unused ones are dropped."""
    points, first = np.unique(shape.vertices[shape.triangles].reshape(-1, 3), axis=0, return_inverse=True)
    diagonal = float(np.linalg.norm(np.ptp(points, axis=0))) if len(points) else 0.0
    pairs = KDTree(points).query_pairs(WELD * diagonal, output_type="ndarray") if len(points) else np.zeros((0, 2), int)
    label = _components(len(points), pairs)
    _, keep = np.unique(label, return_index=True)
    return replace(shape, vertices=points[keep], triangles=label[first].reshape(-1, 3))


def sound(shape: Mesh) -> Mesh:
    """Return the mesh without triangles of no area, and with the first of those that share all three vertices."""
    corners = shape.vertices[shape.triangles]
    longest = np.linalg.norm(corners - np.roll(corners, 1, axis=1), axis=2).max(axis=1)
    diagonal = np.linalg.norm(np.ptp(shape.vertices, axis=0)) if len(shape.vertices) else 0.0
    solid = np.linalg.norm(_doubled(corners), axis=1) > THIN * diagonal * longest
    first = np.zeros(len(solid), dtype=np.bool_)
    first[np.unique(np.sort(shape.triangles, axis=1), axis=0, return_index=True)[1]] = True
    return only(shape, solid & first)


def without_twins(shape: Mesh) -> Mesh:
    """Return the mesh without faces that lie on others which face the same way: of two, they flicker in pictures.

    Some models have a shoe or a sleeve twice, a hair's breadth apart. Sheets, whose sides face apart, keep both.
    """
    diagonal = np.linalg.norm(np.ptp(shape.vertices, axis=0)) if len(shape.vertices) else 0.0
    if not diagonal:
        return shape
    pairs = KDTree(shape.vertices).query_pairs(TWIN * diagonal, output_type="ndarray")
    if not len(pairs):
        return shape
    corners = np.sort(_components(len(shape.vertices), pairs)[shape.triangles], axis=1)
    _, first, which = np.unique(corners, axis=0, return_index=True, return_inverse=True)
    original, normals = first[which.reshape(-1)], unit_normals(shape)
    whole = (np.diff(corners, axis=1) > 0).all(axis=1)  # not too small to tell its own corners apart
    alike = np.einsum("ij,ij->i", normals, normals[original]) > ALIKE
    return only(shape, ~(whole & alike & (original != np.arange(len(corners)))))


def outward(shape: Mesh, escapes_of: Callable[[Mesh], Escapes]) -> Mesh:
    """Return the mesh wound alike across edges, closed patches by their volume, open ones by which side sees more."""
    edges = edges_of(shape.triangles)
    patch, flip = _wound_alike(len(shape.triangles), edges)
    even = _flipped(shape, flip)
    leaky = np.bincount(patch, weights=edges.open, minlength=patch.max() + 1) > 0
    corners = even.vertices[even.triangles]
    volume = np.einsum("ij,ij->i", corners[:, 0] - even.vertices.mean(axis=0), _doubled(corners))
    inside_out = np.bincount(patch, weights=volume) < 0
    if leaky.any():
        areas = np.linalg.norm(_doubled(corners), axis=1)
        as_drawn = np.bincount(patch, weights=np.where(flip, -areas, areas))
        votes = _votes(even, areas, patch, leaky, escapes_of(even))
        inside_out = np.where(leaky, np.where(np.abs(votes) > CLEAR_VOTE, votes, as_drawn) < 0, inside_out)
    return _flipped(even, inside_out[patch])


def split(shape: Mesh) -> Mesh:
    """Return the mesh with vertices shared only where it is smooth, and triangles marked smooth where they bend."""
    edges = edges_of(shape.triangles)
    smooth = edges.corners[_smooth_edges(shape, edges)]
    label = _components(3 * len(shape.triangles), np.moveaxis(smooth, 1, 2).reshape(-1, 2))
    _, first = np.unique(label, return_index=True)
    normals = unit_normals(shape)
    mean = np.zeros((len(first), 3))
    np.add.at(mean, label, np.repeat(normals, 3, axis=0))
    mean /= np.maximum(np.linalg.norm(mean, axis=1, keepdims=True), 1e-12)
    straight = np.einsum("ijk,ik->ij", mean[label].reshape(-1, 3, 3), normals).min(axis=1)
    return replace(
        shape,
        vertices=shape.vertices[shape.triangles.ravel()[first]],
        triangles=label.reshape(-1, 3),
        smooth=straight < np.cos(np.radians(0.1)),
    )


def unit_normals(shape: Mesh) -> Floats:
    """Return the T×3 unit normals of the triangles as they are wound."""
    normals = _doubled(shape.vertices[shape.triangles])
    return np.asarray(normals / np.maximum(np.linalg.norm(normals, axis=1, keepdims=True), 1e-300))


def edges_of(triangles: Ints) -> Edges:
    """Return where exactly two triangles (T×3) meet."""
    corner = np.arange(3 * len(triangles)).reshape(-1, 3)
    begin, end = corner.ravel(), np.roll(corner, -1, axis=1).ravel()
    ends = triangles.ravel()[np.stack([begin, end], axis=1)]
    ordered = np.sort(ends, axis=1)
    _, which, count = np.unique(ordered, axis=0, return_inverse=True, return_counts=True)
    pairs = np.flatnonzero(count[which] == 2)
    pairs = pairs[np.argsort(which[pairs], kind="stable")].reshape(-1, 2)
    forward = ends[:, 0] < ends[:, 1]
    low, high = np.where(forward, begin, end), np.where(forward, end, begin)
    lone = (count[which] != 2).reshape(-1, 3).any(axis=1)
    return Edges(np.stack([low[pairs], high[pairs]], axis=2), forward[pairs[:, 0]] == forward[pairs[:, 1]], lone)


def _wound_alike(count: int, edges: Edges) -> tuple[Ints, NDArray[np.bool_]]:
    """Return each triangle's patch and whether it must turn round to agree with the patch.

    Every triangle stands in a graph twice, as drawn and turned; triangles that agree are joined. A patch that is joined
    to its own reverse (a Möbius band) stays as drawn.
    """
    first, second = (edges.corners[:, side, 0] // 3 for side in (0, 1))
    across, back = np.where(edges.alike, second + count, second), np.where(edges.alike, second, second + count)
    label = _components(2 * count, np.stack([np.r_[first, first + count], np.r_[across, back]], axis=1))
    drawn, turned = label[:count], label[count:]
    return np.unique(np.minimum(drawn, turned), return_inverse=True)[1].reshape(-1), drawn > turned


def _votes(shape: Mesh, areas: Floats, patch: Ints, leaky: NDArray[np.bool_], escapes: Escapes) -> Floats:
    """Return for each patch how much more its drawn side sees of the outside than its back, −1–1."""
    order = np.lexsort((-areas, patch))
    rank = np.empty(len(order), dtype=np.int64)
    rank[order] = np.arange(len(order)) - np.searchsorted(patch[order], patch[order])
    asked = np.flatnonzero(leaky[patch] & (rank < SAMPLES))
    normals = unit_normals(shape)[asked]
    middle = shape.vertices[shape.triangles[asked]].mean(axis=1)
    step = 1e-4 * np.linalg.norm(np.ptp(shape.vertices, axis=0))
    seen = np.zeros(len(asked))
    for sign in (1.0, -1.0):
        for ray in _fan(sign * normals):
            seen += sign * escapes(middle + step * sign * normals, ray)
    weight = np.maximum(np.bincount(patch[asked], weights=areas[asked], minlength=len(leaky)), 1e-300)
    return np.bincount(patch[asked], weights=areas[asked] * seen / 5, minlength=len(leaky)) / weight


def _fan(normals: Floats) -> list[Floats]:
    """Return five N×3 directions about each normal: itself, and four at 50° from it."""
    aside = np.cross(normals, np.eye(3)[np.abs(normals).argmin(axis=1)])
    aside /= np.linalg.norm(aside, axis=1, keepdims=True)
    tilt, third = np.radians(50), np.cross(normals, aside)
    around = [np.cos(tilt) * normals + np.sin(tilt) * s * axis for axis in (aside, third) for s in (1, -1)]
    return [normals, *around]


def _smooth_edges(shape: Mesh, edges: Edges) -> NDArray[np.bool_]:
    normals, faces = unit_normals(shape), edges.corners[:, :, 0] // 3
    bend = np.einsum("ij,ij->i", normals[faces[:, 0]], normals[faces[:, 1]])
    level = _components(len(normals), faces[bend > np.cos(np.radians(0.5))])
    plane = np.bincount(level, weights=np.linalg.norm(_doubled(shape.vertices[shape.triangles]), axis=1))[level]
    beside = plane[faces]
    strip = (beside.max(axis=1) > NARROW * beside.min(axis=1)) & (bend < np.cos(np.radians(BEND_DEG)))
    return np.asarray(~edges.alike & (bend > np.cos(np.radians(SHARP_DEG))) & ~strip)


def _components(count: int, pairs: NDArray[np.integer[Any]]) -> Ints:
    graph = coo_array((np.ones(len(pairs), dtype=np.bool_), (pairs[:, 0], pairs[:, 1])), shape=(count, count))
    return np.asarray(connected_components(graph, directed=False)[1], dtype=np.int64)


def _doubled(corners: Floats) -> Floats:
    return np.asarray(np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0]))


def _flipped(shape: Mesh, flip: NDArray[np.bool_]) -> Mesh:
    turned = np.where(flip[:, None], shape.triangles[:, ::-1], shape.triangles)
    uv = None if shape.uv is None else np.where(flip[:, None, None], shape.uv[:, ::-1], shape.uv)
    return replace(shape, triangles=turned, uv=uv)


def only(shape: Mesh, keep: NDArray[np.bool_]) -> Mesh:
    """Return the mesh with the triangles to keep (bool T), vertices as they are."""
    uv = None if shape.uv is None else shape.uv[keep]
    return Mesh(shape.vertices, shape.triangles[keep], shape.smooth[keep], shape.slot[keep], uv)
