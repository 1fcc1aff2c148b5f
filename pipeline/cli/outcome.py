"""What commands that render say before they begin, and in the end."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import TYPE_CHECKING

from ..terminal.console import answers, log, print_table
from ..terminal.plaintext import counted

if TYPE_CHECKING:
    from ...manifests import FileWarning, Recipe, ShardRecord
    from ..dataset.plan import ShardPlan
    from ..dataset.storage import Location
    from ..dataset.verify import Fault


def warn(name: str, recipe: Recipe) -> None:
    """Say what is allowed and still likely to hurt."""
    from ..dataset.samples import unspoken

    for warning in (*recipe.warnings(), *unspoken(recipe)):
        log.print(f"warning: {name}: {warning}", markup=False)


def warn_of_files(warnings: Iterable[FileWarning]) -> None:
    """Say what is amiss with scene files."""
    for warning in warnings:
        log.print(f"warning: {warning.file}: {warning.message}", markup=False)


def say_what_runs(recipe: Recipe) -> None:
    """Name the user's Python files before they are run."""
    for path in recipe.own_layouts:
        log.print(f"running {path}", markup=False)


def describe(record: ShardRecord) -> str:
    """Return a line about a finished shard."""
    return f"{record.name}: {counted(record.samples, 'samples')} in {record.seconds:.0f} s"


def checked_line(result: tuple[ShardPlan, list[Fault]]) -> str:
    """Return a line about a verified shard."""
    plan, faults = result
    return f"{plan.name}: {counted(len(faults), 'faults')}"


def report(out: Location, as_json: bool) -> None:
    """Print what the dataset now holds; raises WorkError where too many scenes are missing from it."""
    from ..build.build import check_outcome
    from ..dataset.folder import MANIFEST, finished_records, read_manifest
    from ..report.outcome import outcome_rows

    manifest = read_manifest(out)
    totals = manifest.totals
    if as_json:
        print(json.dumps(totals.model_dump(mode="json")))
    else:
        held = f"{counted(totals.samples, 'samples')} of {counted(totals.views, 'views')}"
        answers.print(f"{out}: {held} in {counted(totals.shards, 'shards')}")
        described = [out / MANIFEST, out / "README.md", *([out / "contact-sheet.png"] if totals.views else [])]
        answers.print(f"{', '.join(map(str, described[:-1]))} and {described[-1]} describe them")
        if totals.retried or totals.quarantined:
            print_table("what happened", outcome_rows(manifest, finished_records(out, manifest.recipe)))
    check_outcome(out, manifest)
