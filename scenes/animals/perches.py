"""Where an animal can be on a thing: the height of what is under it, and whether that is level."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ..geometry.mesh import Mesh
from ..layouts.shared.floor_plan import Rect
from ..object_mesh import geometry_mesh
from ..spec import SceneObject

Points = NDArray[np.float64]
LEVEL_M = 0.012  # how uneven what lies under an animal may be
UNDER = 0.5  # of the outer size: so much of an animal is above what carries it, at least
GIVES_WAY = ("lawn",)  # their blades bend


def top_under(thing: SceneObject, rect: Rect) -> float | None:
    """Return the height in metres of what lies under a footprint on a thing; None where that is not level."""
    whole = geometry_mesh(thing.geometry).transformed(thing.pose.matrix())
    if thing.category in GIVES_WAY:
        heights_m = whole.vertices[:, 2]
        return float(np.median(heights_m[heights_m > heights_m.mean()]))
    inner = Rect(rect.x_m, rect.y_m, UNDER * rect.width_m, UNDER * rect.depth_m, rect.turn_deg)
    heights_m = tops(whole, np.array([(rect.x_m, rect.y_m), *inner.corners()]))
    return float(heights_m.max()) if np.isfinite(heights_m).all() and np.ptp(heights_m) < LEVEL_M else None


def tops(whole: Mesh, places: Points) -> Points:
    """Return the height of a mesh at places N×2 as seen from above; −inf where there is none of it."""
    corners = whole.vertices[whole.triangles]
    low, high = corners[..., :2].min(axis=1), corners[..., :2].max(axis=1)
    return np.array([_top(corners[((low <= place) & (high >= place)).all(axis=1)], place) for place in places])


def _top(corners: Points, place: Points) -> float:
    a, b, c = (corners[:, k, :2] for k in range(3))
    shares = np.stack([_area(place, b, c), _area(a, place, c), _area(a, b, place)])
    whole = shares.sum(axis=0)
    shares = shares / np.where(whole == 0, np.inf, whole)
    met = (shares >= -1e-9).all(axis=0) & (whole != 0)
    return float((shares * corners[..., 2].T).sum(axis=0)[met].max(initial=-np.inf))


def _area(p: Points, q: Points, r: Points) -> Points:
    """Return twice the signed area of triangles."""
    u, v = q - p, r - p
    return np.asarray(u[..., 0] * v[..., 1] - u[..., 1] * v[..., 0])
