"""Bodies pressed flat by what bears them: seats, floors, backs that lean, saddles."""

from __future__ import annotations

import numpy as np

from ..generators.outdoor.bicycle import ALONG_M, THICK_M, half_width_m
from ..geometry.mesh import Mesh
from ..poses import Vec3

PRESSED_M, PRESSED_WIDE_M = 0.2, 0.35  # how far below a seat, and beside its middle, what a seat presses can be
OFF_SADDLE_M, AROUND_M = 0.004, 0.02  # between a saddle and what lies beside it; before and behind it
HEM_M = 0.11  # below a saddle's top, down to which hems hang
STEEP = 1.5  # by which a saddle falls off to its sides
SQUEEZE = 0.02  # flesh and cloth are pressed to this share, and keep their order


def pressed(whole: Mesh, edge: Vec3, deep_m: float = PRESSED_M, wide_m: float = PRESSED_WIDE_M) -> Mesh:
    """Return a mesh pressed flat by a seat: what would lie below it, behind its front edge."""
    x, y, z = whole.vertices.T
    below = (y > edge[1]) & (z < edge[2]) & (z > edge[2] - deep_m) & (np.abs(x) < wide_m)
    flat = whole.vertices.copy()
    flat[below, 2] = edge[2] - SQUEEZE * (edge[2] - z[below])
    return whole.with_vertices(flat)


def leant_back(whole: Mesh, hinge_m: float, slope: float) -> Mesh:
    """Return a mesh pressed flat by what rises by `slope` from y = `hinge_m` on."""
    under_m = slope * (whole.vertices[:, 1] - hinge_m) - whole.vertices[:, 2]
    flat = whole.vertices.copy()
    flat[:, 2] += (1 - SQUEEZE) * np.where(whole.vertices[:, 1] > hinge_m, np.maximum(under_m, 0.0), 0.0)
    return whole.with_vertices(flat)


def off_saddle(whole: Mesh, saddle: Vec3) -> Mesh:
    """Return a mesh without what would lie in a saddle: moved upwards or sideways, whichever is nearer.

    The saddle is taken to widen downwards, so that no triangle cuts off its edges.
    """
    x, y, z = whole.vertices.T
    ahead = y - saddle[1]
    near = (ahead > ALONG_M[0] - AROUND_M) & (ahead < ALONG_M[-1] + AROUND_M)
    half_m = half_width_m(np.clip(ahead, ALONG_M[0], ALONG_M[-1])) + OFF_SADDLE_M
    deep_m = saddle[2] - z
    aside_m = half_m + np.minimum(deep_m, THICK_M) / STEEP - np.abs(x)
    up_m = deep_m - STEEP * np.maximum(np.abs(x) - half_m, 0.0)
    inside = near & (deep_m > 0) & (deep_m < HEM_M) & (aside_m > 0)
    free, rises = whole.vertices.copy(), up_m <= aside_m
    free[inside & rises, 2] += (1 - SQUEEZE) * up_m[inside & rises]
    free[inside & ~rises, 0] += np.copysign(aside_m, x)[inside & ~rises]
    return whole.with_vertices(free)
