"""Commands that render: build and regenerate; and status, which says how that goes."""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ...scenes.errors import RequestError, WorkError
from ..terminal.console import answers, following, log
from ..terminal.plaintext import one_line
from .options import (
    Address,
    Anonymous,
    AsJson,
    Backend,
    Cpus,
    Device,
    Gpus,
    LogFile,
    Memory,
    Mixed,
    Nice,
    OutArg,
    RecipeArg,
    ShardTimeout,
    Strict,
    Workers,
)
from .outcome import checked_line, report, say_what_runs, warn

if TYPE_CHECKING:
    from ..build.driver import Build
    from ..dataset.plan import Plans
    from ..dataset.storage import Location
    from ..monitor.events import Observer
    from ..workers.resources import Resources


def build(
    recipe: RecipeArg,
    out: OutArg,
    workers: Workers = 1,
    address: Address = "",
    cpus_per_worker: Cpus = None,
    gpus_per_worker: Gpus = None,
    shard_timeout_s: ShardTimeout = None,
    memory_per_worker_gb: Memory = None,
    nice: Nice = 5,
    device: Device = Backend.AUTO,
    mixed_platforms: Mixed = False,
    anonymous: Anonymous = False,
    only_failed: Annotated[
        bool, typer.Option("--only-failed", help="Try again the scenes that were given up.")
    ] = False,
    strict: Strict = False,
    log_file: LogFile = None,
    as_json: AsJson = False,
) -> None:
    """Render a recipe into OUT. Run again to resume: finished shards are kept.

    Example: cavendish build rooms.yaml out --workers 2
    """
    from ...manifests import load_recipe
    from ..build.build import run
    from ..build.driver import open_build
    from ..workers.file_trial import refuse_warnings

    asked = load_recipe(recipe)
    warn(recipe, asked)
    work = open_build(asked, out, only_failed)
    log.print(f"{asked.name}: {work.done} of {work.done + len(work.pending)} shards are there", markup=False)
    say_what_runs(work.recipe)
    if strict:
        refuse_warnings(asked)
    resources: Resources = {
        "workers": workers,
        "address": address,
        "cpus_per_worker": cpus_per_worker,
        "gpus_per_worker": gpus_per_worker,
        "device": device,
        "shard_timeout_s": shard_timeout_s,
        "memory_per_worker_gb": memory_per_worker_gb,
        "nice": nice,
        "mixed_platforms": mixed_platforms,
        "anonymous": anonymous,
    }
    with _watched(work, log_file) as observe:
        deque(run(work, observe, **resources), maxlen=0)
    report(out, as_json)


def regenerate(
    out: OutArg,
    shards: Annotated[str, typer.Option(help="Shard numbers, for example 3,7-9.")] = "",
    corrupt: Annotated[bool, typer.Option("--corrupt", help="The shards in which `verify` finds faults.")] = False,
    recipe: Annotated[
        str, typer.Option(metavar="FILE", help="The recipe that OUT was built from: its layouts may run.")
    ] = "",
    trust_code: Annotated[
        bool, typer.Option("--trust-code", help="Run the Python files that OUT's manifest names as layouts.")
    ] = False,
    workers: Workers = 1,
    address: Address = "",
    cpus_per_worker: Cpus = None,
    gpus_per_worker: Gpus = None,
    shard_timeout_s: ShardTimeout = None,
    memory_per_worker_gb: Memory = None,
    nice: Nice = 5,
    device: Device = Backend.AUTO,
    mixed_platforms: Mixed = False,
    anonymous: Anonymous = False,
    log_file: LogFile = None,
    as_json: AsJson = False,
) -> None:
    """Make lost or damaged shards again, byte for byte, from the manifest in OUT.

    Example: cavendish regenerate out --shards 3,7-9
    """
    from ..build.build import run_again
    from ..build.driver import open_regeneration

    if bool(shards) == corrupt:
        raise RequestError(f"regenerate {out}: give either --shards, for example 3,7-9, or --corrupt")
    work = open_regeneration(
        out, lambda plans: _faulty(out, plans) if corrupt else _selected(plans, shards), trust_code, recipe or None
    )
    say_what_runs(work.recipe)
    resources: Resources = {
        "workers": workers,
        "address": address,
        "cpus_per_worker": cpus_per_worker,
        "gpus_per_worker": gpus_per_worker,
        "device": device,
        "shard_timeout_s": shard_timeout_s,
        "memory_per_worker_gb": memory_per_worker_gb,
        "nice": nice,
        "mixed_platforms": mixed_platforms,
        "anonymous": anonymous,
    }
    with _watched(work, log_file) as observe:
        deque(run_again(work, observe, **resources), maxlen=0)
    report(out, as_json)


def status(out: OutArg, as_json: AsJson = False) -> None:
    """Say how the build of OUT goes or went; from any machine that sees OUT.

    Example: cavendish status out
    """
    from datetime import UTC, datetime

    from ..monitor.live_view import view
    from ..monitor.status import last_status, state

    now, last = datetime.now(UTC), last_status(out)
    how, fault = state(last, now)
    if as_json:
        print(json.dumps({"state": how, **last.model_dump(mode="json")}))
    else:
        answers.print(view(last, now), *map(one_line, last.recent), sep="\n")
        if not fault:
            answers.print(how)
    if fault:
        raise WorkError(f"{out}: {fault}")


def _selected(plans: Plans, shards: str) -> Plans:
    from ..dataset.folder import select_shards

    return select_shards(shards, plans)


def _faulty(out: Location, plans: Plans) -> Plans:
    from ..dataset.verify import faulty, verify_shards

    results = following(verify_shards(out), len(plans), checked_line)
    return faulty(plans, results)


@contextmanager
def _watched(work: Build, log_file: Path | None) -> Iterator[Observer]:
    """Show how a build goes, and write its events to the log where one is asked for."""
    from ..monitor.event_log import logging_to
    from ..monitor.events import to_all
    from ..monitor.live_view import shown

    with ExitStack() as stack:
        written = [stack.enter_context(logging_to(log_file))] if log_file else []
        yield to_all(*written, stack.enter_context(shown(log, len(work.pending))))
