"""What it took to make a dataset, and whose work it shows."""

from __future__ import annotations

from collections import Counter

import numpy as np

from ....manifests import ShardRecord
from ...render.attribution import works
from ..outcome import in_words
from .evidence import DatasetEvidence, Figures, Measure


def seconds_per_view(record: ShardRecord) -> float:
    """Return the time that a shard took, by its accepted views (all of it where there are none)."""
    return record.seconds / max(1, sum(view.attempt >= 0 for view in record.views))


def _time(evidence: DatasetEvidence) -> Figures:
    """Wall-clock time of rendering and encoding; shards that ran side by side all count."""
    each = [seconds_per_view(record) for record in evidence.records]
    slowest = evidence.records[int(np.argmax(each))]
    return {
        "worker hours": round(sum(record.seconds for record in evidence.records) / 3600, 3),
        "seconds a view, median of the shards": round(float(np.median(each)), 2),
        "seconds a view, slowest shard": round(max(each), 2),
        "slowest shard": slowest.name,
    }


def _failures(evidence: DatasetEvidence) -> Figures:
    given_up = Counter(each.failure for record in evidence.records for each in record.quarantined)
    again = Counter(each.failure for record in evidence.records for each in record.retries)
    return {
        **{f"given up: {in_words(failure)}": count for failure, count in given_up.most_common()},
        **{f"tried again: {in_words(failure)}": count for failure, count in again.most_common()},
    }


def _devices(evidence: DatasetEvidence) -> Figures:
    return dict(Counter(record.platform.device for record in evidence.records).most_common())


def _licences(evidence: DatasetEvidence) -> Figures:
    """Count works by licence; one that shards share counts once."""
    lines = {line for record in evidence.records for line in record.licences}
    return dict(Counter(work.licence for work in works(lines)).most_common())


MAKING_MEASURES: dict[str, Measure] = {
    "time of making": _time,
    "scenes that failed": _failures,
    "shards by device": _devices,
    "works of others by licence": _licences,
}
