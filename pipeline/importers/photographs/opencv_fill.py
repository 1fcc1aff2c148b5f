"""Polygons as OpenCV fills and outlines them: the very pixels of sets whose masks its `fillPoly` and `polylines` drew.

An edge is drawn in whole steps along its longer axis, from left to right; rows are filled between edges, whose x goes
in steps of 1/65536 px. An edge that comes from outside is first cut to the picture, at whole pixels (`drawing.cpp` of
opencv/opencv says how). `fillPoly` draws the outline itself, so that `polylines` adds nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from ...dataset.run_lengths import Mask
from .polygons import FARTHEST_PX, LONGEST_PX

FINE = 1 << 16  # steps of a pixel in which x goes along an edge

Point = tuple[int, int]  # x, y
Edge = tuple[Point, Point]
Whole = NDArray[np.int64]


def filled_polygon(points: Sequence[tuple[float, float]], shape: tuple[int, int]) -> Mask:
    """Return what one polygon, x and y of each corner in pixels, covers in a picture of H×W, as bool H×W.

    Corners are cut down to whole pixels, towards 0. Raises ValueError where it has none, or lies too far away.
    """
    corners = np.asarray(points, np.float64).reshape(-1, 2)
    if not len(corners) or not (np.abs(corners) < FARTHEST_PX).all():
        raise ValueError("a polygon must have corners of two finite numbers each")
    if np.abs(corners - np.roll(corners, 1, axis=0)).sum() > LONGEST_PX:
        raise ValueError(f"a polygon's outline must be no longer than {LONGEST_PX:,} px")
    whole = [(x, y) for x, y in corners.astype(np.int64).tolist()]
    edges = list(zip([whole[-1], *whole[:-1]], whole, strict=True))
    mask = _between(edges, shape)
    for edge in edges:
        cut, inside = _cut_to_picture(edge, shape)
        if inside:
            x, y = _line(*cut)
            mask[y, x] = True
    return mask


def _line(start: Point, end: Point) -> tuple[Whole, Whole]:
    """Return x and y of the pixels of a line."""
    (left, y), (right, last) = sorted((start, end), key=lambda point: point[0])
    wide, high = right - left, abs(last - y)
    longer, shorter = max(wide, high), min(wide, high)
    along = np.arange(longer + 1)
    across = -((longer - 2 * shorter * along) // (2 * longer)) if longer else along  # rounded; halves down
    x, down = (along, across) if wide >= high else (across, along)
    return left + x, y + (down if last > y else -down)


def _between(edges: Sequence[Edge], shape: tuple[int, int]) -> Mask:
    """Return the pixels between the first and second edge of each row, the third and fourth, and so on."""
    height, width = shape
    crossings = [*_crossings(edges, shape)] or [np.zeros((2, 0), np.int64)]
    rows, x = np.concatenate(crossings, axis=1)
    order = np.lexsort((x, rows))
    rows, x = rows[order], x[order]
    first, last = (x[::2] + FINE - 1) // FINE, x[1::2] // FINE
    seen = (first < width) & (last >= 0) & (first <= last)
    changes = np.zeros((height, width + 1), np.int32)
    np.add.at(changes, (rows[::2][seen], first[seen].clip(0)), 1)
    np.add.at(changes, (rows[::2][seen], last[seen].clip(None, width - 1) + 1), -1)
    return np.cumsum(changes, axis=1, dtype=np.int32)[:, :width] > 0


def _crossings(edges: Sequence[Edge], shape: tuple[int, int]) -> Iterator[Whole]:
    """Yield of each edge the rows of the picture that it crosses, its lower end left out, and x in fine steps there."""
    for start, end in edges:
        if start[1] == end[1]:
            continue
        (cut_start, cut_end), _ = _cut_to_picture((start, end), shape)
        upper, lower = (cut_start[1], cut_end[1]) if cut_start[1] != cut_end[1] else (start[1], end[1])
        slope = _quotient((cut_end[0] - cut_start[0]) * FINE, lower - upper)
        rows = np.arange(max(min(start[1], end[1]), 0), min(max(start[1], end[1]), shape[0]))
        anchor_x, anchor_y = (cut_start[0], upper) if start[1] < end[1] else (cut_end[0], lower)
        yield np.stack([rows, anchor_x * FINE + (rows - anchor_y) * slope])


def _cut_to_picture(edge: Edge, shape: tuple[int, int]) -> tuple[Edge, bool]:
    """Return an edge cut to the picture as far as it was looked at, and whether any of it lies there."""
    for axis in (1, 0):
        if any(_beyond(edge, each, shape[1 - each] - 1) for each in (0, 1)):
            return edge, False
        edge = _moved_in(edge, axis, shape[1 - axis] - 1)
    return edge, all(0 <= point[axis] < shape[1 - axis] for point in edge for axis in (0, 1))


def _beyond(edge: Edge, axis: int, last: int) -> bool:
    """Return whether both ends lie beyond the same side."""
    return max(point[axis] for point in edge) < 0 or min(point[axis] for point in edge) > last


def _moved_in(edge: Edge, axis: int, last: int) -> Edge:
    """Return the edge with ends that lie beyond 0 or `last` moved along it to there, the first end first."""
    ends = list(edge)
    for place in (0, 1):
        end, other = ends[place], ends[1 - place]
        limit = min(max(end[axis], 0), last)
        if limit != end[axis]:
            shift = _quotient((limit - end[axis]) * (other[1 - axis] - end[1 - axis]), other[axis] - end[axis])
            across = end[1 - axis] + shift
            ends[place] = (across, limit) if axis else (limit, across)
    return ends[0], ends[1]


def _quotient(dividend: int, divisor: int) -> int:
    """Return the quotient cut down towards 0."""
    return abs(dividend) // abs(divisor) * (1 if (dividend < 0) == (divisor < 0) else -1)
