"""The skin of a car: its surface cut into panels, panes and lamps along its own lines, and its front and back."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from ....geometry.mesh import Mesh, grid, join, without_slivers
from ....geometry.parts import as_part
from .forms import GLASS, PAINT, TAIL, TRIM
from .shell import BELT, DITCH, EDGE, GAP_M, LAMPS, PANE, ROWS, Points, Shell

_BED, _FRONT, _REAR, _LENS, _PANES = 20, 30, 31, 32, 40  # sorts of cells beside the slots
ACROSS = np.array([1.0, 0.82, 0.632, 0.622, 0.42, 0.2, 0.0])  # columns of the ends, as shares of the half width


@lru_cache(maxsize=1)
def _pieces(shell: Shell) -> list[tuple[int, Mesh]]:
    """Return the surface and both ends, cut into what is of one sort."""
    right = shell.points
    ring = np.concatenate([right, right[:, -2::-1] * (-1, 1, 1)], axis=1)
    whole, cells = grid(ring), _sorts(shell)
    cells = np.concatenate([cells, np.where(cells[:, ::-1] > _PANES, 100 + cells[:, ::-1], cells[:, ::-1])], axis=1)
    sort = np.tile(cells.ravel(), 2)
    panels = [(int(each) % 100, picked(whole, sort == each)) for each in np.unique(sort)]
    return [*panels, *_cap(shell, 0), *_cap(shell, -1)]


def skin(shell: Shell) -> list[Mesh]:
    """Return the surface in its panels and panes, but for the glass before the headlamps."""
    return [_dressed(shape, sort) for sort, shape in _pieces(shell) if sort != _LENS]


def lens(shell: Shell, side: int) -> Mesh:
    """Return the glass before the headlamp at the left (-1) or at the right (1)."""
    glass = join([shape for sort, shape in _pieces(shell) if sort == _LENS]).with_slot(GLASS)
    return picked(glass, glass.vertices[glass.triangles][..., 0].mean(axis=1) * side > 0)


def _sorts(shell: Shell) -> NDArray[np.int64]:
    """Return for each cell of the right half what it is: a slot, or _BED, _FRONT, _REAR, or _PANES + k for pane k."""
    f, middles = shell.body.form, (shell.stations[1:] + shell.stations[:-1]) / 2
    sorts = np.full((len(middles), ROWS - 1), PAINT)
    sorts[:, : f.clad] = TRIM
    a, b, c, d = f.upper
    cabin = (middles > a + 0.02) & (middles < f.panes[-1][1] + 0.02)
    sorts[cabin, BELT:EDGE] = np.where(middles[cabin] < f.panes[-1][1] + 0.012, TRIM, PAINT)[:, None]
    for number, (start, end) in enumerate(f.panes):
        sorts[(middles > start) & (middles < end), PANE:EDGE] = _PANES + 1 + number
    sorts[(middles > a + 0.01) & (middles < b), DITCH + 1 :] = _FRONT
    if f.rear_pane:
        sorts[(middles > c + 0.006) & (middles < d), DITCH + 1 :] = _REAR
    _mark_lines(shell, sorts, middles)
    sorts[middles > 0.955, LAMPS[0] : LAMPS[1]] = TAIL
    sorts[middles < 0.045, LAMPS[0] : LAMPS[1]] = _LENS
    return sorts


def _mark_lines(shell: Shell, sorts: NDArray[np.int64], middles: Points) -> None:
    f, gap = shell.body.form, GAP_M / shell.body.length_m
    for at in shell.lines:
        near = np.abs(middles - at) < gap
        if at in f.doors:
            sorts[near, 1:BELT] = TRIM
        else:
            sorts[near, DITCH:] = TRIM
    ditch = sorts[:, DITCH - 1 : DITCH + 1]
    ditch[middles > 0.045] = TRIM
    start, end = f.bed
    sorts[(middles > start - 2 * gap) & (middles < end + 2 * gap), DITCH + 1 :] = TRIM
    sorts[(middles > start + gap) & (middles < end - gap), DITCH + 1 :] = _BED


def _cap(shell: Shell, end: int) -> list[tuple[int, Mesh]]:
    """Return the front (0) or the back (-1): a bowed face with lamps at its sides."""
    ring = shell.points[end]
    shares = np.concatenate([ACROSS, -ACROSS[-2::-1]])
    x = ring[:, :1] * shares
    z = np.broadcast_to(ring[:, 2:], x.shape)
    points = np.stack([x, shell.bowed(0.0 if end == 0 else 1.0, x, z), z], -1)
    face = grid(points if end == 0 else points[:, ::-1])
    out = np.abs(shares[1:] + shares[:-1]) / 2
    sorts = np.full((len(ring) - 1, len(out)), PAINT)
    sorts[LAMPS[0] : LAMPS[1], out > 0.632] = _LENS if end == 0 else TAIL
    if end == 0:
        sorts[3:6, out < 0.42] = TRIM
    else:
        sorts[2:, (out > 0.622) & (out < 0.632)] = TRIM
    sorts[: shell.body.form.clad] = sorts[1:2, out < 0.62] = TRIM
    return [(int(each), picked(face, np.tile(sorts.ravel(), 2) == each)) for each in np.unique(sorts)]


def _dressed(shape: Mesh, sort: int) -> Mesh:
    """Return what is cut out of the skin in its slot; panes are parts."""
    if sort == _BED:
        return shape.with_slot(TRIM)
    return as_part(shape.with_slot(GLASS), "vehicle window") if sort >= _FRONT else shape.with_slot(sort)


def picked(shape: Mesh, chosen: NDArray[np.bool_]) -> Mesh:
    """Return some of the triangles, with their own vertices: so edges between panels are sharp."""
    used, index = np.unique(shape.triangles[chosen], return_inverse=True)
    return without_slivers(
        replace(
            shape,
            vertices=shape.vertices[used],
            triangles=index.reshape(-1, 3),
            smooth=shape.smooth[chosen],
            slot=shape.slot[chosen],
        )
    )
