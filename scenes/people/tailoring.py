"""From a layer of the body to cloth: cut finer, clipped along straight hems, with edges turned over; all of it linear.

What a garment's pattern is does not depend on the body, so it is worked out once, on the mean body: each point is a mix
of the body's vertices, and follows their bones.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from ..spec import Detail
from .anatomy import Points, Quads, anatomy
from .surfaces import edges, summing, triangles

SNAP_M = 0.003  # a vertex so near a hem is moved onto it
EVENED = 4  # times that borders are evened out
COARSE = 4  # rounds of smoothing spread as far over edges half as long as one does over whole ones
Matrix = sparse.csr_array
Values = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Sheet:
    """A layer of the body, cut finer or not: what mixes its points, its faces and the mean of its neighbours.

    `coarse` is how many rounds of smoothing, on the finer one, one of its own stands for.
    """

    mix: Matrix
    quads: Quads
    mean: Matrix
    weights: Points
    coarse: int = 1

    def soft(self, points: Points, times: int) -> Points:
        """Return points, moved half way to the mean of their neighbours, so many times on the finer sheet."""
        for _ in range(round(times / self.coarse)):
            points = 0.5 * (points + self.mean @ points)
        return points


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Pattern:
    """What is cut out of a sheet: mixes of its points, triangles, and directed edges of its border E×2."""

    mix: Matrix
    faces: Quads
    rim: Quads


@cache
def sheet(layer: str, detail: Detail = "near") -> Sheet:
    """Return a layer of the body: each quad cut into four, for far people as it is."""
    body = anatomy()
    own, numbers = np.unique(body.layers[layer], return_inverse=True)
    quads = numbers.reshape(-1, 4)
    pairs, _ = edges(quads)
    count = len(own)
    lift = sparse.csr_array((np.ones(count), (np.arange(count), own)), shape=(count, body.count))
    if detail == "far":
        return Sheet(_single(lift), quads, _mean(quads, count), body.weights[own].astype(np.float32), COARSE)
    # Rows: the vertices, the edges' middles, the quads' middles.
    parts = [(np.arange(count)[:, None], 1.0), (pairs, 0.5), (quads, 0.25)]
    mix = sparse.vstack([_mixed(group, share, count) for group, share in parts]).tocsr()
    of_edge = {tuple(pair): count + number for number, pair in enumerate(pairs.tolist())}
    around = np.array([[of_edge[tuple(sorted((q[k], q[(k + 1) % 4])))] for k in range(4)] for q in quads.tolist()])
    middle = count + len(pairs) + np.arange(len(quads))
    fine = np.concatenate([np.stack([quads[:, k], around[:, k], middle, around[:, k - 1]], axis=1) for k in range(4)])
    return Sheet(_single(mix @ lift), fine, _mean(fine, mix.shape[0]), (mix @ body.weights[own]).astype(np.float32))


def _mixed(group: Quads, share: float, count: int) -> Matrix:
    rows = np.repeat(np.arange(len(group)), group.shape[1])
    return sparse.csr_array((np.full(group.size, share), (rows, group.ravel())), shape=(len(group), count))


def _mean(quads: Quads, count: int) -> Matrix:
    pairs, _ = edges(quads)
    both = np.concatenate([pairs, pairs[:, ::-1]])
    degree = np.bincount(both[:, 0], minlength=count)
    return _single(sparse.csr_array((1 / degree[both[:, 0]], both.T), shape=(count, count)))


def _single(matrix: Matrix) -> Matrix:
    return matrix.astype(np.float32).tocsr()


def clipped(layer: str, fields: Values, detail: Detail = "near") -> Pattern:
    """Return what of a layer lies where all fields V×K over the body's vertices (metres from a hem) are positive."""
    of = sheet(layer, detail)
    mix, faces = sparse.eye_array(of.mix.shape[0]).tocsr(), triangles(of.quads)
    values = of.mix @ fields
    values[np.abs(values) < SNAP_M] = 0.0
    for column in range(values.shape[1]):
        faces, cut = _clip(faces, values[:, column])
        mix, values = sparse.vstack([mix, cut @ mix]).tocsr(), np.concatenate([values, cut @ values])
    return _compact(mix, faces, of.mix)


def _clip(faces: Quads, values: Values) -> tuple[Quads, Matrix]:
    """Return the triangles where values V are positive, and what mixes the points that come new where they are 0."""
    inside = values[faces] >= 0
    many = inside.sum(axis=1)
    split = faces[(many == 1) | (many == 2)]
    alone_in = many[(many == 1) | (many == 2)] == 1
    alone = ((values[split] >= 0) == alone_in[:, None]).argmax(axis=1)
    a, b, c = np.take_along_axis(split, (alone[:, None] + np.arange(3)) % 3, axis=1).T
    crossed = np.sort(np.concatenate([np.stack([a, b], 1), np.stack([a, c], 1)]), axis=1)
    pairs, place = np.unique(crossed, axis=0, return_inverse=True)
    ab, ac = place.reshape(2, -1) + len(values)
    one = np.stack([a, ab, ac], 1)[alone_in]
    two = np.concatenate([np.stack([ab, b, c], 1), np.stack([ab, c, ac], 1)])[np.tile(~alone_in, 2)]
    low, high = pairs.T
    share = values[low] / np.where(values[low] == values[high], 1.0, values[low] - values[high])
    where = (np.tile(np.arange(len(pairs)), 2), pairs.T.ravel())
    cut = sparse.csr_array((np.concatenate([1 - share, share]), where), shape=(len(pairs), len(values)))
    return np.concatenate([faces[many == 3], one, two]), cut


def _compact(mix: Matrix, faces: Quads, of_body: Matrix) -> Pattern:
    """Weld points that snapped together, drop triangles of no area and points that no triangle uses."""
    places = (mix @ of_body @ anatomy().points[: anatomy().count]).round(6)
    order = np.lexsort(places.T)
    begins = np.ones(len(order), np.bool_)
    begins[1:] = (places[order[1:]] != places[order[:-1]]).any(axis=1)
    first = np.empty_like(order)
    first[order] = order[begins][np.cumsum(begins) - 1]
    faces = first[faces]
    faces = faces[(faces[:, 0] != faces[:, 1]) & (faces[:, 1] != faces[:, 2]) & (faces[:, 2] != faces[:, 0])]
    own, numbers = np.unique(faces, return_inverse=True)
    faces = numbers.reshape(-1, 3)
    return Pattern(_single(mix[own]), faces, _rim(faces))


def _rim(faces: Quads) -> Quads:
    directed = np.concatenate([faces[:, [corner, (corner + 1) % 3]] for corner in range(3)])
    key = directed.min(axis=1) * (faces.max(initial=0) + 1) + directed.max(axis=1)
    _, where, shared = np.unique(key, return_inverse=True, return_counts=True)
    return directed[shared[where] == 1]


def trimmed(pattern: Pattern, points: Points, out: Points, rows: Values) -> tuple[Points, Quads]:
    """Return points N×3 and triangles with strips along the border, folded as `rows` N×K×2 say.

    A row lies so far into the cloth, and so far out of it, from the border's vertex, in metres.
    """
    rim = pattern.rim
    if not len(rim):
        return points, pattern.faces
    points = _evened(pattern.rim, points, EVENED)
    into = _into(pattern, points, out)
    used = np.unique(rim)
    place = np.zeros(len(points), np.int64)
    place[used] = np.arange(len(used))
    strips, faces = [points], [pattern.faces]
    before = rim
    for row in range(rows.shape[1]):
        step = rows[used, row].astype(np.float32)
        after = place[rim] + sum(map(len, strips))
        strips.append(points[used] + into[used] * step[:, :1] + out[used] * step[:, 1:])
        faces += [
            np.stack([before[:, 1], before[:, 0], after[:, 0]], 1),
            np.stack([before[:, 1], after[:, 0], after[:, 1]], 1),
        ]
        before = after
    return np.concatenate(strips), np.concatenate(faces)


def _evened(rim: Quads, values: Points, times: int) -> Points:
    """Return values at vertices, evened out along the border: a zigzag of short edges must not show."""
    degree = np.bincount(rim.ravel(), minlength=len(values))
    on = degree > 0
    around, of = summing(rim.T.ravel(), len(values), values.dtype), rim[:, ::-1].T.ravel()
    for _ in range(times):
        near = around @ values[of]
        values = values.copy()
        values[on] = 0.5 * values[on] + 0.5 * near[on] / degree[on, None]
    return values


def _into(pattern: Pattern, points: Points, out: Points) -> Points:
    """Return unit directions from the border's vertices into the cloth, at right angles to the border."""
    way = np.zeros_like(points)
    a, b = pattern.rim.T
    for end in (a, b):
        np.add.at(way, end, np.cross(out[end], points[b] - points[a]))
    way = _evened(pattern.rim, way, 2 * EVENED)
    return way / np.maximum(np.linalg.norm(way, axis=1, keepdims=True), 1e-9)
