"""Plots and figures beside a dataset, in OUT/stats, where its card finds them."""

from __future__ import annotations

import json
from collections.abc import Iterable

from ....manifests import Manifest
from ...dataset.folder import read_manifest
from ...dataset.publish import publish
from ...dataset.storage import Location, read
from .evidence import Figures

FOLDER = "stats"
FIGURES = f"{FOLDER}/figures.json"
SHOWS = {  # in the order of a card, and what each plot is for those who cannot see it
    "tasks.png": "Samples of each task, by split",
    "depth.png": "Histogram of depth",
    "directions.png": "Map of the directions that surfaces face",
    "categories.png": "The categories that most views show",
    "things.png": "How many things views show",
    "sizes.png": "Sizes of the pictures",
    "prompts.png": "Different prompts, and their lengths",
    "languages.png": "Languages of the prompts, by task",
    "rejected.png": "Why cameras were turned down",
    "time.png": "Time of making, by shard",
}


def publish_plots(folder: Location, plots: Iterable[tuple[str, bytes]]) -> list[str]:
    """Write PNG files into a folder, which is made where it is missing, and return their names."""
    return [publish(folder, name, data).path for name, data in plots]


def publish_figures(root: Location, found: dict[str, Figures], plots: list[str]) -> None:
    """Write OUT/stats/figures.json, which says of which samples the plots beside it are."""
    content = {"tasks": read_manifest(root).totals.tasks, "plots": plots, "figures": found}
    publish(root, FIGURES, json.dumps(content, indent=1).encode())


def plots_of(root: Location, manifest: Manifest) -> list[str]:
    """Return the paths of the plots below OUT, none where they are of other samples than the dataset now holds."""
    try:
        content = json.loads(read(root, FIGURES))
        same = content["tasks"] == manifest.totals.tasks
        return [f"{FOLDER}/{name}" for name in content["plots"] if name in SHOWS] if same else []
    except (OSError, ValueError, KeyError, TypeError):
        return []
