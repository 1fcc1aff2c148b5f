"""From where a courtyard is photographed: by hand, by a small robot, or out of an upper window."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ...generators.outdoor.buildings import PROJECT_M
from ...object_mesh import object_box
from ...poses import Vec3
from ...spec import SceneObject, SceneSpec
from ..shared.camera_search import PITCH_DEG, aim_at_a_thing, best_of
from ..shared.composition import space_above
from ..shared.floor_plan import footprint
from ..shared.layout import Shot, rounded
from ..shared.sightlines import hiding_boxes
from ..shared.stems import STEMS

CLEAR_M = 0.45
PLACES, SHOTS = 200, 60
NEAR_M, FOREGROUND_M, FAR_M = 1.1, 3.2, 8.0
UNDER = frozenset({"paving", "path", "lawn", "ground", "grass"})
ENCLOSING = frozenset({"building", "wall"})
AROUND = UNDER | ENCLOSING
Boxes = NDArray[np.float64]


def frame(spec: SceneSpec, rng: np.random.Generator) -> Shot:
    """Of many clear places and things to look at from there, take a pair that shows much."""
    paved = next(footprint(thing) for thing in spec.objects if thing.category == "paving")
    half = np.array([paved.width_m, paved.depth_m]) / 2 - 0.3
    within = [thing for thing in spec.objects if thing.category not in AROUND and _is_within(thing, half)]
    near = np.array([object_box(thing) for thing in within]).reshape(-1, 2, 3)
    eyes = _eyes(spec, half, rng)
    fov_deg = float(rng.uniform(50, 74) if rng.random() < 0.75 else rng.uniform(40, 95))
    fov_deg, roll_deg = round(fov_deg, 3), round(float(rng.normal(0, 0.8)), 3)
    shots = []
    for k in rng.integers(len(eyes), size=SHOTS).tolist():
        eye = rounded(eyes[k])
        shots.append(Shot(eye, _aim(eye, fov_deg, half, near, rng), fov_deg, roll_deg))
    shown = [*within, *(thing for thing in spec.objects if thing.category in ENCLOSING)]
    boxes = np.array([box for thing in shown for box in hiding_boxes(thing)]).reshape(-1, 2, 3)
    return best_of(shots, boxes, space_above(0.0, NEAR_M, FOREGROUND_M, FAR_M), rng)


def _is_within(thing: SceneObject, half: Boxes) -> bool:
    return bool((np.abs(object_box(thing).mean(axis=0)[:2]) < half).all())


def clear_m(eyes: Boxes, things: list[SceneObject]) -> Boxes:
    """Return how far each of N×3 points is from the nearest thing: a box, a stem below its crown, a house's wall."""
    return np.min([_distance_m(eyes, thing) for thing in things], axis=0, initial=np.inf)


def _distance_m(eyes: Boxes, thing: SceneObject) -> Boxes:
    x, y, _ = thing.pose.location_m
    low, high = object_box(thing)
    if thing.category == "tree" and eyes[0, 2] < STEMS["tree"].crown * high[2]:
        return np.hypot(eyes[:, 0] - x, eyes[:, 1] - y) - STEMS["tree"].width_m / 2
    away = np.linalg.norm(np.maximum(np.maximum(low - eyes, eyes - high), 0), axis=1)
    return away + PROJECT_M - 0.2 if thing.category == "building" and eyes[0, 2] < 2.5 else away


def _eyes(spec: SceneSpec, half: Boxes, rng: np.random.Generator) -> Boxes:
    """Return N×3 places of one height that are clear; the clearest one where none is clear enough."""
    kind = rng.random()
    height_m = rng.uniform(1.35, 1.72) if kind < 0.88 else rng.uniform(0.38, 0.5) if kind < 0.93 else rng.uniform(4, 6)
    inner = half - (0.6 if height_m < 3 else PROJECT_M + CLEAR_M)
    spots = rng.uniform(-inner, inner, (PLACES, 2))
    if height_m > 3:
        spots[:, 1] = inner[1] - rng.uniform(0, 0.3, PLACES)
    eyes = np.column_stack([spots, np.full(PLACES, height_m)])
    clear = clear_m(eyes, [thing for thing in spec.objects if thing.category not in UNDER])
    return eyes[clear >= min(CLEAR_M, clear.max())]


def _aim(eye: Vec3, fov_deg: float, half: Boxes, boxes: Boxes, rng: np.random.Generator) -> Vec3:
    """Look at some thing, or across the yard."""
    is_high = eye[2] > 3
    if rng.random() < 0.6 and len(boxes):
        return aim_at_a_thing(eye, fov_deg, boxes, rng, -60.0 if is_high else PITCH_DEG[0])
    x, y = rng.uniform(-0.9, 0.9, 2) * half
    if np.hypot(x - eye[0], y - eye[1]) < 2.0:
        x, y = 0.8 * half * -np.sign([eye[0] or 1.0, eye[1] or 1.0])
    return rounded(np.array([x, y, rng.uniform(0.5, 2.0) if is_high else eye[2] + rng.uniform(-0.6, 0.3)]))
