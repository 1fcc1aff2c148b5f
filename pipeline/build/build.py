"""Building a dataset and making its shards again: the whole of it in one call, or record by record."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import Unpack

from ...manifests import Manifest, Recipe, ShardRecord, load_recipe
from ...scenes.errors import RequestError, WorkError, expect
from ..dataset.folder import read_manifest, select_shards
from ..dataset.plan import Plans
from ..dataset.storage import Location, place
from ..dataset.verify import faulty, verify_shards
from ..monitor.events import Observer, ignore
from ..render.inputs import check_here
from ..report.outcome import too_many_lost
from ..workers.file_trial import refuse_warnings
from ..workers.resources import Resources, executor_for
from .driver import Build, digests_of, earlier_digests, open_build, open_regeneration, run_with


def build(
    recipe: Recipe | str | Path,
    out: Location | str,
    *,
    only_failed: bool = False,
    strict: bool = False,
    observe: Observer = ignore,
    **resources: Unpack[Resources],
) -> Manifest:
    """Render a recipe into a dataset, and return its manifest. The same call goes on where an earlier one stopped.

    Args:
        recipe: what to render: a recipe, the name of a bundled one, or the path of a YAML file.
        out: the dataset's folder, or any URL of it that fsspec opens.
        only_failed: try again the scenes that were given up, and nothing else.
        strict: open the recipe's scene files first, and render nothing where anything is amiss with one.
        observe: is told of each event as it happens; see `cavendish.pipeline.monitor.events`.
        resources: where and how fast, as `Resources` lists them: `workers=4`, `device="CPU"` …

    Raises:
        RequestError: what is asked cannot be done; nothing was written.
        WorkError: the build stopped, or more scenes were given up than the recipe allows.

    """
    _exhaust(build_shards(recipe, out, only_failed=only_failed, strict=strict, observe=observe, **resources))
    root = place(out)
    return check_outcome(root, read_manifest(root))


def build_shards(
    recipe: Recipe | str | Path,
    out: Location | str,
    *,
    only_failed: bool = False,
    strict: bool = False,
    observe: Observer = ignore,
    **resources: Unpack[Resources],
) -> Iterator[ShardRecord]:
    """Yield the record of each missing shard as it is finished: `build`, step by step, which says what is raised."""
    work = open_build(load_recipe(recipe), place(out), only_failed)
    if strict:
        refuse_warnings(work.recipe)
    return run(work, observe, **resources)


def regenerate(
    out: Location | str,
    shards: str | Iterable[int] = "",
    *,
    corrupt: bool = False,
    trust_code: bool = False,
    recipe: Recipe | str | Path | None = None,
    observe: Observer = ignore,
    **resources: Unpack[Resources],
) -> Manifest:
    """Make lost or damaged shards again, byte for byte, from the manifest in OUT, and return that.

    Args:
        out: the dataset's folder or URL.
        shards: their numbers, or a text such as "3,7-9".
        corrupt: those in which `verify` finds faults, in place of `shards`.
        trust_code: run the Python files among the layouts that the manifest names.
        recipe: the recipe that OUT was built from, which vouches for its layouts in place of `trust_code`.
        observe: is told of each event as it happens.
        resources: where and how fast, as for `build`.

    Raises:
        RequestError: there is no such dataset or shard, its libraries or layouts are not here, or nobody vouched for
            the layouts.
        WorkError: the work stopped, or bytes differ from those on record.

    """
    root = place(out)
    work = open_regeneration(root, lambda plans: _chosen(root, plans, shards, corrupt), trust_code, recipe)
    _exhaust(run_again(work, observe, **resources))
    return check_outcome(root, read_manifest(root))


def run(work: Build, observe: Observer = ignore, **resources: Unpack[Resources]) -> Iterator[ShardRecord]:
    """Make what is pending and yield each record as it comes; raises RequestError, WorkError."""
    if not resources.get("address"):
        check_here(work.recipe)
    start = partial(executor_for, **resources)
    yield from run_with(work, start, resources.get("mixed_platforms", False), observe)


def run_again(work: Build, observe: Observer = ignore, **resources: Unpack[Resources]) -> Iterator[ShardRecord]:
    """Make shards again as `run` does, and raise WorkError in the end where bytes are not those of earlier records."""
    earlier, changed = earlier_digests(work), []
    for record in run(work, observe, **resources):
        if digests_of(record) != earlier.get(record.name, digests_of(record)):
            changed.append(record.name)
        yield record
    if changed:
        raise WorkError(f"{work.root}: the bytes of {', '.join(changed)} are not those of the earlier record")


def check_outcome(root: Location, manifest: Manifest) -> Manifest:
    """Return a dataset's manifest; raises WorkError where more scenes were given up than its recipe allows."""
    if lost := too_many_lost(manifest):
        raise WorkError(f"{root}: {lost}")
    return manifest


def _chosen(root: Location, plans: Plans, shards: str | Iterable[int], corrupt: bool) -> Plans:
    if bool(shards) == corrupt:
        raise RequestError(f"{root}: name either shards, for example 3,7-9, or the corrupt ones")
    expect(shards, (str, Iterable), "numbers, or a text such as 3,7-9", "shards")
    if corrupt:
        return faulty(plans, verify_shards(root))
    return select_shards(shards if isinstance(shards, str) else ",".join(map(str, shards)), plans)


def _exhaust(records: Iterator[ShardRecord]) -> None:
    deque(records, maxlen=0)
