"""Renders what README and pages show of scenes and cameras, in some twenty minutes: `python docs/pictures.py`."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.random import default_rng
from numpy.typing import NDArray
from PIL import Image

from cavendish.manifests import Recipe, load_recipe
from cavendish.pipeline.dataset.plan import plan_shards
from cavendish.pipeline.render.scene import make_renderer, render_spec, sampled_scene
from cavendish.pipeline.report.contact_sheet import picture_rows, pictures_of
from cavendish.renderers.development.develop import develop
from cavendish.renderers.frame import Frame
from cavendish.scenes.camera_styles import IDEAL, STYLE_NAMES, drawn_development

RGB = NDArray[np.uint8]
DOCS = Path(__file__).parent
RECIPE = DOCS.parent / "benchmarks" / "blind_pictures.yaml"
SCENES = (9, 27, 6, 4, 28, 10, 29, 0, 21, 12, 3, 7)
ONE_VIEW, ONE_LIGHT = 9, 27


def main() -> None:
    """Render the scenes, and write the three pictures beside this file."""
    recipe = Recipe.model_validate(load_recipe(str(RECIPE)).model_dump() | {"keep_light": True})
    renderer, _ = make_renderer(recipe)
    frames = {scene: _first_view(recipe, scene, renderer) for scene in SCENES}
    _save("layouts.jpg", [frame.image for frame in frames.values()], 4)
    _save("one-view.png", list(pictures_of(frames[ONE_VIEW]).values()), 4)
    if (light := frames[ONE_LIGHT].light) is not None:
        styles = [name for name in STYLE_NAMES if name != IDEAL]
        _save("camera-styles.jpg", [develop(light, drawn_development(name, default_rng(0))) for name in styles], 3)


def _first_view(recipe: Recipe, scene: int, renderer: Any) -> Frame:
    plan = plan_shards(recipe)[scene]  # a shard holds one scene
    rendered = render_spec(recipe, plan, sampled_scene(recipe, scene, plan.split), renderer)
    print(f"scene {scene}: {rendered.record.layout}", flush=True)
    return rendered.frames[0]


def _save(name: str, pictures: Sequence[RGB], columns: int) -> None:
    """Write pictures in rows of so many."""
    rows = [pictures[first : first + columns] for first in range(0, len(pictures), columns)]
    Image.fromarray(picture_rows(rows)).save(DOCS / name, quality=85, optimize=True)


if __name__ == "__main__":
    from cavendish.renderers.blender.process import leave_process

    main()
    leave_process(0)
