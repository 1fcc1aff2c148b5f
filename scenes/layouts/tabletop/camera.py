"""Where a hand, a robot's arm or a tripod holds the camera over a table."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from ...categories import STRUCTURE
from ...kinds.tabletop import KINDS
from ...object_mesh import object_box
from ...spec import SceneObject, SceneSpec
from ..shared.layout import Shot, rounded
from ..shared.sightlines import clear_m, is_between

NEAR_M, FAR_M = 0.3, 1.5
CLEAR_M = 0.2  # between the eye and anything
TRIES = 200
LAID = frozenset({"laptop", "book", "books", "keyboard", "mug", "glass", "paper", "pens"})  # of settings
ELEVATION_DEG = ((8.0, 25.0), (25.0, 55.0), (25.0, 55.0), (50.0, 88.0))  # low, handheld twice, from above
SMALL = frozenset(kind.category for kind in KINDS.values()) - {"workbench"} | LAID


def frame(spec: SceneSpec, rng: np.random.Generator) -> Shot:
    """Look at the small things, or closely at one of them, from where nothing is in the way."""
    by_instance = {thing.instance: thing for thing in spec.objects}
    small = _gathered(spec.objects, by_instance)
    others = np.array(
        [object_box(thing) for thing in spec.objects if thing not in small and thing.category not in STRUCTURE]
    )
    boxes = np.array([object_box(thing) for thing in small])
    room = object_box(next(thing for thing in spec.objects if thing.category == "floor"))
    shots = [_shot(boxes, rng) for _ in range(TRIES)]
    clear_m = [_clear_m(shot, np.concatenate([boxes, others]) if len(others) else boxes, room) for shot in shots]
    free = [shot for shot, metres in zip(shots, clear_m, strict=True) if metres >= CLEAR_M and _sees(shot, others)]
    return free[0] if free else shots[int(np.argmax(clear_m))]


def _gathered(objects: Sequence[SceneObject], by_instance: dict[int, SceneObject]) -> list[SceneObject]:
    """Return the small things of the place that has most of them."""
    roots = {thing.instance: _root(thing, by_instance) for thing in objects if thing.category in SMALL}
    counted = [root for number, root in roots.items() if by_instance[number].category not in LAID]  # no shelf of books
    place = Counter(counted).most_common(1)[0][0]
    return [by_instance[number] for number, root in roots.items() if root == place]


def _root(thing: SceneObject, by_instance: dict[int, SceneObject]) -> int:
    """Return what carries a thing in the end: a piece of furniture, or the floor."""
    while thing.category in SMALL and thing.supporter in by_instance:
        thing = by_instance[thing.supporter]
    return thing.instance


def _shot(boxes: NDArray[np.float64], rng: np.random.Generator) -> Shot:
    middles = boxes.mean(axis=1)
    close = rng.random() < 0.35
    target = middles[rng.integers(len(middles))] if close else np.median(middles, axis=0)
    target = target + rng.normal(0, 0.02 if close else 0.04, 3) * (1, 1, 0.3)
    low, high = (NEAR_M, 0.7) if close else (0.45, FAR_M)
    distance = math.exp(rng.uniform(math.log(low), math.log(high)))
    low_deg, high_deg = ELEVATION_DEG[int(rng.integers(len(ELEVATION_DEG)))]
    up, around = math.radians(rng.uniform(low_deg, high_deg)), rng.uniform(0, 2 * math.pi)
    eye = target + distance * np.array([math.cos(up) * math.cos(around), math.cos(up) * math.sin(around), math.sin(up)])
    return Shot(rounded(eye), rounded(target), round(rng.uniform(35, 70), 3), round(rng.normal(0, 2.0), 3))


def _clear_m(shot: Shot, boxes: NDArray[np.float64], floor: NDArray[np.float64]) -> float:
    """Return how far the eye is from the nearest box, and from the walls."""
    eye = np.asarray(shot.eye_m)
    walls_m = float(np.minimum(eye[:2] - floor[0, :2], floor[1, :2] - eye[:2]).min())
    return min(walls_m, float(clear_m(shot.eye_m, boxes).min()))


def _sees(shot: Shot, boxes: NDArray[np.float64]) -> bool:
    """Return whether nothing large lies between the eye and a hand's breadth before the target."""
    if not len(boxes):
        return True
    eye = np.asarray(shot.eye_m)
    return not is_between(eye, (np.asarray(shot.target_m) - eye) * 0.85, boxes)
