"""One view of one scene, for those who want a picture with its truth and no dataset."""

from __future__ import annotations

from contextlib import closing

from ...manifests import Recipe
from ...renderers.frame import Frame
from ...scenes.errors import RequestError, WorkError, expect, expect_count
from ...scenes.quality import QualityName, ViewTransform
from ...scenes.sampling import Resolution
from ...scenes.spec import SceneSpec
from ..dataset.plan import plan_shards
from ..render.failures import SceneError
from ..render.inputs import check_here
from ..render.limits import RunOptions
from ..workers.renderer_process import RendererProcess


def render(
    spec: SceneSpec,
    resolution: Resolution = (512, 512),
    *,
    view: int = 0,
    quality: QualityName = "standard",
    view_transform: ViewTransform = "AgX",
    renderer: str = "blender",
    device: str = "auto",
) -> Frame:
    """Return a picture of a scene with its truth, rendered in a process of its own.

    What is loose falls first, and what overlaps or floats goes. A scene without cameras is seen by the first camera
    that passes the default gates; one that has cameras, by its camera number `view`, whatever `resolution` says.

    Args:
        spec: the scene, as `sample_scene` gives it, or put together by hand.
        resolution: width and height in pixels, multiples of 16.
        view: which of the scene's views.
        quality: "draft", "standard" or "high".
        view_transform: how light becomes colours: "AgX" or "Filmic".
        renderer: "blender", or "analytic" for scenes of primitives.
        device: "auto", "CPU" or a GPU backend.

    Raises:
        RequestError: the scene or an argument cannot be meant.
        WorkError: the scene cannot be rendered, or no camera passes the gates.

    """
    expect(spec, SceneSpec, "a SceneSpec, as sample_scene gives", "spec")
    expect(resolution, (tuple, list), "a width and a height in pixels, such as (512, 512)", "resolution")
    expect_count(view, "view", least=0)
    recipe = _settings(resolution, view, quality=quality, view_transform=view_transform, renderer=renderer)
    check_here(recipe)
    with closing(RendererProcess(recipe, RunOptions(device))) as process:
        try:
            rendered = process.render_spec(plan_shards(recipe)[0], spec)
        except SceneError as error:
            raise WorkError(f"scene {spec.index}: {error}") from None
    if view >= len(rendered.views):
        raise RequestError(f"the scene has {len(rendered.views)} cameras, which are numbered from 0", "view", view)
    if view not in rendered.frames:
        raise WorkError(f"scene {spec.index}: {rendered.why_unseen}")
    return rendered.frames[view]


def _settings(resolution: Resolution, view: int, **settings: str) -> Recipe:
    """Return the recipe that says how a scene is rendered; its layout stands for whatever the scene is."""
    content = {"name": "render", "scenes": 1, "views_per_scene": view + 1, "layouts": {"shapes": 1.0}, **settings}
    return Recipe.model_validate(content | {"resolution": list(resolution)})
