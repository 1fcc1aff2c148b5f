"""A quick look at a recipe: a few scenes, small and at draft quality, with the truth beside the picture."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from ...manifests import Recipe, SceneRecord
from ...manifests.recipe import SIDE_STEP
from ...renderers.frame import Frame
from ...scenes.errors import RequestError
from ..dataset.plan import plan_shards
from .scene import accepted_views, make_renderer, prepared_scene

LONG_SIDE_PX = 256  # four in a row fill a screen, and a view takes ten seconds of one core


@dataclass(frozen=True, slots=True)
class PreviewView:
    """One view of a scene, and what there is to say about it."""

    scene: SceneRecord
    frame: Frame

    def __str__(self) -> str:
        categories = len({thing.category for thing in self.frame.objects})
        near, far = np.percentile(self.frame.depth_m, (0.1, 99.9), method="nearest")
        seen = f"{len(self.frame.objects)} objects of {categories} categories in sight"
        return f"scene {self.scene.scene}: {self.scene.layout}, {seen}, {near:.3g} to {far:.3g} m"


def preview(recipe: Recipe, scenes: int) -> Iterator[PreviewView]:
    """Yield the first accepted view of each of the first scenes; a scene without one is passed over."""
    small = small_recipe(recipe, scenes)
    renderer, _ = make_renderer(small)
    try:
        for plan in plan_shards(small):
            spec, record = prepared_scene(small, plan.shard, plan.split, renderer)
            for _, frame in accepted_views(small, spec, plan, renderer):
                if frame is not None:
                    yield PreviewView(record, frame)
    finally:
        renderer.close()


def only_layout(recipe: Recipe, layout: str) -> Recipe:
    """Return the recipe with one of its layouts alone; raises RequestError."""
    if layout not in recipe.layouts:
        raise RequestError(f"--layout {layout}: is not in the recipe; it has {', '.join(recipe.layouts)}")
    return Recipe.model_validate(recipe.model_dump() | {"layouts": {layout: 1.0}})


def small_recipe(recipe: Recipe, scenes: int) -> Recipe:
    """Return the recipe's first scenes with one view each, a small picture of the same shape, at draft quality."""
    width, height = recipe.resolution[0].size
    scale = min(1.0, LONG_SIDE_PX / max(width, height))
    size = [max(SIDE_STEP, round(side * scale / SIDE_STEP) * SIDE_STEP) for side in (width, height)]
    changes = {
        "scenes": min(scenes, recipe.scenes),
        "views_per_scene": 1,
        "scenes_per_shard": 1,
        "resolution": size,
        "quality": "draft",
    }
    return Recipe.model_validate(recipe.model_dump() | changes)
