"""The views of a scene as the frames of a clip: all of them by one camera on its way, or none."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise, zip_longest

from ...manifests import Gates, Recipe, Rejection, ViewRecord
from ...renderers.frame import Frame, Renderer
from ...renderers.motion import (
    MOST_TRACKS,
    Motion,
    Step,
    flow_reach_m,
    flow_reach_px,
    optical_flow,
    scene_flow,
    steps_of,
    walking_in,
)
from ...renderers.surface_shift import surface_shift_m
from ...scenes.motion.clip import Clip, clip_of
from ...scenes.spec import SceneSpec
from ..tasks.places import SHELL, by_place
from ..tasks.single_things import singled_out
from .gates import NOT_ACCEPTED, rejection

Aimed = Callable[[int], SceneSpec]  # by attempt: the scene, whose first camera is that of the clip's first frame


def clip_views(
    recipe: Recipe, aimed: Aimed, replay: Mapping[int, ViewRecord], renderer: Renderer
) -> Iterator[tuple[ViewRecord, Frame | None]]:
    """Yield the views of a prepared scene with their records and frames (None: no attempt was accepted).

    A frame that a gate turns down takes the clip with it: the next attempt has another camera, and other things move.
    """
    scene, views = aimed(0).index, range(recipe.views_per_scene)
    if replay:
        attempt = replay[0].attempt
        frames = [] if attempt == NOT_ACCEPTED else _rendered(recipe, aimed(attempt), attempt, renderer, None)[0]
        yield from ((replay[view], frames[view] if frames else None) for view in views)
        return
    rejected: list[tuple[int, Rejection]] = []
    for attempt in range(recipe.gates.attempts):
        frames, reason = _rendered(recipe, aimed(attempt), attempt, renderer, recipe.gates)
        if reason is None:
            break
        rejected.append((len(frames) - 1, Rejection(attempt=attempt, reason=reason)))
    else:
        attempt, frames = NOT_ACCEPTED, []
    for view in views:
        own = tuple(rejection for at, rejection in rejected if at == view)
        record = ViewRecord(scene=scene, view=view, attempt=attempt, rejected=own)
        yield record, frames[view] if frames else None


def _rendered(
    recipe: Recipe, spec: SceneSpec, attempt: int, renderer: Renderer, gates: Gates | None
) -> tuple[list[Frame], str | None]:
    """Return the frames of a clip; those up to the one that a gate turns down, and why, where one does."""
    fps = recipe.clips.fps if recipe.clips else 1.0
    clip, frames = clip_of(spec, spec.cameras[0], recipe.views_per_scene, fps, attempt), list[Frame]()
    for number in range(recipe.views_per_scene):
        frames.append(renderer.render(clip.scene(spec, number), number))
        reason = rejection(frames[-1], gates) if gates else None
        if reason:
            return frames, reason
    return in_motion(clip, shifted(clip, spec, frames)), None


def shifted(clip: Clip, spec: SceneSpec, frames: Sequence[Frame]) -> list[Frame]:
    """Return the frames of a clip with how far the surfaces of those who walk move until the next one."""
    scenes = [clip.scene(spec, number).objects for number in range(len(frames))] if clip.walking else []
    walked = [
        surface_shift_m(frame, *pair, clip.walking) for frame, pair in zip(frames, pairwise(scenes), strict=False)
    ]
    return [replace(frame, shift_m=shift_m) for frame, shift_m in zip_longest(frames, walked)]


def in_motion(clip: Clip, frames: Sequence[Frame]) -> list[Frame]:
    """Return all frames of a clip with their motion, and what is told of the whole clip."""
    steps = [_step(clip, frame, number) for number, frame in enumerate(frames[:-1])]
    pairs = list(zip(frames, steps, strict=False))
    reach_px = max((flow_reach_px(optical_flow(frame, step)) for frame, step in pairs), default=0.0)
    reach_m = max((flow_reach_m(scene_flow(frame, step)) for frame, step in pairs), default=0.0)
    tracks = _tracks(frames)
    moving = [
        Motion(clip.time_s(number), 1 / clip.fps, step, reach_px, reach_m, tracks)
        for number, step in enumerate((*steps, None))
    ]
    return [replace(frame, motion=motion) for frame, motion in zip(frames, moving, strict=True)]


def _step(clip: Clip, frame: Frame, number: int) -> Step:
    camera = clip.cameras[number + 1]
    moves = steps_of(clip.steps(number), frame, clip.part_steps(number))
    return Step(camera.location_m, camera.rotation, moves, walking_in(frame, clip.walking))


def _tracks(frames: Sequence[Frame]) -> tuple[int, ...]:
    """Return what is the only thing of its class in every frame, so that its name means it all the time."""
    singles = [singled_out(by_place(frame)) for frame in frames]
    shell = {thing.instance for frame in frames for thing in frame.objects if thing.category in SHELL}
    return tuple(sorted(set.intersection(*singles) - shell)[:MOST_TRACKS])
