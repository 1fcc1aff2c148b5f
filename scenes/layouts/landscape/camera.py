"""Where a walker, a small robot or a drone would take a picture of open land."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable

import numpy as np
from numpy.typing import NDArray

from ...poses import Vec3
from ...spec import Procedural, SceneObject, SceneSpec
from ..shared.camera_search import CHANCE
from ..shared.composition import merit, space_above
from ..shared.layout import Shot, rounded
from ..shared.sightlines import hiding_boxes
from .ground import Ground

CLEAR_M = 1.2  # of what stands about: leaves nearer than that are seen to be triangles
LOW = frozenset({"ground", "grass", "flowers", "path", "sand", "water", "quay", "rope", "towel"})
SUBJECTS = frozenset({"bench", "boat", "hut", "parasol", "quay", "shed", "tower", "towel"})
KNOWN_M = 45.0  # so far away they are still known
FAR_M, UPWARDS = (350.0, 700.0, 1100.0), 0.45  # where mountains stand; of their height, so much cameras are raised
ROAM_M = 9.0  # a walker stays so near the middle
WITHIN_M = 90.0  # of the middle, things are looked for
EYES, HEADINGS = 4, 10
NEAR_M, FOREGROUND_M, MIDDLE_M = 1.4, 7.0, 25.0


def frame(spec: SceneSpec, rng: np.random.Generator) -> Shot:
    """Stand somewhere clear, at a height of a walker's, robot's or drone's, and look where there is most to see."""
    ground = ground_of(spec)
    standing = [thing for thing in spec.objects if thing.category not in LOW]
    boxes = np.array([box for thing in standing for box in hiding_boxes(thing)]).reshape(-1, 2, 3)
    boxes = boxes[np.abs(boxes[:, :, :2]).max(axis=2).min(axis=1) < WITHIN_M]
    spots = np.array([_spot(thing) for thing in standing])
    spots = spots[spots[:, 2] < WITHIN_M]  # hedges of far fields are one mesh, as wide as the land
    above_m, pitch_deg = _height_and_pitch(rng)
    fov_deg = round(float(rng.uniform(50, 74) if rng.random() < 0.75 else rng.uniform(42, 92)), 3)
    roll_deg = round(float(rng.normal(0, 0.8)), 3)
    shots: list[tuple[float, Shot]] = []
    for _ in range(EYES):
        eye = _eye(spec, ground, spots, above_m, rng)
        space = space_above(eye[2] - above_m, NEAR_M, FOREGROUND_M, MIDDLE_M)
        for heading in rng.uniform(0, 2 * math.pi, HEADINGS).tolist():
            raised_deg = pitch_deg + (UPWARDS * max(_rise_deg(ground, eye, heading), 0.0) if above_m < 5 else 0.0)
            shot = Shot(eye, _ahead(eye, heading, raised_deg), fov_deg, roll_deg)
            liked = merit(shot, boxes, space) + _outlook(spec, eye, heading, fov_deg, ground)
            shots.append((liked + float(rng.uniform(0, CHANCE)), shot))
    return max(shots, key=lambda each: each[0])[1]


def _ahead(eye: Vec3, heading: float, pitch_deg: float) -> Vec3:
    drop = 12 * math.tan(math.radians(pitch_deg))
    return rounded((eye[0] + 12 * math.cos(heading), eye[1] + 12 * math.sin(heading), eye[2] + drop))


def ground_of(spec: SceneSpec) -> Ground:
    """Return the ground of a scene, which is its first object."""
    return land_of(spec.objects[0])


def land_of(first: SceneObject) -> Ground:
    """Return the ground that the first object of a landscape is."""
    if not isinstance(first.geometry, Procedural):
        raise TypeError(f"object 1 of a landscape is its ground, and not of kind {first.geometry.kind}")
    return Ground(first.geometry, first.pose.location_m[2])


def footing(spec: SceneSpec) -> Callable[[float, float], float]:
    """Return how high the land lies at (x, y), in metres: not where it is wet, nor far from the middle."""
    ground, level_m = ground_of(spec), water_m(spec.objects)

    def floor_m(x_m: float, y_m: float) -> float:
        here = ground.height_m(x_m, y_m) if max(abs(x_m), abs(y_m)) < 3 * ROAM_M else math.nan
        return here if here > level_m + 0.05 else math.nan

    return floor_m


def water_m(objects: Iterable[SceneObject]) -> float:
    """Return how high the water of a landscape stands, −inf where there is none."""
    return max((thing.pose.location_m[2] for thing in objects if thing.category == "water"), default=-math.inf)


def _height_and_pitch(rng: np.random.Generator) -> tuple[float, float]:
    kind = rng.random()
    if kind < 0.88:
        return float(rng.uniform(1.35, 1.75)), float(rng.normal(-2.5, 3.5))
    if kind < 0.93:
        return float(rng.uniform(0.4, 0.6)), float(rng.normal(3, 3))
    return float(rng.uniform(5, 34)), float(rng.uniform(-34, -10))


def _eye(spec: SceneSpec, ground: Ground, spots: NDArray[np.float64], above_m: float, rng: np.random.Generator) -> Vec3:
    """Return a clear place: above land, and above water where there is some."""
    level = water_m(spec.objects)
    best, best_m = (0.0, 0.0), -math.inf
    for x, y in rng.uniform(-ROAM_M, ROAM_M, (60, 2)).tolist():
        clear_m = float((np.hypot(spots[:, 0] - x, spots[:, 1] - y) - spots[:, 2]).min(initial=9.0))
        clear_m -= 20.0 * (ground.height_m(x, y) < level + 0.05)
        if clear_m > best_m:
            best, best_m = (x, y), clear_m
        if best_m > CLEAR_M + (0.02 if above_m < 5 else 0.5):
            break
    return rounded((*best, max(ground.height_m(*best), level) + above_m))


def _spot(thing: SceneObject) -> tuple[float, float, float]:
    """Return where a thing stands and how far its outline reaches."""
    x, y, _ = thing.pose.location_m
    width, depth, _ = thing.geometry.size_m if isinstance(thing.geometry, Procedural) else (1.0, 1.0, 1.0)
    return x, y, 0.5 * math.hypot(width, depth) * thing.pose.scale[0]


def _outlook(spec: SceneSpec, eye: Vec3, heading: float, fov_deg: float, ground: Ground) -> float:
    """Judge the land in view: subjects and mountains are good, a bank before one's feet is bad."""
    bank = any(
        ground.height_m(eye[0] + r * math.cos(heading), eye[1] + r * math.sin(heading)) > eye[2] for r in (3, 6, 12, 25)
    )
    subjects = [thing for thing in spec.objects if thing.category in SUBJECTS]
    shown = sum(_is_ahead(thing, eye, heading, fov_deg) for thing in subjects)
    grand = max(_rise_deg(ground, eye, heading), 0.0) / 6
    return min(shown, 4) + min(grand, 2.5) - 4.0 * bank


def _is_ahead(thing: SceneObject, eye: Vec3, heading: float, fov_deg: float) -> bool:
    """Return whether a thing stands in the middle of what is seen, and not too far to know it."""
    dx, dy = thing.pose.location_m[0] - eye[0], thing.pose.location_m[1] - eye[1]
    aside = abs((math.atan2(dy, dx) - heading + math.pi) % (2 * math.pi) - math.pi)
    return aside < math.radians(0.4 * fov_deg) and math.hypot(dx, dy) < KNOWN_M


def _rise_deg(ground: Ground, eye: Vec3, heading: float) -> float:
    """Return how high land stands over the eye's level far off."""
    ups = [
        math.degrees(
            math.atan2(ground.height_m(eye[0] + r * math.cos(heading), eye[1] + r * math.sin(heading)) - eye[2], r)
        )
        for r in FAR_M
        if 2 * r < ground.geometry.size_m[0]
    ]
    return max(ups, default=0.0)
