"""What stands between an eye and somebody: coarsely, by boxes; trees and the like have a stem and a crown."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from ...generators.outdoor.buildings import PROJECT_M
from ...object_mesh import object_box
from ...poses import Vec3
from ...spec import Figure, SceneObject, SceneSpec
from .floor_plan import Rect, footprint
from .layout import Footing
from .stems import STEMS

HIPS, CHEST, HEAD = 0.5, 0.75, 0.93  # of the height of a person
EDGE_M = 0.5  # photographers keep so far from the edges of floors
# What lies flat, or hangs loose: no box of it stands for it.
FLAT = frozenset(
    {
        "ground",
        "road",
        "pavement",
        "paving",
        "lawn",
        "path",
        "sand",
        "water",
        "grass",
        "flowers",
        "floor",
        "rug",
        "quay",
    }
)
Boxes = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Around:
    """Boxes N×2×3 of what can hide somebody; of each, its instance, that of what carries it, and if it is a person."""

    boxes: Boxes
    instances: NDArray[np.int64]
    carriers: NDArray[np.int64]
    people: NDArray[np.bool_]


def around_of(spec: SceneSpec) -> Around:
    """Return what can hide somebody in a scene."""
    things = [(thing, box) for thing in spec.objects if thing.category not in FLAT for box in hiding_boxes(thing)]
    return Around(
        np.array([box for _, box in things]).reshape(-1, 2, 3),
        np.array([thing.instance for thing, _ in things]),
        np.array([thing.supporter for thing, _ in things]),
        np.array([isinstance(thing.geometry, Figure) for thing, _ in things]),
    )


def hiding_boxes(thing: SceneObject) -> list[Boxes]:
    """Return the boxes 2×3 of a thing: its own, of a house that of its walls, of a tree those of its stem and crown."""
    box = object_box(thing)
    if thing.category == "building":
        return [box + np.array([[1.0], [-1.0]]) * (PROJECT_M, PROJECT_M, 0.0)]
    narrow = STEMS.get(thing.category)
    if narrow is None:
        return [box]
    stem, crown = box.copy(), box.copy()
    stem[:, :2] = np.add.outer((-0.5, 0.5), (0.0, 0.0)) * narrow.width_m + thing.pose.location_m[:2]
    crown[0, 2] += narrow.crown * (box[1, 2] - box[0, 2])
    return [stem, crown]


def sees(eye_m: Vec3, person: SceneObject, around: Around) -> bool:
    """Return whether nothing stands between an eye and somebody's head, chest and hips."""
    low, high = object_box(person)
    own = (around.instances == person.instance) | (around.instances == person.supporter)
    hiding = around.boxes[~own & (around.carriers != person.instance)]
    x, y = ((low + high) / 2)[:2]
    marks = (np.array((x, y, low[2] + share * (high[2] - low[2]))) for share in (HIPS, CHEST, HEAD))
    eye = np.asarray(eye_m)
    return not any(is_between(eye, mark - eye, hiding) for mark in marks)


def is_between(eye: NDArray[np.float64], way: NDArray[np.float64], boxes: Boxes) -> bool:
    """Return whether one of N boxes is met on the way from an eye, as long as `way` is."""
    with np.errstate(divide="ignore", invalid="ignore"):
        a, b = (boxes[:, 0] - eye) / way, (boxes[:, 1] - eye) / way
    enter, leave = np.minimum(a, b).max(axis=1), np.maximum(a, b).min(axis=1)
    return bool(((enter < leave) & (leave > 0) & (enter < 1)).any())


def clear_m(eye_m: Vec3, boxes: Boxes) -> NDArray[np.float64]:
    """Return how far an eye is from each of N boxes; 0 inside."""
    away = np.maximum(np.maximum(boxes[:, 0] - eye_m, eye_m - boxes[:, 1]), 0)
    return np.asarray(np.linalg.norm(away, axis=1))


def on_level(*categories: str) -> Footing:
    """Return the footing of photographers on things of some categories, such as a floor or a pavement."""

    def footing(spec: SceneSpec) -> Callable[[float, float], float]:
        floors = [thing for thing in spec.objects if thing.category in categories]
        tops = [(_within(footprint(thing)), float(object_box(thing)[1, 2])) for thing in floors]

        def floor_m(x_m: float, y_m: float) -> float:
            return max((top for rect, top in tops if rect.distance_m(x_m, y_m) == 0.0), default=math.nan)

        return floor_m

    return footing


def _within(rect: Rect) -> Rect:
    return replace(rect, width_m=rect.width_m - 2 * EDGE_M, depth_m=rect.depth_m - 2 * EDGE_M)
