"""A quick look at a recipe: a few scenes, small and at draft quality, with the truth beside the picture."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from ...manifests import FileWarning, Recipe, load_recipe
from ...manifests.view_options import SIDE_STEP
from ...scenes.errors import RequestError, WorkError, expect_count
from ..dataset.plan import plan_shards
from ..dataset.png import png_bytes
from ..dataset.publish import publish
from ..render.failures import SceneError
from ..render.inputs import check_here
from ..render.limits import RunOptions
from ..report.contact_sheet import SheetView, contact_sheet
from ..workers.file_trial import refuse_warnings
from ..workers.layout_trial import try_layouts
from ..workers.renderer_process import RendererProcess

LONG_SIDE_PX = 256  # four in a row fill a screen, and a view takes ten seconds of one core
NOT_SHOWN = ("tasks", "edits", "stereo", "clips")  # a sheet shows views by themselves, of which nothing is asked


@dataclass(frozen=True, slots=True)
class PreviewView(SheetView):
    """One view of a scene, and what is amiss with the file that it shows."""

    warnings: tuple[FileWarning, ...] = ()


def preview(
    recipe: Recipe | str | Path,
    out: Path | str = "preview.png",
    scenes: int = 4,
    layout: str = "",
    strict: bool = False,
) -> Path:
    """Write a contact sheet of a few scenes of a recipe, small and at draft quality, and return its path.

    Args:
        recipe: a recipe, the name of a bundled one, or the path of a YAML file.
        out: the picture to write, a .png.
        scenes: how many scenes.
        layout: look at this one of the recipe's layouts alone.
        strict: open the recipe's scene files first, and render nothing where anything is amiss with one.

    Raises:
        RequestError: what is asked cannot be done.
        WorkError: a scene cannot be rendered, or nothing is to be seen.

    """
    sheet = Path(out)
    check_sheet(sheet)
    return write_sheet(sheet, preview_views(load_recipe(recipe), scenes, layout, strict))


def preview_views(recipe: Recipe, scenes: int = 4, layout: str = "", strict: bool = False) -> Iterator[PreviewView]:
    """Yield the first accepted view of each of the first scenes; a scene without one is passed over."""
    expect_count(scenes, "scenes")
    asked = only_layout(recipe, layout) if layout else recipe
    check_here(asked)
    small = small_recipe(asked, scenes)
    try_layouts(small)
    if strict:
        refuse_warnings(small)
    with closing(RendererProcess(small, RunOptions())) as process:
        for plan in plan_shards(small):
            try:
                rendered = process.render(plan, plan.shard)
            except SceneError as error:
                raise WorkError(f"{recipe.name}: scene {plan.shard}: {error}") from None
            views = rendered.frames.items()
            yield from (PreviewView(rendered.record, view, frame, rendered.warnings) for view, frame in views)


def check_sheet(out: Path) -> None:
    """Raise RequestError where a contact sheet cannot be written to."""
    if out.suffix.lower() != ".png":
        raise RequestError("must end in .png", "out", out)
    if not out.absolute().parent.is_dir():
        raise RequestError(f"{out.parent} is not a folder", "out", out)


def write_sheet(out: Path, views: Iterable[SheetView]) -> Path:
    """Write these views below one another; raises WorkError where there are none."""
    seen = list(views)
    if not seen:
        raise WorkError(f"{out}: no camera passed the gates in any of these scenes")
    publish(out.absolute().parent, out.name, png_bytes(contact_sheet(seen)))
    return out


def only_layout(recipe: Recipe, layout: str) -> Recipe:
    """Return the recipe with one of its layouts alone; raises RequestError."""
    if layout not in recipe.layouts:
        raise RequestError(f"is not in the recipe; it has {', '.join(recipe.layouts)}", "layout", layout)
    files = recipe.files if layout == "files" else {}
    return Recipe.model_validate(recipe.model_dump() | {"layouts": {layout: 1.0}, "files": files})


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
    kept = {name: value for name, value in recipe.model_dump().items() if name not in NOT_SHOWN}
    return Recipe.model_validate(kept | changes)
