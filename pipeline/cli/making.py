"""Commands that make datasets: build, regenerate, encode and import."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ...manifests import ShardRecord, load_recipe
from ...scenes.errors import RequestError, WorkError
from ..dataset.storage import Location
from ..render.limits import RunOptions
from ..terminal.console import answers, following, log, print_table, run_through
from .options import (
    Address,
    AsJson,
    Backend,
    Cpus,
    Device,
    Gpus,
    LogFile,
    Memory,
    Mixed,
    NewArg,
    OutArg,
    RecipeArg,
    ShardTimeout,
    Workers,
)

if TYPE_CHECKING:
    from ..build.driver import Build, Executor
    from ..dataset.plan import Plans
    from ..monitor.events import Observer


def build(
    recipe: RecipeArg,
    out: OutArg,
    workers: Workers = 1,
    address: Address = "",
    cpus_per_worker: Cpus = None,
    gpus_per_worker: Gpus = None,
    shard_timeout: ShardTimeout = None,
    memory_per_worker: Memory = None,
    device: Device = Backend.AUTO,
    mixed_platforms: Mixed = False,
    only_failed: Annotated[
        bool, typer.Option("--only-failed", help="Try again the scenes that were given up.")
    ] = False,
    log_file: LogFile = None,
    as_json: AsJson = False,
) -> None:
    """Render a recipe into OUT. Run again to resume: finished shards are kept."""
    from ..build.driver import open_build, run

    asked = load_recipe(recipe)
    for warning in asked.warnings():
        log.print(f"warning: {recipe}: {warning}")
    work = open_build(asked, out, only_failed)
    log.print(f"{asked.name}: {work.done} of {work.done + len(work.pending)} shards are there")
    executor, threads = _executor(workers, address, cpus_per_worker, gpus_per_worker)
    options = RunOptions(device, threads, shard_timeout, memory_per_worker)
    with _watched(work, log_file) as observe:
        for _ in run(work, executor, options, mixed_platforms, observe):
            pass
    _report(out, as_json)


def regenerate(
    out: OutArg,
    shards: Annotated[str, typer.Option(help="Shard numbers, for example 3,7-9.")] = "",
    corrupt: Annotated[bool, typer.Option("--corrupt", help="The shards in which `verify` finds faults.")] = False,
    workers: Workers = 1,
    address: Address = "",
    cpus_per_worker: Cpus = None,
    gpus_per_worker: Gpus = None,
    shard_timeout: ShardTimeout = None,
    memory_per_worker: Memory = None,
    device: Device = Backend.AUTO,
    mixed_platforms: Mixed = False,
    log_file: LogFile = None,
    as_json: AsJson = False,
) -> None:
    """Make lost or damaged shards again, byte for byte, from the manifest in OUT."""
    from ..build.driver import earlier_digests, open_regeneration, run
    from ..dataset.folder import select_shards

    if bool(shards) == corrupt:
        raise RequestError(f"regenerate {out}: give either --shards, for example 3,7-9, or --corrupt")
    work = open_regeneration(out, partial(_faulty, out) if corrupt else partial(select_shards, shards))
    executor, threads = _executor(workers, address, cpus_per_worker, gpus_per_worker)
    earlier = earlier_digests(work)
    options = RunOptions(device, threads, shard_timeout, memory_per_worker)
    with _watched(work, log_file) as observe:
        records = run(work, executor, options, mixed_platforms, observe)
        changed = [r.name for r in records if _digests(r) != earlier.get(r.name, _digests(r))]
    _report(out, as_json)
    if changed:
        raise WorkError(f"{out}: the bytes of {', '.join(changed)} are not those of the earlier record")


def _faulty(out: Location, plans: Plans) -> Plans:
    from ..dataset.verify import faulty, verify

    results = following(verify(out), len(plans), lambda result: f"{result[0].name}: {len(result[1])} faults")
    return faulty(plans, results)


def encode(
    out: OutArg,
    new: NewArg,
    tasks: Annotated[
        str, typer.Option(help="What to ask, by weight: depth=1,semantic=2, or in braces as in a recipe.")
    ] = "",
    languages: Annotated[str, typer.Option(help="Languages of the prompts, by weight: en=3,de.")] = "",
    samples_per_view: Annotated[int | None, typer.Option(min=1, help="How many samples each view gives.")] = None,
    prompt_seed: Annotated[
        int | None, typer.Option(min=0, help="Another number asks other questions of the same pictures.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Ask other things of the same pictures: a new dataset, without rendering."""
    from ..build import reencode as encoding

    weights = {"tasks": tasks, "languages": languages}
    numbers = {"samples_per_view": samples_per_view, "prompt_seed": prompt_seed}
    changes: dict[str, Any] = {name: number for name, number in numbers.items() if number is not None}
    changes |= {name: encoding.parse_weights(f"--{name}", text) for name, text in weights.items() if text}
    work = encoding.open_encoding(out, new, encoding.asked_again(out, changes))
    run_through(encoding.encode(out, work), len(work.pending), _describe)
    _report(new, as_json)


def import_(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="Where the rendered files are.")],
    out: OutArg,
    source: Annotated[str, typer.Option("--from", help="Whose files they are: blenderproc, hypersim or folder.")],
    name: Annotated[str, typer.Option(help="Name of the dataset.")] = "imported",
    tasks: Annotated[
        str, typer.Option(help="What to ask, by weight: depth=1,semantic=2. Default: all that the files allow.")
    ] = "",
    languages: Annotated[str, typer.Option(help="Languages of the prompts, by weight: en=3,de.")] = "",
    splits: Annotated[str, typer.Option(help="Shares of the shards: train=9,val=1.")] = "",
    scenes_per_shard: Annotated[int | None, typer.Option(min=1, help="How many views go into one shard.")] = None,
    depth_scale: Annotated[
        float | None, typer.Option(help="folder: units per metre of 16-bit PNG depth, such as 1000.")
    ] = None,
    convention: Annotated[
        str, typer.Option(help="folder: which way the colours of PNG normals grow.")
    ] = "vision-banana",
    as_json: AsJson = False,
) -> None:
    """Make a dataset of pictures that were rendered elsewhere, with their truth. Run again to resume."""
    from ..build.reencode import parse_weights
    from ..dataset.folder import read_manifest
    from ..importers.driver import open_import, run_import, shortfall
    from ..importers.frames import Options

    weights = {"tasks": tasks, "languages": languages, "splits": splits}
    wishes: dict[str, Any] = {name: parse_weights(f"--{name}", text) for name, text in weights.items() if text}
    wishes |= {"name": name} | ({"scenes_per_shard": scenes_per_shard} if scenes_per_shard else {})
    work = open_import(folder, out, source, wishes, Options(depth_scale, convention))
    for line in (str(work), *(f"warning: {text}" for text in work.build.recipe.warnings())):
        log.print(f"{folder}: {line}", markup=False)
    run_through(run_import(work), len(work.build.pending), _describe)
    if missing := shortfall(work, read_manifest(out).totals.samples):
        log.print(f"{folder}: {missing}", markup=False)
    _report(out, as_json)


def _executor(
    workers: int, address: str, cpus_per_worker: float | None, gpus_per_worker: float | None
) -> tuple[Executor, int | None]:
    """Return who runs the shards, and the threads of each worker (None: all that this process may use)."""
    if workers == 1 and not address:
        from ..workers.executor import local_map

        return local_map, None
    from ..workers.ray_executor import connect, ray_map

    fleet = connect(workers, cpus_per_worker, gpus_per_worker, address)
    return partial(ray_map, fleet), max(1, int(fleet.cpus_per_worker))


@contextmanager
def _watched(work: Build, log_file: Path | None) -> Iterator[Observer]:
    """Show how a build goes, and write its events to the log where one is asked for."""
    from ..monitor.event_log import logging_to
    from ..monitor.events import to_all
    from ..monitor.live_view import shown

    with ExitStack() as stack:
        written = [stack.enter_context(logging_to(log_file))] if log_file else []
        yield to_all(*written, stack.enter_context(shown(log, len(work.pending))))


def _describe(record: ShardRecord) -> str:
    return f"{record.name}: {record.samples} samples in {record.seconds:.0f} s"


def _report(out: Location, as_json: bool) -> None:
    """Print what the dataset now holds; raises WorkError where too many scenes are missing from it."""
    from ..dataset.folder import MANIFEST, finished_records, read_manifest
    from ..report.outcome import outcome_rows, too_many_lost

    manifest = read_manifest(out)
    totals = manifest.totals
    if as_json:
        print(totals.model_dump_json())
    else:
        answers.print(f"{out}: {totals.samples} samples of {totals.views} views in {totals.shards} shards")
        answers.print(f"{out / MANIFEST}, {out / 'README.md'} and {out / 'contact-sheet.png'} describe them")
        if totals.retried or totals.quarantined:
            print_table("what happened", outcome_rows(manifest, finished_records(out, manifest.recipe)))
    if lost := too_many_lost(manifest):
        raise WorkError(f"{out}: {lost}")


def _digests(record: ShardRecord) -> tuple[str, str]:
    return record.tar.sha256, record.truth.sha256
