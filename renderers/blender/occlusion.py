"""Which points of a thing other things hide: boxes say which of them a line of sight can meet, their triangles do so.

Blender's own ray through the whole scene asks every object; in a hall of hundreds, that took longer than the picture.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from mathutils import Matrix, Vector
from mathutils.bvhtree import BVHTree
from numpy.typing import NDArray

from ...scenes.appearance.stuff import CLEAR
from .opacity import FAMILY, is_hole
from .process import bpy, metres_per_unit


@dataclass(frozen=True, slots=True)
class _Ways:
    """Lines of sight: starts and ends float32 N×3, and up to which share (N) of it something can lie in each way."""

    starts: NDArray[np.float32]
    ends: NDArray[np.float32]
    shares: NDArray[np.float64]

    @classmethod
    def of(cls, eyes: NDArray[np.float64], points: NDArray[np.float64]) -> _Ways:
        starts, ends = eyes.astype(np.float32), points.astype(np.float32)
        lengths_m = _lengths(ends - starts)
        return cls(starts, ends, 1 - np.maximum(1e-4, 1e-5 * lengths_m) / lengths_m)

    def some(self, which: NDArray[np.int64]) -> _Ways:
        return _Ways(self.starts[which], self.ends[which], self.shares[which])


class Occluders:
    """All meshes that Blender holds now and its camera can see, each found by its instance.

    Cut-outs hide as if they had no holes, and displaced surfaces as if they were not.
    """

    def __init__(self) -> None:
        meshes = [thing for thing in bpy.context.scene.objects if thing.type == "MESH" and thing.visible_camera]
        used = {slot.material for thing in meshes for slot in thing.material_slots}
        holes = {material for material in used if material and is_hole(material)}
        self._things = [thing for thing in meshes if not _consists_of(thing, holes)]
        self._instances = np.array([thing.pass_index for thing in self._things])
        scale = Matrix.Scale(metres_per_unit(), 4)
        matrices: list[Matrix] = [scale @ thing.matrix_world for thing in self._things]
        self._inverse = [matrix.inverted_safe() for matrix in matrices]
        corners = [
            [matrix @ Vector(corner) for corner in thing.bound_box]
            for thing, matrix in zip(self._things, matrices, strict=True)
        ]
        self._boxes = np.array(corners, dtype=np.float64).reshape(-1, 8, 3)
        self._low, self._high = self._boxes.min(axis=1) - 1e-4, self._boxes.max(axis=1) + 1e-4
        self._trees: dict[str, Any] = {}
        self._solids: dict[str, Any] = {}

    def hidden(self, eye_m: NDArray[np.float64], points: NDArray[np.float64], own: int) -> NDArray[np.bool_]:
        """Return which of the points (N,3) of instance `own` another instance hides from the eye, (3,) or (N,3)."""
        eyes = np.broadcast_to(eye_m, points.shape)
        near = np.flatnonzero(self._between(eyes, points) & (self._instances != own))
        met, ways, hidden = self._met(eyes, points, near), _Ways.of(eyes, points), np.zeros(len(points), np.bool_)
        for k in np.argsort(-met.sum(axis=0), kind="stable").tolist():  # what is in most ways hides most of them
            asked = np.flatnonzero(met[:, k] & ~hidden)
            hidden[asked] = self._blocked(int(near[k]), ways.some(asked))
        return hidden

    def block(self, points: NDArray[np.float64], towards: NDArray[np.float64]) -> NDArray[np.bool_]:
        """Return which of the points (N,3) have anything but clear glass along one direction (3,), however far away."""
        axes = _axes(towards)
        along, boxes, blocked = points @ axes, self._boxes @ axes, np.zeros(len(points), np.bool_)
        low, high = boxes.min(axis=1) - 1e-4, boxes.max(axis=1) + 1e-4
        for number in range(len(self._things)):
            beside = (along[:, :2] >= low[number, :2]) & (along[:, :2] <= high[number, :2])
            near = np.flatnonzero(~blocked & beside.all(axis=1) & (along[:, 2] <= high[number, 2]))
            if near.size:
                blocked[near] = self._lie_below(number, points[near], towards)
        return blocked

    def _lie_below(self, number: int, points: NDArray[np.float64], towards: NDArray[np.float64]) -> list[bool]:
        """Return which of the points have a solid face of a thing along a direction."""
        tree = self._solid(number)
        if tree is None:
            return [False] * len(points)
        inverse = np.array(self._inverse[number])
        starts, way = points @ inverse[:3, :3].T + inverse[:3, 3], Vector(inverse[:3, :3] @ towards)
        return [tree.ray_cast(start, way)[0] is not None for start in starts.tolist()]

    def _between(self, eyes: NDArray[np.float64], points: NDArray[np.float64]) -> NDArray[np.bool_]:
        """Return M: which boxes can lie on any way from an eye to its point, by the bounds of all ways together."""
        starts, ways = (eyes.min(axis=0), eyes.max(axis=0)), ((points - eyes).min(axis=0), (points - eyes).max(axis=0))
        with np.errstate(divide="ignore", invalid="ignore"):
            shares = [(side - s) / way for side in (self._low, self._high) for s in starts for way in ways]
        both = (ways[0] <= 0) & (ways[1] >= 0)  # along this axis some ways go up, and some down
        first = np.where(both, -np.inf, np.min(shares, axis=0)).max(axis=-1)
        last = np.where(both, np.inf, np.max(shares, axis=0)).min(axis=-1)
        return np.asarray((first <= last) & (last >= 0) & (first <= 1))

    def _met(
        self, eyes: NDArray[np.float64], points: NDArray[np.float64], near: NDArray[np.int64]
    ) -> NDArray[np.bool_]:
        """Return N×K: which of the near boxes the way from an eye to its point passes through."""
        start, way = eyes[:, None], (points - eyes)[:, None]
        with np.errstate(divide="ignore", invalid="ignore"):
            a, b = (self._low[near] - start) / way, (self._high[near] - start) / way
        enter, leave = np.fmin(a, b).max(axis=-1), np.fmax(a, b).min(axis=-1)
        return np.asarray((enter <= leave) & (leave >= 0) & (enter <= 1))

    def _blocked(self, number: int, ways: _Ways) -> list[bool]:
        """Return of each way whether a thing has a surface on it, before just before its end."""
        if not len(ways.shares):
            return []
        ray_cast, inverse = self._tree(number).ray_cast, np.array(self._inverse[number], np.float32)
        starts = _transformed(inverse, ways.starts)
        along = _transformed(inverse, ways.ends) - starts
        reaches = ways.shares * _lengths(along)
        rays = zip(starts.tolist(), along.tolist(), reaches.tolist(), strict=True)
        return [ray_cast(*ray)[0] is not None for ray in rays]

    def _tree(self, number: int) -> Any:
        data = self._things[number].data
        if data.name not in self._trees:
            graph = bpy.context.evaluated_depsgraph_get()
            self._trees[data.name] = BVHTree.FromObject(self._things[number], graph)
        return self._trees[data.name]

    def _solid(self, number: int) -> Any:
        """Return the tree of a thing's faces that are not of clear glass; None where it has no other ones."""
        thing = self._things[number]
        clear = [slot.material is not None and slot.material.get(FAMILY) in CLEAR for slot in thing.material_slots]
        if not any(clear):
            return self._tree(number)
        name = thing.data.name
        if name not in self._solids:
            mesh = thing.evaluated_get(bpy.context.evaluated_depsgraph_get()).data
            faces = [tuple(face.vertices) for face in mesh.polygons if not clear[face.material_index]]
            corners = [tuple(vertex.co) for vertex in mesh.vertices]
            self._solids[name] = BVHTree.FromPolygons(corners, faces) if faces else None
        return self._solids[name]


def _transformed(matrix: NDArray[np.float32], points: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return points N×3 moved by a 4×4 matrix, to the bit as mathutils does it: float32 products, summed in float64."""
    x, y, z = (matrix[:3, None, :3] * points).astype(np.float64).transpose(2, 0, 1)
    return np.asarray((x + y + z + matrix[:3, 3:].astype(np.float64)).T.astype(np.float32))


def _lengths(vectors: NDArray[np.float32]) -> NDArray[np.float64]:
    """Return the lengths of vectors N×3, as mathutils works them out."""
    x, y, z = (vectors * vectors).astype(np.float64).T
    return np.asarray(np.sqrt(x + y + z))


def _axes(along: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return 3×3 axes as columns, the last of them a direction."""
    least = np.eye(3)[np.abs(along).argmin()]
    across = np.cross(along, least)
    across /= np.linalg.norm(across)
    return np.stack([across, np.cross(along, across), along], axis=-1)


def _consists_of(thing: Any, materials: set[Any]) -> bool:
    return bool(thing.material_slots) and all(slot.material in materials for slot in thing.material_slots)
