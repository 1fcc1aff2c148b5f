"""Bodies that move: somebody dressed, at rest, and how much each bone takes each vertex along.

Cloth follows what it is cut from, by the body's own weights, and hair that lies on shoulders goes with these. The mesh
has the same vertices and triangles in every posture.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.spatial import KDTree

from ..geometry.mesh import Mesh
from .anatomy import Points, anatomy
from .gait import Sole
from .head import Body
from .skeleton import Posture, ends, posed, transforms

NEAR = 6  # points of the body, between which a vertex of cloth lies
EVENED = 3  # times that the weights of cloth are evened out over its neighbours
HAIR = "hair"  # what goes with the head, and with the shoulders where it hangs that low
LOW_M = 0.08  # below the neck's lower end: hair goes with the shoulders there, and in between with both
OFF_LEGS_M = 0.012  # of skirts
Layer = tuple[Mesh, str]  # and what takes it along: a layer of the body, a bone, or HAIR
Matrix = sparse.csr_array


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Rig:
    """A mesh on a body at rest; V×B how much each bone moves each vertex, in rows that sum to 1; which of them hang."""

    shape: Points
    mesh: Mesh
    weights: Matrix
    hangs: NDArray[np.bool_]

    def posed(self, posture: Posture) -> Mesh:
        """Return the mesh in a posture; what hangs free of the legs is kept out of them."""
        turns, shifts = transforms(self.shape, posture)
        moves = np.concatenate([turns, shifts[..., None]], axis=2).reshape(len(turns), 12)
        own = (self.weights @ moves).reshape(-1, 3, 4)
        placed = np.einsum("vij,vj->vi", own[..., :3], self.mesh.vertices) + own[..., 3]
        if self.hangs.any():
            placed[self.hangs] = Body(posed(self.shape, posture)).outside(placed[self.hangs], OFF_LEGS_M)
        return self.mesh.with_vertices(placed)

    def sole(self, side: str, slots: Sequence[int]) -> Sole:
        """Return a foot with its shoe, which is in some slots of the mesh, with the skin."""
        bones = [anatomy().bone(f"{name}_{side}") for name in ("foot", "ball")]
        own = np.unique(self.mesh.triangles[np.isin(self.mesh.slot, slots)])
        foot, toes = (np.asarray(self.weights[own][:, [bone]].todense()).ravel() for bone in bones)
        within = foot + toes > 0.5
        heads = ends(self.shape)[0].astype(np.float64)
        share = (toes / np.maximum(foot + toes, 1e-9))[within]
        return Sole(self.mesh.vertices[own[within]] - heads[bones[0]], share, heads[bones[1]] - heads[bones[0]])


def rig_of(shape: Points, layers: Sequence[Layer], whole: Mesh) -> Rig:
    """Return the rig of a body at rest whose layers were joined to a mesh."""
    weights = sparse.vstack([_weights(shape, *layer) for layer in layers]).tocsr()
    hangs = np.concatenate([np.full(len(part.vertices), carrier == "skirt") for part, carrier in layers])
    return Rig(shape, whole, weights, hangs)


def _weights(shape: Points, part: Mesh, carrier: str) -> Matrix:
    if carrier == HAIR:
        return _hair(shape, part)
    if carrier not in anatomy().layers:
        return _stiff(len(part.vertices), carrier)
    return _nearest(shape, part, carrier) if carrier == "skin" else _evened(part, _nearest(shape, part, carrier))


def _stiff(count: int, bone: str) -> Matrix:
    """Return weights of what one bone takes along."""
    column = np.full(count, anatomy().bone(bone))
    return sparse.csr_array((np.ones(count), (np.arange(count), column)), shape=(count, len(anatomy().bones)))


def _nearest(shape: Points, part: Mesh, layer: str) -> Matrix:
    """Return weights as those of the nearest points of a layer have them, the nearer the more."""
    rows = _rows(layer)
    away_m, found = (np.asarray(each) for each in KDTree(shape[rows]).query(part.vertices, NEAR + 1))
    reach_m = np.maximum(away_m[:, NEAR:], 1e-9)
    near = (np.maximum(reach_m - away_m[:, :NEAR], 0.0) / (reach_m * np.maximum(away_m[:, :NEAR], 1e-7))) ** 2
    near /= np.maximum(near.sum(axis=1, keepdims=True), 1e-30)
    count = len(part.vertices)
    places = (np.repeat(np.arange(count), NEAR), rows[found[:, :NEAR].ravel()])
    mix = sparse.csr_array((near.ravel(), places), shape=(count, anatomy().count))
    return _whole(mix @ _body())


def _evened(part: Mesh, weights: Matrix) -> Matrix:
    """Return weights evened out over the vertices of cloth."""
    a, b, c = part.triangles.T
    pairs = np.concatenate([np.stack(each, 1) for each in ((a, b), (b, c), (c, a), (b, a), (c, b), (a, c))])
    count = len(part.vertices)
    touching = sparse.csr_array((np.ones(len(pairs)), pairs.T), shape=(count, count))
    degree = np.maximum(touching.sum(axis=1), 1)
    mean = sparse.diags_array(1 / degree) @ touching
    for _ in range(EVENED):
        weights = 0.5 * weights + 0.5 * (mean @ weights)
    return _whole(weights)


def _hair(shape: Points, part: Mesh) -> Matrix:
    """Return weights of hair: the head's above the neck, those of the nearest skin where it lies on the shoulders."""
    neck_m = float(ends(shape)[0][anatomy().bone("neck_01"), 2])
    low = np.clip((neck_m - part.vertices[:, 2]) / LOW_M, 0, 1)
    if not low.any():
        return _stiff(len(part.vertices), "head")
    mixed = sparse.diags_array(low) @ _nearest(shape, part, "skin")
    return _whole(mixed + sparse.diags_array(1 - low) @ _stiff(len(part.vertices), "head"))


def _whole(weights: Matrix) -> Matrix:
    """Return weights whose rows sum to 1."""
    return (sparse.diags_array(1 / np.maximum(weights.sum(axis=1), 1e-30)) @ weights).tocsr()


@cache
def _rows(layer: str) -> NDArray[np.int64]:
    return np.unique(anatomy().layers[layer])


@cache
def _body() -> Matrix:
    return sparse.csr_array(anatomy().weights.astype(np.float64))
