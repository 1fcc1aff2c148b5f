"""What is seen in the windows of houses: panes that mirror askew, blinds and curtains behind them, and dim rooms."""

from __future__ import annotations

import itertools

import numpy as np

from ....geometry.mesh import Mesh, grid, join
from ...core.parts import bar
from .front import CLEAR, CURTAIN, LIT, ROOM, TRIM, inside, quads

LIGHTED = 0.25  # so many rooms can be lit at night
BLIND, CURTAINS, NET = 0.4, 0.35, 0.1  # so many windows have a blind, curtains at their sides, or a net all over
SKEW_M = 0.006  # how far corners of panes are off their plane: each mirrors another piece of sky
BLIND_M, DRAPE_M = 0.04, 0.1  # how far blinds and curtains hang behind the glass
FOLD_M = (0.09, 0.02)  # from one fold of a curtain to the next, and how deep they are
DEEP_M = (1.6, 3.0)  # of a room
FURNISHED = 0.6  # so many rooms have a cupboard at the back


def leaves(wide_m: float, tall_m: float, count: int, rng: np.random.Generator) -> list[Mesh]:
    """Return the panes of a window side by side at y = 0, from z = 0, each tilted a little in its own way."""
    edges, panes = np.linspace(-wide_m / 2, wide_m / 2, count + 1).tolist(), []
    for left, right in itertools.pairwise(edges):
        aside, up = (rng.normal(0, SKEW_M, 2).clip(-2 * SKEW_M, 2 * SKEW_M) / 2).tolist()
        corners = ((left, -aside - up, 0.0), (right, aside - up, 0.0), (right, aside + up, tall_m))
        panes.append(quads([[*corners, (left, up - aside, tall_m)]], CLEAR))
    return panes


def cloths(wide_m: float, tall_m: float, rng: np.random.Generator) -> list[Mesh]:
    """Return what hangs behind the panes: a blind, curtains drawn apart or to, or nothing."""
    half, kind = wide_m / 2, rng.random()
    down, left, right = float(rng.uniform(0.12, 0.95)), *(float(each) for each in rng.uniform(0.1, 0.34, 2))
    if kind < BLIND:
        y, low = BLIND_M, (1 - down) * tall_m
        return [quads([[(-half, y, low), (half, y, low), (half, y, tall_m), (-half, y, tall_m)]], CURTAIN)]
    if kind < BLIND + CURTAINS:
        return [_drape(-half, (left - 0.5) * wide_m, tall_m, rng), _drape((0.5 - right) * wide_m, half, tall_m, rng)]
    return [_drape(-half, half, tall_m, rng)] if kind < BLIND + CURTAINS + NET else []


def _drape(left_m: float, right_m: float, tall_m: float, rng: np.random.Generator) -> Mesh:
    """Return a curtain in folds, none of which is like the next."""
    count = max(2, round(2 * (right_m - left_m) / FOLD_M[0])) + 1
    x, y = np.linspace(left_m, right_m, count), DRAPE_M + FOLD_M[1] * (-1.0) ** np.arange(count)
    y = y + rng.normal(0, 0.3 * FOLD_M[1], count)
    rows = [np.column_stack([x, y, np.full(count, z)]) for z in (-0.02, tall_m + 0.02)]
    return grid(np.stack(rows, axis=1)).with_slot(CURTAIN)


def room(wide_m: float, floor_m: float, ceiling_m: float, rng: np.random.Generator) -> Mesh:
    """Return the room behind a window as wide as its bay, whose back can be lit; it begins behind the wall's face."""
    deep_m, half_m = float(rng.uniform(*DEEP_M)), wide_m / 2 - 0.03
    back, *rest = inside(half_m, 0.03, deep_m, floor_m, ceiling_m)
    parts = [quads([back], LIT if rng.random() < LIGHTED else ROOM), quads(rest, ROOM)]
    if rng.random() < FURNISHED:
        wide, tall = float(rng.uniform(0.5, 1.2)), float(rng.uniform(0.8, 2.0))
        x = float(rng.uniform(-1, 1)) * max(half_m - wide / 2, 0.0)
        parts.append(bar((wide, 0.4, min(tall, ceiling_m - floor_m - 0.3)), (x, deep_m - 0.22, floor_m), TRIM))
    return join(parts)
