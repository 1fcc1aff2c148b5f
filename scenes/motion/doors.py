"""Doors and drawers that open or shut in a clip: each a rigid part of a thing that else stands still."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from ..cameras import Camera
from ..geometry.hollows import Box
from ..geometry.leaves import Leaf, leaves_of
from ..geometry.opening import moving_boxes
from ..layouts.shared.ajar import has_room, with_leaf
from ..object_mesh import geometry_mesh
from ..poses import Pose, Vec3
from ..spec import Procedural, SceneObject, SceneSpec
from .rigid import Rigid

MOST = 2  # in a clip
TURNED_DEG_S, PULLED_M_S = (25.0, 60.0), (0.12, 0.35)
NEAR_M = 6.0  # from the camera, what opens is seen to do so
MARGIN_M = 0.0004  # around what moves, as depth is rounded: less than the joints between a leaf and its body
HALF_WAY = 0.5  # what is open further is shut
LEAST = 0.1  # of the way of a leaf, or it stays
Rng = np.random.Generator


@dataclass(frozen=True, slots=True)
class Swing:
    """A leaf of an instance that goes from one share of its way to another, so much of it in a second, and stays there.

    `pose` is that of the thing; `boxes` hold the leaf, and nothing else of the thing, in its own space when it is shut.
    """

    instance: int
    leaf: Leaf
    pose: Pose
    boxes: tuple[Box, ...]
    ends: tuple[float, float]
    share_s: float

    def share(self, time_s: float) -> float:
        """Return how far the leaf is open at a time, from 0 to 1."""
        first, last = self.ends
        gone = min(self.share_s * time_s, abs(last - first))
        return first + (gone if last > first else -gone)

    def at(self, thing: SceneObject, time_s: float) -> SceneObject:
        """Return the thing as it is at a time. Nobody says of it that it is open, or shut."""
        return replace(with_leaf(thing, self.leaf.number, self.share(time_s)), words=replace(thing.words, state=""))

    def step(self, start_s: float, end_s: float) -> Rigid:
        """Return the leaf's motion in the world from one time to another."""
        return self._to_world(end_s).after(self._to_world(start_s).inverse())

    def regions(self, time_s: float) -> tuple[Pose, ...]:
        """Return where the leaf is at a time: boxes of size 1, by their poses."""
        there = self._to_world(time_s)
        return tuple(_region(there, *box) for box in self.boxes)

    def _to_world(self, time_s: float) -> Rigid:
        """Return the motion from where the leaf is when shut, in the thing's space, to where it is in the world."""
        return Rigid(self.pose.rotation, self.pose.location_m).after(self.leaf.motion(self.share(time_s)))


def _region(there: Rigid, low_m: Vec3, high_m: Vec3) -> Pose:
    low, high = np.array(low_m), np.array(high_m)
    x, y, z = there.of((low + high) / 2).tolist()
    width, depth, height = (high - low + 2 * MARGIN_M).tolist()
    return Pose((x, y, z), there.rotation, (width, depth, height))


def swings(spec: SceneSpec, camera: Camera, probes: Sequence[SceneObject], length_s: float, rng: Rng) -> list[Swing]:
    """Return up to MOST doors and drawers before a camera that move, where they meet nothing, nor the camera."""
    found: list[Swing] = []
    near = [thing for thing in spec.objects if _is_near(thing, camera)]
    for place in rng.permutation(len(near)).tolist() if not spec.source else ():
        moving = _swing(near[place], spec, probes, length_s, rng) if len(found) < MOST else None
        found += [moving] if moving and _faces(moving, camera) else []
    return found


def _swing(
    thing: SceneObject, spec: SceneSpec, probes: Sequence[SceneObject], length_s: float, rng: Rng
) -> Swing | None:
    """Return how a leaf of a thing moves, half as far where there is no room for more; None where nothing can."""
    if not isinstance(thing.geometry, Procedural):
        return None
    shut = replace(thing, geometry=replace(thing.geometry, ajar=()))
    open_now = dict(thing.geometry.ajar)
    movable = [leaf for leaf in leaves_of(geometry_mesh(shut.geometry)) if _can_move(leaf, thing, open_now)]
    if not movable:
        return None
    leaf = movable[int(rng.integers(len(movable)))]
    now = open_now.get(leaf.number, 0.0)
    speed = share_s(leaf, float(rng.random()))
    way = speed * length_s if now <= HALF_WAY else -speed * length_s
    for part in (1.0, 0.5):
        ends = (now, float(np.clip(now + part * way, 0.0, 1.0)))
        if abs(ends[1] - now) >= LEAST and has_room(shut, leaf, ends, [*spec.objects, *probes]):
            boxes = moving_boxes(geometry_mesh(shut.geometry), leaf)
            return Swing(thing.instance, leaf, thing.pose, boxes, ends, speed)
    return None


def share_s(leaf: Leaf, quick: float) -> float:
    """Return which share of its way a leaf goes in a second, `quick` from 0 to 1."""
    low, high = TURNED_DEG_S if leaf.side else PULLED_M_S
    return (low + quick * (high - low)) / (leaf.most_deg if leaf.side else leaf.reach_m)


def _can_move(leaf: Leaf, thing: SceneObject, open_now: dict[int, float]) -> bool:
    """Return whether a leaf is the one that is open, where one is; doors of rooms that are shut have no hole behind."""
    return leaf.number in open_now if open_now else thing.category != "door"


def _is_near(thing: SceneObject, camera: Camera) -> bool:
    shape = thing.geometry
    if not isinstance(shape, Procedural) or geometry_mesh(shape).leaf is None:
        return False
    return bool(np.linalg.norm(np.subtract(thing.pose.location_m, camera.location_m)) < NEAR_M)


def _faces(swing: Swing, camera: Camera) -> bool:
    """Return whether the camera is before the thing, and a part of the leaf would be in the picture."""
    front = -Rigid(swing.pose.rotation).of(np.array([0.0, 1.0, 0.0]))
    return bool(np.dot(np.subtract(camera.location_m, swing.pose.location_m), front) > 0) and any(
        _in_picture(camera, region) for region in swing.regions(0.0)
    )


def _in_picture(camera: Camera, region: Pose) -> bool:
    view = camera.matrix()
    x, y, z = ((np.asarray(region.location_m) - view[:3, 3]) @ view[:3, :3]).tolist()
    if z >= 0:
        return False
    u, v = camera.cx_px - camera.focal_px * x / z, camera.cy_px + camera.focal_px * y / z
    return bool(0 <= u <= camera.width_px and 0 <= v <= camera.height_px)
