"""Where a person would stand in a room to photograph it."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from ..furniture import object_mesh
from ..spec import SceneObject, SceneSpec, Vec3
from ._layout import Shot
from ._rooms_plan import footprint

CLEAR_M = 0.45  # from walls and furniture
STANDPOINTS = 300  # drawn, of which those too close to something are dropped
CANDIDATES = 40
SHELL = frozenset({"floor", "ceiling", "wall", "skirting board", "curtain rod", "windowsill"})


def frame(spec: SceneSpec, rng: np.random.Generator) -> Shot:
    """Of many places where one can stand, take one that shows much."""
    floor = next(footprint(thing) for thing in spec.objects if thing.category == "floor")
    things = [thing for thing in spec.objects if thing.category not in SHELL]
    boxes = np.array([_box(thing) for thing in things])
    obstacles = [footprint(thing) for thing in things if thing.category != "rug" and _box(thing)[0, 2] < 1.9]
    half = np.array([floor.width_m, floor.depth_m]) / 2 - CLEAR_M
    places = rng.uniform(-half, half, (STANDPOINTS, 2))
    clear_m = np.array([min(rect.distance_m(x, y) for rect in obstacles) for x, y in places.tolist()])
    free = places[clear_m >= CLEAR_M] if (clear_m >= CLEAR_M).any() else places[[clear_m.argmax()]]
    shots = [_candidate(rng, free, boxes) for _ in range(CANDIDATES)]
    scores = [_score(shot, boxes) + rng.uniform(0, 4) for shot in shots]
    return shots[int(np.argmax(scores))]


def _candidate(rng: np.random.Generator, places: NDArray[np.float64], boxes: NDArray[np.float64]) -> Shot:
    """Stand somewhere free and look at some thing, preferably not from too close."""
    x, y = places[rng.integers(len(places))].tolist()
    middles = boxes.mean(axis=1)
    away_m = np.hypot(middles[:, 0] - x, middles[:, 1] - y)
    far = np.flatnonzero(away_m > 1.2) if (away_m > 1.2).any() else np.array([away_m.argmax()])
    target = middles[rng.choice(far)] + rng.normal(0, 0.15, 3)
    aim = (target[0], target[1], np.clip(target[2], 0.45, 1.25))
    return Shot(
        _rounded((x, y, rng.uniform(1.0, 1.75))),
        _rounded(aim),
        fov_deg=round(rng.uniform(45, 88), 3),
        roll_deg=round(rng.normal(0, 1.0), 3),
    )


def _rounded(point_m: Sequence[float]) -> Vec3:
    x, y, z = (round(float(value), 4) for value in point_m)
    return (x, y, z)


def _score(shot: Shot, boxes: NDArray[np.float64]) -> float:
    """Return how many things can be seen: middles inside the picture with nothing large before them."""
    eye = np.asarray(shot.eye_m)
    ahead = np.subtract(shot.target_m, eye)
    ahead /= np.linalg.norm(ahead)
    right = np.cross(ahead, (0, 0, 1))
    right /= np.linalg.norm(right)
    middles = boxes.mean(axis=1) - eye
    z = middles @ ahead
    slope = math.tan(math.radians(shot.fov_deg / 2))
    inside = (z > 0.3) & (np.abs(middles @ right) < 0.95 * slope * z)
    inside &= np.abs(middles @ np.cross(right, ahead)) < 0.62 * slope * z
    seen = [k for k in np.flatnonzero(inside) if not _hidden(eye, middles[k], boxes, int(k))]
    size = np.linalg.norm(boxes[:, 1] - boxes[:, 0], axis=1)
    return float(sum(min(1.0, 0.25 + 2.0 * size[k] / np.linalg.norm(middles[k])) for k in seen))


def _hidden(eye: NDArray[np.float64], ray: NDArray[np.float64], boxes: NDArray[np.float64], own: int) -> bool:
    """Return whether a box that does not hold the point stands between the eye and it."""
    with np.errstate(divide="ignore", invalid="ignore"):
        near, far = (boxes[:, 0] - eye) / ray, (boxes[:, 1] - eye) / ray
    enter, leave = np.minimum(near, far).max(axis=1), np.maximum(near, far).min(axis=1)
    between = (enter < leave) & (leave < 0.97) & (enter > 0)
    between[own] = False
    return bool(between.any())


def _box(thing: SceneObject) -> NDArray[np.float64]:
    low, high = object_mesh(thing).transformed(thing.pose.matrix()).bounds()
    return np.stack([low, high])
