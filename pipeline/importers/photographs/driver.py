"""From a set of photographs to a dataset: each picture is a scene of one view, in the order of the set's own list."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any, cast, get_args

import yaml

from ....manifests import Recipe
from ....manifests.benchmark import Role
from ....manifests.imported import IMPORTED, Imported, SourceFormat
from ....manifests.loading import parse_recipe
from ....manifests.view_options import SIDE_STEP
from ....renderers.frame import FrameError
from ....scenes.errors import RequestError
from ...build.driver import open_build
from ...dataset.example import Example
from ...dataset.queries import check_queries
from ...dataset.samples import with_fixed_prompt
from ...dataset.storage import Location
from ...tasks.photographed.semantic import check_names
from ...terminal.plaintext import counted
from ..frames import Options
from ..importing import SCENES_PER_SHARD, Import, Views, digest_of
from .sets import SETS
from .source import PhotographSource
from .tests_shown import Digests, pixels_digest, shown_by

OF_TRAINING = ("splits", "languages")


def open_photographs(
    folder: Path,
    out: Location,
    name: str,
    wishes: Mapping[str, Any],
    options: Options,
    split: str,
    role: str,
    without: Sequence[Location] = (),
) -> Import:
    """Look at a set's files and at OUT; raises RequestError or RecipeError and writes nothing where it cannot start.

    `name` is one of SETS, `split` the set's own name of a part ("": the usual one), `wishes` are fields of the recipe.
    `without` are tests whose pictures are not to be learnt from.
    """
    if role not in get_args(Role):
        raise RequestError(f"must be {' or '.join(get_args(Role))}", "role", role)
    if options != Options():
        raise RequestError(f"{name}: is read as its authors wrote it; nothing has to be said of units or axes")
    if without and role != "train":
        raise RequestError("goes with `train` alone: a test is asked as a whole", "without", without[0])
    if role == "test" and (given := next((name for name in OF_TRAINING if wishes.get(name)), "")):
        raise RequestError("goes with `train` alone: a test is one split, in English", given, str(wishes[given]))
    source = SETS[name](folder, split, cast(Role, role))
    _check_count(folder, source)
    _check_classes(folder, source)
    tests, shown = shown_by(without)
    source = replace(source, benchmark=source.benchmark.model_copy(update={"without": tests}))
    recipe = with_fixed_prompt(_recipe(name, source, folder, wishes))
    benchmark = source.benchmark
    about = f"{counted(len(source.views), 'pictures')} of {name}, {benchmark.split}, as {benchmark.role}"
    build = open_build(recipe, out)
    views = Views(partial(_examples, folder, name, split, cast(Role, role), shown), partial(_example, source, shown))
    return Import(build, views, f"{name}: {benchmark.licence}", about, source.notes)


def _examples(folder: Path, name: str, split: str, role: Role, shown: Digests) -> Callable[[int], Example | None]:
    return partial(_example, SETS[name](folder, split, role), shown)


def _example(source: PhotographSource, shown: Digests, place: int) -> Example | None:
    """Return a view, None where a test shows it.

    Raises RequestError where its files cannot be read, or contradict themselves.
    """
    try:
        example = check_queries(source.benchmark, source.read(place).check())
        return None if shown and pixels_digest(example.picture) in shown else example
    except (FrameError, ValueError) as error:
        raise RequestError(f"{source.views[place]}: {error}") from None


def _check_count(folder: Path, source: PhotographSource) -> None:
    expected, there = source.benchmark.expected, len(source.views)
    if not there:
        raise RequestError(f"{folder}: holds no pictures of {source.benchmark.split}")
    if expected and there != expected:
        raise RequestError(
            f"{folder}: holds {there} pictures of {source.benchmark.split}, and the set's list has {expected}"
        )


def _check_classes(folder: Path, source: PhotographSource) -> None:
    if "semantic" in source.benchmark.tasks:
        try:
            check_names(source.benchmark.classes)
        except ValueError as error:
            raise RequestError(f"{folder}: {error}") from None


def _recipe(name: str, source: PhotographSource, folder: Path, wishes: Mapping[str, Any]) -> Recipe:
    benchmark = source.benchmark
    imported = Imported(
        format=cast(SourceFormat, name),
        digest=digest_of(folder, source.views, source.files),
        normals="normals" in benchmark.tasks,
        masks=bool({"semantic", "instance", "referring"} & set(benchmark.tasks)),
        benchmark=benchmark,
    )
    content = {
        "scenes": len(source.views),
        "views_per_scene": 1,
        "scenes_per_shard": SCENES_PER_SHARD,
        "splits": {benchmark.role: 1.0},
        "resolution": [-(-side // SIDE_STEP) * SIDE_STEP for side in source.size_px],
        "layouts": {IMPORTED: 1.0},
        "renderer": IMPORTED,
        "imported": imported.model_dump(),
        "tasks": dict.fromkeys(benchmark.tasks, 1.0),
        **wishes,
    }
    return parse_recipe(yaml.safe_dump(content), "the import")
