"""Smooth paths of a camera: it stands, pans, goes straight on, or goes round what it looks at, each at one speed."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from ..cameras import Camera
from ..object_mesh import object_box
from ..poses import Vec3
from ..spec import SceneObject
from .rigid import STILL, Rigid, about

PANNED_DEG_S, ORBITED_DEG_S = (3.0, 15.0), (4.0, 16.0)
GONE = (0.08, 0.3)  # in a second, as a share of the distance of what is looked at
FASTEST_M_S = 1.5
LOOKED_AT_M = (0.6, 20.0)  # the least and the greatest distance that a path is made for
KINDS = {"still": 0.15, "pan": 0.2, "dolly": 0.35, "orbit": 0.3}
UP: Vec3 = (0.0, 0.0, 1.0)


@dataclass(frozen=True, slots=True)
class CameraPath:
    """A camera that turns about a vertical axis through `pivot_m` at `turns_deg_s`, and goes on at `velocity_m_s`."""

    pivot_m: Vec3
    turns_deg_s: float = 0.0
    velocity_m_s: Vec3 = (0.0, 0.0, 0.0)

    def at(self, time_s: float) -> Rigid:
        """Return the motion from where the camera begins to where it is at a time."""
        if not self.turns_deg_s and not any(self.velocity_m_s):
            return STILL
        return about(self.pivot_m, UP, self.turns_deg_s * time_s, [part * time_s for part in self.velocity_m_s])


def drawn_path(camera: Camera, objects: Sequence[SceneObject], rng: np.random.Generator) -> CameraPath:
    """Return a path for a camera that begins where this one stands; how fast it is follows what it looks at."""
    kind = str(rng.choice(list(KINDS), p=list(KINDS.values())))
    sign = float(rng.choice((-1.0, 1.0)))
    distance_m = looked_at_m(camera, objects)
    right, _, back = camera.matrix()[:3, :3].T
    if kind == "pan":
        return CameraPath(camera.location_m, sign * float(rng.uniform(*PANNED_DEG_S)))
    if kind == "orbit":
        turns_deg_s = min(float(rng.uniform(*ORBITED_DEG_S)), math.degrees(FASTEST_M_S / distance_m))
        return CameraPath(_vec3(np.asarray(camera.location_m) - distance_m * back), sign * turns_deg_s)
    if kind == "dolly":
        speed = min(float(rng.uniform(*GONE)) * distance_m, FASTEST_M_S)
        way = (-back, right)[int(rng.random() < 0.4)] * (1.0, 1.0, 0.0)  # level, as on wheels
        return CameraPath(camera.location_m, 0.0, _vec3(sign * speed * way))
    return standing(camera)


def standing(camera: Camera) -> CameraPath:
    """Return the path of a camera that stays where it is."""
    return CameraPath(camera.location_m)


def moved(camera: Camera, motion: Rigid) -> Camera:
    """Return a camera that was moved; it stays sharp at the same distance."""
    if motion == STILL:
        return camera
    location_m = _vec3(motion.of(np.array(camera.location_m)))
    return replace(camera, location_m=location_m, rotation=motion.of_turn(camera.rotation))


def looked_at_m(camera: Camera, objects: Sequence[SceneObject]) -> float:
    """Return how far away the nearest box is that the middle of the picture shows, within LOOKED_AT_M."""
    boxes = np.array([object_box(thing) for thing in objects]).reshape(-1, 2, 3) - camera.location_m
    way = -camera.matrix()[:3, 2]
    with np.errstate(divide="ignore", invalid="ignore"):
        ends = np.sort(boxes / way, axis=1)
    enters, leaves = ends[:, 0].max(axis=1), ends[:, 1].min(axis=1)
    ahead = enters[(enters <= leaves) & (enters > 0)]
    return float(np.clip(ahead.min(initial=np.inf), *LOOKED_AT_M))


def _vec3(values: NDArray[np.float64]) -> Vec3:
    x, y, z = values.tolist()
    return (x, y, z)
