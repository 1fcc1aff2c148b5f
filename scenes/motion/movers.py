"""What can move in a scene, and where it is at a time.

Vehicles drive on along their lane, who rides a bicycle rolls on with it, a ball rolls, small things fall to where they
lie, ducks glide over water, and who walks goes on. All are rigid but for those who walk. Doors and drawers are told of
in `doors`.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from ..cameras import Camera
from ..categories import FIXED
from ..object_mesh import object_box
from ..poses import Vec3, rotation_matrix
from ..spec import Figure, Gait, Procedural, SceneObject, SceneSpec
from .rigid import STILL, Rigid, about
from .walkers import striding, walkers

VEHICLES = frozenset({"car", "van", "lorry", "bus"})
DRIVEN_M_S, RIDDEN_M_S, ROLLED_M_S = (3.0, 9.0), (2.5, 5.0), (0.25, 0.9)
GLIDED_M_S = (0.15, 0.5)
FALLEN_M, NEAR_M = (0.15, 0.6), 2.0  # from where things fall; what is nearer than that to the camera, from less high
LARGEST_M = 0.45  # that falls
HUNG_ON = frozenset({"wall", "ceiling", "towel rail"})  # what these carry hangs there
MOUNTED = frozenset({"extractor hood", "hob", "tap"})
GRAVITY_M_S2 = 9.81
MOST_FALLING = 2
ROUND = 0.05  # by which share of its diameter a ball's box may be longer along one axis than along another
REACH_M = 45.0  # ahead of the camera, within which something moves
Rng = np.random.Generator


@dataclass(frozen=True, slots=True)
class Mover:
    """Some instances that move as one: they go on at `velocity_m_s`, or fall from `height_m` over where they lie.

    What rolls turns about `centre_m` as far as it goes: `radius_m` is 0 of all else. Those with `gaits` walk, and have
    these at first.
    """

    instances: tuple[int, ...]
    velocity_m_s: Vec3 = (0.0, 0.0, 0.0)
    height_m: float = 0.0
    centre_m: Vec3 = (0.0, 0.0, 0.0)
    radius_m: float = 0.0
    gaits: tuple[tuple[int, Gait], ...] = ()

    def placed(self, thing: SceneObject, time_s: float) -> SceneObject:
        """Return one of the things where it is at a time, and as it is."""
        for number, gait in self.gaits:
            if number == thing.instance:
                thing = striding(thing, gait, math.hypot(*self.velocity_m_s) * time_s)
        motion = self.at(time_s)
        return thing if motion == STILL else replace(thing, pose=motion.of_pose(thing.pose))

    def at(self, time_s: float) -> Rigid:
        """Return the motion from where the scene has it to where it is at a time."""
        shift = np.asarray(self.velocity_m_s) * time_s
        if self.height_m:
            shift[2] += max(self.height_m - GRAVITY_M_S2 * time_s**2 / 2, 0.0)
        if not self.radius_m:
            return Rigid(shift_m=(float(shift[0]), float(shift[1]), float(shift[2])))
        x, y, _ = self.velocity_m_s
        turned_deg = math.degrees(float(np.linalg.norm(shift)) / self.radius_m)
        return about(self.centre_m, (-y, x, 0.0), turned_deg, shift.tolist())


def movers(spec: SceneSpec, camera: Camera, seconds: float, rng: Rng) -> list[Mover]:
    """Return what could move before a camera for so long, if there is room; nothing in a file of the user's."""
    if spec.source:
        return []
    ahead = [thing for thing in spec.objects if _is_ahead(camera, object_box(thing).mean(axis=0))]
    rigid = [*_drivers(spec, ahead, rng), *_rolling(spec, ahead, rng), *_falling(spec, camera, ahead, rng)]
    return [*rigid, *_gliding(ahead, rng), *_walking(spec, ahead, seconds, rng)]


def _drivers(spec: SceneSpec, ahead: Sequence[SceneObject], rng: Rng) -> Iterator[Mover]:
    """Yield vehicles and ridden bicycles on roads, those in one direction all as fast."""
    roads = {thing.instance for thing in spec.objects if thing.category == "road"}
    speeds = [float(rng.uniform(*DRIVEN_M_S)) for _ in range(2)]
    for thing in ahead:
        load = _load(spec, thing)
        ridden = thing.category == "bicycle" and len(load) > 1
        if thing.supporter in roads and (ridden or thing.category in VEHICLES):
            x, y, _ = (rotation_matrix(thing.pose.rotation) @ (0.0, -1.0, 0.0)).tolist()
            speed = float(rng.uniform(*RIDDEN_M_S)) if ridden else speeds[x > 0]
            yield Mover(load, (speed * x, speed * y, 0.0))


def _rolling(spec: SceneSpec, ahead: Sequence[SceneObject], rng: Rng) -> Iterator[Mover]:
    """Yield balls, each with a way of its own."""
    for thing in ahead:
        low, high = object_box(thing)
        size = high - low
        if thing.category == "ball" and np.ptp(size) <= ROUND * size.max() and _is_alone(spec, thing):
            angle, speed = rng.uniform(0, 2 * math.pi), rng.uniform(*ROLLED_M_S)
            x, y, z = ((low + high) / 2).tolist()
            velocity = (float(speed * math.cos(angle)), float(speed * math.sin(angle)), 0.0)
            yield Mover((thing.instance,), velocity, centre_m=(x, y, z), radius_m=float(size[2] / 2))


def _falling(spec: SceneSpec, camera: Camera, ahead: Sequence[SceneObject], rng: Rng) -> Iterator[Mover]:
    """Yield some small things that nothing stands on."""
    holds = {thing.instance for thing in spec.objects if thing.category in HUNG_ON}
    small = [thing for thing in ahead if _falls(thing) and thing.supporter not in holds and _is_alone(spec, thing)]
    for place in rng.permutation(len(small))[:MOST_FALLING].tolist():
        away_m = math.dist(camera.location_m, object_box(small[place]).mean(axis=0))
        height_m = float(rng.uniform(*FALLEN_M)) * min(1.0, away_m / NEAR_M)
        yield Mover((small[place].instance,), height_m=height_m)


def _gliding(ahead: Sequence[SceneObject], rng: Rng) -> Iterator[Mover]:
    """Yield birds that swim, each the way it looks."""
    for thing in ahead:
        if isinstance(thing.geometry, Procedural) and thing.geometry.generator.endswith("swimming"):
            speed, way = float(rng.uniform(*GLIDED_M_S)), rotation_matrix(thing.pose.rotation) @ (0.0, -1.0, 0.0)
            yield Mover((thing.instance,), (speed * float(way[0]), speed * float(way[1]), 0.0))


def _walking(spec: SceneSpec, ahead: Sequence[SceneObject], seconds: float, rng: Rng) -> Iterator[Mover]:
    """Yield those who walk, each with all that they hold, push or pull."""
    things = {thing.instance: thing for thing in spec.objects}
    for each in walkers(spec, ahead, seconds, rng):
        loads = (number for walks, _ in each.gaits for number in _load(spec, things[walks]))
        yield Mover(tuple(sorted(loads)), each.velocity_m_s, gaits=each.gaits)


def _falls(thing: SceneObject) -> bool:
    free = (
        thing.supporter > 0
        and thing.category not in FIXED | MOUNTED | {"ball"}
        and not isinstance(thing.geometry, Figure)
    )
    still = thing.words.state in ("", "open", "closed")  # no animal, and nothing that is lit
    return bool(free and still and np.ptp(object_box(thing), axis=0).max() <= LARGEST_M)


def _is_alone(spec: SceneSpec, thing: SceneObject) -> bool:
    return thing.supporter > 0 and len(_load(spec, thing)) == 1


def _load(spec: SceneSpec, thing: SceneObject) -> tuple[int, ...]:
    """Return a thing and all that it carries."""
    found = {thing.instance}
    while more := {each.instance for each in spec.objects if each.supporter in found} - found:
        found |= more
    return tuple(sorted(found))


def _is_ahead(camera: Camera, middle_m: NDArray[np.float64]) -> bool:
    """Return whether a point would be in the picture, if nothing hid it."""
    view = camera.matrix()
    x, y, z = ((middle_m - view[:3, 3]) @ view[:3, :3]).tolist()
    if not 0 < -z < REACH_M:
        return False
    u, v = camera.cx_px - camera.focal_px * x / z, camera.cy_px + camera.focal_px * y / z
    return bool(0 <= u <= camera.width_px and 0 <= v <= camera.height_px)
