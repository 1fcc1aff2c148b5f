"""Polygons as COCO draws them: the very pixels of its own library, of which every published mask is made."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from ...dataset.run_lengths import Counts, Mask, of_changes, to_mask

FINE = 5  # how many steps of the grid that edges are drawn on a pixel has
FARTHEST_PX, LONGEST_PX = 1 << 16, 1 << 22  # of a corner from the picture's; of an outline

Whole = NDArray[np.int64]
Outline = NDArray[np.int32]  # N×2: x and y of each corner in steps of the fine grid


def polygons_mask(polygons: Sequence[Sequence[float]], shape: tuple[int, int]) -> Mask:
    """Return the union of polygons, each x1, y1, x2, y2 … in pixels, as bool H×W; raises ValueError."""
    return outlines_mask([outline_of(polygon) for polygon in polygons], shape)


def outlines_mask(outlines: Sequence[Outline], shape: tuple[int, int]) -> Mask:
    """Return the union of what outlines go around as bool H×W."""
    mask = np.zeros(shape, np.bool_)
    for outline in outlines:
        mask |= to_mask(outline_runs(outline, shape), shape)
    return mask


def polygon_runs(polygon: Sequence[float], shape: tuple[int, int]) -> Counts:
    """Return the run lengths of one polygon in a picture of H×W; raises ValueError where it is none."""
    return outline_runs(outline_of(polygon), shape)


def outline_of(polygon: Sequence[float]) -> Outline:
    """Return the corners of a polygon on a grid FINE times as fine as pixels: all that its mask depends on.

    Raises ValueError where it is none.
    """
    points = np.asarray(polygon, np.float64)
    if points.ndim != 1 or points.size < 6 or points.size % 2 or not (np.abs(points) < FARTHEST_PX).all():
        raise ValueError("a polygon must have at least three corners, two finite numbers each")
    corners = points.reshape(-1, 2)
    if np.abs(corners - np.roll(corners, 1, axis=0)).sum() > LONGEST_PX:
        raise ValueError(f"a polygon's outline must be no longer than {LONGEST_PX:,} px")
    return (FINE * corners + 0.5).astype(np.int32)


def outline_runs(outline: Outline, shape: tuple[int, int]) -> Counts:
    """Return the run lengths of what an outline goes around in a picture of H×W.

    Edges are walked on the fine grid (`maskApi.c` of cocodataset/cocoapi says how); where one comes into another column
    of pixels, the mask changes from there on.
    """
    height, width = shape
    u, v = _walked(outline.astype(np.int64))
    turns = np.flatnonzero(np.diff(u)) + 1
    x = (np.minimum(u[turns], u[turns - 1]) + 0.5) / FINE - 0.5
    y = (np.minimum(v[turns], v[turns - 1]) + 0.5) / FINE - 0.5
    kept = (x == np.floor(x)) & (x >= 0) & (x <= width - 1)
    changes = x[kept].astype(np.int64) * height + np.ceil(y[kept].clip(0, height)).astype(np.int64)
    return of_changes(changes, height * width)


def _walked(start: Whole) -> tuple[Whole, Whole]:
    """Return the points of the fine grid (u, v) that the closed outline goes through, in order."""
    step = np.roll(start, -1, axis=0) - start
    along = np.abs(step).max(axis=1)
    steep = np.abs(step[:, 1]) > np.abs(step[:, 0])
    main = np.where(steep, step[:, 1], step[:, 0])
    edge = np.repeat(np.arange(len(start)), along + 1)
    t = np.arange(edge.size) - np.repeat(np.cumsum(along + 1) - along - 1, along + 1)
    back = main < 0  # always walked from the smaller end, so that both ways round give the same points
    end = np.roll(start, -1, axis=0)
    first = np.where(back[:, None], end, start)
    t = np.where(back[edge], along[edge] - t, t)
    slope = np.where(back[:, None], -step, step) / np.maximum(along, 1)[:, None]
    points = (first[edge] + slope[edge] * t[:, None] + 0.5).astype(np.int64)
    exact = first[edge] + t[:, None]  # of the coordinate that goes in whole steps
    u = np.where(steep[edge], points[:, 0], exact[:, 0])
    v = np.where(steep[edge], exact[:, 1], points[:, 1])
    return u, v
