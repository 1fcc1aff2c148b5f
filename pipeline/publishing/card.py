"""The card of a published dataset: that of OUT, with how it is got, and how its scenes are spread over the layouts."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence

from ...manifests import Manifest, ShardRecord
from ..dataset.storage import Location
from ..report.card import dataset_card
from ..report.card_samples import samples_of
from ..report.card_use import fenced
from ..report.markdown import escaped, table
from ..report.stats.published import plots_of

LOADED = """\
from datasets import load_dataset

data = load_dataset({repo}, split={split}, streaming=True)"""
DOWNLOADED = """\
hf download {repo} --repo-type dataset --local-dir out
cavendish verify out"""


def published_card(
    root: Location, manifest: Manifest, records: Sequence[ShardRecord], repo: str, licence: str, with_truth: bool
) -> str:
    """Return the card as Markdown; `licence` is Hugging Face's name for that of its maker, "" where none is given."""
    sections = (_getting(manifest, repo, with_truth), _statistics(records))
    return dataset_card(manifest, plots_of(root, manifest), False, samples_of(root, manifest), sections, licence)


def _getting(manifest: Manifest, repo: str, with_truth: bool) -> str:
    split = next((name for name, totals in manifest.splits.items() if totals.shards), "train")
    parts = ["## Getting it", fenced(LOADED.format(repo=json.dumps(repo), split=json.dumps(split)), "python")]
    if with_truth:
        parts += [
            "Whole, with its exact truth, to verify, score and re-encode:",
            fenced(DOWNLOADED.format(repo=repo), ""),
        ]
    return "\n\n".join(parts)


def _statistics(records: Iterable[ShardRecord]) -> str:
    """Return what the records count: scenes of each layout, and how many things a scene of it holds on average."""
    scenes, things, views = Counter[str](), Counter[str](), Counter[str]()
    for record in records:
        layout_of = {scene.scene: scene.layout for scene in record.scenes}
        views.update(layout_of[view.scene] for view in record.views if view.attempt >= 0 and view.scene in layout_of)
        for scene in record.scenes:
            scenes[scene.layout] += 1
            things[scene.layout] += scene.objects
    rows = [
        (escaped(name), f"{count:,}", f"{views[name]:,}", f"{things[name] / count:.0f}")
        for name, count in scenes.most_common()
    ]
    return "## Statistics\n\n" + table(("layout", "scenes", "views", "things a scene"), rows) if rows else ""
