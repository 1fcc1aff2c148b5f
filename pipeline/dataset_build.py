"""The driver of a build: which shards are missing, who makes them, and what is written when they are there."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from itertools import islice
from pathlib import Path

from ..manifests import Manifest, Platform, Recipe, ShardRecord
from ..renderers.frame import Frame
from .build import ShardWorker
from .card import SHEET, dataset_card
from .events import Kind, Observer, event, ignore
from .executors import MakeWork
from .images import png_bytes
from .inputs import check_renderable
from .out import claim, finished, publish_manifest, read_manifest, read_records
from .plan import ShardPlan, plan_shards
from .publish import publish, remove_parts
from .samples import check_prompts
from .sheet import contact_sheet
from .truth import read_truth

SHEET_ROWS = 6
Executor = Callable[[MakeWork, list[ShardPlan], Observer], Iterator[ShardRecord]]


@dataclass(frozen=True, slots=True)
class Build:
    """A build about to run: what is there already and what is still to be made."""

    recipe: Recipe
    root: Path
    done: dict[int, ShardRecord]
    pending: list[ShardPlan]


def open_build(recipe: Recipe, root: Path) -> Build:
    """Look at OUT; raises RequestError and writes nothing where the build cannot start."""
    check_prompts(recipe)
    claim(root, recipe)
    done = finished(root, recipe)
    return Build(recipe, root, done, [plan for plan in plan_shards(recipe) if plan.shard not in done])


def open_regeneration(root: Path, choose: Callable[[list[ShardPlan]], list[ShardPlan]]) -> Build:
    """Return the build that makes the chosen shards of a dataset again, replaying the accepted attempts on record."""
    recipe = read_manifest(root).recipe
    records = {n: record for n, record in read_records(root).items() if record.recipe_digest == recipe.digest}
    plans = choose(plan_shards(recipe))
    replays = [replace(plan, replay=records[plan.shard].views) if plan.shard in records else plan for plan in plans]
    return Build(recipe, root, records, replays)


def run(
    build: Build,
    executor: Executor,
    device: str = "auto",
    threads: int | None = None,
    mixed: bool = False,
    observe: Observer = ignore,
) -> Iterator[ShardRecord]:
    """Render what is pending, as `complete` says.

    Unless `mixed`, a platform other than that of the shards already there is refused by the workers.
    """
    check_renderable(build.recipe)
    make_work = partial(ShardWorker, build.recipe, build.root, device, threads, None if mixed else _platform(build))
    return watched(build, complete(build, lambda plans: executor(make_work, plans, observe)), observe)


def watched(build: Build, records: Iterator[ShardRecord], observe: Observer) -> Iterator[ShardRecord]:
    """Pass a build's records on, telling when it begins, what each shard brings, and how it ends."""
    started, failure = time.monotonic(), None
    shards = len(build.done.keys() | {plan.shard for plan in build.pending})
    observe(
        event(
            Kind.BUILD_STARTED, name=build.recipe.name, root=str(build.root), shards=shards, pending=len(build.pending)
        )
    )
    try:
        for record in records:
            frames = sum(view.attempt >= 0 for view in record.views)
            observe(
                event(
                    Kind.SHARD_FINISHED,
                    shard=record.name,
                    samples=record.samples,
                    frames=frames,
                    seconds=record.seconds,
                )
            )
            yield record
    except BaseException as error:
        failure = str(error) or type(error).__name__
        raise
    finally:
        observe(event(Kind.BUILD_FINISHED, seconds=round(time.monotonic() - started, 3), failure=failure))


def complete(build: Build, make: Callable[[list[ShardPlan]], Iterator[ShardRecord]]) -> Iterator[ShardRecord]:
    """Make what is pending and yield each record as it comes; then write manifest, card and contact sheet."""
    build.root.mkdir(parents=True, exist_ok=True)
    remove_parts(build.root)
    publish_manifest(build.root, build.recipe, build.done)
    if build.pending:
        yield from make(build.pending)
    finish(build.root, build.recipe)


def finish(root: Path, recipe: Recipe) -> Manifest:
    """Write what describes the dataset as a whole."""
    records = finished(root, recipe)
    manifest = publish_manifest(root, recipe, records)
    frames = _sheet_frames(root, list(records.values())[:SHEET_ROWS])
    if frames:
        publish(root, SHEET, png_bytes(contact_sheet(frames)))
    publish(root, "README.md", dataset_card(manifest).encode())
    return manifest


def _platform(build: Build) -> Platform | None:
    return next((record.platform for record in build.done.values()), None)


def _sheet_frames(root: Path, records: list[ShardRecord]) -> list[Frame]:
    each = -(-SHEET_ROWS // max(1, len(records)))
    truths = (read_truth((root / record.truth.path).read_bytes()) for record in records)
    return [frame for truth in truths for _, frame in islice(truth, each)][:SHEET_ROWS]
