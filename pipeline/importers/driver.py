"""From ground truth that others rendered to truth files and triplets: each picture is a scene of one view."""

from __future__ import annotations

import hashlib
import json
import math
import time
from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from typing import Any, cast, get_args

import yaml

from ...manifests import Manifest, Recipe, SceneRecord, ShardRecord, ViewRecord, current_platform
from ...manifests.imported import IMPORTED, Imported, SourceFormat
from ...manifests.recipe import SIDE_STEP, parse_recipe
from ...manifests.task_options import every_task
from ...renderers.frame import Frame
from ...scenes.errors import RequestError, WorkError
from ..build.driver import Build, complete, open_build
from ..build.shard import Rendered, publish_shard
from ..codecs.normals import CONVENTIONS
from ..dataset.folder import read_manifest
from ..dataset.keys import ViewKey
from ..dataset.plan import ShardPlan
from ..dataset.storage import Location, place
from ..dataset.truth import write_truth
from ..terminal.plaintext import counted
from .formats import FORMATS
from .frames import TOP_CODES, UNITS, ImportSource, Options
from .views import doubts, frame_at

SCENES_PER_SHARD = 16  # 0.3 GB of frames at 1024×768
LICENCES = {
    "blenderproc": "pictures imported from BlenderProc's files, under the licence of what was rendered",
    "hypersim": "pictures of Hypersim (Roberts et al., 2021): CC BY-SA 3.0",
    "folder": "pictures imported from a folder, under their own licence",
}


@dataclass(frozen=True, slots=True)
class Import:
    """An import about to run: what is read, what the recipe says of it, the build that it goes into, and warnings."""

    source: ImportSource
    imported: Imported
    build: Build
    notes: tuple[str, ...]

    def __str__(self) -> str:
        """Say what was found, and what happens to it."""
        (width, height), kept = self.source.size_px, self.build.recipe.resolution[0].size
        crop = "" if kept == (width, height) else f", cropped around the centre to {kept[0]}×{kept[1]}"
        read = [name for name in ("normals", "masks") if getattr(self.imported, name)]
        views = counted(len(self.source.views), "views")
        return f"{views} of {width}×{height}{crop}; read are {', '.join(['depth', *read])}"


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
    **wishes: Any,
) -> Manifest:
    """Make a dataset of pictures that were rendered elsewhere, with their truth, and return its manifest.

    Args:
        folder: where the rendered files are.
        out: the dataset's folder or URL. The same call goes on where an earlier one stopped.
        source: whose files they are: "blenderproc", "hypersim" or "folder".
        depth_scale: folder, blenderproc: units per metre of depth, such as 1000; 16-bit PNG needs it, or `unit`.
        unit: folder, blenderproc: the unit of depth, "m", "cm" or "mm", instead of `depth_scale`.
        top_code: folder: what 65535 means in 16-bit depth, "unknown" or "sky".
        depth_channel: folder: the channel of EXR depth, where its name does not say so.
        convention: folder: which way the colours of PNG normals grow.
        wishes: fields of the recipe: name, tasks, languages, splits, scenes_per_shard.

    Raises:
        RequestError: the files or what is asked cannot be meant.
        WorkError: a file cannot be written.

    """
    options = Options(depth_scale, convention, unit, top_code, depth_channel)
    work = open_import(Path(folder), place(out), source, {"name": "imported"} | wishes, options)
    deque(import_shards(work), maxlen=0)
    return read_manifest(work.build.root)


def open_import(folder: Path, out: Location, name: str, wishes: Mapping[str, Any], options: Options) -> Import:
    """Look at both folders; raises RequestError or RecipeError and writes nothing where the work cannot start.

    `name` is one of FORMATS; `wishes` are fields of the recipe.
    """
    if name not in FORMATS:
        raise RequestError(f"is not a format; there are {', '.join(get_args(SourceFormat))}", "source", name)
    _check(name, options)
    if not folder.is_dir():
        raise RequestError(f"{folder}: is not a folder")
    if out.resolve() == folder.resolve():
        raise RequestError(f"{out}: is the folder to be imported; give an empty or new one")
    form = cast(SourceFormat, name)
    source = FORMATS[form](folder, options)
    imported = _imported(folder, form, source, wishes, options)
    recipe = _recipe(folder, source, imported, wishes)
    notes = (*source.notes, *doubts(folder, source, imported, options))  # found before OUT belongs to these files
    return Import(source, imported, open_build(recipe, out), notes)


def import_shards(work: Import) -> Iterator[ShardRecord]:
    """Make the pending shards, as `complete` says."""
    return complete(work.build, lambda plans: map(partial(_import_shard, work), plans))


def shortfall(work: Import, samples: int) -> str:
    """Say how many of the samples asked for there are, and why not all; "" where all are."""
    asked = work.build.recipe.scenes * work.build.recipe.samples_of_each_view
    if samples >= asked:
        return ""
    edges = "; without normals among the tasks, edges that were antialiased in them are known"
    return (
        f"{samples} of {asked} samples are there: depth and normals are not asked of a view with over 5 % unknown, "
        f"nor masks where nothing can be named{edges if work.imported.normals else ''}"
    )


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
        digest=_digest(folder, source, options),
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


def _digest(folder: Path, source: ImportSource, options: Options) -> str:
    sizes = [(path.relative_to(folder).as_posix(), path.stat().st_size) for path in source.files]
    return hashlib.sha256(json.dumps([source.views, sizes, asdict(options)]).encode()).hexdigest()


def _import_shard(work: Import, plan: ShardPlan) -> ShardRecord:
    started = time.monotonic()
    recipe = work.build.recipe
    frames = {scene: frame_at(work.source, work.imported, scene) for scene in plan.scenes}
    rendered = Rendered(
        scenes=tuple(_scene(scene, frame) for scene, frame in frames.items()),
        views=tuple(ViewRecord(scene=scene, view=0, attempt=0) for scene in frames),
        truth=write_truth({ViewKey(scene, 0): frame for scene, frame in frames.items()}),
        licences=(LICENCES[work.imported.format],),
        platform=current_platform(IMPORTED),
    )
    try:
        return publish_shard(recipe, plan, rendered, work.build.root, started)
    except OSError as error:
        raise WorkError(f"{plan.name}: {error}; run the same command again to go on") from error


def _scene(scene: int, frame: Frame) -> SceneRecord:
    digest = hashlib.sha256()
    for array in (frame.image, frame.depth_m, frame.normals, frame.instance, frame.valid):
        digest.update(array.tobytes())
    return SceneRecord(
        scene=scene,
        layout=IMPORTED,
        digest=digest.hexdigest(),
        objects=len(frame.objects),
        overlapping=0,
        floating=0,
        deepest_overlap_m=0.0,
    )
