"""Closed forms of the primitives, written without the renderers: where pixels must lie and how they must face."""

from typing import Literal, Protocol

import numpy as np
from scipy.ndimage import maximum_filter, minimum_filter

from cavendish.scenes.cameras import Camera
from cavendish.scenes.lighting import SunLight, World
from cavendish.scenes.poses import Pose, Quaternion, Vec3, look_at
from cavendish.scenes.spec import Material, Primitive, SceneObject, SceneSpec

Shape = Literal["plane", "box", "sphere", "cylinder"]
PLAIN = Material("plastic", (0.7, 0.7, 0.7))
SUN = SunLight((0.3, 0.4, -0.8), 3.0)


def thing(shape: Shape, pose: Pose, instance: int = 1) -> SceneObject:
    return SceneObject(instance, shape, shape, Primitive(shape), pose, (PLAIN,))


def camera(
    eye: Vec3 = (0.0, 0.0, 0.0),
    target: Vec3 = (0.0, 1.0, 0.0),
    size: tuple[int, int] = (48, 32),
    fov_deg: float = 60.0,
    roll_deg: float = 0.0,
    shift_px: tuple[float, float] = (0.0, 0.0),
) -> Camera:
    width, height = size
    focal_px = width / (2 * np.tan(np.radians(fov_deg) / 2))
    rotation: Quaternion = look_at(eye, target, roll_deg)
    return Camera(eye, rotation, width, height, float(focal_px), width / 2 + shift_px[0], height / 2 + shift_px[1])


def scene(objects: list[SceneObject], *cameras: Camera) -> SceneSpec:
    return SceneSpec("shapes", 0, 0, tuple(objects), (SUN,), World(), cameras)


class Truth(Protocol):
    """A frame, or the truth alone."""

    @property
    def depth_m(self) -> np.ndarray: ...
    @property
    def instance(self) -> np.ndarray: ...


def lifted(truth: Truth, where: np.ndarray, seen_by: Camera) -> np.ndarray:
    """World points of the pixels of a mask, N×3, by the convention alone: pose · (ray with z = −1) · depth."""
    pose = seen_by.matrix()
    return (seen_by.rays()[where] * truth.depth_m[where, None].astype(np.float64)) @ pose[:3, :3].T + pose[:3, 3]


def depth_normals(truth: Truth, seen_by: Camera) -> np.ndarray:
    """Unit normals H×W×3 in camera space by central differences of depth alone, turned to the camera."""
    points = seen_by.rays() * np.where(truth.instance > 0, truth.depth_m, 0.0)[..., None]
    down, right = np.gradient(points, axis=(0, 1))
    normals = np.cross(right, -down)
    length = np.linalg.norm(normals, axis=-1, keepdims=True)
    return np.divide(normals, length, out=np.zeros_like(normals), where=length > 0)


def inside(instance: np.ndarray) -> np.ndarray:
    """Pixels of the picture's inside whose eight neighbours belong to the same thing, bool H×W."""
    low, high = (extreme(instance, size=3, mode="nearest") for extreme in (minimum_filter, maximum_filter))
    away_from_the_rim = np.pad(np.ones(np.subtract(instance.shape, 2), dtype=bool), 1)
    return (low == high) & away_from_the_rim


def local(points: np.ndarray, pose: Pose) -> np.ndarray:
    inverse = np.linalg.inv(pose.matrix())
    return points @ inverse[:3, :3].T + inverse[:3, 3]


def surface_distance(shape: str, p: np.ndarray) -> np.ndarray:
    """How far a point of unit space lies off the surface, in unit space."""
    if shape == "plane":
        return np.abs(p[..., 2])
    if shape == "box":
        return np.abs(np.abs(p).max(axis=-1) - 0.5)
    if shape == "sphere":
        return np.abs(np.linalg.norm(p, axis=-1) - 0.5)
    return np.abs(np.maximum(np.hypot(p[..., 0], p[..., 1]), np.abs(p[..., 2])) - 0.5)


def outward_normal(shape: str, p: np.ndarray) -> np.ndarray:
    """The gradient of the implicit function in unit space, not normalised."""
    if shape == "plane":
        return np.broadcast_to([0.0, 0.0, 1.0], p.shape)
    if shape == "box":
        return np.eye(3)[np.abs(p).argmax(axis=-1)] * np.sign(p)
    if shape == "sphere":
        return p
    on_cap = np.abs(p[..., 2]) > np.hypot(p[..., 0], p[..., 1])
    return np.where(on_cap[..., None], p * [0, 0, 1], p * [1, 1, 0])


def expected_normals(shape: str, points: np.ndarray, pose: Pose, seen_by: Camera, rays: np.ndarray) -> np.ndarray:
    """Unit normals N×3 in camera space at world points N×3, turned against the camera-space rays N×3."""
    world = outward_normal(shape, local(points, pose)) @ np.linalg.inv(pose.matrix())[:3, :3]
    normals = world @ seen_by.matrix()[:3, :3]
    normals = normals / np.linalg.norm(normals, axis=-1, keepdims=True)
    away = (normals * rays).sum(axis=-1) > 0
    return np.where(away[..., None], -normals, normals)


def angles_deg(a: np.ndarray, b: np.ndarray) -> np.ndarray:
    chord = np.linalg.norm(a.astype(np.float64) - b, axis=-1)
    return np.degrees(2 * np.arcsin(np.clip(chord / 2, 0, 1)))


def near_edge(shape: str, p: np.ndarray, width: float = 1e-3) -> np.ndarray:
    """Points of unit space where two faces meet, so that either normal is right."""
    if shape == "box":
        top = np.sort(np.abs(p), axis=-1)
        return top[..., 2] - top[..., 1] < width
    if shape == "cylinder":
        return np.abs(np.hypot(p[..., 0], p[..., 1]) - np.abs(p[..., 2])) < width
    return np.zeros(p.shape[:-1], dtype=bool)
