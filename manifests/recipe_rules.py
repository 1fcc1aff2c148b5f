"""What the fields of a recipe must be to one another, and what is allowed and still likely to hurt."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, get_type_hints

from ..scenes.camera_styles import IDEAL
from ..scenes.layouts.registry import LAYOUT_SUFFIX
from .imported import IMPORTED
from .prompt_files import language_of
from .task_options import OWN_NAMES, SemanticOptions
from .tasks import TWO_VIEWS, Tasks

if TYPE_CHECKING:
    from .recipe import Recipe

MOST_SHARDS = 1_000_000
TOLD = {  # tasks that ask for a layer of the truth, by the switch of it
    "parts": "parts",
    "albedo": "albedo",
    "layered_depth": "behind_glass",
    "amodal": "amodal",
    "materials": "materials",
    "shading": "shading",
    "specular": "specular",
    "shadow": "shadow",
    "amodal_depth": "amodal",
    "text_regions": "text",
    "matte": "mattes",
}
SIDE_STEP_WISHED = 64  # several trainers resample a target whose sides are not multiples of this


def check_fields(recipe: Recipe) -> None:
    """Raise ValueError, in one sentence, where fields of a recipe do not fit one another."""
    for rule in RULES:
        rule(recipe)


def warnings(recipe: Recipe) -> Iterator[str]:
    """Yield one sentence for each thing that is allowed and still likely to hurt."""
    if (frames := sum(len(file.frames) for file in recipe.scene_files)) > recipe.scenes:
        yield f"files name {frames:,} scenes with their frames, and scenes {recipe.scenes:,} does not show all of them"
    if -(-recipe.scenes // recipe.scenes_per_shard) < len(recipe.splits):
        few = f"{recipe.scenes} scenes, {recipe.scenes_per_shard} a shard, make fewer shards than there are splits"
        yield f"{few} ({', '.join(recipe.splits)}), so that some get none"
    if not (recipe.people.share or recipe.own_layouts or recipe.imported):
        for name in (name for name, task in recipe.task_options.items() if "joints" in task.needs):
            yield f"tasks.{name} asks for joints of people, and people.share is 0: no view has any"
    for name in sorted({language_of(name) for name in recipe.prompts} - {"en", *recipe.languages}):
        yield f"prompts have files for {name}, which is none of the languages that are asked: name it there"
    yield from _odd_sizes(recipe)


def _odd_sizes(recipe: Recipe) -> Iterator[str]:
    if recipe.imported and recipe.imported.benchmark and recipe.imported.benchmark.role == "test":
        return  # nobody learns from it
    for width, height in (entry.size for entry in recipe.resolution):
        if width % SIDE_STEP_WISHED or height % SIDE_STEP_WISHED:
            yield (
                f"resolution {width}×{height} is not a multiple of {SIDE_STEP_WISHED} on both sides: SimpleTuner and "
                "ai-toolkit would resample the targets to their buckets, which destroys what the colours mean"
            )


def _files_have_their_layout(recipe: Recipe) -> None:
    if ("files" in recipe.layouts) != bool(recipe.files):
        raise ValueError("the layout files and the field files go together: name both or neither")


def _renderer_can(recipe: Recipe) -> None:
    unfit = [name for name in recipe.layouts if name != "shapes" and not name.endswith(LAYOUT_SUFFIX)]
    if recipe.renderer == "analytic" and unfit:
        raise ValueError("the analytic renderer takes the layout shapes only, or one of your own without meshes")
    layouts = (IMPORTED in recipe.layouts, recipe.layouts.keys() == {IMPORTED})
    if len({recipe.renderer == IMPORTED, *layouts, recipe.imported is not None}) > 1:
        raise ValueError("renderer, layouts and imported speak of imported files; `cavendish import` writes all three")


def _ideal_cameras_have_their_options(recipe: Recipe) -> None:
    ideal = {"camera.grain": recipe.camera.grain > 0, "view_transform": recipe.view_transform != "AgX"}
    if IDEAL not in recipe.camera.style and (unused := [name for name, given in ideal.items() if given]):
        raise ValueError(
            f"{unused[0]} is of ideal cameras alone, and camera.style has none: a style has noise and colours of "
            f"its own; leave {unused[0]} out, or give {IDEAL} a weight"
        )


def _shards_have_names(recipe: Recipe) -> None:
    """Names have six digits: with more, the ranges in the manifest would name files that are not there."""
    if recipe.scenes > MOST_SHARDS * recipe.scenes_per_shard:
        raise ValueError(
            f"scenes_per_shard {recipe.scenes_per_shard} makes more than {MOST_SHARDS:,} shards of "
            f"{recipe.scenes:,} scenes; at least {-(-recipe.scenes // MOST_SHARDS)} is allowed"
        )


def _imported_have_it(recipe: Recipe) -> None:
    unfit = recipe.imported.unfit if recipe.imported else {}
    if asked := [task for task in recipe.task_options if task in unfit]:
        fit = ", ".join(task for task in get_type_hints(Tasks) if task not in unfit)
        raise ValueError(f"tasks.{asked[0]} cannot be asked: the imported files {unfit[asked[0]]}; allowed are {fit}")


def _layers_are_told(recipe: Recipe) -> None:
    for task, switch in TOLD.items():
        if task in recipe.task_options and not getattr(recipe, switch):
            raise ValueError(
                f"tasks.{task} asks for what only the truth of a recipe with {switch}: true tells; set both"
            )


def _pictures_are_edited(recipe: Recipe) -> None:
    if "edit" in recipe.task_options and not recipe.edits.share:
        raise ValueError("tasks.edit asks for pictures that edits.share 0 does not make; set it above 0")
    if recipe.imported and recipe.edits.share:
        raise ValueError("edits.share must be 0: what was imported cannot be rendered again")
    if "stereo_disparity" in recipe.task_options and not recipe.stereo.share:
        raise ValueError("tasks.stereo_disparity asks for pictures that stereo.share 0 does not make; set it above 0")
    if recipe.imported and recipe.stereo.share:
        raise ValueError("stereo.share must be 0: what was imported cannot be rendered again")


def _scenes_are_seen_twice(recipe: Recipe) -> None:
    asked = sorted(TWO_VIEWS & recipe.task_options.keys())
    if asked and recipe.views_per_scene < 2:
        raise ValueError(f"tasks.{asked[0]} asks about two views of a scene; views_per_scene must be at least 2")


def _clips_go_on(recipe: Recipe) -> None:
    asked = [name for name, task in recipe.task_options.items() if "clips" in task.needs]
    if asked and not recipe.clips:
        raise ValueError(f"tasks.{asked[0]} asks about clips; set clips, such as clips: {{fps: 8}}")
    if recipe.clips and recipe.views_per_scene < 2:
        raise ValueError("clips have views_per_scene frames; it must be at least 2")
    if recipe.clips and (recipe.edits.share or recipe.stereo.share or recipe.imported):
        raise ValueError("clips are rendered, and have neither edits nor stereo pairs: leave one of them out")
    if recipe.clips and (apart := sorted(TWO_VIEWS & recipe.task_options.keys())):
        raise ValueError(f"tasks.{apart[0]} asks about views of a scene that stands still; leave clips out")


def _names_are_english(recipe: Recipe) -> None:
    semantic = recipe.tasks.get("semantic", SemanticOptions())
    if semantic.vocabulary != OWN_NAMES and (others := sorted(recipe.languages.keys() - {"en"})):
        raise ValueError(
            f"tasks.semantic.vocabulary {semantic.vocabulary} has names in English alone; languages must be [en], "
            f"and names {others[0]}"
        )


RULES: tuple[Callable[[Recipe], None], ...] = (
    _files_have_their_layout,
    _renderer_can,
    _ideal_cameras_have_their_options,
    _shards_have_names,
    _imported_have_it,
    _layers_are_told,
    _pictures_are_edited,
    _scenes_are_seen_twice,
    _clips_go_on,
    _names_are_english,
)
