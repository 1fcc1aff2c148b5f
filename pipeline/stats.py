"""How varied a dataset is. `MEASURES` is the one list of figures; what a capability adds to data, it adds here too."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from ..manifests import Recipe
from .out import finished, read_manifest
from .shards import read_tar

Meta = dict[str, Any]  # a sample's KEY.json
Figures = dict[str, int | float | str]

WORDS_STEP = 10  # width of a bin of the length histogram
COLOUR_BINS = 2  # a channel is dark or bright, so that there are eight kinds of colours
MIN_EXPECTED = 5  # in each cell of the table of classes and colours; rarer classes are left out


def statistics(root: Path) -> dict[str, Figures]:
    """Return a dataset's figures by title, as far as there are any; raises RequestError where OUT is no dataset."""
    metas = list(_metas(root, read_manifest(root).recipe))
    return {title: figures for title, measure in MEASURES.items() if (figures := measure(metas))}


def class_colour_test(samples: Iterable[tuple[str, Sequence[int]]]) -> Figures:
    """Return whether colours tell classes apart: a chi-square of class by kind of colour.

    A small `p` (below 0.001) means that they do, and that a model can learn the colours instead of reading them.
    """
    from scipy.stats import chi2_contingency

    counts: defaultdict[str, Counter[int]] = defaultdict(Counter)
    for name, rgb in samples:
        kind = sum((value * COLOUR_BINS // 256) * COLOUR_BINS**axis for axis, value in enumerate(rgb))
        counts[name][kind] += 1
    kinds = COLOUR_BINS**3
    rows = [[counts[name][kind] for kind in range(kinds)] for name in sorted(counts)]
    table = np.array([row for row in rows if sum(row) >= MIN_EXPECTED * kinds])
    table = table[:, table.sum(axis=0) > 0] if table.size else table
    if table.shape[0] < 2 or table.shape[1] < 2:
        return {"classes": len(table), "entries": int(table.sum()), "p": "too few samples"}
    result = chi2_contingency(table)
    figures = {"chi_square": float(result.statistic), "degrees_of_freedom": int(result.dof), "p": float(result.pvalue)}
    return {"classes": len(table), "entries": int(table.sum()), **figures}


def _metas(root: Path, recipe: Recipe) -> Iterator[Meta]:
    for record in finished(root, recipe).values():
        for sample in read_tar((root / record.tar.path).read_bytes()):
            yield json.loads(sample.parts["json"])


def _count(field: str) -> Callable[[list[Meta]], Figures]:
    return lambda metas: dict(sorted(Counter(meta[field] for meta in metas).items()))


def _distinct(field: str) -> Callable[[list[Meta]], Figures]:
    """Count different values of a field for each task."""

    def measure(metas: list[Meta]) -> Figures:
        seen: defaultdict[str, set[str]] = defaultdict(set)
        for meta in metas:
            seen[meta["task"]].add(meta[field])
        return {task: len(values) for task, values in sorted(seen.items())}

    return measure


def _legends(metas: list[Meta]) -> Figures:
    palettes = {meta["palette"] for meta in metas if meta["task"] == "semantic"}
    return {"distinct": len(palettes)}


def _parameter(task: str, name: str) -> Callable[[list[Meta]], Figures]:
    """Share of the values of a codec parameter."""

    def measure(metas: list[Meta]) -> Figures:
        values = Counter(json.loads(meta["codec_parameters"])[name] for meta in metas if meta["task"] == task)
        return {value: round(count / values.total(), 4) for value, count in sorted(values.items())}

    return measure


def _lengths(metas: list[Meta]) -> Figures:
    bins = Counter(len(meta["prompt"].split()) // WORDS_STEP * WORDS_STEP for meta in metas)
    return {f"{low}-{low + WORDS_STEP - 1}": bins[low] for low in sorted(bins)}


def _class_colours(metas: list[Meta]) -> Figures:
    semantic = [meta for meta in metas if meta["task"] == "semantic"]
    return class_colour_test(
        (referent["form"], json.loads(meta["palette"])[name])
        for meta in semantic
        for name, referent in json.loads(meta["referents"]).items()
    )


MEASURES: dict[str, Callable[[list[Meta]], Figures]] = {
    "samples of each task": _count("task"),
    "samples in each language": _count("language"),
    "distinct prompts": _distinct("prompt"),
    "templates used": _distinct("template"),
    "distinct legends": _legends,
    "colour maps": _parameter("depth", "colormap"),
    "conventions of normals": _parameter("normals", "convention"),
    "kinds of referring expressions": _parameter("referring", "kind"),
    "words in a prompt": _lengths,
    "class and colour": _class_colours,
}
