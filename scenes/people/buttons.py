"""Buttons, buckles and laces: small things on the front of what they fasten, at places on the mean body."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from scipy.spatial import KDTree

from ..geometry.mesh import Mesh, box, join, lathe
from ..poses import Pose, turn
from .anatomy import Points
from .tailoring import Values

NEAR = 4  # vertices of the cloth between which a button lies
PROFILE = ((1.0, 0.0), (0.9, 0.0025), (0.6, 0.0018), (0.0, 0.0018))  # shares of the radius, and metres off the cloth
Places = tuple[tuple[float, float], ...]  # x and z on the mean body
Fastener = Callable[[float], Mesh]  # from its half width to its mesh, which lies on z = 0, x across
CORNERS = 12


def row(across_m: float, low_m: float, high_m: float, count: int) -> Places:
    """Return the places of so many buttons, one over another."""
    return tuple((across_m, float(z)) for z in np.linspace(low_m, high_m, count))


def button(radius_m: float) -> Mesh:
    """Return a disc with a rim."""
    return lathe([(radius_m * share, height_m) for share, height_m in PROFILE], CORNERS, caps=False)


def buckle(half_m: float) -> Mesh:
    """Return a frame with a bar in its middle."""
    high_m, thick_m = 0.85 * half_m, 0.0035
    sides = [(0.0, y, 2 * half_m, thick_m) for y in (-high_m, high_m)]
    sides += [(x, 0.0, thick_m, 2 * high_m) for x in (-half_m, 0.0, half_m)]
    return join([_bar(*side, thick_m) for side in sides])


def lace(half_m: float) -> Mesh:
    """Return two cords that cross."""
    return join([_bar(0.0, 0.0, 2 * half_m, 0.0035, 0.003, angle_deg) for angle_deg in (-17.0, 17.0)])


def _bar(x: float, y: float, wide_m: float, high_m: float, thick_m: float, angle_deg: float = 0.0) -> Mesh:
    return box().transformed(Pose((x, y, 0.0), turn("z", angle_deg), (wide_m, high_m, thick_m)).matrix())


def fastened(fastener: Fastener, places: Places, half_m: float, mean: Points, points: Points, out: Points) -> Mesh:
    """Return fasteners on cloth whose vertices lie at `mean` N×3 on the mean body, now at `points`, facing `out`."""
    ahead = np.flatnonzero(mean[:, 1] < 0)
    found = KDTree(mean[ahead][:, [0, 2]]).query(np.asarray(places), k=NEAR)
    away_m, near = np.asarray(found[0]), np.asarray(found[1])
    share = 1 / (away_m + 0.001)
    share /= share.sum(axis=1, keepdims=True)
    middles, ways = (np.einsum("bk,bki->bi", share, each[ahead[near]]) for each in (points, out))
    one = fastener(half_m)
    return join([_laid(one, middle, way) for middle, way in zip(middles, ways, strict=True)])


def _laid(one: Mesh, middle: Values, way: Values) -> Mesh:
    """Return a thing that lies at a place and faces a way."""
    up = way / np.linalg.norm(way)
    across = np.cross((0.0, 0.0, 1.0), up)
    across /= np.linalg.norm(across)
    matrix = np.eye(4)
    matrix[:3] = np.stack([across, np.cross(up, across), up, middle], axis=1)
    return one.transformed(matrix)
