"""Commands for a recipe before it is built: begin one, check it, look at it, and open one of its scenes."""

from __future__ import annotations

import json
from dataclasses import asdict
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ...scenes.errors import RequestError
from ..terminal.console import answers, following, log, print_table
from ..terminal.plaintext import counted
from .options import AsJson, RecipeArg, Strict
from .outcome import say_what_runs, warn, warn_of_files

if TYPE_CHECKING:
    from ...manifests import FileWarning, Recipe
    from ...scenes.assets.pool import PooledFile
    from ..render.estimate import Estimate


MOST_LISTED = 10  # files in one row


class SceneFormat(StrEnum):
    """The files that a scene can be written to."""

    BLEND = "blend"
    GLB = "glb"
    JSON = "json"


def new(path: Annotated[Path, typer.Argument(metavar="RECIPE", help="The file to write, a .yaml.")]) -> None:
    """Begin a recipe: every field, with a line that says what it is.

    Example: cavendish new rooms.yaml
    """
    from ...manifests.template import new_recipe

    recipe = new_recipe(path)
    answers.print(f"{path}: {recipe.name}, {recipe.scenes} scenes; edit it, then: cavendish check {path}")


def check(recipe: RecipeArg, as_json: AsJson = False) -> None:
    """Say whether a recipe is valid, what it makes, and about what that costs.

    Nothing is rendered. Scene files are opened where Blender is installed, to say what is amiss with them.
    Hours are of a CPU's cores, from measurements on two of them; a GPU takes a fraction.

    Example: cavendish check rooms.yaml
    """
    from ...manifests import load_recipe
    from ..dataset.samples import check_prompts, unspoken
    from ..render.estimate import estimate
    from ..render.inputs import check_inputs

    asked = load_recipe(recipe)
    check_inputs(asked)
    check_prompts(asked)
    found, amiss = estimate(asked), _amiss(asked)
    if as_json:
        files = [warning.model_dump() for warning in amiss]
        warnings = [*asked.warnings(), *unspoken(asked)]
        print(json.dumps({"name": asked.name, "warnings": warnings, "file_warnings": files, **asdict(found)}))
        return
    warn(recipe, asked)
    warn_of_files(amiss)
    answers.print(f"{recipe} is valid")
    print_table(f"{asked.name} makes", _makes(asked, found))
    print_table("and costs about, by measurements on a 2-core CPU without a GPU", _costs(found))


def scene(
    recipe: RecipeArg,
    number: Annotated[int, typer.Argument(metavar="N", min=0, help="The scene's number in the recipe, from 0.")],
    to: Annotated[
        SceneFormat | None, typer.Option(help="What to write. Default: what --out ends in, or else blend.")
    ] = None,
    out: Annotated[
        Path | None, typer.Option(help="The file to write. Default: NAME-0000000N.blend in this folder.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Write one scene of a recipe to a file, to open it in Blender or elsewhere.

    blend: as it is rendered, with its materials, lights and cameras.

    glb: its shapes, its cameras and plain colours; a glTF holds no patterns, no sky and no lights with an area.

    json: the data that it is rendered from.

    The cameras are those tried first; where a build found one unfit, it has drawn another.

    Example: cavendish scene rooms.yaml 3 --to blend
    """
    from ...manifests import load_recipe
    from ..render.inputs import missing_files
    from ..workers.scene_file import write_scene

    asked = load_recipe(recipe)
    ending = to or (out.suffix.removeprefix(".") if out else SceneFormat.BLEND)
    path = out or Path(f"{asked.name}-{number:08d}.{ending}")
    if path.suffix != f".{ending}":
        raise RequestError(f"must end in .{ending}, as --to says", "out", path)
    say_what_runs(asked)
    warn_of_files(missing_files(asked))
    written = write_scene(asked, number, path)
    print(json.dumps(asdict(written), default=str)) if as_json else answers.print(str(written))


def preview(
    recipe: RecipeArg,
    out: Annotated[Path, typer.Option(help="The picture to write, a .png.")] = Path("preview.png"),
    scenes: Annotated[int, typer.Option(min=1, max=100, help="How many scenes.")] = 4,
    layout: Annotated[str, typer.Option(help="Look at this one of the recipe's layouts alone.")] = "",
    strict: Strict = False,
) -> None:
    """Look at a recipe before it is built: a few scenes, small and fast, with their truth.

    Example: cavendish preview quickstart --scenes 2
    """
    from ...manifests import load_recipe
    from ..build.preview import check_sheet, preview_views, write_sheet
    from ..render.inputs import missing_files

    asked = load_recipe(recipe)
    check_sheet(out)
    say_what_runs(asked)
    warn_of_files(missing := missing_files(asked))
    views = list(following(preview_views(asked, scenes, layout, strict), min(scenes, asked.scenes), str))
    found = dict.fromkeys(warning for view in views for warning in view.warnings)
    warn_of_files(warning for warning in found if warning not in missing)
    answers.print(f"contact sheet: {write_sheet(out, views)}")


def schema() -> None:
    """Print every field of a recipe, as JSON Schema.

    Example: cavendish schema
    """
    from ...manifests import Recipe

    print(json.dumps(Recipe.model_json_schema(), indent=2))


def _makes(recipe: Recipe, found: Estimate) -> dict[str, str]:
    from ...manifests.prompt_files import text_digest

    splits = {
        f"split {name}": f"{counted(split.shards, 'shards')}, {counted(split.scenes, 'scenes')}, up to "
        + ", ".join(f"{count:,} {task}" for task, count in split.samples.items())
        for name, split in found.splits.items()
    }
    inputs = {f"library {name}": f"is here, {digest[:12]}…" for name, digest in recipe.assets.items()}
    inputs |= {f"file {file.path}": _file(file) for file in recipe.scene_files}
    inputs |= {f"layout {name}": f"is here, {digest[:12]}…; not run" for name, digest in recipe.code.items()}
    inputs |= {f"prompts {name}": f"are here, {text_digest(text)[:12]}…" for name, text in recipe.prompts.items()}
    return {
        "scenes": f"{recipe.scenes:,}, with {counted(recipe.views_per_scene, 'views')} each: "
        f"{counted(found.frames, 'frames')}",
        "layouts": _percent(found.layouts),
        "sizes": _percent(found.sizes),
        "quality": recipe.quality,
        "samples": f"up to {found.samples:,}",
        **splits,
        **inputs,
    }


def _file(file: PooledFile) -> str:
    frames = [] if file.frames == (None,) else [counted(len(file.frames), "frames")]
    weight = [] if file.weight == 1 else [f"weight {file.weight:g}"]
    cameras = [f"by {', '.join(file.cameras)}"] if file.cameras else []
    return ", ".join([f"is here, {file.sha256[:12]}…", *frames, *weight, *cameras, *_companions(file.path)])


def _companions(path: str) -> list[str]:
    """Say what is read with a scene file, and name what lies elsewhere: a stranger's file may name anything."""
    from ...scenes.companions.walk import companions

    beside = companions(path)
    elsewhere = list(map(str, beside.outside(Path(path).parent)))
    listed = ", ".join(elsewhere[:MOST_LISTED]) + (", …" if len(elsewhere) > MOST_LISTED else "")
    read = f"with {counted(len(beside.files), 'companions')}" + (f", outside of its folder: {listed}" if listed else "")
    return [read] if beside.files else []


def _amiss(recipe: Recipe) -> tuple[FileWarning, ...]:
    """Return what is amiss with a recipe's scene files, as far as that can be seen here."""
    from ..render.inputs import blender_is_here, missing_files
    from ..workers.file_trial import file_warnings

    if blender_is_here() or not recipe.files:
        return file_warnings(recipe)
    log.print("files were not opened: Blender is not installed here; what they lack was looked for", markup=False)
    return missing_files(recipe)


def _costs(found: Estimate) -> dict[str, str]:
    from ...renderers.machine import usable_cpus

    cores, truth_mb, mb = usable_cpus(), 1e3 * found.truth_gb, 1e3 * (found.archive_gb + found.truth_gb)
    costs = {
        "time on one core": _duration(found.core_hours),
        f"on the {counted(cores, 'cores')} here": _duration(found.core_hours / cores),
        "storage": f"{_size(mb)}, of which {_size(truth_mb)} are truth",
    }
    return costs | {f"not measured: {name}": "counted as the mean of the others" for name in found.unmeasured}


def _duration(hours: float) -> str:
    return f"{60 * hours:.0f} minutes" if hours < 1.5 else f"{hours:,.{hours < 10:d}f} hours"


def _size(mb: float) -> str:
    return f"{mb:.0f} MB" if mb < 1000 else f"{mb / 1e3:,.1f} GB"


def _percent(shares: dict[str, float]) -> str:
    return ", ".join(f"{name} {share:.0%}" for name, share in shares.items())
