"""Cameras as a layout frames them, before any is held as few are."""

from collections.abc import Sequence
from dataclasses import replace

from cavendish.scenes.layouts.registry import layout_of
from cavendish.scenes.sampling import camera_of
from cavendish.scenes.seeds import Stream, generator
from cavendish.scenes.spec import SceneSpec


def as_framed(spec: SceneSpec, size: tuple[int, int], attempts: Sequence[int]) -> SceneSpec:
    """The scene with the camera that its layout draws for each view, at the attempt given for it."""
    rngs = [generator(spec.seed, spec.index, Stream.CAMERA, view, attempt) for view, attempt in enumerate(attempts)]
    return replace(spec, cameras=tuple(camera_of(layout_of(spec.layout).frame(spec, rng), size) for rng in rngs))
