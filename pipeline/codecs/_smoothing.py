"""Smoothing that stops at edges, and filling from what is near: what restoring a drawing is made of."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Planes = NDArray[np.float32]  # 3×H×W, 8-bit units
Mask = NDArray[np.bool_]
Numbers = NDArray[np.float32]

# Half of the 8 neighbours, as (down, right), with their weights; that of the pixel itself is 4.
_STEPS = ((0, 1, 2.0), (1, -1, 1.0), (1, 0, 2.0), (1, 1, 1.0))
_LEVELS = 4
_FALL = 0.85  # of the reach from level to level, as noise falls
RADIUS_PX = 3  # of what is looked at around a pixel that is filled
PX_COST = 10.0  # of a pixel's distance, in 8-bit units of colour


def smoothed(planes: Planes, reach: float) -> Planes:
    """Return planes as means over what is alike: colours `reach` or more apart (8-bit units, above 0) never mix.

    Neighbours lie 1, 2, 4 and 8 pixels away, level by level ("à trous"), and weigh (1 − (d / reach)²)² of their usual
    weight at a distance d of colours.
    """
    for level in range(_LEVELS):
        planes = _level(planes, 1 << level, (reach * _FALL**level) ** 2)
    return planes


def _level(planes: Planes, gap_px: int, squared_reach: float) -> Planes:
    total = 4 * planes
    weight = np.full(planes.shape[1:], 4, np.float32)
    for down, right, share in _STEPS:
        here, there = _windows(planes.shape[1:], gap_px * down, gap_px * right)
        one, other = planes[:, *here], planes[:, *there]
        alike = 1 - _squared(other - one) / np.float32(squared_reach)
        np.maximum(alike, 0, out=alike)
        alike *= np.float32(share) * alike
        total[:, *here] += alike * other
        total[:, *there] += alike * one
        weight[here] += alike
        weight[there] += alike
    return total / weight


def nearest_known(planes: Planes, known: Mask) -> tuple[NDArray[np.intp], NDArray[np.intp], Numbers]:
    """Return for the N pixels that are not known their places (flat) and those of known ones, and how far these are.

    Chosen is, of the known within RADIUS_PX, the one that costs the least: distance of colours, and PX_COST for each
    pixel between; and where there is none the nearest. Distances N are those of colours. Some pixel must be known.
    """
    from scipy.ndimage import distance_transform_edt

    rows, columns = distance_transform_edt(~known, return_distances=False, return_indices=True)
    row, column = np.nonzero(~known)
    height, width = known.shape
    own, flat = planes[:, row, column], planes.reshape(3, -1)
    chosen = rows[row, column].astype(np.intp) * width + columns[row, column]
    away = np.hypot(rows[row, column] - row, columns[row, column] - column).astype(np.float32)
    least = _squared(own - flat[:, chosen]) + (PX_COST * away) ** 2
    for down, right in _disc():
        at = np.clip(row + down, 0, height - 1) * width + np.clip(column + right, 0, width - 1)
        cost = _squared(own - flat[:, at]) + np.float32(PX_COST**2 * (down * down + right * right))
        better = (cost < least) & known.reshape(-1)[at]
        least[better], chosen[better] = cost[better], at[better]
    return row * width + column, chosen, np.sqrt(_squared(own - flat[:, chosen]))


def _disc() -> list[tuple[int, int]]:
    side = range(-RADIUS_PX, RADIUS_PX + 1)
    return [(down, right) for down in side for right in side if 0 < down * down + right * right <= RADIUS_PX**2 + 1]


def _windows(shape: tuple[int, ...], down: int, right: int) -> tuple[tuple[slice, slice], tuple[slice, slice]]:
    """Return the windows of an image that hold the pixels and their neighbours `down` and `right` of them."""
    height, width = shape
    here = slice(0, max(0, height - down)), slice(max(0, -right), max(0, width - max(0, right)))
    there = slice(down, max(down, height)), slice(max(0, right), max(0, width + min(0, right)))
    return here, there


def _squared(planes: Planes) -> Numbers:
    """Return the squared lengths of 3×… vectors."""
    one, two, three = planes
    return one * one + two * two + three * three
