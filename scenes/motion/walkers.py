"""Who walks on in a clip: people in a posture of walking, on level ground, with what they hold, push or pull."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from ..geometry.collision import heights_m, shape_of
from ..object_mesh import object_mesh
from ..people.postures import WALKING
from ..spec import Figure, Gait, SceneObject, SceneSpec, Vec3, rotation_matrix

WALKED_M_S, LADEN_M_S = (0.9, 1.5), (0.8, 1.2)  # alone; with something in hand
TOGETHER_M, TOGETHER_DEG = 2.0, 20.0  # who is so near, and goes so nearly the same way, goes as fast
USUAL_M, STEP_M2_S = 1.7, 0.36  # a step's length, squared, for each m/s, of who is so tall
LONGEST = 0.84  # stride, in statures
LEVEL_M = 0.012  # by which ground may rise or fall along the way
BESIDE_M, AHEAD_M = 0.16, 0.35  # of the middle of the way that the ground bears, too
LOOKED_M = 0.25  # between two looks at the ground
Walking = tuple[int, Vec3, Gait]  # the instance, its velocity in m/s, and its gait at first


def walkers(spec: SceneSpec, ahead: Sequence[SceneObject], seconds: float, rng: np.random.Generator) -> list[Walking]:
    """Return who of some things walks for so long, on ground that is level all the way."""
    found: list[Walking] = []
    places: dict[int, Vec3] = {}
    by_instance = {thing.instance: thing for thing in spec.objects}
    for thing in ahead:
        if not (isinstance(thing.geometry, Figure) and thing.geometry.posture in WALKING):
            continue
        speed, phase = float(rng.uniform(*(WALKED_M_S if _is_free(thing) else LADEN_M_S))), float(rng.random())
        way = _way(thing)
        beside = [each for each in found if _is_together(places[each[0]], each[1], thing.pose.location_m, way)]
        speed = math.hypot(*beside[0][1]) if beside else speed
        x, y, _ = way
        velocity = (speed * x, speed * y, 0.0)
        ground = by_instance.get(thing.supporter)
        if ground and is_level(ground, thing.pose.location_m, velocity, seconds):
            found.append((thing.instance, velocity, Gait(phase, stride_of(thing.geometry.stature_m, speed))))
            places[thing.instance] = thing.pose.location_m
    return found


def stride_of(stature_m: float, speed_m_s: float) -> float:
    """Return how long two steps are of somebody who walks as fast, in metres."""
    step_m = math.sqrt(STEP_M2_S * speed_m_s * stature_m / USUAL_M)
    return min(2 * step_m, LONGEST * stature_m)


def striding(thing: SceneObject, gait: Gait, gone_m: float) -> SceneObject:
    """Return somebody who has gone so far since the beginning of a clip, where they were then."""
    if not isinstance(thing.geometry, Figure):
        raise TypeError(f"{thing.category}: only people walk")
    phase = (gait.phase + gone_m / gait.stride_m) % 1.0
    return replace(thing, geometry=replace(thing.geometry, gait=replace(gait, phase=phase)))


def is_level(ground: SceneObject, start_m: Vec3, velocity_m_s: Vec3, seconds: float) -> bool:
    """Return whether a thing bears who goes so far from a place on it, and is level there."""
    way = np.asarray(velocity_m_s) / np.linalg.norm(velocity_m_s)
    gone_m = np.linalg.norm(velocity_m_s) * seconds
    along = np.arange(-AHEAD_M, gone_m + AHEAD_M + LOOKED_M, LOOKED_M)
    aside = np.array((-way[1], way[0], 0.0))
    points = np.concatenate([start_m + side * aside + along[:, None] * way for side in (-BESIDE_M, 0.0, BESIDE_M)])
    return bool((np.abs(_off_m(ground, points)) < LEVEL_M).all())


def _off_m(ground: SceneObject, points: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return how far the ground lies above points N×3; inf where there is none."""
    return heights_m(shape_of(object_mesh(ground).transformed(ground.pose.matrix())), points)


def _way(thing: SceneObject) -> Vec3:
    x, y, _ = (rotation_matrix(thing.pose.rotation) @ (0.0, -1.0, 0.0)).tolist()
    return (x, y, 0.0)


def _is_free(thing: SceneObject) -> bool:
    return isinstance(thing.geometry, Figure) and thing.geometry.posture == WALKING[0]


def _is_together(place_m: Vec3, velocity_m_s: Vec3, other_m: Vec3, way: Vec3) -> bool:
    turned = float(np.dot(velocity_m_s, way)) / math.hypot(*velocity_m_s)
    return math.dist(place_m, other_m) < TOGETHER_M and turned > math.cos(math.radians(TOGETHER_DEG))
