"""Which way people face, from their keypoints: the head, and the trunk."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ....renderers.frame import Keypoint, Person
from ....scenes.cameras import Camera

Vector = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Facing:
    """Angles in degrees: how far head and trunk are turned from the camera on the plan, and how far the nose is raised.

    0 faces the camera, 90 the right of the picture, −90 its left, 180 away. Noses of raised heads stand about 8° down.
    """

    head_deg: float
    nose_deg: float
    trunk_deg: float


def facing_of(person: Person | None, camera: Camera) -> Facing | None:
    """Return which way a person faces; None of other things, and where no keypoints are told."""
    if person is None or not person.keypoints:
        return None
    at = {point.name: point for point in person.keypoints}
    ears_m = (_at(at, "left_ear") + _at(at, "right_ear")) / 2
    nose = _at(at, "nose") - ears_m
    x, y, _ = _at(at, "left_shoulder") - _at(at, "right_shoulder")
    to_camera = np.asarray(camera.location_m) - ears_m
    return Facing(
        _turn_deg(nose, to_camera),
        float(np.degrees(np.arctan2(nose[2], np.hypot(nose[0], nose[1])))),
        _turn_deg(np.array([y, -x, 0.0]), to_camera),
    )


def _at(at: dict[str, Keypoint], name: str) -> Vector:
    return np.asarray(at[name].at_m, np.float64)


def _turn_deg(way: Vector, to: Vector) -> float:
    """Return by how much a way is turned from another on the plan, counter-clockwise from above."""
    return float(np.degrees(np.arctan2(to[0] * way[1] - to[1] * way[0], to[0] * way[0] + to[1] * way[1])))
