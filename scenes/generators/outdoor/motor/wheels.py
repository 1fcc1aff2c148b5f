"""Wheels, and the dark housings that they stand in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from ....geometry.mesh import Mesh, grid, join, lathe
from ....geometry.parts import as_part
from ...core.parts import arc, bar, moved
from .forms import RIM, TRIM, TYRE


def wheels(
    width_m: float, axles_m: Sequence[float], radius_m: float, rng: np.random.Generator, wide_m: float = 0.21
) -> list[Mesh]:
    """Return a pair of wheels on each axle (y in metres), flush with a body so wide, in their housings."""
    wheel, out = _wheel(radius_m, wide_m, int(rng.choice([5, 6, 7, 10]))), width_m / 2 - wide_m / 2 - 0.015
    parts = []
    for y in axles_m:
        for side in (-1, 1):
            parts.append(moved(wheel, (side * out, y, radius_m), 0 if side > 0 else 180))
            parts.append(_housing(radius_m, side * (width_m / 2 - 0.03), side * (width_m / 2 - 0.42), y))
    return parts


def _wheel(radius_m: float, wide_m: float, spokes: int) -> Mesh:
    """Return a wheel around the x axis whose outer side faces +x."""
    r, w = radius_m, wide_m / 2
    tyre = [(0.8 * r, -w), (0.985 * r, -0.8 * w), (r, -0.4 * w), (r, 0.4 * w), (0.985 * r, 0.8 * w)]
    rubber = lathe([*tyre, (0.9 * r, w), (0.66 * r, 0.86 * w)], 24, caps=False).with_slot(TYRE)
    well = [(0.62 * r, 0.86 * w), (0.66 * r, 0.9 * w), (0.67 * r, 0.8 * w), (0.62 * r, 0.7 * w), (0.6 * r, -0.2 * w)]
    rim = lathe(list(reversed(well)), 16, caps=False).with_slot(RIM)
    brake = lathe([(0.62 * r, -0.25 * w), (0.0, -0.2 * w)], 16, caps=False).with_slot(TRIM)
    disc = lathe([(0.42 * r, -0.12 * w), (0.0, -0.1 * w)], 16, caps=False).with_slot(RIM)
    hub = lathe([(0.17 * r, 0.1 * w), (0.15 * r, 0.62 * w), (0.07 * r, 0.66 * w), (0.0, 0.66 * w)], 12, caps=False)
    arms = [moved(_spoke(r, w, spokes), (0, 0, 0), 360 * k / spokes) for k in range(spokes)]
    upright = join([rubber, rim, brake, disc, hub.with_slot(RIM), *arms])
    return as_part(upright.with_vertices(upright.vertices[:, [2, 0, 1]]), "wheel")


def _spoke(r: float, w: float, spokes: int) -> Mesh:
    """Return a spoke along x that widens and comes out towards the hub; the wheel's outside is +z."""
    wide = min(0.9 / spokes, 0.16) * r
    ends = [
        (0.1 * r, 1.15, 0.5 * w, 0.28 * w),
        (0.36 * r, 0.8, 0.56 * w, 0.24 * w),
        (0.63 * r, 1.2, 0.72 * w, 0.16 * w),
    ]
    rings = [
        [(x, -wide * k / 2, z - t), (x, -wide * k / 2, z), (x, wide * k / 2, z), (x, wide * k / 2, z - t)]
        for x, k, z, t in ends
    ]
    return grid(np.array(rings).transpose(1, 0, 2)[::-1], close_u=True, smooth=False).with_slot(RIM)


def _housing(radius_m: float, out_m: float, in_m: float, y_m: float) -> Mesh:
    """Return the inside of a wheel arch, and its inner wall, both seen from the wheel."""
    round_m = arc(9, -12, 192) * radius_m * 1.12 + (y_m, radius_m)
    rows = [np.column_stack([np.full(9, x), round_m]) for x in (out_m, in_m)]
    skin = grid(np.stack(rows), smooth=True)
    wall = bar((0.01, 2.24 * radius_m, 1.5 * radius_m), (in_m, y_m, 0.6 * radius_m))
    turned = skin if out_m < 0 else replace(skin, triangles=skin.triangles[:, ::-1])
    return join([turned, wall]).with_slot(TRIM)
