"""Where one can sit on a thing: found on its mesh, so that it holds for any chair, sofa, bench or stool."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..geometry.mesh import Mesh

Values = NDArray[np.float64]
STEP_M = 0.02
HEIGHTS_M = (0.36, 0.86)
LEAST_DEPTH_M, LEAST_WIDTH_M = 0.22, 0.16
BACK_M = 0.09  # what rises as far above a seat is its back
FOOT = 2  # steps before a back has risen, in which a raked one begins
LEVEL_M = 0.05


@dataclass(frozen=True, slots=True)
class Seat:
    """A place to sit in a thing's own space, facing −y: its middle, its front edge, its back, and its height there."""

    x_m: float
    front_m: float
    back_m: float
    height_m: float


def seats(shape: Mesh, apart_m: float = 0.7) -> tuple[Seat, ...]:
    """Return places to sit on a mesh that stands on z = 0, at least `apart_m` from middle to middle; () if none."""
    low, high = shape.bounds()
    corners = np.asarray(shape.vertices[shape.triangles], np.float64)
    across = np.arange(low[0] + STEP_M / 2, high[0], STEP_M)
    found = [_seat_along(line, x) for x in across if (line := _tops_m(corners, float(x), low, high)) is not None]
    lines = [line for line in found if line is not None]
    level_m = float(np.median([line.height_m for line in lines])) if lines else 0.0
    level = [line for line in lines if abs(line.height_m - level_m) < LEVEL_M]
    return tuple(seat for run in _runs(level) for seat in _side_by_side(run, apart_m))


def _tops_m(corners: Values, x_m: float, low: Values, high: Values) -> Values | None:
    """Return rows of y and the height of the highest point there, along a line from front to back."""
    crossed = corners[(corners[..., 0].min(axis=1) <= x_m) & (corners[..., 0].max(axis=1) >= x_m)]
    if not len(crossed):
        return None
    y = np.arange(low[1] + STEP_M / 2, high[1], STEP_M)
    a, b, c = (crossed[:, None, corner] for corner in range(3))
    place = np.stack([np.full(len(y), x_m), y], axis=1)[None]
    shares = [_turn(place, b, c), _turn(place, c, a), _turn(place, a, b)]
    with np.errstate(divide="ignore", invalid="ignore"):
        u, v, w = (share / _turn(a, b, c) for share in shares)
        height = u * a[..., 2] + v * b[..., 2] + w * c[..., 2]
        met = (u >= 0) & (v >= 0) & (w >= 0) & np.isfinite(height)
    return np.stack([y, np.where(met, height, -np.inf).max(axis=0)], axis=1)


def _turn(p: Values, q: Values, r: Values) -> Values:
    """Return twice the signed area of triangles seen from above."""
    return np.asarray(
        (q[..., 0] - p[..., 0]) * (r[..., 1] - p[..., 1]) - (q[..., 1] - p[..., 1]) * (r[..., 0] - p[..., 0])
    )


def _seat_along(line: Values, x_m: float) -> Seat | None:
    """Return the seat on a line from front to back, up to where its back rises."""
    there = line[line[:, 1] > HEIGHTS_M[0]]
    if not len(there):
        return None
    rises = np.flatnonzero(there[:, 1] > np.median(there[:8, 1]) + BACK_M)
    end = int(rises[0]) if len(rises) else len(there)
    seat = there[:end]
    if not end or seat[-1, 0] - seat[0, 0] < LEAST_DEPTH_M or not HEIGHTS_M[0] < seat[:, 1].max() < HEIGHTS_M[1]:
        return None
    back_m = float(there[end, 0]) if end < len(there) else float(seat[-1, 0])
    flat = seat[:-FOOT] if end < len(there) else seat
    return Seat(x_m, float(seat[0, 0]), back_m - STEP_M / 2, float(flat[:, 1].max()))


def _runs(lines: list[Seat]) -> list[list[Seat]]:
    """Return lines that lie side by side without a gap, run by run."""
    breaks = [k for k in range(1, len(lines)) if lines[k].x_m - lines[k - 1].x_m > 2.5 * STEP_M]
    runs = [lines[a:b] for a, b in zip([0, *breaks], [*breaks, len(lines)], strict=True)]
    return [run for run in runs if run and run[-1].x_m - run[0].x_m >= LEAST_WIDTH_M]


def _side_by_side(run: list[Seat], apart_m: float) -> list[Seat]:
    width_m = run[-1].x_m - run[0].x_m
    count = max(1, int(width_m / apart_m))
    middles = run[0].x_m + width_m * (np.arange(count) + 0.5) / count
    return [_seat(float(x), [line for line in run if abs(line.x_m - x) <= 0.17]) for x in middles]


def _seat(x_m: float, under: list[Seat]) -> Seat:
    front_m, back_m = max(line.front_m for line in under), min(line.back_m for line in under)
    return Seat(round(x_m, 4), front_m, back_m, max(line.height_m for line in under))
