"""Doors and drawers: which triangles of a mesh move as one, and how.

A leaf opens away from its handle: a door whose handle is at its side turns about its other edge, one whose handle is at
its top falls forward, and a drawer, with the handle in the middle, is pulled. Its front faces −y, as that of the thing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from ..motion.rigid import Rigid, about
from ..poses import Vec3
from .mesh import Mesh, join
from .parts import Parts, parts_of_some

TURNED_DEG, FALLEN_DEG = 95.0, 88.0  # as far as a door turns, or falls forward
PULLED = 0.7  # of what is behind it: as far as a drawer comes out
BACK_M = 0.018  # of a thing, behind its drawers
HANDLE_M = 0.004  # the front of a leaf's handle: so near to its foremost point
ASIDE = 0.2  # by which share of its leaf a handle is off the middle, where it is not a drawer's
Array = NDArray[np.float64]
Side = Literal["left", "right", "foot", ""]


@dataclass(frozen=True, slots=True)
class Leaf:
    """A door or drawer of a mesh, as it is when shut: its box, the plane of its front, and how it opens.

    `side` is where it hangs, from behind its front: "left", "right", "foot", or "" of what is pulled, by `reach_m`.
    """

    number: int
    low_m: Vec3
    high_m: Vec3
    front_m: float
    side: Side
    reach_m: float

    @property
    def most_deg(self) -> float:
        """How far it turns; 0 of what is pulled."""
        return {"left": TURNED_DEG, "right": TURNED_DEG, "foot": FALLEN_DEG, "": 0.0}[self.side]

    def motion(self, share: float) -> Rigid:
        """Return how it moves in the thing's own space from shut to a share, from 0 to 1, of as far as it opens."""
        if not self.side:
            return Rigid(shift_m=(0.0, -share * self.reach_m, 0.0))
        if self.side == "foot":
            return about((0.0, self.front_m, self.low_m[2]), (1.0, 0.0, 0.0), share * self.most_deg, (0.0, 0.0, 0.0))
        edge_m, sign = (self.low_m[0], -1) if self.side == "left" else (self.high_m[0], 1)
        return about((edge_m, self.front_m, 0.0), (0.0, 0.0, 1.0), sign * share * self.most_deg, (0.0, 0.0, 0.0))


def as_leaf(shape: Mesh) -> Mesh:
    """Return the mesh as one door or drawer."""
    return replace(shape, leaf=np.ones(len(shape.triangles), np.int64))


def leaves_of(shape: Mesh) -> tuple[Leaf, ...]:
    """Return the doors and drawers of a mesh that is shut."""
    if shape.leaf is None:
        return ()
    back_m = float(shape.bounds()[1][1])
    return tuple(_leaf(shape, number, back_m) for number in range(1, int(shape.leaf.max(initial=0)) + 1))


def _leaf(shape: Mesh, number: int, back_m: float) -> Leaf:
    corners = shape.vertices[shape.triangles[is_leaf(shape, number)]]
    points = corners.reshape(-1, 3)
    low, high = points.min(axis=0), points.max(axis=0)
    grip = points[points[:, 1] <= low[1] + HANDLE_M]
    across, _, up = ((grip.min(axis=0) + grip.max(axis=0) - low - high) / (2 * (high - low))).tolist()
    reach_m = PULLED * (back_m - float(high[1]) - BACK_M)
    return Leaf(number, vec3(low), vec3(high), _front_m(corners), _side(across, up), reach_m)


def _side(across: float, up: float) -> Side:
    """Return where a leaf hangs whose handle is so far off its middle, in shares of its size."""
    if abs(across) > ASIDE:
        return "left" if across > 0 else "right"
    return "foot" if up > ASIDE else ""


def _front_m(corners: Array) -> float:
    """Return y of the largest triangle that faces −y."""
    facing = -np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0])[:, 1]
    return float(corners[facing.argmax(), :, 1].mean())


def leaf_numbers(shape: Mesh) -> NDArray[np.int64]:
    """Return the leaf of each triangle, 0 of what stays."""
    return np.zeros(len(shape.triangles), np.int64) if shape.leaf is None else shape.leaf


def is_leaf(shape: Mesh, number: int) -> NDArray[np.bool_]:
    """Return which triangles are of a leaf."""
    return leaf_numbers(shape) == number


def some_of(shape: Mesh, kept: NDArray[np.bool_]) -> Mesh:
    """Return some triangles of a mesh, with the vertices that they need."""
    used, triangles = np.unique(shape.triangles[kept], return_inverse=True)
    return replace(
        shape,
        vertices=shape.vertices[used],
        triangles=triangles.reshape(-1, 3),
        smooth=shape.smooth[kept],
        slot=shape.slot[kept],
        uv=None if shape.uv is None else shape.uv[kept],
        parts=parts_of_some(shape.parts, kept),
        soil=None if shape.soil is None else shape.soil[used],
        leaf=None if shape.leaf is None else shape.leaf[kept],
    )


def merged(shape: Mesh, pieces: Sequence[Mesh]) -> Mesh:
    """Return one mesh of pieces whose parts and leaves are numbered as those of a shape."""
    none = [np.zeros(len(piece.triangles), np.int64) for piece in pieces]
    numbers = [zero if piece.parts is None else piece.parts.number for zero, piece in zip(none, pieces, strict=True)]
    owners = [zero if piece.leaf is None else piece.leaf for zero, piece in zip(none, pieces, strict=True)]
    parts = Parts(shape.parts.names, np.concatenate(numbers)) if shape.parts else None
    whole = join([replace(piece, parts=None, leaf=None) for piece in pieces])
    return replace(whole, parts=parts, leaf=np.concatenate(owners))


def vec3(values: Array) -> Vec3:
    """Return three numbers."""
    x, y, z = values.tolist()
    return (x, y, z)
