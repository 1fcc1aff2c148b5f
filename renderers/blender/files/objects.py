"""The instances of a scene file as data: name, category, triangles, pose and materials."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import Any

import numpy as np
from mathutils import Matrix

from ....scenes.appearance.materials import FAMILIES
from ....scenes.geometry.mesh import Mesh, join, mesh
from ....scenes.poses import Pose
from ....scenes.spec import Material, Opened, SceneFile, SceneObject
from ...frame import RenderError
from .instances import INFINITE, Instance

MAX_TRIANGLES = 5_000_000
SHEAR = 1e-5


def objects_of(seen: Sequence[tuple[Instance, Any]], source: SceneFile, metres: float) -> tuple[SceneObject, ...]:
    """Return instances with their plain objects as data, in metres, those of one number as one thing.

    Copies share their mesh. Raises RenderError.
    """
    shapes: dict[str, Mesh] = {}
    for each, thing in seen:
        if thing.data.name not in shapes:
            shapes[thing.data.name] = _mesh(each, source)
    parts = ((each, thing, *_placed(each, shapes[thing.data.name], metres)) for each, thing in seen)
    return tuple(_object(list(group), source) for _, group in groupby(parts, key=lambda part: part[0].number))


def _object(parts: list[tuple[Instance, Any, Mesh, Pose]], source: SceneFile) -> SceneObject:
    """Return one thing; where it has several parts, they are joined in the world."""
    each, _, shape, pose = parts[0]
    if len(parts) > 1:
        shape, pose = join([shape.transformed(pose.matrix()) for _, _, shape, pose in parts]), Pose()
    low, high = shape.bounds()
    width, depth, height = (np.abs(pose.scale) * (high - low)).round(6).tolist()
    geometry = Opened(source.sha256, each.name, (width, depth, height), mesh=shape)
    slots = (slot for _, thing, _, _ in parts for slot in thing.material_slots)
    materials = tuple(_material(slot.material) for slot in slots) or (_material(None),)
    return SceneObject(each.number, each.category, each.called, geometry, pose, materials)


def _placed(each: Instance, shape: Mesh, metres: float) -> tuple[Mesh, Pose]:
    """Return an object's triangles and pose; what is sheared, or not of size, is moved into the world at once."""
    world = Matrix.Scale(metres, 4) @ each.matrix
    matrix = np.array(world, dtype=np.float64)
    place, turn, scale = world.decompose()
    pose = Pose(tuple(place), tuple(turn), tuple(scale))
    if np.abs(pose.matrix() - matrix).max() < SHEAR * np.abs(matrix).max() and abs(np.linalg.det(matrix[:3, :3])) > 0:
        return shape, pose
    return shape.transformed(matrix), Pose()


def _mesh(each: Instance, source: SceneFile) -> Mesh:
    data = each.data
    data.calc_loop_triangles()
    if len(data.loop_triangles) > MAX_TRIANGLES:
        raise RenderError(f"{source.path}: {each.name} has more than {MAX_TRIANGLES} triangles")
    vertices = np.empty(3 * len(data.vertices), dtype=np.float32)
    triangles = np.empty(3 * len(data.loop_triangles), dtype=np.int32)
    data.vertices.foreach_get("co", vertices)
    data.loop_triangles.foreach_get("vertices", triangles)
    if not (np.abs(vertices) < INFINITE).all():
        raise RenderError(f"{source.path}: {each.name} has coordinates that are not numbers")
    return mesh(vertices, triangles)


def _material(material: Any) -> Material:
    """Return what a material is by its name, with the colour that it has in the viewport."""
    if material is None:
        return Material("plastic", (0.8, 0.8, 0.8))
    family = next((name for name in FAMILIES if name in material.name.lower()), "plastic")
    r, g, b = (round(min(max(float(value), 0.0), 1.0) ** (1 / 2.2), 4) for value in material.diffuse_color[:3])
    return Material(family, (r, g, b), round(float(material.roughness), 4))
