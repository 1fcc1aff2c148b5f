"""The driver of a build: which shards are missing, who makes them, and what is written when they are there."""

from __future__ import annotations

import socket
import time
from array import array
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain, islice
from pathlib import Path

from ...manifests import FileWarning, Manifest, Platform, Quarantined, Recipe, Retry, ShardRecord
from ...scenes.errors import RequestError
from ..dataset.example import overview_of
from ..dataset.folder import (
    check_output,
    check_views,
    finished_records,
    publish_manifest,
    read_manifest,
    read_records,
    readable_manifest,
    recorded,
)
from ..dataset.plan import Plans, ShardPlan, plan_shards
from ..dataset.png import png_bytes
from ..dataset.publish import publish, remove_parts
from ..dataset.samples import check_prompts
from ..dataset.storage import Location, read
from ..dataset.truth import read_views
from ..monitor.events import Event, EventKind, Observer, Value, event, ignore, to_all
from ..monitor.heartbeat import Heartbeat, check_no_other_build, holding
from ..render.inputs import check_renderable, missing_files
from ..render.limits import DEFAULTS, RunOptions
from ..report.card import SHEET, publish_card
from ..report.card_samples import publish_samples
from ..report.contact_sheet import SheetView, contact_sheet
from ..workers.layout_trial import try_layouts
from ..workers.patience import load_per_core
from ..workers.resources import Executor
from .shard import ShardWorker
from .trust import check_trusted

SHEET_ROWS = 6
STARVED = 3.0  # processes that run or wait for each core: renderers alone make one
Make = Callable[[Iterable[ShardPlan]], Iterator[ShardRecord]]


@dataclass(frozen=True, slots=True)
class Build:
    """A build about to run: how many shards are there, on which platform they were made, and what is to be made.

    `replay`: what is to be made takes over the accepted attempts of the records that are there, and what they gave up;
    `again`: this is tried again.
    """

    recipe: Recipe
    root: Location
    done: int
    pending: Plans
    platform: Platform | None
    replay: bool = False
    again: bool = False


def open_build(recipe: Recipe, root: Location, only_failed: bool = False) -> Build:
    """Look at OUT; raises RequestError and writes nothing where the build cannot start.

    With `only_failed`, the shards to be made are those with scenes in quarantine, of a dataset that must be there.
    """
    check_prompts(recipe)
    if only_failed:
        check_views(root, read_manifest(root))
    check_output(root, recipe)
    check_no_other_build(root)
    plans, platform = plan_shards(recipe), None
    asked_for = bytearray(b"\0" if only_failed else b"\1") * len(plans)
    for record in finished_records(root, recipe):
        asked_for[record.shard] = only_failed and bool(record.quarantined)
        platform = platform or record.platform
    pending = array("L", (shard for shard, asked in enumerate(asked_for) if asked))
    return Build(
        recipe, root, len(plans) - len(pending), plans.only(pending), platform, replay=only_failed, again=only_failed
    )


def open_regeneration(
    root: Location,
    choose: Callable[[Plans], Plans],
    trust_code: bool = False,
    given: Recipe | str | Path | None = None,
) -> Build:
    """Return the build that makes the chosen shards of a dataset again, replaying the accepted attempts on record.

    Raises RequestError, before anything else, where `check_trusted` does.
    """
    manifest = read_manifest(root)
    recipe = manifest.recipe
    check_trusted(root, recipe, trust_code, given)
    check_views(root, manifest)
    check_no_other_build(root)
    plans = plan_shards(recipe)
    first = next(recorded(root, recipe), None)
    pending = choose(plans)
    return Build(recipe, root, len(plans) - len(pending), pending, first.platform if first else None, replay=True)


def run_on(
    build: Build,
    executor: Executor,
    options: RunOptions = DEFAULTS,
    mixed: bool = False,
    observe: Observer = ignore,
) -> Iterator[ShardRecord]:
    """Render what is pending, as `complete` says. Before anything is written, the user's layouts are tried.

    Unless `mixed`, a platform other than that of the shards already there is refused by the workers.
    """
    return run_with(build, lambda: (executor, options), mixed, observe)


def run_with(
    build: Build, start: Callable[[], tuple[Executor, RunOptions]], mixed: bool = False, observe: Observer = ignore
) -> Iterator[ShardRecord]:
    """Render as `run_on` does, with workers that `start` brings: it is called once OUT is this build's."""
    check_renderable(build.recipe)
    try_layouts(build.recipe)

    def make(plans: Iterable[ShardPlan]) -> Iterator[ShardRecord]:
        executor, options = start()
        make_work = partial(ShardWorker, build.recipe, build.root, options, None if mixed else build.platform)
        return executor(make_work, plans, observe)

    return complete(build, make, observe)


def complete(build: Build, make: Make, observe: Observer = ignore) -> Iterator[ShardRecord]:
    """Make what is pending and yield each record as it comes; then write manifest, card and contact sheet.

    Before `make` is called, OUT is this build's. Raises RequestError where it is another's, and WorkError where another
    takes it over: then nothing more is written.
    """
    shards = build.done + len(build.pending)
    with holding(build.root, build.recipe.name, shards, build.done) as heartbeat:
        records = make(_plans(build, heartbeat)) if len(build.pending) else iter(())
        remove_parts(build.root)
        if readable_manifest(build.root) is None:
            publish_manifest(build.root, build.recipe, ())
        yield from with_events(build, _make_all(build, records, heartbeat), to_all(heartbeat, observe))


def with_events(build: Build, records: Iterator[ShardRecord], observe: Observer) -> Iterator[ShardRecord]:
    """Pass a build's records on, telling when it begins, what each shard brings, and how it ends."""
    began, failure, pending = time.monotonic(), None, len(build.pending)
    shards = build.done + pending
    observe(
        event(EventKind.BUILD_STARTED, name=build.recipe.name, root=str(build.root), shards=shards, pending=pending)
    )
    told, warned = _tell_if_starved(observe), set[FileWarning]()
    _warn(_missing(build) if pending else (), warned, observe)
    try:
        for record in records:
            _warn(record.warnings, warned, observe)
            told = told or _tell_if_starved(observe)
            _emit_scene_events(record, observe)
            observe(event(EventKind.SHARD_FINISHED, **_shard_event(record)))
            yield record
    except BaseException as error:
        failure = str(error) or type(error).__name__
        raise
    finally:
        observe(event(EventKind.BUILD_FINISHED, seconds=round(time.monotonic() - began, 3), failure=failure))


def _tell_if_starved(observe: Observer) -> bool:
    """Tell that other work has kept this machine busy for minutes, and return whether it has."""
    load = load_per_core(minutes=5)
    if load >= STARVED:
        observe(event(EventKind.BUILD_STARVED, host=socket.gethostname(), load=round(load, 1)))
    return load >= STARVED


def _warn(warnings: Iterable[FileWarning], warned: set[FileWarning], observe: Observer) -> None:
    """Tell what is amiss with scene files, each thing once in a build."""
    for warning in warnings:
        if warning not in warned:
            warned.add(warning)
            observe(event(EventKind.FILE_WARNED, **warning.model_dump()))


def _missing(build: Build) -> tuple[FileWarning, ...]:
    """Return what the recipe's files name that is not there, as far as the files themselves are here."""
    try:
        return missing_files(build.recipe)
    except RequestError:
        return ()


def _shard_event(record: ShardRecord) -> dict[str, Value]:
    frames = sum(view.attempt >= 0 for view in record.views)
    size = record.tar.bytes + record.truth.bytes
    made = {"samples": record.samples, "frames": frames, "bytes": size, "seconds": record.seconds}
    return {"shard": record.name, **made, **record.timings.model_dump(), "host": record.host}


def _emit_scene_events(record: ShardRecord, observe: Observer) -> None:
    tries: Counter[int] = Counter()
    for retry in record.retries:
        tries[retry.scene] += 1
        observe(_of_scene(EventKind.SCENE_RETRIED, record, retry, tries[retry.scene]))
    for again in record.storage_retries:
        observe(event(EventKind.STORAGE_RETRIED, **again.model_dump()))
    for lost in record.quarantined:
        observe(_of_scene(EventKind.SCENE_QUARANTINED, record, lost, lost.tries))


def _of_scene(kind: EventKind, record: ShardRecord, entry: Retry | Quarantined, tries: int) -> Event:
    what = {"failure": entry.failure, "message": entry.message}
    return event(kind, shard=record.name, host=record.host, scene=entry.scene, tries=tries, **what)


def _plans(build: Build, heartbeat: Heartbeat) -> Iterator[ShardPlan]:
    """Yield what is pending, as long as OUT is this build's."""
    for plan in _replaying(build) if build.replay else build.pending:
        heartbeat.check()
        yield plan


def _make_all(build: Build, records: Iterator[ShardRecord], heartbeat: Heartbeat) -> Iterator[ShardRecord]:
    try:
        for record in records:
            heartbeat.check()
            yield record
    finally:
        getattr(records, "close", lambda: None)()  # workers end with the build, whatever ended that
    heartbeat.check(now=True)
    if len(build.pending):
        remove_parts(build.root)  # of workers that were killed on the way
    finish(build.root, build.recipe)


def finish(root: Location, recipe: Recipe) -> Manifest:
    """Write what describes the dataset as a whole."""
    records = finished_records(root, recipe)
    first = list(islice(records, SHEET_ROWS))
    manifest = publish_manifest(root, recipe, chain(first, records))
    views = _sheet_views(root, first)
    if views:
        publish(root, SHEET, png_bytes(contact_sheet(views)))
    publish_samples(root, recipe, first)
    publish_card(root)
    return manifest


def earlier_digests(build: Build) -> dict[str, tuple[str, str]]:
    """Return the SHA-256 of tar and truth, by the shard's name, that are on record of what will be made again."""
    records = read_records(build.root, build.pending.names(), build.recipe.digest)
    return {record.name: digests_of(record) for record in records}


def digests_of(record: ShardRecord) -> tuple[str, str]:
    """Return the SHA-256 of a shard's tar and truth."""
    return record.tar.sha256, record.truth.sha256


def _replaying(build: Build) -> Iterator[ShardPlan]:
    """Yield each plan with what is on record, which is read when its turn comes."""
    for plan in build.pending:
        record = next(read_records(build.root, [plan.name], build.recipe.digest), None)
        yield _replayed(plan, record, build.again) if record else plan


def _replayed(plan: ShardPlan, record: ShardRecord, again: bool) -> ShardPlan:
    """Return the plan that makes the record's shard; what it gave up is tried `again`, or given up without trying."""
    lost = {entry.scene for entry in record.quarantined}
    if again:
        return replace(plan, replay=tuple(view for view in record.views if view.scene not in lost))
    unseen = {view.scene for view in record.views}  # rendered, but no camera passed: so it will be again
    kept = tuple(entry for entry in record.quarantined if entry.scene not in unseen)
    return replace(plan, replay=record.views, quarantined=kept)


def _sheet_views(root: Location, records: list[ShardRecord]) -> list[SheetView]:
    each, views = -(-SHEET_ROWS // max(1, len(records))), list[SheetView]()
    for record in records:
        scenes = {scene.scene: scene for scene in record.scenes}
        truth = islice(read_views(read(root, record.truth.path)), each)
        views += [
            SheetView(scenes[key.scene], key.view, overview_of(view)) for key, view in truth if key.scene in scenes
        ]
    return views[:SHEET_ROWS]
