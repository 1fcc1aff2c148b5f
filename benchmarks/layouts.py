"""Ten scenes of each layout, built as a dataset is: what was accepted, what was rejected and why, and what it cost.

python -m benchmarks.layouts [--scenes 10] [--size 128 96] [--assets NAME] [--layouts room hall]
"""

from __future__ import annotations

import argparse
import tempfile
from collections import Counter
from pathlib import Path

import numpy as np
from rich.console import Console
from rich.table import Table

from cavendish.manifests import Recipe
from cavendish.pipeline.build.driver import open_build, run_on
from cavendish.pipeline.render.limits import RunOptions
from cavendish.pipeline.report.stats.evidence import DatasetEvidence, joined
from cavendish.pipeline.report.stats.figures import evidence_of
from cavendish.pipeline.workers.executor import local_map
from cavendish.scenes.layouts.registry import LAYOUTS

BUNDLED = sorted(LAYOUTS.keys() - {"files"})  # which shows what a user brings


def main() -> None:
    """Build each layout into a folder that is then forgotten, and print a row for it."""
    asked = _arguments()
    table = Table("layout", "views", "rejected", "overlapping", "floating", "things in sight", "categories", "s a view")
    for layout in asked.layouts:
        with tempfile.TemporaryDirectory() as folder:
            recipe = _recipe(layout, asked)
            records = list(run_on(open_build(recipe, Path(folder) / "out"), local_map, RunOptions(device="CPU")))
            seconds = sum(record.seconds for record in records)
            table.add_row(layout, *_figures(joined(evidence_of(Path(folder) / "out", records)), asked.scenes, seconds))
    Console(width=140).print(table)


def _figures(evidence: DatasetEvidence, scenes: int, seconds: float) -> list[str]:
    views = [view for record in evidence.records for view in record.views]
    reasons = Counter(rejection.reason for view in views for rejection in view.rejected)
    accepted = sum(view.attempt >= 0 for view in views)
    assert len({view.scene for view in views}) == scenes
    return [
        f"{accepted} of {len(views)}",
        ", ".join(f"{count}× {reason}" for reason, count in reasons.most_common()) or "none",
        str(sum(scene.overlapping for scene in evidence.scenes)),
        str(sum(scene.floating for scene in evidence.scenes)),
        f"{np.median([view.things for view in evidence.views]):.0f}",
        str(len(frozenset().union(*(view.categories for view in evidence.views)))),
        f"{seconds / len(views):.1f}",
    ]


def _recipe(layout: str, asked: argparse.Namespace) -> Recipe:
    return Recipe.model_validate(
        {
            "name": "layouts",
            "scenes": asked.scenes,
            "views_per_scene": 1,
            "scenes_per_shard": asked.scenes,
            "resolution": asked.size,
            "layouts": {layout: 1.0},
            "quality": "draft",
            "assets": asked.assets,
            "tasks": {"depth": 1.0},
        }
    )


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--scenes", type=int, default=10)
    parser.add_argument("--size", type=int, nargs=2, default=[128, 96])
    parser.add_argument("--assets", nargs="*", default=[])
    parser.add_argument("--layouts", nargs="*", default=BUNDLED, choices=BUNDLED)
    return parser.parse_args()


if __name__ == "__main__":
    main()
