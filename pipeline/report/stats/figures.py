"""How varied a dataset is. `MEASURES` is the one list of figures; what a capability adds to data, it adds here too."""

from __future__ import annotations

from collections.abc import Iterator

from ....manifests import ShardRecord
from ....scenes.errors import RequestError
from ...dataset.folder import finished_records, read_manifest
from ...dataset.storage import Location
from .evidence import DatasetEvidence, Figures, Measure, joined, shard_evidence
from .making import MAKING_MEASURES
from .prompts import PROMPT_MEASURES
from .views import VIEW_MEASURES

MEASURES: dict[str, Measure] = {**VIEW_MEASURES, **PROMPT_MEASURES, **MAKING_MEASURES}


def open_statistics(root: Location) -> list[ShardRecord]:
    """Return the records of a dataset's finished shards; raises RequestError where there are none."""
    manifest = read_manifest(root)
    records = list(finished_records(root, manifest.recipe, manifest.recipe_digest))
    if not records:
        raise RequestError(f"{root}: none of its shards is finished; build it first")
    return records


def evidence_of(root: Location, records: list[ShardRecord]) -> Iterator[DatasetEvidence]:
    """Yield what the figures are made from, shard by shard; `joined` puts it together."""
    return (shard_evidence(root, record) for record in records)


def figures(evidence: DatasetEvidence) -> dict[str, Figures]:
    """Return the figures by title, as far as there are any."""
    if not evidence.views:
        return {}
    return {title: found for title, measure in MEASURES.items() if (found := measure(evidence))}


def statistics(root: Location) -> dict[str, Figures]:
    """Return a dataset's figures by title; raises RequestError where OUT is no dataset."""
    return figures(joined(evidence_of(root, open_statistics(root))))
