"""Tufts of hair that stand out from a coat: slim triangles that lie along the body, so that its outline is furry."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from ...geometry.mesh import Mesh
from ...geometry.parts import Parts

Points = NDArray[np.float64]
FLOW = np.array((0.0, 0.75, -0.65))  # hair lies back and down
LIFT = 0.2  # of its length a tuft stands out
SLIM = 0.22  # half the width of a tuft's root, of its length
ROOT = 0.004  # of a withers' height: how far below the skin a tuft begins
SHORT = {"head": 0.35, "ear": 0.35, "leg": 0.45}  # as long as elsewhere: tufts on these parts


def tufted(whole: Mesh, long: float, count: int, slots: Sequence[int], rng: np.random.Generator) -> Mesh:
    """Return the mesh with tufts of a length on the triangles of some slots, in the slots and parts of those."""
    parts = whole.parts or Parts((), np.zeros(len(whole.triangles), dtype=np.int64))
    corners = whole.vertices[whole.triangles]
    normals = np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0])
    area = np.where(np.isin(whole.slot, slots), np.linalg.norm(normals, axis=1), 0.0)
    chosen = rng.choice(len(area), count, p=area / area.sum())
    roots = np.einsum("nk,nkd->nd", rng.dirichlet((1, 1, 1), count), corners[chosen])
    shares = np.array([1.0, *(SHORT.get(name, 1.0) for name in parts.names)])[parts.number[chosen]]
    lengths = long * shares * rng.uniform(0.6, 1.3, count)
    points = _tufts(roots, _unit(normals[chosen]), lengths[:, None], rng)
    faces = np.arange(3 * count).reshape(-1, 3) + len(whole.vertices)
    return replace(
        whole,
        vertices=np.concatenate([whole.vertices, points.reshape(-1, 3)]),
        triangles=np.concatenate([whole.triangles, faces]),
        smooth=np.concatenate([whole.smooth, np.ones(count, dtype=bool)]),
        slot=np.concatenate([whole.slot, whole.slot[chosen]]),
        parts=replace(parts, number=np.concatenate([parts.number, parts.number[chosen]])),
    )


def _tufts(roots: Points, normals: Points, long: Points, rng: np.random.Generator) -> Points:
    """Return the corners N×3×3 of tufts: both ends of the root, and the tip; counter-clockwise from outside."""
    flow = FLOW + rng.normal(0, 0.25, roots.shape)
    along = _unit(flow - (flow * normals).sum(axis=1, keepdims=True) * normals)
    side = SLIM * long * np.cross(normals, along)
    foot = roots - ROOT * normals
    return np.stack([foot + side, foot - side, roots + long * (along + LIFT * normals)], axis=1)


def _unit(vectors: Points) -> Points:
    return np.asarray(vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-12))
