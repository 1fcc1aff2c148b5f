"""What a command that made a dataset says in the end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..terminal.console import answers, print_table

if TYPE_CHECKING:
    from ...manifests import ShardRecord
    from ..dataset.storage import Location


def describe(record: ShardRecord) -> str:
    """Return a line about a finished shard."""
    return f"{record.name}: {record.samples} samples in {record.seconds:.0f} s"


def report(out: Location, as_json: bool) -> None:
    """Print what the dataset now holds; raises WorkError where too many scenes are missing from it."""
    from ..build.build import check_outcome
    from ..dataset.folder import MANIFEST, finished_records, read_manifest
    from ..report.outcome import outcome_rows

    manifest = read_manifest(out)
    totals = manifest.totals
    if as_json:
        print(totals.model_dump_json())
    else:
        answers.print(f"{out}: {totals.samples} samples of {totals.views} views in {totals.shards} shards")
        answers.print(f"{out / MANIFEST}, {out / 'README.md'} and {out / 'contact-sheet.png'} describe them")
        if totals.retried or totals.quarantined:
            print_table("what happened", outcome_rows(manifest, finished_records(out, manifest.recipe)))
    check_outcome(out, manifest)
