"""Branches that grow from branches, all of one order at once, and the leaves that grow on them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ...geometry.mesh import Mesh, mesh

Points = NDArray[np.float64]
TIP = 0.12  # of the radius at a limb's base is that at its tip


@dataclass(frozen=True, slots=True)
class Limbs:
    """N limbs: their paths N×K×3 from base to tip and their radii N×K, in metres."""

    paths: Points
    radii: Points

    def at(self, which: NDArray[np.int64], share: Points) -> tuple[Points, Points, Points]:
        """Return the points M×3, unit directions M×3 and radii M at shares (0–1) of the limbs `which`."""
        knots = self.paths.shape[1] - 1
        low = np.minimum((share * knots).astype(np.int64), knots - 1)
        part = share * knots - low
        start, end = self.paths[which, low], self.paths[which, low + 1]
        radii = (1 - part) * self.radii[which, low] + part * self.radii[which, low + 1]
        return start + part[:, None] * (end - start), unit(end - start), radii


def unit(vectors: Points) -> Points:
    """Return vectors …×3 at length 1."""
    return np.asarray(vectors / np.maximum(np.linalg.norm(vectors, axis=-1, keepdims=True), 1e-12))


def trunk(
    height_m: float, radius_m: float, wobble_m: float, rng: np.random.Generator, knots: int = 9, lean: float = 0.0
) -> Limbs:
    """Return one trunk from the origin, crooked, wider at its foot; its top is off by about `lean` of its height."""
    rise = np.linspace(0, 1, knots)
    aside = np.cumsum(rng.normal(0, wobble_m / np.sqrt(knots), (knots, 2)), axis=0) * rise[:, None]
    aside += height_m * rng.normal(0, lean, 2) * np.sin(0.5 * np.pi * rise)[:, None] ** 1.5
    radii = radius_m * ((1 - 0.45 * rise - 0.47 * rise**3) + 0.12 * np.exp(-rise * height_m / (3 * radius_m)))
    return Limbs(np.column_stack([aside, rise * height_m])[None], radii[None])


def grown(
    parents: Limbs,
    which: NDArray[np.int64],
    share: Points,
    angle_deg: ArrayLike,
    length_m: ArrayLike,
    rng: np.random.Generator,
    rise: float = 0.0,
    knots: int = 4,
    thick: float = 0.6,
) -> Limbs:
    """Return a limb from each place `share` of the limbs `which`, leaning off by `angle_deg`.

    `rise` bends its tip up by that share of its length, or down; `thick` is its radius as a share of its parent's.
    """
    base, along, radius = parents.at(which, share)
    angle, length = np.radians(np.asarray(angle_deg))[..., None], np.broadcast_to(length_m, len(which))
    way = unit(np.cos(angle) * along + np.sin(angle) * _around(along, rng))
    t = np.linspace(0, 1, knots)[None, :, None]
    crooked = rng.normal(0, 0.07, (len(which), knots, 3)) * t
    path = base[:, None] + length[:, None, None] * (t * way[:, None] + rise * t**2 * (0.0, 0.0, 1.0) + crooked)
    radii = np.minimum(thick * radius, 0.05 * length)[:, None] * np.linspace(1, TIP, knots)
    return Limbs(path, radii)


def _around(along: Points, rng: np.random.Generator) -> Points:
    """Return a unit vector across each direction, turning by the golden angle from one to the next."""
    first = unit(np.cross(along, np.eye(3)[np.abs(along).argmin(axis=1)]))
    turn = np.radians(137.5 * np.arange(len(along)) + rng.normal(0, 18, len(along)))[:, None]
    return np.asarray(np.cos(turn) * first + np.sin(turn) * np.cross(along, first))


def bark(limbs: Limbs, segments: int, slot: int = 1, relief: Points | None = None) -> Mesh:
    """Return the limbs as tapered tubes, open at their ends; `relief` N×K×segments are shares of their radii."""
    along = unit(np.gradient(limbs.paths, axis=1))
    least = np.abs(along).max(axis=1).argmin(axis=1)
    aside = unit(np.cross(along, np.eye(3)[least][:, None]))
    angles = np.linspace(0, 2 * np.pi, segments, endpoint=False)[:, None]
    across = np.cos(angles) * aside[:, :, None] + np.sin(angles) * np.cross(along, aside)[:, :, None]
    radii = limbs.radii[:, :, None] * (1.0 if relief is None else relief)
    rings = limbs.paths[:, :, None] + radii[..., None] * across
    return mesh(rings, _tube_triangles(*rings.shape[:3]), smooth=True).with_slot(slot)


def ribbons(limbs: Limbs, slot: int = 1) -> Mesh:
    """Return the limbs as flat strips: twigs among leaves, thinner than a pixel from where trees are seen."""
    along = unit(np.gradient(limbs.paths, axis=1))
    aside = limbs.radii[..., None] * unit(np.cross(along, (0.3, 0.5, 0.81)))
    edges = np.stack([limbs.paths - aside, limbs.paths + aside], axis=2)
    index = np.arange(edges.shape[0] * edges.shape[1] * 2).reshape(edges.shape[:3])
    a, b, c, d = index[:, :-1, 0], index[:, :-1, 1], index[:, 1:, 1], index[:, 1:, 0]
    faces = np.concatenate([np.stack([a, b, c], -1).reshape(-1, 3), np.stack([a, c, d], -1).reshape(-1, 3)])
    return mesh(edges, faces).with_slot(slot)


def _tube_triangles(count: int, knots: int, segments: int) -> NDArray[np.int64]:
    index = np.arange(count * knots * segments).reshape(count, knots, segments)
    following = np.roll(index, -1, axis=2)
    a, b, c, d = index[:, :-1], following[:, :-1], following[:, 1:], index[:, 1:]
    return np.concatenate([np.stack([a, b, c], -1).reshape(-1, 3), np.stack([a, c, d], -1).reshape(-1, 3)])


def leaves(base: Points, way: Points, long_m: Points, wide: float, rng: np.random.Generator, slot: int = 0) -> Mesh:
    """Return folded leaves M from their bases M×3 along unit directions M×3; `wide` is their width over their length.

    Their upper sides face up, if anywhere.
    """
    aside = unit(np.cross(way, rng.normal((0.0, 0.0, 1.0), 0.5, way.shape)))
    up = np.cross(aside, way)
    long, half = long_m[:, None], 0.5 * wide * long_m[:, None]
    middle = base + 0.45 * long * way
    fold = 0.35 * half * up
    corners = np.stack(
        [base, middle - half * aside + fold, base + long * (way - 0.12 * up), middle + half * aside + fold], 1
    )
    index = 4 * np.arange(len(base))[:, None]
    faces = np.concatenate([index + np.array(k) for k in ((0, 1, 2), (0, 2, 3))])
    return outwards(mesh(corners, faces)).with_slot(slot)


def leaflets(base: Points, way: Points, long_m: Points, wide: float, rng: np.random.Generator, slot: int = 0) -> Mesh:
    """Return leaves as one triangle each, pointed at both ends as seen half from the side; as `leaves` otherwise."""
    aside = unit(np.cross(way, rng.normal((0.0, 0.0, 1.0), 0.5, way.shape)))
    long, half = long_m[:, None], wide * long_m[:, None] * rng.choice((-1.0, 1.0), len(base))[:, None]
    shoulder = base + rng.uniform(0.3, 0.55, (len(base), 1)) * long * way + half * aside
    corners = np.stack([base, shoulder, base + long * way], 1)
    return outwards(mesh(corners, np.arange(3 * len(base)).reshape(-1, 3))).with_slot(slot)


def outwards(shape: Mesh) -> Mesh:
    """Return the mesh with each triangle of a thin thing turned to face away from the foot of its plant."""
    a, b, c = (shape.vertices[shape.triangles[:, k]] for k in range(3))
    inward = np.einsum("ij,ij->i", a, np.cross(b, c)) < 0
    faces = np.where(inward[:, None], shape.triangles[:, ::-1], shape.triangles)
    return Mesh(shape.vertices, faces, shape.smooth, shape.slot)


def foliage(
    limbs: Limbs,
    count: int,
    long_m: float,
    wide: float,
    rng: np.random.Generator,
    droop: float = 0.0,
    reach: tuple[float, float] = (0.25, 1.0),
    shape: Callable[..., Mesh] = leaves,
) -> Mesh:
    """Return `count` leaves spread over a `reach` of limbs, pointing along them, aside and down.

    Their lengths are 0.6 to 1.25 times `long_m`; `shape` builds them: `leaves` or `leaflets`.
    """
    which, share = rng.integers(len(limbs.paths), size=count), rng.uniform(*reach, count)
    base, along, _ = limbs.at(which, share)
    way = unit(along + rng.normal(0, 0.75, (count, 3)) - (0.0, 0.0, droop))
    return shape(base, way, long_m * rng.uniform(0.6, 1.25, count), wide, rng)
