"""Frames of clips of shapes, each with the next one, in which everything is called by a name of its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from cavendish.pipeline.render.clips import in_motion
from cavendish.renderers.analytic import AnalyticRenderer
from cavendish.renderers.frame import Frame
from cavendish.scenes.motion.clip import Clip, clip_of
from cavendish.scenes.sampling import sample_scene, with_cameras
from cavendish.scenes.spec import SceneSpec

SIZE = (192, 128)
NAMES = ("armchair", "mug", "suitcase", "bicycle", "umbrella", "teapot", "car", "dog", "laptop")
SEEDS = (2, 5)  # in the first the camera moves, and in both things do


def clip_frames(seed: int, count: int = 3, size: tuple[int, int] = SIZE) -> tuple[SceneSpec, Clip, list[Frame]]:
    """Return a scene of shapes, a clip of it, and its frames."""
    spec = with_cameras(sample_scene(seed, 0, {"shapes": 1.0}), size, [0])
    clip, renderer = clip_of(spec, spec.cameras[0], count, 8.0, 0), AnalyticRenderer()
    frames = [renderer.render(clip.scene(spec, number), number) for number in range(count)]
    return spec, clip, in_motion(clip, [_called(frame) for frame in frames])


def with_next(frames: Sequence[Frame]) -> list[Frame]:
    """Return all frames but the last, each with the next one."""
    return [replace(frame, others=(after,)) for frame, after in pairwise(frames)]


def _called(frame: Frame) -> Frame:
    """Return a frame whose things are called after their numbers."""
    names = [each.category if each.category == "floor" else NAMES[each.instance - 2] for each in frame.objects]
    things = zip(frame.objects, names, strict=True)
    return replace(frame, objects=tuple(replace(thing, category=name, name=name) for thing, name in things))
