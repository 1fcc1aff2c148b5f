"""From ground truth that others rendered to truth files and triplets: each picture is a scene of one view."""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import Any, cast, get_args

import yaml

from ...manifests import Manifest, Recipe
from ...manifests.imported import IMPORTED, Imported, SourceFormat
from ...manifests.loading import parse_recipe
from ...manifests.tasks import every_task
from ...manifests.view_options import SIDE_STEP
from ...renderers.frame import Frame
from ...scenes.errors import RequestError
from ..build.driver import open_build
from ..codecs.normals import CONVENTIONS
from ..dataset.folder import read_manifest
from ..dataset.storage import Location, place
from ..terminal.plaintext import counted
from .formats import FORMATS
from .frames import TOP_CODES, UNITS, ImportSource, Options
from .importing import SCENES_PER_SHARD, Import, Views, digest_of, import_shards
from .photographs.driver import open_photographs
from .photographs.sets import SETS
from .views import doubts, frame_at

LICENCES = {
    "blenderproc": "pictures imported from BlenderProc's files, under the licence of what was rendered",
    "hypersim": "pictures of Hypersim (Roberts et al., 2021): CC BY-SA 3.0",
    "folder": "pictures imported from a folder, under their own licence",
}


def import_(
    folder: Path | str,
    out: Location | str,
    source: str,
    *,
    depth_scale: float | None = None,
    unit: str | None = None,
    top_code: str = "unknown",
    depth_channel: str | None = None,
    convention: str = "vision-banana",
    split: str = "",
    role: str = "test",
    without: Sequence[Location | str] = (),
    jobs: int | None = None,
    **wishes: Any,
) -> Manifest:
    """Make a dataset of pictures that were not rendered here, with their truth, and return its manifest.

    Args:
        folder: where the files are.
        out: the dataset's folder or URL. The same call goes on where an earlier one stopped.
        source: whose files they are: "blenderproc", "hypersim", "folder", or a set of photographs by its name.
        depth_scale: folder, blenderproc: units per metre of depth, such as 1000; 16-bit PNG needs it, or `unit`.
        unit: folder, blenderproc: the unit of depth, "m", "cm" or "mm", instead of `depth_scale`.
        top_code: folder: what 65535 means in 16-bit depth, "unknown" or "sky".
        depth_channel: folder: the channel of EXR depth, where its name does not say so.
        convention: folder: which way the colours of PNG normals grow.
        split: photographs: the set's own name of the part to read.
        role: photographs: "test", asked as the set asks, or "train", asked as renders are.
        without: photographs to learn from: datasets, tests above all, whose pictures are left out.
        jobs: how many processes read and write, None for as many as there are cores; the bytes are the same.
        wishes: fields of the recipe: name, tasks, languages, splits, scenes_per_shard.

    Raises:
        RequestError: the files or what is asked cannot be meant.
        WorkError: a file cannot be written.

    """
    options = Options(depth_scale, convention, unit, top_code, depth_channel)
    tests = tuple(map(place, without))
    work = open_import(Path(folder), place(out), source, {"name": "imported"} | wishes, options, split, role, tests)
    deque(import_shards(work, jobs), maxlen=0)
    return read_manifest(work.build.root)


def open_import(
    folder: Path,
    out: Location,
    name: str,
    wishes: Mapping[str, Any],
    options: Options,
    split: str = "",
    role: str = "test",
    without: Sequence[Location] = (),
) -> Import:
    """Look at both folders; raises RequestError or RecipeError and writes nothing where the work cannot start.

    `name` is one of FORMATS or SETS; `wishes` are fields of the recipe. The others are of SETS alone.
    """
    if name not in FORMATS and name not in SETS:
        raise RequestError(f"is not a format; there are {', '.join(get_args(SourceFormat))}", "source", name)
    if not folder.is_dir():
        raise RequestError(f"{folder}: is not a folder")
    if out.resolve() == folder.resolve():
        raise RequestError(f"{out}: is the folder to be imported; give an empty or new one")
    if name in SETS:
        return open_photographs(folder, out, name, wishes, options, split, role, without)
    of_sets = {"split": split, "role": role != "test", "without": without}
    if given := [parameter for parameter, value in of_sets.items() if value]:
        raise RequestError(f"goes with sets of photographs alone: {', '.join(SETS)}", given[0])
    _check(name, options)
    form = cast(SourceFormat, name)
    source = FORMATS[form](folder, options)
    imported = _imported(folder, form, source, wishes, options)
    recipe = _recipe(folder, source, imported, wishes)
    notes = (*source.notes, *doubts(folder, source, imported, options))  # found before OUT belongs to these files
    about = _about(source, imported, recipe)
    views = Views(partial(_frames, folder, form, options, imported), partial(frame_at, source, imported))
    return Import(open_build(recipe, out), views, LICENCES[form], about, notes)


def _frames(folder: Path, form: SourceFormat, options: Options, imported: Imported) -> Callable[[int], Frame]:
    return partial(frame_at, FORMATS[form](folder, options), imported)


def _check(name: str, options: Options) -> None:
    scale = options.depth_scale
    if scale is not None and (name == "hypersim" or not math.isfinite(scale) or scale <= 0):
        raise RequestError("must be above 0; Hypersim's depth is in metres", "depth_scale", f"{scale:g}")
    if options.unit is not None and (name == "hypersim" or options.unit not in UNITS or scale is not None):
        why = f"is one of {', '.join(UNITS)}, without a depth scale; Hypersim's depth is in metres"
        raise RequestError(why, "unit", options.unit)
    if options.depth_channel is not None and name != "folder":
        raise RequestError("goes with the format folder alone", "depth_channel", options.depth_channel)
    for what, table in (("convention", CONVENTIONS), ("top_code", TOP_CODES)):
        if getattr(options, what) not in table:
            raise RequestError(f"is none; allowed are {', '.join(table)}", what, getattr(options, what))


def _imported(
    folder: Path, form: SourceFormat, source: ImportSource, wishes: Mapping[str, Any], options: Options
) -> Imported:
    """Return what the recipe says of the files; normals that no task asks for are not read."""
    return Imported(
        format=form,
        digest=digest_of(folder, source.views, source.files, asdict(options)),
        normals=source.normals and "normals" in wishes.get("tasks", ["normals"]),
        masks=source.masks,
    )


def _recipe(folder: Path, source: ImportSource, imported: Imported, wishes: Mapping[str, Any]) -> Recipe:
    size = [side // SIDE_STEP * SIDE_STEP for side in source.size_px]
    if not all(size):
        raise RequestError(f"{folder}: its pictures are {source.size_px}; sides must have at least {SIDE_STEP} pixels")
    content = {
        "scenes": len(source.views),
        "views_per_scene": 1,
        "scenes_per_shard": SCENES_PER_SHARD,
        "resolution": size,
        "layouts": {IMPORTED: 1.0},
        "renderer": IMPORTED,
        "imported": imported.model_dump(),
        "tasks": {task: 1.0 for task in every_task() if task not in imported.unfit},
        **wishes,
    }
    return parse_recipe(yaml.safe_dump(content), "the import")


def _about(source: ImportSource, imported: Imported, recipe: Recipe) -> str:
    (width, height), kept = source.size_px, recipe.resolution[0].size
    crop = "" if kept == (width, height) else f", cropped around the centre to {kept[0]}×{kept[1]}"
    read = [name for name in ("normals", "masks") if getattr(imported, name)]
    views = counted(len(source.views), "views")
    return f"{views} of {width}×{height}{crop}; read are {', '.join(['depth', *read])}"
