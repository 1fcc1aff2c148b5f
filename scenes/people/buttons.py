"""Buttons: small discs on the front of what is buttoned, at places on the mean body."""

from __future__ import annotations

import numpy as np
from scipy.spatial import KDTree

from ..geometry.mesh import Mesh, join, lathe
from .anatomy import Points
from .tailoring import Values

NEAR = 4  # vertices of the cloth between which a button lies
PROFILE = ((1.0, 0.0), (0.9, 0.0025), (0.6, 0.0018), (0.0, 0.0018))  # shares of the radius, and metres off the cloth
Places = tuple[tuple[float, float], ...]  # x and z on the mean body
CORNERS = 12


def row(across_m: float, low_m: float, high_m: float, count: int) -> Places:
    """Return the places of so many buttons, one over another."""
    return tuple((across_m, float(z)) for z in np.linspace(low_m, high_m, count))


def buttons(places: Places, radius_m: float, mean: Points, points: Points, out: Points) -> Mesh:
    """Return buttons on cloth whose vertices lie at `mean` N×3 on the mean body, now at `points`, facing `out`."""
    ahead = np.flatnonzero(mean[:, 1] < 0)
    found = KDTree(mean[ahead][:, [0, 2]]).query(np.asarray(places), k=NEAR)
    away_m, near = np.asarray(found[0]), np.asarray(found[1])
    share = 1 / (away_m + 0.001)
    share /= share.sum(axis=1, keepdims=True)
    middles, ways = (np.einsum("bk,bki->bi", share, each[ahead[near]]) for each in (points, out))
    disc = lathe([(radius_m * share, height_m) for share, height_m in PROFILE], CORNERS, caps=False)
    return join([_laid(disc, middle, way) for middle, way in zip(middles, ways, strict=True)])


def _laid(disc: Mesh, middle: Values, way: Values) -> Mesh:
    """Return a disc that lies at a place and faces a way."""
    up = way / np.linalg.norm(way)
    across = np.cross((0.0, 0.0, 1.0), up)
    across /= np.linalg.norm(across)
    matrix = np.eye(4)
    matrix[:3] = np.stack([across, np.cross(up, across), up, middle], axis=1)
    return disc.transformed(matrix)
