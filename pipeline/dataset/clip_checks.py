"""Whether the frames of a clip follow one another as their motion says: cameras, times, and what moves where."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby

import numpy as np
from numpy.typing import NDArray

from ...manifests import Recipe
from ...renderers.frame import Frame
from ...renderers.motion import Step, depth_there_m, flow_reach_m, flow_reach_px, next_camera, optical_flow, scene_flow
from ...scenes.motion.rigid import STILL
from .example import View
from .keys import ViewKey

FOUND = 0.98  # share of the pixels that stay in sight, at least, that are found where their flow leads
LED_M = 0.002  # by which rounding may change where a box has its centre
WALKED, LEAST_PX = 0.8, 128  # share of who walks that is found as far away as it is said; of no fewer pixels
HIDES = 0.01  # share of the depth by which something must be nearer to hide what is there
REACH_PX, REACH_M = 0.002, 0.0002  # by which rounding may change a reach
AROUND = ((0.5, 0.5), (0.5, -0.5), (-0.5, 0.5), (-0.5, -0.5))  # px, from a point to the four pixels around it


def clip_faults(recipe: Recipe, views: Mapping[ViewKey, View]) -> Iterator[tuple[ViewKey, str]]:
    """Yield what is wrong with the clips of a shard, as (view, sentence)."""
    for scene, keys in groupby(sorted(views), key=lambda key: key.scene):
        clip = {key: frame for key in keys if isinstance(frame := views[key], Frame)}
        told = [key for key, frame in clip.items() if frame.motion]
        if recipe.clips is None:
            yield from ((key, "it has a motion, and the recipe asks for no clips") for key in told)
        elif len(told) < len(clip) or [key.view for key in clip] != list(range(recipe.views_per_scene)):
            first = ViewKey(scene, 0)
            yield first, f"scene {scene} must have {recipe.views_per_scene} frames, each with its motion"
        else:
            yield from _faults(recipe.clips.fps, clip)


def _faults(fps: float, clip: Mapping[ViewKey, Frame]) -> Iterator[tuple[ViewKey, str]]:
    frames = list(clip.values())
    told = {(each.motion.reach_px, each.motion.reach_m, each.motion.tracks) for each in frames if each.motion}
    first = next(iter(clip))
    if len(told) > 1:
        yield first, "frames of a clip must tell the same reaches and tracks"
    flows = [(frame, frame.motion.step) for frame in frames if frame.motion and frame.motion.step]
    longest_px = max((flow_reach_px(optical_flow(*each)) for each in flows), default=0.0)
    farthest_m = max((flow_reach_m(scene_flow(*each)) for each in flows), default=0.0)
    if any(abs(reach_px - longest_px) > REACH_PX for reach_px, _, _ in told):
        yield first, f"the reach of its clip's flow must be {longest_px:g} px"
    if any(abs(reach_m - farthest_m) > REACH_M for _, reach_m, _ in told):
        yield first, f"the reach of its clip's scene flow must be {farthest_m:g} m"
    for place, (key, frame) in enumerate(clip.items()):
        motion, after = frame.motion, frames[place + 1] if place + 1 < len(frames) else None
        if motion is None:
            continue
        if abs(motion.time_s - place / fps) > 1e-9 or abs(motion.step_s - 1 / fps) > 1e-9:
            yield key, f"it must be taken at {place / fps:g} s, and last {1 / fps:g} s"
        if (motion.step is None) != (after is None):
            yield key, "the last frame of a clip has no step to a next one, and each other has one"
        if motion.step and after:
            yield from ((key, text) for text in _step_faults(frame, motion.step, after))


def _step_faults(frame: Frame, step: Step, after: Frame) -> Iterator[str]:
    here, there = next_camera(frame.camera, step), after.camera
    if any(getattr(here, name) != getattr(there, name) for name in ("location_m", "rotation", "focal_px")):
        yield "the next frame was taken from elsewhere than its step says"
        return
    yield from _box_faults(frame, step, after)
    yield from _walk_faults(frame, step, after)
    share = found_share(frame, step, after)
    if share < FOUND:
        yield f"{100 * share:.1f} % of what stays in sight is found where its flow leads; at least 98 % must be"


def _box_faults(frame: Frame, step: Step, after: Frame) -> Iterator[str]:
    """Yield what does not stand where its move leads, of what is rigid and in sight in both frames, by its box."""
    moves = {move.instance: move.motion for move in step.moves}
    others = {*step.walking, *(move.instance for move in step.moves if move.within)}  # whose boxes change
    boxes = {thing.instance: thing.box for thing in after.objects if thing.instance not in others}
    for thing in frame.objects:
        if thing.instance in boxes:
            led_m = moves.get(thing.instance, STILL).of(np.array(thing.box.centre_m))
            if np.abs(led_m - boxes[thing.instance].centre_m).max() > LED_M:
                yield f"instance {thing.instance} does not stand where its move leads"


def _walk_faults(frame: Frame, step: Step, after: Frame) -> Iterator[str]:
    """Yield who walks elsewhere than its surfaces are said to go, by where they are in the next frame."""
    if step.walking:
        ends = _ends(frame, step, after, optical_flow(frame, step))
        for number in step.walking:
            own = ends.open_px & (frame.instance == number)
            if own.sum() >= LEAST_PX and ends.met[own].mean() < WALKED:
                share = 100 * ends.met[own].mean()
                yield f"{share:.1f} % of instance {number}, which walks, is where it is said to go; 80 % must be"


def found_share(frame: Frame, step: Step, after: Frame, flow: NDArray[np.float32] | None = None) -> float:
    """Return the share of a frame's pixels in sight in the next one that show the same instance at their flow's end.

    In sight is what no surface hides that is nearer than it by more than 1 %. The four pixels around the end are looked
    at, as it lies between them, and things with edges end there. The flow is the truth's, unless one is given.
    """
    ends = _ends(frame, step, after, optical_flow(frame, step) if flow is None else flow)
    return float(ends.found[ends.open_px].mean()) if ends.open_px.any() else 1.0


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class _Ends:
    """Of each pixel, whether no surface hides its flow's end, shows the same thing there, and at the same depth."""

    open_px: NDArray[np.bool_]
    found: NDArray[np.bool_]
    met: NDArray[np.bool_]


def _ends(frame: Frame, step: Step, after: Frame, flow: NDArray[np.float32]) -> _Ends:
    depth_m = depth_there_m(frame, step)
    v, u = np.indices(frame.shape) + 0.5
    ends = np.stack([u, v], axis=-1) + flow
    looks = [_look(after, ends + offset, frame.instance, depth_m) for offset in AROUND]
    inside = np.logical_and.reduce([each[0] for each in looks])
    hides, found, met = (np.logical_or.reduce([each[column] for each in looks]) for column in (1, 2, 3))
    return _Ends(inside & ~hides, found, met)


def _look(
    after: Frame, ends: NDArray[np.float64], instance: NDArray[np.uint16], depth_m: NDArray[np.float32]
) -> tuple[NDArray[np.bool_], ...]:
    """Return H×W whether the pixel at an end is one, hides what ends there, is the same, and as far away."""
    height, width = after.shape
    known = np.isfinite(ends).all(axis=-1)
    column, row = np.floor(np.where(known[..., None], ends, -1)).astype(np.int64).transpose(2, 0, 1)
    inside = known & (row >= 0) & (row < height) & (column >= 0) & (column < width)
    at = (np.where(inside, row, 0), np.where(inside, column, 0))
    hides = after.depth_m[at] < depth_m * (1 - HIDES)
    same = inside & (after.instance[at] == instance)
    return inside, hides, same, same & (after.depth_m[at] < depth_m * (1 + HIDES))
