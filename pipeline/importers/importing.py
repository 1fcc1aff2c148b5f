"""An import as a build: views that nobody renders here, read one by one, become truth files and triplets."""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from ...manifests import Recipe, Rejection, SceneRecord, ShardRecord, ViewRecord, current_platform
from ...manifests.imported import IMPORTED
from ...manifests.records import Totals
from ...renderers.frame import Frame
from ...scenes.errors import RequestError, WorkError
from ..build.driver import Build, complete
from ..build.shard import Rendered, publish_shard
from ..dataset.example import View, contents_of
from ..dataset.keys import ViewKey
from ..dataset.plan import ShardPlan
from ..dataset.storage import Location
from ..dataset.truth import write_truth
from ..terminal.plaintext import counted
from ..workers.pool import map_in_order

LEFT_OUT = "a test shows them"
SCENES_PER_SHARD = 16  # 0.3 GB of frames at 1024×768


Read = Callable[[int], View | None]  # None: of a picture that is left out


class Views:
    """Views to be read one by one, from what is open here or, where they were sent to, from what `start` opens there.

    Of an open source nothing crosses to another process: only `start` must be pickled.
    """

    def __init__(self, start: Callable[[], Read], read: Read | None = None) -> None:
        self._start, self._read = start, read

    def __call__(self, scene: int) -> View | None:
        """Return a view, None where it is left out; raises RequestError."""
        self._read = self._read or self._start()
        return self._read(scene)

    def __reduce__(self) -> tuple[type[Views], tuple[Callable[[], Read]]]:
        return Views, (self._start,)


@dataclass(frozen=True, slots=True)
class Import:
    """An import about to run: the build that it goes into, its views, their licence, and warnings.

    `about` says what was found, and what happens to it.
    """

    build: Build
    views: Views
    licence: str
    about: str
    notes: tuple[str, ...]

    def __str__(self) -> str:
        return self.about


def digest_of(folder: Path, views: Sequence[str], files: Iterable[Path], *beside: object) -> str:
    """Return the SHA-256 of what is read: views, names and sizes of files, and what else decides how they are read."""
    sizes = [(path.relative_to(folder).as_posix(), path.stat().st_size) for path in files]
    return hashlib.sha256(json.dumps([views, sizes, *beside]).encode()).hexdigest()


def import_shards(work: Import, jobs: int | None = None) -> Iterator[ShardRecord]:
    """Make the pending shards, as `complete` says, in `jobs` processes as `map_in_order` has them."""
    build = work.build
    make = partial(_import_shard, build.recipe, build.root, work.views, work.licence)
    return complete(build, lambda plans: map_in_order(make, plans, len(build.pending), jobs))


def shortfall(work: Import, samples: int) -> str:
    """Say how many of the samples asked for there are, and why not all; "" where all are."""
    asked = work.build.recipe.scenes * work.build.recipe.samples_of_each_view
    imported = work.build.recipe.imported
    if samples >= asked or imported is None:
        return ""
    if imported.benchmark:
        return "" if samples else "nothing can be asked of any of the pictures: there are no samples"
    edges = "; without normals among the tasks, edges that were antialiased in them are known"
    return (
        f"{samples} of {asked} samples are there: depth and normals are not asked of a view with over 5 % unknown, "
        f"nor masks where nothing can be named{edges if imported.normals else ''}"
    )


def left_out(totals: Totals) -> str:
    """Say how many pictures were left out, as a test shows them; "" where none was."""
    count = totals.rejected.get(LEFT_OUT, 0)
    return f"{counted(count, 'pictures')} left out, as a test shows them" if count else ""


def _import_shard(recipe: Recipe, root: Location, views: Views, licence: str, plan: ShardPlan) -> ShardRecord:
    started = time.monotonic()
    read = {scene: view for scene in plan.scenes if (view := views(scene)) is not None}
    rendered = Rendered(
        scenes=tuple(_scene(scene, read.get(scene)) for scene in plan.scenes),
        views=tuple(_view(scene, scene in read) for scene in plan.scenes),
        truth=write_truth({ViewKey(scene, 0): view for scene, view in read.items()}),
        licences=(licence,),
        platform=current_platform(IMPORTED),
    )
    try:
        return publish_shard(recipe, plan, rendered, root, started)
    except ValueError as error:
        raise RequestError(f"{plan.name}: {error}") from error
    except OSError as error:
        raise WorkError(f"{plan.name}: {error}; run the same command again to go on") from error


def _view(scene: int, taken: bool) -> ViewRecord:
    if taken:
        return ViewRecord(scene=scene, view=0, attempt=0)
    return ViewRecord(scene=scene, view=0, attempt=-1, rejected=(Rejection(attempt=0, reason=LEFT_OUT),))


def _scene(scene: int, view: View | None) -> SceneRecord:
    digest = hashlib.sha256()
    for content in contents_of(view) if view else ():
        digest.update(content)
    return SceneRecord(
        scene=scene,
        layout=IMPORTED,
        digest=digest.hexdigest(),
        objects=len(view.objects) if isinstance(view, Frame) else len(view.regions) if view else 0,
        overlapping=0,
        floating=0,
        deepest_overlap_m=0.0,
    )
