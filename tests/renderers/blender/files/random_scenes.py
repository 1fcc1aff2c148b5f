"""Random scene files whose triangles are known from how they were made, and what a ray meets in them.

Solids of twelve triangles with uneven corners are posed, mirrored, stretched, sheared by parents, bent by shape keys,
doubled by modifiers of the render alone, and copied in every way. Nothing here reads back what Blender made of it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from scipy.spatial.transform import Rotation

from cavendish.scenes.cameras import Camera

from ... import closed_forms as cf
from .building import CORNERS, QUADS, collection, put, put_copies, put_points, put_scattered, scatter

Array = np.ndarray
TRIANGLES = np.array([part for a, b, c, d in QUADS for part in ((a, b, c), (a, c, d))])
DEPTH, ANGLE_DEG = 2e-5, 0.05  # relative, and degrees: float precision, which shear and mirrors stretch
UNITS_M = (1.0, 0.01, 0.001, 0.3048)


@dataclass
class Made:
    """A scene in the making: for each instance its triangles T×3×3 in metres, and the unit of the file."""

    bpy: Any
    rng: np.random.Generator
    metres: float
    instances: list[Array] = field(default_factory=list)

    def solid(self) -> tuple[Any, Array]:
        """Return a mesh in the file's units, and its corners 8×3."""
        corners = (CORNERS + self.rng.uniform(-0.2, 0.2, (8, 3))).astype(np.float32) / np.float32(self.metres)
        data = self.bpy.data.meshes.new("solid")
        data.from_pydata(corners.tolist(), [], TRIANGLES.tolist())
        return data, corners.astype(np.float64)

    def pose(self, spread_m: float = 2.0, stretch: bool = True) -> Array:
        """Return a random 4×4 matrix in the file's units; with `stretch` its axes differ, and some are mirrored."""
        matrix = np.eye(4)
        scale = self.rng.uniform(0.4, 1.4, 3) * self.rng.choice([1, -1], 3) if stretch else np.full(3, 0.7)
        matrix[:3, :3] = Rotation.random(random_state=self.rng.integers(2**31)).as_matrix() * scale
        matrix[:3, 3] = self.rng.uniform(-spread_m, spread_m, 3) / self.metres
        return matrix

    def expect(self, *parts: tuple[Array, Array]) -> None:
        """Note one instance: corners in the file's units, each with the matrix that takes them into the world."""
        self.instances.append(
            np.concatenate([_moved(corners, matrix)[TRIANGLES] for corners, matrix in parts]) * self.metres
        )


def _moved(points: Array, matrix: Array) -> Array:
    return np.asarray(points @ matrix[:3, :3].T + matrix[:3, 3])


def _shift(offset: Array) -> Array:
    matrix = np.eye(4)
    matrix[:3, 3] = offset
    return matrix


def _pose(thing: Any, matrix: Array) -> None:
    from mathutils import Matrix

    thing.matrix_basis = Matrix(matrix.tolist())


def _plain(made: Made) -> None:
    data, corners = made.solid()
    thing, matrix = put(made.bpy, "plain", data), made.pose()
    _pose(thing, matrix)
    thing.pass_index = int(made.rng.integers(100))
    made.expect((corners, matrix))


def _child(made: Made) -> None:
    """A turned child of a stretched parent is sheared."""
    data, corners = made.solid()
    parent, child = put(made.bpy, "parent", None), put(made.bpy, "child", data)
    child.parent, upper, lower = parent, made.pose(), made.pose(0.2)
    _pose(parent, upper)
    _pose(child, lower)
    made.expect((corners, upper @ lower))


def _doubled(made: Made) -> None:
    """A modifier of the render makes two of it, and one of the viewport would make three."""
    data, corners = made.solid()
    thing, matrix, offset = put(made.bpy, "doubled", data), made.pose(), np.array([1.6, 0.2, 0.0]) / made.metres
    _pose(thing, matrix)
    for count, in_render in ((2, True), (3, False)):
        array = thing.modifiers.new("array", "ARRAY")
        array.use_relative_offset, array.use_constant_offset = False, True
        array.constant_offset_displace, array.count = offset.tolist(), count
        array.show_render, array.show_viewport = in_render, not in_render
    made.expect((corners, matrix), (corners + offset, matrix))


def _keyed(made: Made) -> None:
    data, corners = made.solid()
    thing, matrix = put(made.bpy, "keyed", data), made.pose()
    _pose(thing, matrix)
    thing.shape_key_add(name="basis")
    key, moved = thing.shape_key_add(name="moved"), made.rng.uniform(-0.3, 0.3, (8, 3)) / made.metres
    key.data.foreach_set("co", (corners + moved).ravel())
    key.value = 0.5
    made.expect((corners + 0.5 * moved, matrix))


def _collected(made: Made) -> None:
    """Two copies of a collection of two, one of them within another collection."""
    inner, outer, parts = collection(made.bpy, "inner"), collection(made.bpy, "outer"), []
    for name in ("one", "two"):
        data, corners = made.solid()
        parts.append((corners, made.pose(0.6)))
        _pose(put(made.bpy, name, data, into=inner), parts[-1][1])
    offset = made.rng.uniform(-0.3, 0.3, 3) / made.metres
    inner.instance_offset = offset.tolist()
    single, nest, within = made.pose(), made.pose(), made.pose(0.5)
    _pose(put_copies(made.bpy, "single", inner), single)
    _pose(put_copies(made.bpy, "within", inner, into=outer), within)
    _pose(put_copies(made.bpy, "nest", outer), nest)
    for above in (single, nest @ within):
        for corners, matrix in parts:
            made.expect((corners, above @ _shift(-offset) @ matrix))


def _on_vertices(made: Made) -> None:
    data, corners = made.solid()
    points = made.rng.uniform(-1.5, 1.5, (3, 3)).astype(np.float32) / np.float32(made.metres)
    holder, place = put_points(made.bpy, "points", points.tolist()), made.rng.uniform(-1, 1, 3) / made.metres
    holder.location, holder.instance_type = place.tolist(), "VERTS"
    child, own = put(made.bpy, "on vertices", data), made.pose(0.0)
    child.parent = holder
    _pose(child, own)
    for point in points.astype(np.float64):
        made.expect((corners, _shift(place + point) @ own))


def _scattered(made: Made, realize: bool = False) -> None:
    data, corners = made.solid()
    model, points = put(made.bpy, "model", data), made.rng.uniform(-1.5, 1.5, (3, 3)).astype(np.float32)
    model.hide_render, matrix = True, made.pose()
    points = points / np.float32(made.metres)
    thing = put_scattered(made.bpy, "scattered", points.tolist(), scatter(made.bpy, model, realize))
    _pose(thing, matrix)
    copies = [(corners, matrix @ _shift(point)) for point in points.astype(np.float64)]
    for each in [copies] if realize else [[copy] for copy in copies]:
        made.expect(*each)


KINDS: list[Callable[[Made], None]] = [
    _plain,
    _child,
    _doubled,
    _keyed,
    _collected,
    _on_vertices,
    _scattered,
    lambda made: _scattered(made, realize=True),
]


def make_scene(bpy: Any, seed: int) -> list[Array]:
    """Fill an empty file; return the triangles T×3×3 of every instance that is rendered, in metres."""
    rng = np.random.default_rng(seed)
    made = Made(bpy, rng, float(rng.choice(UNITS_M)))
    bpy.context.scene.unit_settings.scale_length = made.metres
    for kind in rng.permutation(len(KINDS))[:5]:
        KINDS[kind](made)
    _plain(made)
    return made.instances


def camera_of(seed: int) -> Camera:
    rng = np.random.default_rng((seed, 1))
    way = rng.normal(size=3)
    x, y, z = (5.0 * way / np.linalg.norm(way)).tolist()
    return cf.camera((x, y, z), (0.0, 0.0, 0.0), (64, 64), 60.0, float(rng.uniform(-30, 30)))


@dataclass(frozen=True)
class Hits:
    """Per pixel: depth in metres (inf: none), unit normal in camera space that faces it, instance, triangle."""

    depth_m: Array
    normals: Array
    instance: Array
    triangle: Array


def cast(instances: list[Array], camera: Camera) -> Hits:
    """Return what the ray through each pixel's centre meets first, by Möller and Trumbore in float64."""
    owner = np.repeat(np.arange(1, len(instances) + 1), [len(part) for part in instances])
    pose = camera.matrix()
    a, b, c = np.moveaxis((np.concatenate(instances) - pose[:3, 3]) @ pose[:3, :3], 1, 0)
    rays = camera.rays().reshape(-1, 3)
    cross = np.cross(rays[:, None], (c - a)[None])
    with np.errstate(divide="ignore", invalid="ignore"):
        scale = 1 / np.einsum("rti,ti->rt", cross, b - a)
        u = -np.einsum("rti,ti->rt", cross, a) * scale
        back = np.cross(-a, b - a)
        v, t = np.einsum("ri,ti->rt", rays, back) * scale, np.einsum("ti,ti->t", back, c - a) * scale
    depth_m = np.where((u >= 0) & (v >= 0) & (u + v <= 1) & (t > 0), t, np.inf)
    first, every = depth_m.argmin(axis=1), np.arange(len(rays))
    found = np.isfinite(depth_m[every, first])
    normals = np.cross(b - a, c - a)[first]
    normals *= -np.sign((normals * rays).sum(axis=1, keepdims=True))
    normals /= np.linalg.norm(normals, axis=1, keepdims=True)
    shape = (camera.height_px, camera.width_px)
    return Hits(
        depth_m[every, first].reshape(shape),
        np.where(found[:, None], normals, 0).reshape(*shape, 3),
        np.where(found, owner[first], 0).reshape(shape),
        np.where(found, first + 1, 0).reshape(shape),
    )


def compare(truth: Any, hits: Hits, camera: Camera) -> None:
    """Assert that a truth is what the rays meet: numbers by their shapes, depth and normals within float precision."""
    number = {0: 0}
    for own in np.unique(hits.instance[hits.instance > 0]):
        values, counts = np.unique(truth.instance[hits.instance == own], return_counts=True)
        number[int(own)] = int(values[counts.argmax()])
    assert len(set(number.values())) == len(number)  # no two things have one number
    same = truth.instance == np.vectorize(number.__getitem__)(hits.instance)
    assert same.mean() >= 0.995
    inner = same & (hits.instance > 0) & cf.inside(hits.triangle)
    cosine = -(hits.normals * camera.rays()).sum(axis=-1) / np.linalg.norm(camera.rays(), axis=-1)
    clear = inner & (cosine > 0.05)
    assert clear.sum() > 50
    assert np.abs(truth.depth_m[clear] / hits.depth_m[clear] - 1).max() <= DEPTH
    assert cf.angles_deg(truth.normals[clear], hits.normals[clear]).max() <= ANGLE_DEG
