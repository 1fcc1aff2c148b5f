"""A clip: some frames of one scene, in which the camera goes its way and things move where there is room for it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from ..cameras import Camera
from ..contacts import TOLERANCE_M, gaps, is_free
from ..layouts.shared.layout import SceneSeeds
from ..lighting import AreaLight, Light
from ..object_mesh import object_box
from ..poses import Pose
from ..seeds import Stream
from ..spec import Primitive, SceneObject, SceneSpec
from .camera_paths import CameraPath, drawn_path, moved, standing
from .doors import Swing, swings
from .movers import Mover, movers
from .rigid import STILL, Rigid

CLEAR_M = 0.15  # that the camera keeps to everything, where it had that before
LAMPS_M = 0.1  # before a vehicle, where its headlights shine
CAMERA = -1  # its instance where collisions are looked for


@dataclass(frozen=True, slots=True)
class Clip:
    """What moves in a scene at `fps` frames a second: its camera in each frame, and what moves where there is room.

    Of the things in `swings` a door or drawer moves, and the rest stands.
    """

    fps: float
    cameras: tuple[Camera, ...]
    movers: tuple[Mover, ...]
    swings: tuple[Swing, ...] = ()

    def time_s(self, frame: int) -> float:
        """Return when a frame is taken."""
        return frame / self.fps

    @property
    def walking(self) -> frozenset[int]:
        """The instances that walk, and so are not rigid."""
        return frozenset(number for mover in self.movers for number, _ in mover.gaits)

    def motions(self, frame: int) -> dict[int, Rigid]:
        """Return the motion of each instance that moves, from where the scene has it to where it is in a frame.

        Of who walks it is that of the space in which they walk.
        """
        return {number: mover.at(self.time_s(frame)) for mover in self.movers for number in mover.instances}

    def steps(self, frame: int) -> dict[int, Rigid]:
        """Return the motion of each rigid instance that moves from a frame to the next."""
        now, then = self.motions(frame), self.motions(frame + 1)
        steps = {number: then[number].after(now[number].inverse()) for number in now if number not in self.walking}
        return {number: step for number, step in steps.items() if now[number] != then[number]}

    def part_steps(self, frame: int) -> dict[int, tuple[Rigid, tuple[Pose, ...]]]:
        """Return the motion from a frame to the next of each instance of which a part moves, and where that part is.

        The part is what of the instance lies in some boxes of size 1, by their poses in the frame.
        """
        now, then = self.time_s(frame), self.time_s(frame + 1)
        moving = [swing for swing in self.swings if swing.share(now) != swing.share(then)]
        return {swing.instance: (swing.step(now, then), swing.regions(now)) for swing in moving}

    def scene(self, spec: SceneSpec, frame: int) -> SceneSpec:
        """Return the scene as it is in a frame, with the cameras of all frames."""
        motions = {number: motion for number, motion in self.motions(frame).items() if motion != STILL}
        now = self.time_s(frame)
        things = tuple(_placed(self.movers, _swung(self.swings, spec.objects, now), now).values())
        lights = tuple(_carried(light, spec.objects, motions) for light in spec.lights)
        return replace(spec, objects=things, lights=lights, cameras=self.cameras)


def clip_of(spec: SceneSpec, camera: Camera, frames: int, fps: float, attempt: int) -> Clip:
    """Return a clip of a prepared scene that begins with a camera; `attempt` says which one that is.

    Nothing reaches into anything else in any frame: what would, stands still. So does the camera.
    """
    rng = SceneSeeds(spec.seed, spec.index).generator(Stream.CLIP, attempt=attempt)
    times = [frame / fps for frame in range(frames)]
    path = drawn_path(camera, spec.objects, rng)
    moving = movers(spec, camera, times[-1], rng)
    if not _is_clear(path, camera, spec.objects, times):
        path = standing(camera)
    probes = [_probe(moved(camera, path.at(time))) for time in times]
    opening = swings(spec, camera, probes, times[-1], rng)
    free = _free(spec, moving, times, probes, opening)
    cameras = tuple(_camera(spec, camera, path, frame, fps, attempt) for frame in range(frames))
    return Clip(fps, cameras, tuple(free), tuple(opening))


def _camera(spec: SceneSpec, camera: Camera, path: CameraPath, frame: int, fps: float, attempt: int) -> Camera:
    """Return the camera in a frame, with its own noise."""
    if not frame:
        return camera
    noise = SceneSeeds(spec.seed, spec.index).generator(Stream.NOISE, frame, attempt)
    return replace(moved(camera, path.at(frame / fps)), noise_seed=int(noise.integers(2**31)))


def _is_clear(path: CameraPath, camera: Camera, objects: Sequence[SceneObject], times: Sequence[float]) -> bool:
    """Return whether a camera comes near to nothing, at the times and in the middle between two of them."""
    if not any(path.velocity_m_s) and path.pivot_m == camera.location_m:
        return True
    between = np.linspace(times[0], times[-1], 2 * len(times) - 1).tolist()
    return all(is_free(_probe(moved(camera, path.at(time))), objects, 0.0) for time in between)


def _probe(camera: Camera) -> SceneObject:
    """Return a cube about a camera."""
    side_m = 2 * CLEAR_M
    pose = Pose(camera.location_m, scale=(side_m, side_m, side_m))
    return SceneObject(CAMERA, "camera", "camera", Primitive("box"), pose, ())


def _free(
    spec: SceneSpec,
    moving: Sequence[Mover],
    times: Sequence[float],
    probes: Sequence[SceneObject],
    opening: Sequence[Swing],
) -> list[Mover]:
    """Return those that reach into nothing at any time; what would, stands still, and then may be in others' way."""
    stage, left = _Stage(spec, probes, opening, times), list(moving)
    while blocked := stage.blocked(left, times):
        left = [mover for mover in left if mover not in blocked]
    return left


class _Stage:
    """A scene's things with their boxes, which most collisions are ruled out by."""

    def __init__(
        self,
        spec: SceneSpec,
        probes: Sequence[SceneObject],
        opening: Sequence[Swing],
        times: Sequence[float],
    ) -> None:
        self.things = {thing.instance: thing for thing in spec.objects}
        self.opening = opening
        self.numbers = np.array(list(self.things), np.int64)
        self.boxes = np.array([self._whole_box(thing, times) for thing in spec.objects]).reshape(-1, 2, 3)
        self.probes = probes

    def blocked(self, moving: Sequence[Mover], times: Sequence[float]) -> list[Mover]:
        """Return those that reach into something at any time, or roll off what carries them."""
        found = list[Mover]()
        for time_s, probe in zip(times, self.probes, strict=True):
            things = _placed(moving, _swung(self.opening, self.things.values(), time_s), time_s)
            boxes = self._boxes(moving, things, time_s)
            found += [each for each in moving if each not in found and not self._is_free(each, things, boxes, probe)]
        return found

    def _is_free(
        self, mover: Mover, things: Mapping[int, SceneObject], boxes: NDArray[np.float64], probe: SceneObject
    ) -> bool:
        for number in mover.instances:
            near = [things[each] for each in self._near(number, boxes) if each not in mover.instances]
            if not is_free(things[number], [*near, probe]) or (mover.radius_m and self._is_off(things[number])):
                return False
        return True

    def _whole_box(self, thing: SceneObject, times: Sequence[float]) -> NDArray[np.float64]:
        """Return the box of a thing; of one of which a part moves, the box of where that is at any time."""
        own = [swing for swing in self.opening if swing.instance == thing.instance]
        if not own:
            return object_box(thing)
        boxes = np.stack([object_box(own[0].at(thing, time)) for time in times])
        return np.stack([boxes[:, 0].min(axis=0), boxes[:, 1].max(axis=0)])

    def _boxes(
        self, all_moving: Sequence[Mover], things: Mapping[int, SceneObject], time_s: float
    ) -> NDArray[np.float64]:
        """Return all boxes N×2×3; those of what rolls go with its middle, as balls turn in theirs."""
        boxes = self.boxes.copy()
        for mover in all_moving:
            motion = mover.at(time_s)
            for place in np.flatnonzero(np.isin(self.numbers, mover.instances)).tolist():
                middle = self.boxes[place].mean(axis=0)
                boxes[place] += motion.of(middle) - middle
            for number, _ in mover.gaits:
                boxes[self.numbers == number] = object_box(things[number])
        return boxes

    def _near(self, number: int, boxes: NDArray[np.float64]) -> Iterator[int]:
        own = boxes[self.numbers == number][0]
        shared = np.minimum(boxes[:, 1], own[1]) - np.maximum(boxes[:, 0], own[0])
        yield from self.numbers[(shared > TOLERANCE_M).all(axis=1)].tolist()

    def _is_off(self, thing: SceneObject) -> bool:
        below = replace(self.things[thing.supporter], supporter=0)
        return bool(gaps((below, thing)))


def _swung(opening: Sequence[Swing], things: Iterable[SceneObject], time_s: float) -> list[SceneObject]:
    """Return things as they are at a time, those of which a part moves with that where it is."""
    by_instance = {swing.instance: swing for swing in opening}
    return [by_instance[each.instance].at(each, time_s) if each.instance in by_instance else each for each in things]


def _placed(moving: Sequence[Mover], things: Iterable[SceneObject], time_s: float) -> dict[int, SceneObject]:
    """Return things by their instance, where they are at a time, and as they are."""
    by_instance = {number: mover for mover in moving for number in mover.instances}
    return {
        thing.instance: by_instance[thing.instance].placed(thing, time_s) if thing.instance in by_instance else thing
        for thing in things
    }


def _carried(light: Light, objects: Sequence[SceneObject], motions: Mapping[int, Rigid]) -> Light:
    """Return a light where it goes with what moves: headlights are lamps just before a vehicle."""
    if not isinstance(light, AreaLight) or light.portal or not motions:
        return light
    for thing in objects:
        low, high = object_box(thing)
        near = ((low - LAMPS_M <= light.pose.location_m) & (np.asarray(light.pose.location_m) <= high + LAMPS_M)).all()
        if thing.instance in motions and near:
            return replace(light, pose=motions[thing.instance].of_pose(light.pose))
    return light
