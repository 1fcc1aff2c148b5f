"""Arms kept out of the body that they belong to, whatever its girth."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import KDTree

from .anatomy import Points, anatomy
from .rotations import Vector
from .skeleton import Posture, posed
from .surfaces import normals

CLEAR_M = 0.008  # between bare arms and a bare body: what is worn fills it
NEAR_M = 0.12  # a surface that is further away says nothing about inside and outside
TURNS = 8
UPPER_STEP, LOWER_STEP = 0.05, 0.04  # of the directions of an arm's bones
TRUNK = ("pelvis", "spine_01", "spine_02", "spine_03", "thigh_l", "thigh_r")


def cleared(shape: Points, posture: Posture, sides: str) -> Posture:
    """Return the posture with the arms of some sides turned outwards until they are clear of trunk and thighs.

    A hand that touches the body goes on doing so: then the forearm alone is kept clear.
    """
    for _ in range(TURNS):
        points = posed(shape, posture)[: anatomy().count]
        out = normals(points, anatomy().layers["tights"])[_rows(TRUNK)]
        trunk = points[_rows(TRUNK)]
        pushed = {side: _push(points[_arm(side, posture)], trunk, out) for side in sides}
        if not any(np.any(way) for way in pushed.values()):
            return posture
        aims = {name: way for side, push in pushed.items() for name, way in _turned(posture, side, push).items()}
        posture = replace(posture, aims={**posture.aims, **aims})
    return posture


def _push(arm: Points, trunk: Points, out: Points) -> NDArray[np.float64]:
    """Return the direction in which the point that lies deepest leaves the trunk; 0 where all are clear."""
    away_m, found = KDTree(trunk).query(arm)
    nearest = np.asarray(found)
    over_m = np.where(away_m < NEAR_M, np.einsum("ni,ni->n", arm - trunk[nearest], out[nearest]), NEAR_M)
    deepest = int(over_m.argmin())
    return np.zeros(3) if over_m[deepest] > CLEAR_M else np.asarray(out[nearest[deepest]], np.float64)


def _turned(posture: Posture, side: str, push: NDArray[np.float64]) -> dict[str, Vector]:
    found: dict[str, Vector] = {}
    for bone, step in ((f"upperarm_{side}", UPPER_STEP), (f"lowerarm_{side}", LOWER_STEP)):
        way = np.asarray(posture.aims[bone], np.float64)
        x, y, z = (way / np.linalg.norm(way) + step * push).tolist()
        found[bone] = (x, y, z)
    return found


def _arm(side: str, posture: Posture) -> NDArray[np.int64]:
    bones = (f"lowerarm_{side}",) if f"hand_{side}" in posture.touches else (f"lowerarm_{side}", f"hand_{side}")
    return _rows(bones)


@cache
def _rows(bones: tuple[str, ...]) -> NDArray[np.int64]:
    """Return the rows of the tights that follow some bones most."""
    rows = np.unique(anatomy().layers["tights"])
    return np.asarray(rows[np.isin(anatomy().mover()[rows], [anatomy().bone(name) for name in bones])])
