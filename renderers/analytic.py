"""A ray caster in numpy whose truth is closed-form: the oracle of the tests, and their fast renderer.

Rays are moved into each primitive's unit space by the inverse of its pose. Their direction has z = −1 in camera space
and is not normalised, so the ray parameter *is* the planar depth in metres, in every space.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import lru_cache, partial

import numpy as np
from numpy.typing import NDArray

from ..scenes.appearance.stuff import CLEAR, UNSCATTERING
from ..scenes.arrays import ArrayRecord
from ..scenes.cameras import Camera
from ..scenes.lighting import SunLight
from ..scenes.poses import Pose, Vec2, Vec3
from ..scenes.spec import Primitive, SceneObject, SceneSpec
from .development.develop import develop, kept_light
from .development.finish import linear, srgb
from .frame import Frame, RenderError, camera_of_view, check_frame
from .mattes import coverage, fine_cameras, told_soft
from .passes import NONE, Passes, behind, material_class, told_whole
from .printed_text import printed_text
from .shadows import sun_shadow
from .visibility import visible_objects
from .weather import veiled, with_falling

Array = NDArray[np.float64]
EPSILON = 1e-9  # relative: what a surface does not count as hiding itself


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Hits(ArrayRecord):
    """First hits of N rays: ray parameter t (N,), +inf where none; world normals (N,3), unnormalised; instance (N,)."""

    t: Array
    normals: Array
    instance: NDArray[np.int64]


class AnalyticRenderer:
    """Renders primitives only, in float64, with one diffuse shading of the first sun.

    With `parts`, frames have the layer of parts, which is empty: no primitive has any. With `keep_light`, they have
    their light: the linear one that would show the same colours; with `passes`, these.
    """

    def __init__(self, parts: bool = False, keep_light: bool = False, passes: Passes = NONE) -> None:
        self.parts, self.keep_light, self.passes = parts, keep_light, passes

    def prepare(self, spec: SceneSpec) -> SceneSpec:
        """Return the scene as it is: nothing falls here."""
        return spec

    def render(self, spec: SceneSpec, view: int) -> Frame:
        """Return the frame of one camera; raises RenderError where an object is no primitive."""
        camera = camera_of_view(spec, view)
        to_world = camera.matrix()
        rays = camera.rays().reshape(-1, 3) @ to_world[:3, :3].T
        hits = _cut(spec.objects, to_world[:3, 3], rays, camera.cut_m)
        shape = (camera.height_px, camera.width_px)
        normals = _facing(hits.normals, rays)
        instance, depth_m = hits.instance.reshape(shape).astype(np.uint16), hits.t.reshape(shape).astype(np.float32)
        image, light = _picture(_shade(spec, hits, normals).reshape(*shape, 3), depth_m, camera)
        frame = Frame(
            image,
            depth_m,
            _unit(normals @ to_world[:3, :3]).reshape(*shape, 3).astype(np.float32),
            instance,
            np.ones(shape, dtype=np.bool_),
            camera,
            visible_objects(spec, view, depth_m, instance, partial(_hidden, spec)),
            np.zeros(shape, dtype=np.uint16) if self.parts else None,
            light=light if self.keep_light else None,
        )
        frame = _with_passes(frame, spec, self.passes)
        return check_frame(_with_light(frame, spec, _lit(spec, hits, normals).reshape(shape), self.passes))

    def close(self) -> None:
        """Nothing to give back."""


def cast(objects: tuple[SceneObject, ...], origin: Array, directions: Array) -> Hits:
    """Return the first hits of rays from origin (3,) or (N,3) along directions (N,3)."""
    count = len(directions)
    nearest = Hits(np.full(count, np.inf), np.zeros((count, 3)), np.zeros(count, dtype=np.int64))
    for thing in objects:
        t, normals = _intersect(thing, origin, directions)
        closer = t < nearest.t
        if not closer.any():
            continue
        nearest = Hits(
            np.where(closer, t, nearest.t),
            np.where(closer[:, None], normals, nearest.normals),
            np.where(closer, thing.instance, nearest.instance),
        )
    return nearest


def _intersect(thing: SceneObject, origin: Array, directions: Array) -> tuple[Array, Array]:
    if not isinstance(thing.geometry, Primitive):
        raise RenderError(
            f"object {thing.instance} ({thing.name}) is {thing.geometry.kind}; the analytic renderer takes primitives"
        )
    inverse = _to_unit(thing.pose)
    o, d = origin @ inverse[:3, :3].T + inverse[:3, 3], directions @ inverse[:3, :3].T
    t, normals = _SHAPES[thing.geometry.shape](np.broadcast_to(o, d.shape), d)
    return t, normals @ inverse[:3, :3]  # normals move by the inverse transpose


@lru_cache(maxsize=4096)  # whether others hide a thing is asked once for each of them
def _to_unit(pose: Pose) -> Array:
    """Return the inverse of a pose."""
    inverse = np.linalg.inv(pose.matrix())
    inverse.setflags(write=False)
    return inverse


def _plane(o: Array, d: Array) -> tuple[Array, Array]:
    with np.errstate(divide="ignore", invalid="ignore"):
        t = -o[:, 2] / d[:, 2]
        inside = (t > 0) & (np.abs(o[:, :2] + t[:, None] * d[:, :2]) <= 0.5).all(axis=1)
    return np.where(inside, t, np.inf), np.broadcast_to((0.0, 0.0, 1.0), d.shape)


def _box(o: Array, d: Array) -> tuple[Array, Array]:
    with np.errstate(divide="ignore", invalid="ignore"):
        near, far = (-0.5 * np.sign(d) - o) / d, (0.5 * np.sign(d) - o) / d
    parallel_outside = ((d == 0) & (np.abs(o) > 0.5)).any(axis=1)
    near, far = np.where(d == 0, -np.inf, near), np.where(d == 0, np.inf, far)
    enter, leave = near.max(axis=1), far.min(axis=1)
    from_inside = enter <= 0
    t = np.where(from_inside, leave, enter)
    axis = np.where(from_inside, far.argmin(axis=1), near.argmax(axis=1))
    hit = (enter <= leave) & (leave > 0) & ~parallel_outside
    return np.where(hit, t, np.inf), np.eye(3)[axis]


def _sphere(o: Array, d: Array) -> tuple[Array, Array]:
    t = _nearest_positive(*_quadratic(o, d))
    return t, o + np.where(np.isfinite(t), t, 0.0)[:, None] * d


def _cylinder(o: Array, d: Array) -> tuple[Array, Array]:
    roots = np.stack(_quadratic(o[:, :2], d[:, :2]), axis=1)
    with np.errstate(divide="ignore", invalid="ignore"):
        roots[np.abs(o[:, 2:] + roots * d[:, 2:]) > 0.5] = np.inf
        caps = (np.array([-0.5, 0.5]) - o[:, 2:]) / d[:, 2:]
        points = o[:, None, :2] + caps[..., None] * d[:, None, :2]
    caps[~((points**2).sum(axis=-1) <= 0.25)] = np.inf
    candidates = np.concatenate([roots, caps], axis=1)
    candidates[~(candidates > 0)] = np.inf
    t, which = candidates.min(axis=1), candidates.argmin(axis=1)
    point = o + np.where(np.isfinite(t), t, 0.0)[:, None] * d
    side = point * (1.0, 1.0, 0.0)
    return t, np.where((which < 2)[:, None], side, (0.0, 0.0, 1.0))


_SHAPES: dict[str, Callable[[Array, Array], tuple[Array, Array]]] = {
    "plane": _plane,
    "box": _box,
    "sphere": _sphere,
    "cylinder": _cylinder,
}


def _quadratic(o: Array, d: Array) -> tuple[Array, Array]:
    """Return both roots of |o + t d| = 0.5, near first; +inf where there is none."""
    a, b, c = (d * d).sum(axis=1), (o * d).sum(axis=1), (o * o).sum(axis=1) - 0.25
    with np.errstate(divide="ignore", invalid="ignore"):
        root = np.sqrt(b * b - a * c)
        q = -b - np.where(b >= 0, root, -root)  # no cancellation
        first, second = q / a, c / q
    miss = ~np.isfinite(root) | (a == 0)
    low, high = np.minimum(first, second), np.maximum(first, second)
    return np.where(miss, np.inf, low), np.where(miss, np.inf, high)


def _nearest_positive(near: Array, far: Array) -> Array:
    return np.where(near > 0, near, np.where(far > 0, far, np.inf))


def _facing(normals: Array, rays: Array) -> Array:
    away = (normals * rays).sum(axis=1) > 0
    return _unit(np.where(away[:, None], -normals, normals))


def _unit(vectors: Array) -> Array:
    length = np.linalg.norm(vectors, axis=-1, keepdims=True)
    return np.divide(vectors, length, out=np.zeros_like(vectors), where=length > 0)


def _cut(objects: tuple[SceneObject, ...], eye: Array, rays: Array, cut_m: Vec2) -> Hits:
    """Return the first hits of rays whose depth lies between two depths."""
    near_m, far_m = cut_m
    hits = cast(objects, eye + near_m * rays if near_m else eye, rays)
    t = hits.t + near_m
    seen = t < far_m
    return Hits(np.where(seen, t, np.inf), np.where(seen[:, None], hits.normals, 0.0), np.where(seen, hits.instance, 0))


def _hidden(spec: SceneSpec, start: Array, points: Array, own: int) -> NDArray[np.bool_]:
    others = tuple(thing for thing in spec.objects if thing.instance != own)
    return cast(others, start, points - start).t < 1 - EPSILON


def _picture(
    shaded: Array, depth_m: NDArray[np.float32], camera: Camera
) -> tuple[NDArray[np.uint8], NDArray[np.float16]]:
    """Return the picture that a camera makes of sRGB colours, 0–1, in its weather, and the light behind it."""
    if camera.weather:
        seen = with_falling(veiled(linear(shaded).astype(np.float32), depth_m, camera), depth_m, camera)
        shaded = np.clip(srgb(seen).astype(np.float64), 0, 1)
    light = kept_light(linear(shaded))
    ideal = np.rint(255 * shaded).astype(np.uint8)
    return develop(light, camera.development) if camera.development else ideal, light


def _shade(spec: SceneSpec, hits: Hits, normals: Array) -> Array:
    """Return N×3, sRGB from 0 to 1: the object's own colour under a third of ambient light and two thirds of sun."""
    colours = _colours(spec)
    colours[0] = spec.world.colour
    light = np.where(hits.instance > 0, _lit(spec, hits, normals), 1.0)
    return np.clip(colours[hits.instance] * light[:, None], 0, 1)


def _lit(spec: SceneSpec, hits: Hits, normals: Array) -> Array:
    """Return N: the sRGB grey of a white surface there, whatever stands before the sun; 0 where there is none."""
    sun: Vec3 = next((light.direction for light in spec.lights if isinstance(light, SunLight)), (0.0, 0.0, -1.0))
    lambert = np.clip(normals @ -_unit(np.asarray(sun)), 0, 1)
    return np.where(hits.instance > 0, 0.35 + 0.65 * lambert, 0.0)


def _colours(spec: SceneSpec) -> Array:
    """Return (N+1)×3 sRGB colours of things by their instance; that of no thing is black."""
    colours = np.zeros((max((thing.instance for thing in spec.objects), default=0) + 1, 3))
    for thing in spec.objects:
        colours[thing.instance] = thing.materials[0].colour
    return colours


def _with_passes(frame: Frame, spec: SceneSpec, passes: Passes) -> Frame:
    """Return a frame with the passes that are asked for."""
    families = {thing.instance: thing.materials[0].family for thing in spec.objects}
    things = {thing.instance: thing for thing in spec.objects}
    if passes.albedo:
        frame = replace(frame, albedo=_albedo(spec, frame.instance))
    if passes.behind_glass:
        solid = tuple(thing for thing in spec.objects if families[thing.instance] not in CLEAR)
        frame = replace(frame, behind_m=behind(frame.depth_m, _depth_m(solid, frame.camera)))
    if passes.amodal:
        wholes = told_whole(frame.objects, frame.depth_m.size)
        alone = [_depth_m((things[number],), frame.camera) for number in wholes]
        frame = replace(frame, wholes=wholes, whole_m=np.array(alone, np.float32).reshape(-1, *frame.shape))
    if passes.materials:
        table = np.zeros(max(things, default=0) + 1, np.uint8)
        table[list(families)] = [material_class(family) for family in families.values()]
        frame = replace(frame, materials=table[frame.instance])
    if passes.mattes:
        frame = _mattes(frame, spec)
    if passes.text:
        frame = replace(frame, text=printed_text(spec, frame))
    return frame


def _with_light(frame: Frame, spec: SceneSpec, lit: Array, passes: Passes) -> Frame:
    """Return a frame with the parts of its light that are asked for: nothing gleams here."""
    if passes.shading:
        frame = replace(frame, shading=kept_light(np.repeat(linear(lit)[..., None], 3, axis=-1).astype(np.float32)))
    if passes.specular:
        frame = replace(frame, specular=np.zeros((*frame.shape, 3), np.float16))
    if passes.shadow:
        solid = tuple(thing for thing in spec.objects if thing.materials[0].family not in CLEAR)
        frame = replace(frame, shadow=sun_shadow(frame, spec.lights, partial(_blocked, solid)))
    return frame


def _mattes(frame: Frame, spec: SceneSpec) -> Frame:
    numbers = told_soft(frame.objects, frame.depth_m.size)
    fine = (_hits(spec.objects, camera)[1] for camera in (fine_cameras(frame.camera) if numbers else ()))
    return replace(frame, matted=numbers, mattes=coverage(numbers, frame.shape, fine))


def _blocked(solid: tuple[SceneObject, ...], points: Array, towards: Array) -> NDArray[np.bool_]:
    return np.isfinite(cast(solid, points, np.broadcast_to(towards, points.shape)).t)


def _depth_m(things: tuple[SceneObject, ...], camera: Camera) -> NDArray[np.float32]:
    """Return H×W metres of some things alone, as the camera sees them, +inf where there is none."""
    return _hits(things, camera)[0]


def _hits(things: tuple[SceneObject, ...], camera: Camera) -> tuple[NDArray[np.float32], NDArray[np.uint16]]:
    """Return H×W metres of some things, +inf where there is none, and their instances."""
    to_world, shape = camera.matrix(), (camera.height_px, camera.width_px)
    hits = _cut(things, to_world[:3, 3], camera.rays().reshape(-1, 3) @ to_world[:3, :3].T, camera.cut_m)
    return hits.t.reshape(shape).astype(np.float32), hits.instance.reshape(shape).astype(np.uint16)


def _albedo(spec: SceneSpec, instance: NDArray[np.uint16]) -> NDArray[np.uint8]:
    """Return H×W×3: colours as they are, black of what scatters no light."""
    colours = _colours(spec)
    colours[[thing.instance for thing in spec.objects if thing.materials[0].family in UNSCATTERING]] = 0
    return np.rint(255 * np.clip(colours, 0, 1)).astype(np.uint8)[instance]
