"""What happened in a build, as a table; and whether too much was given up."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice

from ...manifests import Manifest, ShardRecord
from ..render.failures import FAILURES, Failure

MOST_SCENES = 20  # are listed one by one


def outcome_rows(manifest: Manifest, records: Iterable[ShardRecord]) -> dict[str, str]:
    """Return label and value: how much there is, what was tried again, and what was given up for which reason."""
    totals, recipe = manifest.totals, manifest.recipe
    rows = {
        "shards": f"{totals.shards} of {sum(split.shards for split in manifest.splits.values())}",
        "scenes": f"{totals.scenes} rendered of {recipe.scenes}",
        "tried again": _counted(totals.retried),
        "quarantined": _counted(totals.quarantined),
    }
    rows |= {name: FAILURES[Failure(name)].about for name in sorted(totals.retried | totals.quarantined)}
    return rows | dict(islice(_lost(records), MOST_SCENES) if totals.quarantined else ())


def in_words(failure: str) -> str:
    """Return what a class of failures means, or its name where it is none of ours."""
    return FAILURES[Failure(failure)].about if failure in list(Failure) else failure


def too_many_lost(manifest: Manifest) -> str:
    """Say that more scenes are in quarantine than the recipe allows; "" where that is not so."""
    lost, recipe = sum(manifest.totals.quarantined.values()), manifest.recipe
    if lost <= recipe.max_failed_fraction * recipe.scenes:
        return ""
    return (
        f"{lost} of {recipe.scenes} scenes are in quarantine, and max_failed_fraction allows "
        f"{recipe.max_failed_fraction:.2%}; their shards' records say why; build what failed to try it again"
    )


def _lost(records: Iterable[ShardRecord]) -> Iterator[tuple[str, str]]:
    for record in records:
        for lost in record.quarantined:
            tries = f"{lost.tries} tries" if lost.tries > 1 else "1 try"
            yield f"scene {lost.scene} ({record.name})", f"{lost.failure} after {tries}: {lost.message}"


def _counted(classes: dict[str, int]) -> str:
    return ", ".join(f"{count} × {name}" for name, count in classes.items()) or "none"
