"""How varied the prompts are, and whether colours give classes away."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

import numpy as np

from ...tasks.words.counting import word_list
from .evidence import DatasetEvidence, Figures, Measure

WORDS_STEP = 10  # width of a bin of the length histogram
COLOUR_BINS = 2  # a channel is dark or bright, so that there are eight kinds of colours
MIN_EXPECTED = 5  # in each cell of the table of classes and colours; rarer classes are left out


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
        return {"p": "none: too few samples", "classes": len(table), "entries": int(table.sum())}
    result = chi2_contingency(table)
    figures = {"p": float(result.pvalue), "chi_square": float(result.statistic), "degrees_of_freedom": int(result.dof)}
    return {**figures, "classes": len(table), "entries": int(table.sum())}


def _count(field: str) -> Measure:
    return lambda evidence: dict(sorted(Counter(meta[field] for meta in evidence.metas).items()))


def _distinct(field: str) -> Measure:
    """Count different values of a field for each task."""

    def measure(evidence: DatasetEvidence) -> Figures:
        seen: defaultdict[str, set[str]] = defaultdict(set)
        for meta in evidence.metas:
            seen[meta["task"]].add(meta[field])
        return {task: len(values) for task, values in sorted(seen.items())}

    return measure


def _legends(evidence: DatasetEvidence) -> Figures:
    palettes = {meta["palette"] for meta in evidence.metas if meta["task"] == "semantic"}
    return {"distinct": len(palettes)}


def _parameter(task: str, name: str) -> Measure:
    """Share of the values of a codec parameter."""

    def measure(evidence: DatasetEvidence) -> Figures:
        values = Counter(json.loads(meta["codec_parameters"])[name] for meta in evidence.metas if meta["task"] == task)
        return {value: round(count / values.total(), 4) for value, count in sorted(values.items())}

    return measure


def _lengths(evidence: DatasetEvidence) -> Figures:
    bins = Counter(len(word_list(meta["prompt"])) // WORDS_STEP * WORDS_STEP for meta in evidence.metas)
    return {f"{low}-{low + WORDS_STEP - 1}": bins[low] for low in sorted(bins)}


def _class_colours(evidence: DatasetEvidence) -> Figures:
    semantic = [meta for meta in evidence.metas if meta["task"] == "semantic"]
    return class_colour_test(
        (referent["form"], json.loads(meta["palette"])[name])
        for meta in semantic
        for name, referent in json.loads(meta["referents"]).items()
    )


PROMPT_MEASURES: dict[str, Measure] = {
    "samples of each task": _count("task"),
    "samples in each language": _count("language"),
    "distinct prompts": _distinct("prompt"),
    "templates used": _distinct("template"),
    "distinct legends": _legends,
    "share of each colour map": _parameter("depth", "colormap"),
    "share of each convention of normals": _parameter("normals", "convention"),
    "share of each kind of referring expression": _parameter("referring", "kind"),
    "words in a prompt": _lengths,
    "class and colour": _class_colours,
}
