"""Lets what is loose fall until it lies still: Blender's rigid bodies (Bullet), run once, before anything is rendered.

The simulation is ten times as large as the scene, for Bullet loses small things: its tolerances suit bodies of a metre.
What falls is its convex hull, with its weight at the hull's centre; what carries keeps its own shape.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any

import bpy  # before mathutils, which comes with it
import numpy as np
from mathutils import Matrix
from numpy.typing import NDArray
from scipy.spatial import ConvexHull, QhullError
from scipy.spatial.transform import Rotation

from ...scenes.arrays import ArrayRecord
from ...scenes.object_mesh import object_mesh
from ...scenes.poses import Pose
from ...scenes.spec import SceneObject, SceneSpec
from ..frame import RenderError
from .process import empty_scene, suppress_stdout
from .support import supported

SCALE = 10.0
GRAVITY_M_S2 = 9.81
FRAMES_PER_S = 60
SUBSTEPS = 6
LONGEST_S = 8.0
REACH_M = 0.5  # further away, nothing is met
STILL_M_S = 0.005  # what moves less in every point lies still …
STILL_FRAMES = 12  # … when it does so for as long
TIRED_S = 3.0  # from here on rolling is damped more: a ball on a level table would go on; and what only …
TREMBLING_M_S = 0.02  # … trembles lies still
MARGIN_M = 0.001  # the rounded skin of Bullet's convex bodies, kept inside the hull here
DENSE, CELL_M = 600, 0.003  # what carries and has more triangles (a fork has 3,480) is felt at this grain
DIRECTIONS = 128  # a hull keeps the furthest vertex in each
MASS_KG = (0.02, 3.0)  # Bullet piles up unlike masses badly
DENSITY_KG_M3 = {
    "metal": 1500.0,
    "stone": 2000.0,
    "ceramic": 1000.0,
    "glass": 900.0,
    "table glass": 900.0,
    "wood": 600.0,
    "paper": 500.0,
}
HOLLOW_KG_M3 = 350.0  # for all else: most things are part air


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Body(ArrayRecord):
    """A falling thing's hull (N×3, metres, around its centre of mass), that centre in the object's space, its mass."""

    hull: NDArray[np.float64]
    centre: NDArray[np.float64]
    mass_kg: float


def settle(spec: SceneSpec) -> SceneSpec:
    """Return the scene at rest: nothing loose, each fallen thing with what carries it, and none that left its carrier.

    Poses are rounded to 1e-6. Blender is empty afterwards. Raises RenderError where something loose has no volume.
    """
    bodies = {thing.instance: _body(thing) for thing in spec.objects if thing.loose}
    near = _near(spec.objects)
    with suppress_stdout(), _rigid_world():
        holders = {thing.instance: _add(thing, bodies.get(thing.instance)) for thing in near}
        moving = {number: holders[number] for number in bodies}
        _run(moving, {number: float(np.linalg.norm(body.hull, axis=1).max()) for number, body in bodies.items()})
        ends = {number: np.array(holder.matrix_world) for number, holder in moving.items()}
    settled = supported([_at_rest(thing, bodies, ends) if thing.loose else thing for thing in near], frozenset(bodies))
    found = {thing.instance: thing for thing in settled}
    kept = (found.get(thing.instance) if thing.loose else thing for thing in spec.objects)
    return replace(spec, objects=tuple(thing for thing in kept if thing))


def _near(objects: Sequence[SceneObject]) -> list[SceneObject]:
    """Return what falls, what carries it, and everything within REACH_M of it, seen from above."""
    boxes = {thing.instance: object_mesh(thing).transformed(thing.pose.matrix()).bounds() for thing in objects}
    loose = [thing for thing in objects if thing.loose]
    low = np.min([boxes[thing.instance][0][:2] for thing in loose], axis=0) - REACH_M
    high = np.max([boxes[thing.instance][1][:2] for thing in loose], axis=0) + REACH_M
    return [
        thing
        for thing in objects
        if (boxes[thing.instance][0][:2] < high).all() and (boxes[thing.instance][1][:2] > low).all()
    ]


def _body(thing: SceneObject) -> Body:
    points = object_mesh(thing).vertices * np.asarray(thing.pose.scale)
    points = points[np.unique((points @ _directions().T).argmax(axis=0))]
    try:
        hull = ConvexHull(points)
    except (QhullError, ValueError):
        raise RenderError(f"object {thing.instance} ({thing.name}) is loose, but has no volume to fall with") from None
    corners = points[hull.simplices]
    inside = points.mean(axis=0)
    volumes = np.abs(np.linalg.det(corners - inside))
    centre = (volumes[:, None] * (corners.sum(axis=1) + inside) / 4).sum(axis=0) / volumes.sum()
    density = DENSITY_KG_M3.get(thing.materials[0].family, HOLLOW_KG_M3)
    return Body(points - centre, centre, float(np.clip(hull.volume * density, *MASS_KG)))


def _directions() -> NDArray[np.float64]:
    """Return unit vectors (DIRECTIONS, 3), spread evenly, and the six axes."""
    k = np.arange(DIRECTIONS) + 0.5
    z, angle = 1 - 2 * k / DIRECTIONS, np.pi * (1 + 5**0.5) * k
    ring = np.sqrt(1 - z * z)
    return np.concatenate([np.stack([ring * np.cos(angle), ring * np.sin(angle), z], axis=1), np.eye(3), -np.eye(3)])


@contextmanager
def _rigid_world() -> Iterator[None]:
    """Empty Blender, give it a rigid body world, and leave no trace of it."""
    empty_scene()
    scene = bpy.context.scene
    before = (scene.render.fps, tuple(scene.gravity))
    scene.render.fps, scene.gravity = FRAMES_PER_S, (0.0, 0.0, -GRAVITY_M_S2 * SCALE)
    scene.frame_set(1)
    bpy.ops.rigidbody.world_add()
    world = scene.rigidbody_world
    world.collection = bpy.data.collections.new("falling")
    world.substeps_per_frame, world.solver_iterations = SUBSTEPS, 30
    world.point_cache.frame_start, world.point_cache.frame_end = 1, int(LONGEST_S * FRAMES_PER_S) + 2
    try:
        yield
    finally:
        collection = world.collection
        bpy.ops.rigidbody.world_remove()
        bpy.data.collections.remove(collection)
        scene.render.fps, scene.gravity = before
        empty_scene()
        scene.frame_set(1)


def _add(thing: SceneObject, body: Body | None) -> Any:
    """Add one thing at ten times its size: as its hull where it falls, else as it is."""
    shape = object_mesh(thing)
    turn = Rotation.from_quat(thing.pose.rotation, scalar_first=True)
    if body is None:
        points = shape.vertices * np.asarray(thing.pose.scale)
        holder = _holder(
            *(_coarse(points, shape.triangles) if len(shape.triangles) > DENSE else (points, shape.triangles))
        )
        place = np.asarray(thing.pose.location_m)
    else:
        holder = _holder(_shrunk(body.hull))
        place = thing.pose.location_m + turn.apply(body.centre)
    matrix = np.eye(4)
    matrix[:3, :3], matrix[:3, 3] = turn.as_matrix(), place * SCALE
    holder.matrix_world = Matrix(matrix.tolist())
    bpy.context.scene.collection.objects.link(holder)
    bpy.context.scene.rigidbody_world.collection.objects.link(holder)
    _make_rigid(holder.rigid_body, body)
    return holder


def _coarse(points: NDArray[np.float64], triangles: NDArray[Any]) -> tuple[NDArray[np.float64], NDArray[Any]]:
    """Return a mesh whose vertices are one for each cell of CELL_M that held some, without what that flattens."""
    _, first, place = np.unique(np.round(points / CELL_M), axis=0, return_index=True, return_inverse=True)
    faces = np.unique(np.sort(place.reshape(-1)[triangles], axis=1), axis=0)
    return points[first], faces[(np.diff(faces, axis=1) > 0).all(axis=1)]


def _holder(points: NDArray[np.float64], triangles: NDArray[Any] | None = None) -> Any:
    data = bpy.data.meshes.new("body")
    data.from_pydata((points * SCALE).tolist(), [], [] if triangles is None else triangles.tolist())
    return bpy.data.objects.new("body", data)


def _shrunk(hull: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return a hull that is smaller by the margin on every side, so that with its skin it has its true size."""
    low, high = hull.min(axis=0), hull.max(axis=0)
    return (hull - (low + high) / 2) * (1 - 2 * _margin_m(hull) / (high - low)) + (low + high) / 2


def _margin_m(hull: NDArray[np.float64]) -> float:
    return float(min(MARGIN_M, 0.2 * np.ptp(hull, axis=0).min()))


def _make_rigid(rigid: Any, body: Body | None) -> None:
    rigid.type = "PASSIVE" if body is None else "ACTIVE"
    rigid.collision_shape = "MESH" if body is None else "CONVEX_HULL"
    rigid.use_margin = True
    rigid.collision_margin = 0.0 if body is None else _margin_m(body.hull) * SCALE
    rigid.friction, rigid.restitution = 0.7, 0.0
    if body is not None:
        rigid.mass = body.mass_kg
        rigid.linear_damping, rigid.angular_damping = 0.1, 0.75
        rigid.use_deactivation = False


def _run(moving: dict[int, Any], radius_m: dict[int, float]) -> None:
    """Step until everything has been still for a while, or for LONGEST_S."""
    scene = bpy.context.scene
    scene.frame_set(1)
    before, still = _matrices(moving), 0
    for frame in range(2, int(LONGEST_S * FRAMES_PER_S) + 2):
        scene.frame_set(frame)
        after = _matrices(moving)
        slow_m_s = STILL_M_S if frame < TIRED_S * FRAMES_PER_S else TREMBLING_M_S
        still = still + 1 if _speed_m_s(before, after, list(radius_m.values())) < slow_m_s else 0
        if still >= STILL_FRAMES:
            return
        before = after
        if frame == int(TIRED_S * FRAMES_PER_S):
            for holder in moving.values():
                holder.rigid_body.linear_damping, holder.rigid_body.angular_damping = 0.4, 0.95


def _matrices(moving: dict[int, Any]) -> NDArray[np.float64]:
    return np.array([np.array(holder.matrix_world) for holder in moving.values()])


def _speed_m_s(before: NDArray[np.float64], after: NDArray[np.float64], radius_m: Sequence[float]) -> float:
    """Return the greatest speed of any point of any body, from its matrices N×4×4 one frame apart."""
    step_m = np.linalg.norm(after[:, :3, 3] - before[:, :3, 3], axis=1) / SCALE
    turned = np.linalg.norm(after[:, :3, :3] - before[:, :3, :3], axis=(1, 2)) / np.sqrt(2)
    return float((step_m + turned * np.asarray(radius_m)).max() * FRAMES_PER_S)


def _at_rest(thing: SceneObject, bodies: dict[int, Body], ends: dict[int, NDArray[np.float64]]) -> SceneObject:
    matrix = ends[thing.instance]
    turn = Rotation.from_matrix(matrix[:3, :3])
    x, y, z = (matrix[:3, 3] / SCALE - turn.apply(bodies[thing.instance].centre)).round(6).tolist()
    quaternion = turn.as_quat(canonical=True, scalar_first=True).round(6).tolist()
    return replace(thing, pose=Pose((x, y, z), tuple(quaternion), thing.pose.scale), loose=False)
