"""A view's right picture: the same camera looks again from beside."""

from __future__ import annotations

from dataclasses import replace

from ...manifests import Recipe
from ...renderers.frame import Frame, Renderer
from ...renderers.passes import without_passes
from ...renderers.stereo import to_the_right
from ...scenes.seeds import Stream, generator
from ...scenes.spec import SceneSpec
from .gates import rejection


def with_right(recipe: Recipe, spec: SceneSpec, view: int, frame: Frame, renderer: Renderer) -> Frame:
    """Return a view's frame with a right picture, as often as the recipe asks, where the gates let that pass."""
    if generator(recipe.seed, spec.index, Stream.STEREO, view).random() >= recipe.stereo.share:
        return frame
    camera = to_the_right(replace(frame.camera, weather=None), recipe.stereo.baseline_m)  # the scene has the weather
    seen = renderer.render(replace(spec, cameras=(camera,) * (view + 1)), view)
    right = replace(without_passes(seen), parts=None, part_table=(), light=seen.light if recipe.keep_light else None)
    return frame if rejection(right, recipe.gates) else replace(frame, right=right)
