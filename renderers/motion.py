"""What moves in a frame of a clip until the next frame, and the flow of its pixels: exact, from depth and poses.

Rigid things have a pose each. Of what walks, `Frame.shift_m` tells how far the surface of each pixel moves.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from math import isfinite
from typing import TYPE_CHECKING, Annotated

import numpy as np
from numpy.typing import NDArray
from pydantic import Field

from ..scenes.cameras import Camera
from ..scenes.motion.rigid import Rigid
from ..scenes.poses import IDENTITY, Pose, Quaternion, Vec3, rotation_matrix

if TYPE_CHECKING:
    from .frame import Frame

MOST_FRAMES = 99
MOST_TRACKS = 64
MOST_BOXES = 8
Instance = Annotated[int, Field(gt=0, le=65535)]
Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Move:
    """How a thing moves in the world until the next frame: turned about the origin, and then shifted.

    Of some things a part moves alone, as a door does: what of them is `within` one of some boxes, each of size 1 at a
    pose in the world.
    """

    instance: Instance
    motion: Rigid
    within: Annotated[tuple[Pose, ...], Field(max_length=MOST_BOXES, exclude_if=lambda boxes: not boxes)] = ()


@dataclass(frozen=True, slots=True)
class Step:
    """What the next frame of a clip is taken with and what moves until then; what is not listed stands still.

    `walking` are the instances that are not rigid.
    """

    location_m: Vec3
    rotation: Quaternion
    moves: tuple[Move, ...] = ()
    walking: Annotated[tuple[Instance, ...], Field(exclude_if=lambda numbers: not numbers)] = ()


@dataclass(frozen=True, slots=True)
class Motion:
    """Where a frame stands in its clip: when it was taken, and the step to the next frame (None: it is the last).

    Of the whole clip, `reach_px` is the length that 99 % of the pixels that move keep below in each frame (0: nothing
    moves), `reach_m` the farthest that anything in sight moves in the world along an axis, and `tracks` are the things
    that are the only ones of their class in each frame.
    """

    time_s: float
    step_s: float
    step: Step | None = None
    reach_px: float = 0.0
    reach_m: float = 0.0
    tracks: Annotated[tuple[Instance, ...], Field(max_length=MOST_TRACKS)] = ()


REACHED = 0.99  # share of the pixels that move whose flow is no longer than the reach
MOVES_SHARE = 0.01  # of a tenth of a millimetre, which rounding may make of nothing
MOVES_PX = 0.1  # from which on a pixel is said to move


def next_camera(camera: Camera, step: Step) -> Camera:
    """Return the camera of the next frame, as far as geometry goes."""
    return replace(camera, location_m=step.location_m, rotation=step.rotation)


def optical_flow(frame: Frame, step: Step) -> NDArray[np.float32]:
    """Return H×W×2 float32 pixels to the right and down, to where the surface of each pixel is seen in the next frame.

    NaN where nothing is known, or what it shows is then behind the camera. It does not matter whether something hides
    the surface there. The sky is infinitely far away.
    """
    camera = frame.camera
    there = _in_camera(next_camera(camera, step), frame, step)
    v, u = np.indices(frame.shape) + 0.5
    with np.errstate(divide="ignore", invalid="ignore"):
        along = np.stack([-there[..., 0], there[..., 1]], axis=-1) / there[..., 2:] * camera.focal_px
    flow = along - np.stack([u - camera.cx_px, v - camera.cy_px], axis=-1)
    seen = frame.valid & (there[..., 2] < 0)
    return np.where(seen[..., None], flow, np.nan).astype(np.float32)


def scene_flow(frame: Frame, step: Step) -> NDArray[np.float32]:
    """Return H×W×3 float32 metres that each surface moves in the world, right, up and towards the camera as it is now.

    0 of what stands still, however the camera moves; NaN where there is no surface.
    """
    points_m = _points_m(frame)
    surface = frame.valid & np.isfinite(frame.depth_m)
    gone = _moved(points_m, frame, step) - points_m
    return np.where(surface[..., None], gone @ frame.camera.matrix()[:3, :3], np.nan).astype(np.float32)


def depth_there_m(frame: Frame, step: Step) -> NDArray[np.float32]:
    """Return H×W float32 metres: how far each surface is from the next frame's camera plane, +inf of the sky."""
    depth_m = -_in_camera(next_camera(frame.camera, step), frame, step)[..., 2]
    return np.where(np.isfinite(frame.depth_m), depth_m, np.inf).astype(np.float32)


def flow_reach_px(flow: NDArray[np.float32]) -> float:
    """Return the length that 99 % of a flow's pixels that move keep below; 0 where none moves."""
    lengths = np.linalg.norm(flow.astype(np.float64), axis=-1)
    known = lengths[lengths >= MOVES_PX]
    return round(float(np.quantile(known, REACHED)), 3) if known.size else 0.0


def flow_reach_m(flow: NDArray[np.float32]) -> float:
    """Return how far scene flow goes at most along an axis, rounded up to a tenth of a millimetre."""
    lengths = np.abs(flow[np.isfinite(flow)].astype(np.float64))
    return float(np.ceil(1e4 * lengths.max(initial=0.0) - MOVES_SHARE) / 1e4)


def _points_m(frame: Frame) -> Array:
    """Return H×W×3 where surfaces are in the world, 0 where there is none."""
    depth_m = np.where(np.isfinite(frame.depth_m), frame.depth_m, 0).astype(np.float64)
    view = frame.camera.matrix()
    return (frame.camera.rays() * depth_m[..., None]) @ view[:3, :3].T + view[:3, 3]


def _moved(points_m: Array, frame: Frame, step: Step) -> Array:
    """Return points of a frame's surfaces where they are in the next frame."""
    there = points_m.copy()
    for move in step.moves:
        own = moving_px(frame, move)
        there[own] = move.motion.of(points_m[own])
    return there if frame.shift_m is None else there + frame.shift_m


def moving_px(frame: Frame, move: Move) -> NDArray[np.bool_]:
    """Return H×W which pixels show what moves."""
    own = frame.instance == move.instance
    if move.within:
        points_m = _points_m(frame)[own]
        own[own] = np.logical_or.reduce([_inside(points_m, box) for box in move.within])
    return own


def _inside(points_m: Array, box: Pose) -> NDArray[np.bool_]:
    local = (points_m - box.location_m) @ rotation_matrix(box.rotation)
    return np.asarray((np.abs(local) <= np.asarray(box.scale) / 2).all(axis=-1))


def _in_camera(camera: Camera, frame: Frame, step: Step) -> Array:
    """Return H×W×3 metres in a camera's space where surfaces are in the next frame; of the sky, a direction."""
    turn = camera.matrix()[:3, :3]
    found = (_moved(_points_m(frame), frame, step) - camera.location_m) @ turn
    sky = np.isinf(frame.depth_m)
    found[sky] = frame.camera.rays()[sky] @ frame.camera.matrix()[:3, :3].T @ turn
    return found


def steps_of(
    moves: Mapping[int, Rigid], frame: Frame, parts: Mapping[int, tuple[Rigid, tuple[Pose, ...]]]
) -> tuple[Move, ...]:
    """Return the moves of what is in sight in a frame: of whole things, and of `parts` of some, which boxes hold."""
    known = {number: Move(number, motion) for number, motion in moves.items()}
    known |= {number: Move(number, motion, within) for number, (motion, within) in parts.items()}
    return tuple(known[thing.instance] for thing in frame.objects if thing.instance in known)


def walking_in(frame: Frame, walking: Collection[int]) -> tuple[int, ...]:
    """Return which of those who walk are in sight in a frame."""
    return tuple(thing.instance for thing in frame.objects if thing.instance in walking)


def is_finite(motion: Motion) -> bool:
    """Return whether all numbers of a motion are finite."""
    step = motion.step or Step((0.0, 0.0, 0.0), IDENTITY)
    moves = [part for move in step.moves for part in (*move.motion.rotation, *move.motion.shift_m)]
    held = [box for move in step.moves for box in move.within]
    boxes = [part for box in held for part in (*box.location_m, *box.rotation, *box.scale)]
    own = (motion.time_s, motion.step_s, motion.reach_px, motion.reach_m)
    return all(map(isfinite, (*own, *step.location_m, *step.rotation, *moves, *boxes)))


def motion_violations(frame: Frame) -> Iterator[tuple[bool, str]]:
    """Yield whether each invariant of a frame's motion is broken, with its name."""
    motion = frame.motion
    if motion is None:
        yield frame.shift_m is not None, "how far surfaces shift is told of frames of clips alone"
        return
    step = motion.step or Step(frame.camera.location_m, frame.camera.rotation)
    boxes = [box for move in step.moves for box in move.within]
    turns = [step.rotation, *(move.motion.rotation for move in step.moves), *(box.rotation for box in boxes)]
    seen, moving = {thing.instance for thing in frame.objects}, [move.instance for move in step.moves]
    yield not is_finite(motion), "its motion must be of finite numbers"
    yield (
        motion.time_s < 0 or motion.step_s <= 0 or min(motion.reach_px, motion.reach_m) < 0,
        "its motion must go on in time",
    )
    yield any(abs(np.linalg.norm(turn) - 1) > 1e-6 for turn in turns), "turns of its motion must have length 1"
    moving += step.walking
    yield any(min(box.scale) <= 0 for box in boxes), "boxes of what moves must have a size"
    yield len({*moving}) < len(moving) or not seen >= {*moving}, "what moves must be in sight, and be listed once"
    yield _is_shifted_wrong(frame, step), "how far surfaces shift must be told of what walks, and of nothing else"
    yield not seen >= {*motion.tracks}, "what can be tracked must be in sight"


def _is_shifted_wrong(frame: Frame, step: Step) -> bool:
    if frame.shift_m is None:
        return bool(step.walking)
    still = ~np.isin(frame.instance, step.walking)
    return not step.walking or not np.isfinite(frame.shift_m).all() or bool(frame.shift_m[still].any())
