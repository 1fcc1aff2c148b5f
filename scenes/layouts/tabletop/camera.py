"""Where a hand, a robot's arm or a tripod holds the camera over a table."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ...categories import STRUCTURE
from ...kinds.leisure import SNACKS
from ...kinds.registry import KINDS as REGISTRY
from ...kinds.tabletop import KINDS
from ...object_mesh import object_box
from ...poses import Vec3
from ...spec import SceneObject, SceneSpec
from ..shared.camera_search import best_of
from ..shared.composition import Space, space_inside
from ..shared.layout import Shot, rounded
from ..shared.sightlines import clear_m, is_between
from .settings import KINDS as LAID

CLEAR_M = 0.2  # between the eye and anything
TRIES, CANDIDATES = 240, 40
FACE_M, FOREGROUND_M, FAR_M = 0.22, 0.6, 1.4
LENSES_DEG = (((35.0, 50.0), 0.3), ((50.0, 70.0), 0.7))  # horizontal fields of view (from, to), and how often


@dataclass(frozen=True, slots=True)
class Stance:
    """How somebody holds a camera: so far above and away from what is looked at, in metres, and how often.

    `single`: of the shots, so many look at one thing. `over`: up to so much of the distance above it.
    """

    above_m: tuple[float, float]
    away_m: tuple[float, float]
    share: float
    single: float = 0.2
    over: float = 0.15


# Sitting at the table, standing at it, close to one thing, and straight above all.
AT_A_TABLE = (
    Stance((0.3, 0.6), (0.45, 0.95), 0.56),
    Stance((0.6, 0.9), (0.4, 0.9), 0.2),
    Stance((0.12, 0.3), (0.3, 0.55), 0.16, single=1.0, over=0.1),
    Stance((0.6, 1.1), (0.02, 0.2), 0.08, single=0.0, over=0.0),
)
# Things on the floor: crouching, standing, lying beside them, straight above.
ON_THE_FLOOR = (
    Stance((0.4, 0.9), (0.6, 1.2), 0.56),
    Stance((1.1, 1.5), (0.8, 1.4), 0.2),
    Stance((0.15, 0.35), (0.4, 0.8), 0.16, single=0.5),
    Stance((1.0, 1.5), (0.02, 0.3), 0.08, single=0.0, over=0.0),
)
LOW_M = 0.25  # what is looked at lower than this lies on the floor
LOOSE = frozenset(kind.category for kind in {**KINDS, **SNACKS}.values()) - {"workbench"}
SMALL = LOOSE | {REGISTRY[kind].category for kind in LAID} - {"box", "vase", "plant"}
# What stands on these is no subject.
BEHIND = frozenset({"bookshelf", "shelf", "sideboard", "dresser", "nightstand", "tv stand", "filing cabinet"})


def frame(spec: SceneSpec, rng: np.random.Generator) -> Shot:
    """Look at the small things as somebody at the table would: of many free shots, take one that shows much."""
    by_instance = {thing.instance: thing for thing in spec.objects}
    small = _gathered(spec.objects, by_instance)
    others = np.array(
        [object_box(thing) for thing in spec.objects if thing not in small and thing.category not in STRUCTURE]
    ).reshape(-1, 2, 3)
    boxes = np.array([object_box(thing) for thing in small])
    space = space_inside(spec, FACE_M, FOREGROUND_M, FAR_M)
    shots = _shots(boxes, rng)
    around = np.concatenate([boxes, others])
    clear_m = [_clear_m(shot, around, space) for shot in shots]
    free = [shot for shot, metres in zip(shots, clear_m, strict=True) if metres >= CLEAR_M and _sees(shot, others)]
    return best_of(free[:CANDIDATES], around, space, rng) if free else shots[int(np.argmax(clear_m))]


def _gathered(objects: Sequence[SceneObject], by_instance: dict[int, SceneObject]) -> list[SceneObject]:
    """Return the small things of the place that has most of them."""
    roots = {thing.instance: _root(thing, by_instance) for thing in objects if thing.category in SMALL}
    counted = [root for root in roots.values() if by_instance[root].category not in BEHIND]
    place = Counter(counted).most_common(1)[0][0]
    return [by_instance[number] for number, root in roots.items() if root == place]


def _root(thing: SceneObject, by_instance: dict[int, SceneObject]) -> int:
    """Return what carries a thing in the end: a piece of furniture, or the floor."""
    while thing.category in SMALL and thing.supporter in by_instance:
        thing = by_instance[thing.supporter]
    return thing.instance


def _shots(boxes: NDArray[np.float64], rng: np.random.Generator) -> list[Shot]:
    """Return shots of one stance and through one lens."""
    is_low = float(np.median(boxes[:, 0, 2])) < LOW_M
    stances = ON_THE_FLOOR if is_low else AT_A_TABLE
    stance = stances[int(rng.choice(len(stances), p=[each.share for each in stances]))]
    lens = LENSES_DEG[int(rng.choice(len(LENSES_DEG), p=[share for _, share in LENSES_DEG]))][0]
    fov_deg, roll_deg = round(float(rng.uniform(*lens)), 3), round(float(rng.normal(0, 1.2)), 3)
    return [Shot(*_eye_and_target(boxes, stance, rng), fov_deg, roll_deg) for _ in range(TRIES)]


def _eye_and_target(boxes: NDArray[np.float64], stance: Stance, rng: np.random.Generator) -> tuple[Vec3, Vec3]:
    middles = boxes.mean(axis=1)
    is_single = rng.random() < stance.single
    subject = middles[rng.integers(len(middles))] if is_single else np.median(middles, axis=0)
    subject = subject + rng.normal(0, 0.04, 3) * (1, 1, 0.3)
    above_m, away_m, around = rng.uniform(*stance.above_m), rng.uniform(*stance.away_m), rng.uniform(0, 2 * math.pi)
    eye = subject + np.array([away_m * math.cos(around), away_m * math.sin(around), above_m])
    over_m = rng.uniform(0, stance.over) * math.hypot(above_m, away_m)  # more of the room behind, less of the table
    return rounded(eye), rounded(subject + np.array([0, 0, over_m]))


def _clear_m(shot: Shot, boxes: NDArray[np.float64], space: Space) -> float:
    """Return how far the eye is from the nearest box, and from the walls."""
    eye = np.asarray(shot.eye_m)
    walls_m = float(np.minimum(eye[:2] - space.low_m[:2], space.high_m[:2] - eye[:2]).min())
    return min(walls_m, float(clear_m(shot.eye_m, boxes).min()))


def _sees(shot: Shot, boxes: NDArray[np.float64]) -> bool:
    """Return whether nothing large lies between the eye and a hand's breadth before the target."""
    if not len(boxes):
        return True
    eye = np.asarray(shot.eye_m)
    return not is_between(eye, (np.asarray(shot.target_m) - eye) * 0.85, boxes)
