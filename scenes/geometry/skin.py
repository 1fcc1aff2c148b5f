"""One smooth skin over many bones, as over the body of an animal: no seam shows where a leg meets a trunk.

A bone is a round bar that tapers, maybe flattened. Around each lies a field that falls off within a short distance; the
skin is where their sum is 1, found on a grid by surface nets (Gibson, 1998).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..poses import Vec3
from .mesh import Mesh, mesh, without_slivers

Points = NDArray[np.float64]
REACH = 5.0  # of the blending distance: further from a bone its field is nothing
COARSE = 26  # cells along the longest side, in the first look at how many triangles there will be
ROUND: Vec3 = (0.0, 0.0, 1.0)


@dataclass(frozen=True, slots=True)
class Bone:
    """A bar from `start` to `end` with a radius at each; along the unit vector `across` it is `flat` times as thick."""

    start: Vec3
    end: Vec3
    radii: tuple[float, float]
    part: str = ""
    flat: float = 1.0
    across: Vec3 = ROUND


def skin(bones: Sequence[Bone], blend: float, triangles: int) -> Mesh:
    """Return the closed, smooth skin over bones that melt together over a distance, of about so many triangles."""
    low, high = _bounds(bones, blend)
    cell = float((high - low).max()) / COARSE
    count = len(_net(bones, blend, low, high, cell).triangles)
    return _net(bones, blend, low, high, cell * float(np.sqrt(count / triangles)))


def field(bones: Sequence[Bone], points: Points, blend: float) -> Points:
    """Return how strong the field of each of B bones is at points N×3, as B×N; on the skin they add up to 1."""
    return np.stack([np.exp(-np.clip(_outside(bone, points) / blend, -30, 30)) for bone in bones])


def _outside(bone: Bone, points: Points) -> Points:
    """Return about how far points …×3 lie outside a bone; less than 0 inside."""
    start, along = np.asarray(bone.start), np.subtract(bone.end, bone.start)
    share = np.clip((points - start) @ along / max(float(along @ along), 1e-12), 0.0, 1.0)
    away = points - start - share[..., None] * along
    if bone.flat != 1.0:
        across = np.asarray(bone.across)
        away = away + ((1 / bone.flat - 1) * (away @ across))[..., None] * across
    radius = bone.radii[0] + share * (bone.radii[1] - bone.radii[0])
    # Divided by the thickness there, so that what is flat does not melt away before what is round.
    return np.asarray((np.linalg.norm(away, axis=-1) - radius) * min(bone.flat, 1.0))


def _bounds(bones: Sequence[Bone], blend: float) -> tuple[Points, Points]:
    ends = np.array([[bone.start, bone.end] for bone in bones])
    reach = np.array([max(bone.radii) * max(bone.flat, 1.0) for bone in bones])[:, None] + 2 * blend
    return (ends.min(axis=1) - reach).min(axis=0), (ends.max(axis=1) + reach).max(axis=0)


def _net(bones: Sequence[Bone], blend: float, low: Points, high: Points, cell: float) -> Mesh:
    axes = [np.arange(a - cell, b + 2 * cell, cell) for a, b in zip(low, high, strict=True)]
    total = np.full([len(axis) for axis in axes], 1e-12)
    for bone in bones:
        box = [_near(axes[k], bone, k, blend) for k in range(3)]
        points = np.stack(np.meshgrid(*(axes[k][box[k]] for k in range(3)), indexing="ij"), axis=-1)
        total[tuple(box)] += field([bone], points, blend)[0]
    vertices, faces = surface_net(np.log(total))
    return without_slivers(mesh(low - cell + cell * vertices, faces, smooth=True))


def _near(axis: Points, bone: Bone, k: int, blend: float) -> slice:
    reach = max(bone.radii) * max(bone.flat, 1.0) + REACH * blend / min(bone.flat, 1.0)
    low, high = sorted((bone.start[k], bone.end[k]))
    return slice(*np.searchsorted(axis, (low - reach, high + reach)).tolist())


def surface_net(values: Points) -> tuple[Points, NDArray[np.int64]]:
    """Return the surface that encloses where values on a grid are > 0: vertices in cells, and triangles T×3.

    Each cell that the surface crosses has one vertex, in the middle of where it crosses the cell's edges.
    """
    inside = values > 0
    corners = [(i, j, k) for i in (0, 1) for j in (0, 1) for k in (0, 1)]
    shape = tuple(side - 1 for side in values.shape)
    count = sum(inside[_at(corner, shape)].astype(np.int64) for corner in corners)
    cells = (count > 0) & (count < 8)
    number = np.where(cells, np.cumsum(cells).reshape(shape) - 1, -1)
    at = np.argwhere(cells)
    middle, found = np.zeros((len(at), 3)), np.zeros(len(at))
    for a in corners:
        for axis in (axis for axis in range(3) if a[axis] == 0):
            step = np.eye(3, dtype=np.int64)[axis]
            one, other = values[tuple((at + a).T)], values[tuple((at + a + step).T)]
            crossed = (one > 0) != (other > 0)
            share = one / np.where(crossed, one - other, 1.0)
            middle += np.where(crossed[:, None], np.asarray(a) + share[:, None] * step, 0.0)
            found += crossed
    return np.asarray(at + middle / found[:, None], np.float64), np.concatenate(
        [_squares(inside, number, axis) for axis in range(3)]
    )


def _at(corner: tuple[int, int, int], shape: tuple[int, ...]) -> tuple[slice, ...]:
    return tuple(slice(first, first + side) for first, side in zip(corner, shape, strict=True))


def _squares(inside: NDArray[np.bool_], number: NDArray[np.int64], axis: int) -> NDArray[np.int64]:
    """Return two triangles for each edge of the grid along an axis that the surface crosses, facing outwards."""
    u, v = (axis + 1) % 3, (axis + 2) % 3
    edge = np.argwhere(np.diff(inside.astype(np.int64), axis=axis))
    du, dv = np.eye(3, dtype=np.int64)[u], np.eye(3, dtype=np.int64)[v]
    a, b, c, d = (number[tuple((edge - shift).T)] for shift in (du + dv, dv, 0 * du, du))
    leaves = inside[tuple(edge.T)][:, None]
    squares = np.where(leaves, np.stack([a, b, c, d], 1), np.stack([d, c, b, a], 1))
    return np.concatenate([squares[:, [0, 1, 2]], squares[:, [0, 2, 3]]])
