"""What of each object can be seen: areas and boxes from the instance picture, hidden parts from rays."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from ..scenes.cameras import Camera
from ..scenes.geometry.mesh import Mesh
from ..scenes.object_mesh import object_mesh
from ..scenes.poses import Pose
from ..scenes.seeds import Stream, generator
from ..scenes.spec import Opened, SceneObject, SceneSpec
from .frame import Box3D, VisibleObject
from .lettering import lettering_on
from .people import person_of

POINTS = 256  # the share that is hidden is then known to 0.03 (one standard error) at worst
# From one start (3,) or one each (N,3) to points (N,3) on an instance: which another instance hides, bool (N,)
Hidden = Callable[[NDArray[np.float64], NDArray[np.float64], int], NDArray[np.bool_]]


def visible_objects(
    spec: SceneSpec, view: int, depth_m: NDArray[np.float32], instance: NDArray[np.uint16], hidden: Hidden
) -> tuple[VisibleObject, ...]:
    """Return the objects that own pixels of `instance` (H×W), in the order of their numbers; `depth_m` is planar."""
    boxes = ndimage.find_objects(instance.astype(np.int32))
    areas = np.bincount(instance.ravel(), minlength=len(boxes) + 1)
    seen = (
        (thing, _visible_object(spec, view, thing, int(areas[thing.instance]), boxes[thing.instance - 1], hidden))
        for thing in sorted(spec.objects, key=lambda thing: thing.instance)
        if thing.instance <= len(boxes) and boxes[thing.instance - 1] is not None
    )
    camera = spec.cameras[view]
    return tuple(
        replace(
            each,
            lettering=lettering_on(thing, camera, depth_m, instance),
            person=person_of(thing, camera, depth_m, instance),
        )
        for thing, each in seen
    )


def _visible_object(
    spec: SceneSpec, view: int, thing: SceneObject, area_px: int, box: tuple[slice, ...], hidden: Hidden
) -> VisibleObject:
    camera, shape = spec.cameras[view], object_mesh(thing)
    rng = generator(spec.seed, spec.index, Stream.VISIBILITY, view, sample=thing.instance)
    placed, eye_m = shape.transformed(thing.pose.matrix()), np.asarray(camera.location_m)
    starts, points = _between(camera, facing_points(placed, eye_m, rng))
    if not len(points) and isinstance(thing.geometry, Opened):  # in files of others, insides are often outside
        turned = replace(placed, triangles=placed.triangles[:, ::-1])
        starts, points = _between(camera, facing_points(turned, eye_m, rng))
    share = 1.0 - float(hidden(starts, points, thing.instance).mean()) if len(points) else 0.0
    rows, columns = box
    return VisibleObject(
        thing.instance,
        thing.category,
        thing.name,
        thing.words,
        thing.materials[0].family,
        area_px,
        (columns.start, rows.start, columns.stop, rows.stop),
        _box_3d(shape, thing.pose),
        thing.supporter,
        share,
    )


def _between(camera: Camera, points: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return the points (N,3) that the camera's clip leaves, and where what hides them begins: at the eye, or N×3."""
    eye_m, (near_m, far_m) = np.asarray(camera.location_m), camera.cut_m
    if not near_m:
        return eye_m, points
    depth_m = (points - eye_m) @ -camera.matrix()[:3, 2]
    points, depth_m = (each[(depth_m > near_m) & (depth_m < far_m)] for each in (points, depth_m))
    return eye_m + (points - eye_m) * (near_m / depth_m)[:, None], points


def facing_points(shape: Mesh, eye_m: NDArray[np.float64], rng: np.random.Generator) -> NDArray[np.float64]:
    """Return POINTS×3 points, uniform by area over the triangles that face the eye; 0×3 where none does."""
    a, b, c = (shape.vertices[shape.triangles[:, k]] for k in range(3))
    normals = _cross(b - a, c - a)  # twice the area long
    weights = np.where(np.einsum("ij,ij->i", normals, eye_m - a) > 0, np.sqrt(_summed(normals * normals)), 0.0)
    if weights.sum() == 0:
        return np.zeros((0, 3))
    chosen = rng.choice(len(weights), POINTS, p=weights / weights.sum())
    s, t = rng.random((2, POINTS, 1))
    s, t = np.where(s + t > 1, 1 - s, s), np.where(s + t > 1, 1 - t, t)
    return a[chosen] + s * (b - a)[chosen] + t * (c - a)[chosen]


def _cross(a: NDArray[np.float64], b: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return a × b of N×3 each: numpy's own bits, in a third of its time."""
    (x, y, z), (u, v, w) = a.T, b.T
    return np.stack([y * w - z * v, z * u - x * w, x * v - y * u], axis=1)


def _summed(squares: NDArray[np.float64]) -> NDArray[np.float64]:
    x, y, z = squares.T
    return np.asarray(x + y + z)


def _box_3d(shape: Mesh, pose: Pose) -> Box3D:
    low, high = shape.bounds()
    x, y, z = (pose.matrix() @ np.append((low + high) / 2, 1.0))[:3].tolist()
    width, depth, height = (np.abs(pose.scale) * (high - low)).tolist()
    return Box3D((x, y, z), (width, depth, height), pose.rotation)
