"""Tufts of hair and feathers that stand out: slim triangles that lie along a body, so that its outline is furry."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from ...geometry.mesh import Mesh
from ...geometry.parts import Parts
from ...poses import Vec3
from .limbs import unit

Points = NDArray[np.float64]
HANGS = (0.0, 0.0, -0.45)  # how far the hair of a tail hangs down from it
ROOT = 0.004  # of a withers' height: how far below the skin a tuft begins
HANGING = 0.7  # how much longer hair is below a body


@dataclass(frozen=True, slots=True)
class Tufts:
    """How long tufts are, in shares of a withers' height, and how many there are.

    `slim` is half the width of a root and `lift` how far a tip stands out, in shares of the length; `flow` is where
    hair lies, and `stir` how far it strays from that. `shares` says how long tufts are on some parts, beside others;
    `mottle` how far their shades differ.
    """

    long: float
    count: int
    slim: float = 0.1
    lift: float = 0.1
    flow: Vec3 = (0.0, 0.75, -0.65)  # back and down
    stir: float = 0.2
    shares: Mapping[str, float] = field(default_factory=dict)
    mottle: float = 0.1


def tufted(whole: Mesh, tufts: Tufts, slots: Sequence[int], rng: np.random.Generator) -> Mesh:
    """Return a mesh that has shades with tufts on the triangles of some slots, in the slots and parts of those."""
    parts = whole.parts or Parts((), np.zeros(len(whole.triangles), dtype=np.int64))
    corners = whole.vertices[whole.triangles]
    normals = np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0])
    shares = np.array([1.0, *(tufts.shares.get(name, 1.0) for name in parts.names)])[parts.number]
    area = np.where(np.isin(whole.slot, slots), np.linalg.norm(normals, axis=1) / np.maximum(shares, 0.3), 0.0)
    count = tufts.count
    chosen = rng.choice(len(area), count, p=area / area.sum())
    weights = rng.dirichlet((1, 1, 1), count)
    ways = unit(normals[chosen])
    hanging = 1 + HANGING * np.maximum(-ways[:, 2], 0) * (parts.number[chosen] == 0)
    lengths = tufts.long * shares[chosen] * hanging * rng.uniform(0.6, 1.3, count)
    roots = np.einsum("nk,nkd->nd", weights, corners[chosen])
    on_tail = np.array([name == "tail" for name in ("", *parts.names)])[parts.number[chosen]]
    flow = np.where(on_tail[:, None], _along_tail(roots, on_tail), tufts.flow)
    points = _tufts(roots, ways, lengths[:, None], flow, tufts, rng)
    faces = np.arange(3 * count).reshape(-1, 3) + len(whole.vertices)
    return replace(
        whole,
        vertices=np.concatenate([whole.vertices, points.reshape(-1, 3)]),
        triangles=np.concatenate([whole.triangles, faces]),
        smooth=np.concatenate([whole.smooth, np.ones(count, dtype=bool)]),
        slot=np.concatenate([whole.slot, whole.slot[chosen]]),
        uv=np.concatenate([whole.corner_uv(), _shades(whole.corner_uv()[chosen], weights, tufts.mottle, rng)]),
        parts=replace(parts, number=np.concatenate([parts.number, parts.number[chosen]])),
    )


def _shades(corners: Points, weights: Points, mottle: float, rng: np.random.Generator) -> Points:
    """Return the texture coordinates N×3×2 of tufts: the shade of the skin below, darker at the root, and their own."""
    below = np.einsum("nk,nk->n", weights, corners[..., 0]) + rng.normal(0, mottle, len(corners))
    shades = np.clip(below[:, None] + mottle * np.array((-0.8, -0.8, 0.8)), 0.0, 1.0)
    own = np.broadcast_to(rng.uniform(0, 1, len(corners))[:, None], shades.shape)
    return np.stack([shades, own], axis=-1)


def _along_tail(roots: Points, on_tail: NDArray[np.bool_]) -> Points:
    """Return unit ways N×3 from where a tail leaves the body, which is its foremost place, and a little down."""
    first = roots[np.where(on_tail, roots[:, 1], np.inf).argmin()]
    return unit(unit(roots - first) + HANGS)


def _tufts(
    roots: Points, normals: Points, long: Points, flow: Points, tufts: Tufts, rng: np.random.Generator
) -> Points:
    """Return the corners N×3×3 of tufts: both ends of the root, and the tip; counter-clockwise from outside."""
    flow = flow + rng.normal(0, tufts.stir, roots.shape)
    along = unit(flow - (flow * normals).sum(axis=1, keepdims=True) * normals)
    side = tufts.slim * long * np.cross(normals, along)
    foot = roots - ROOT * normals
    return np.stack([foot + side, foot - side, roots + long * (along + tufts.lift * normals)], axis=1)
