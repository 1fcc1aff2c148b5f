"""How varied a dataset is. `MEASURES` is the one list of figures; what a capability adds to data, it adds here too."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from ....manifests import ShardRecord
from ....scenes.errors import RequestError
from ...dataset.checked import told_as_damage
from ...dataset.contents import plan_of
from ...dataset.folder import read_manifest, read_records, recorded, select_shards
from ...dataset.plan import Plans, plan_shards
from ...dataset.storage import Location
from ...workers.pool import map_in_order
from .evidence import DatasetEvidence, Figures, Measure, joined, shard_evidence
from .making import MAKING_MEASURES
from .people import PEOPLE_MEASURES
from .phrases import PHRASE_MEASURES
from .prompts import PROMPT_MEASURES
from .views import VIEW_MEASURES

MEASURES: dict[str, Measure] = {
    **VIEW_MEASURES,
    **PEOPLE_MEASURES,
    **PROMPT_MEASURES,
    **PHRASE_MEASURES,
    **MAKING_MEASURES,
}


def open_statistics(root: Location, shards: str = "") -> list[ShardRecord]:
    """Return the records of a dataset's finished shards, or of those such as "3,7-9"; raises RequestError for none."""
    manifest = read_manifest(root)
    if shards:
        names = select_shards(shards, plan_shards(manifest.recipe)).names()
        records = list(read_records(root, names, manifest.recipe_digest))
    else:
        records = list(recorded(root, manifest.recipe, manifest.recipe_digest))
    if not records:
        raise RequestError(f"{root}: none of {'these' if shards else 'its'} shards is finished; build it first")
    return records


def evidence_of(root: Location, records: list[ShardRecord], jobs: int | None = 1) -> Iterator[DatasetEvidence]:
    """Yield what the figures are made from, shard by shard; `joined` puts it together.

    `jobs` processes read, None for as many as there are cores. Raises DamageError.
    """
    plans = plan_shards(read_manifest(root).recipe)
    return map_in_order(partial(_evidence, root, plans), records, len(records), jobs)


def _evidence(root: Location, plans: Plans, record: ShardRecord) -> DatasetEvidence:
    return shard_evidence(root, plan_of(plans, record), record)


def figures(evidence: DatasetEvidence) -> dict[str, Figures]:
    """Return the figures by title, as far as there are any; raises DamageError where samples make no sense."""
    if not evidence.views:
        return {}
    with told_as_damage("a shard"):
        return {title: found for title, measure in MEASURES.items() if (found := measure(evidence))}


def statistics(root: Location) -> dict[str, Figures]:
    """Return a dataset's figures by title; raises RequestError where OUT is no dataset."""
    return figures(joined(evidence_of(root, open_statistics(root))))
