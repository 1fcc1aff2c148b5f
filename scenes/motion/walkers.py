"""Who walks on in a clip: people and four-legged animals in a posture of walking, where the ground is level."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from ..generators.nature.walks import walks
from ..geometry.collision import heights_m, shape_of
from ..object_mesh import object_mesh
from ..people.postures import WALKING
from ..poses import Vec3, rotation_matrix
from ..spec import Figure, Gait, Procedural, SceneObject, SceneSpec

WALKED_M_S, LADEN_M_S = (0.9, 1.5), (0.8, 1.2)  # alone; with something in hand
TOGETHER_M, TOGETHER_DEG = 2.0, 20.0  # who is so near, and goes so nearly the same way, goes as fast
USUAL_M, STEP_M2_S = 1.7, 0.36  # a step's length, squared, for each m/s, of who is so tall
LONGEST = 0.84  # stride, in statures
LEVEL_M = 0.012  # by which ground may rise or fall along the way
BESIDE_M, AHEAD_M = 0.16, 0.35  # of the middle of the way that the ground bears, too
LOOKED_M = 0.25  # between two looks at the ground
LED_M = 1.8  # from who leads a dog to it
PACED = 0.9  # stride of animals, in their heights
AMBLED_M_S = (0.7, 1.1)  # animals by themselves


@dataclass(frozen=True, slots=True)
class Walking:
    """Who walks as one, at a velocity in m/s: instances, each with its gait at first."""

    gaits: tuple[tuple[int, Gait], ...]
    velocity_m_s: Vec3
    place_m: Vec3


def walkers(spec: SceneSpec, ahead: Sequence[SceneObject], seconds: float, rng: np.random.Generator) -> list[Walking]:
    """Return who of some things walks for so long, on ground that is level all the way; dogs go with who leads them."""
    found: list[Walking] = []
    led = {number: dog.instance for number, dog in _led(spec.objects).items()}
    by_instance = {thing.instance: thing for thing in spec.objects}
    for thing in ahead:
        if not _can_walk(thing) or thing.instance in led.values():
            continue
        way, speed = _way(thing), float(rng.uniform(*_speeds_m_s(thing)))
        beside = [each for each in found if _is_together(each, thing.pose.location_m, way)]
        speed = math.hypot(*beside[0].velocity_m_s) if beside else speed
        velocity = (speed * way[0], speed * way[1], 0.0)
        group = [thing, *(by_instance[led[thing.instance]] for _ in range(thing.instance in led))]
        gaits = tuple((each.instance, _gait(each, velocity, float(rng.random()))) for each in group)
        if _is_leash_free(spec, thing, led) and all(
            _has_ground(each, by_instance, velocity, seconds) for each in group
        ):
            found.append(Walking(gaits, velocity, thing.pose.location_m))
    return found


def _can_walk(thing: SceneObject) -> bool:
    if isinstance(thing.geometry, Figure):
        return thing.geometry.posture in WALKING
    return isinstance(thing.geometry, Procedural) and walks(thing.geometry)


def _speeds_m_s(thing: SceneObject) -> tuple[float, float]:
    if not isinstance(thing.geometry, Figure):
        return AMBLED_M_S
    return WALKED_M_S if thing.geometry.posture == WALKING[0] else LADEN_M_S


def _led(things: Sequence[SceneObject]) -> dict[int, SceneObject]:
    """Return the dog of each person who has one on a leash."""
    people = {thing.instance: thing for thing in things if isinstance(thing.geometry, Figure)}
    leading = [thing.supporter for thing in things if thing.category == "leash" and thing.supporter in people]
    dogs = [thing for thing in things if thing.category == "dog" and _can_walk(thing)]
    found = {}
    for number in leading:
        away_m = [math.dist(people[number].pose.location_m, dog.pose.location_m) for dog in dogs]
        if dogs and min(away_m) < LED_M:
            found[number] = dogs[int(np.argmin(away_m))]
    return found


def _is_leash_free(spec: SceneSpec, thing: SceneObject, led: Mapping[int, int]) -> bool:
    """Return whether nobody holds a leash whose dog is not known."""
    holds = any(each.category == "leash" and each.supporter == thing.instance for each in spec.objects)
    return not holds or thing.instance in led


def _gait(thing: SceneObject, velocity_m_s: Vec3, phase: float) -> Gait:
    """Return the gait of who goes at a velocity, whichever way it faces."""
    if isinstance(thing.geometry, Figure):
        return Gait(phase, stride_of(thing.geometry.stature_m, math.hypot(*velocity_m_s)))
    own = rotation_matrix(thing.pose.rotation).T @ velocity_m_s
    size_m = thing.geometry.size_m if isinstance(thing.geometry, Procedural) else (1.0, 1.0, 1.0)
    return Gait(phase, PACED * min(size_m[1:]), float(-own[0] / own[1]))


def _has_ground(thing: SceneObject, by_instance: Mapping[int, SceneObject], velocity_m_s: Vec3, seconds: float) -> bool:
    ground = by_instance.get(thing.supporter)
    return ground is not None and is_level(ground, thing.pose.location_m, velocity_m_s, seconds)


def stride_of(stature_m: float, speed_m_s: float) -> float:
    """Return how long two steps are of somebody who walks as fast, in metres."""
    step_m = math.sqrt(STEP_M2_S * speed_m_s * stature_m / USUAL_M)
    return min(2 * step_m, LONGEST * stature_m)


def striding(thing: SceneObject, gait: Gait, gone_m: float) -> SceneObject:
    """Return somebody who has gone so far since the beginning of a clip, where they were then."""
    if not isinstance(thing.geometry, Figure | Procedural):
        raise TypeError(f"{thing.category}: only people and animals walk")
    ahead_m = gone_m / math.hypot(1.0, gait.aside)
    phase = (gait.phase + ahead_m / gait.stride_m) % 1.0
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


def _is_together(walking: Walking, other_m: Vec3, way: Vec3) -> bool:
    turned = float(np.dot(walking.velocity_m_s, way)) / math.hypot(*walking.velocity_m_s)
    return math.dist(walking.place_m, other_m) < TOGETHER_M and turned > math.cos(math.radians(TOGETHER_DEG))
