"""What prompts say, in words: how many different ones, how long, and how that compares to published expressions."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from ...tasks.words.counting import word_list
from .evidence import DatasetEvidence, Figures, Measure

# Mean words of an expression: RefCOCO and RefCOCOg as the catalogue of TensorFlow Datasets states them (ref_coco),
# RefCOCO+ by Yu et al., Modeling Context in Referring Expressions (arXiv 1608.00272).
PUBLISHED_LENGTHS = {"RefCOCO": 3.5, "RefCOCO+": 3.5, "RefCOCOg": 8.4}
NAMING = ("semantic", "instance", "referring")  # the tasks whose prompts name things
NEGATIVE = ("instance", "referring")  # those that may ask for one thing that is not there

Meta = Mapping[str, Any]
Spoken = dict[str, Counter[str]]  # texts, with how often each is said, by task, or task and language


def phrases_of(meta: Meta) -> Iterator[str]:
    """Yield what a sample's prompt calls what it asks for: class names, or referring expressions."""
    if meta["task"] in NAMING:
        yield from json.loads(meta["referents"])


def is_negative(meta: Meta) -> bool:
    """Return whether a sample asks for what is not in sight, and for nothing else."""
    return not any(referent["instances"] for referent in json.loads(meta["referents"]).values())


def _spoken(metas: Iterable[Meta], whole: bool) -> Spoken:
    """Return the phrases, or the whole prompts, by task; by language too where there are several."""
    every = tuple(metas)
    several = len({meta["language"] for meta in every}) > 1
    said: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for meta in every:
        name = f"{meta['task']}, {meta['language']}" if several else meta["task"]
        said[name].update([meta["prompt"]] if whole else phrases_of(meta))
    return {name: texts for name, texts in sorted(said.items()) if texts}


def _different(evidence: DatasetEvidence) -> Figures:
    return {name: len(texts) for name, texts in _spoken(evidence.metas, whole=False).items()}


def _types(whole: bool) -> Measure:
    def measure(evidence: DatasetEvidence) -> Figures:
        spoken = _spoken(evidence.metas, whole)
        return {name: len({word for text in texts for word in word_list(text)}) for name, texts in spoken.items()}

    return measure


def _tokens(whole: bool) -> Measure:
    def measure(evidence: DatasetEvidence) -> Figures:
        return {name: _length(texts) for name, texts in _spoken(evidence.metas, whole).items()}

    return measure


def _mean_lengths(whole: bool) -> Measure:
    def measure(evidence: DatasetEvidence) -> Figures:
        spoken = _spoken(evidence.metas, whole)
        means: Figures = {name: round(_length(texts) / texts.total(), 2) for name, texts in spoken.items()}
        beside = not whole and any(name.startswith("referring") for name in means)
        return means | (PUBLISHED_LENGTHS if beside else {})

    return measure


def _negatives(evidence: DatasetEvidence) -> Figures:
    asked, absent = (
        Counter(meta["task"] for meta in evidence.metas if meta["task"] in NEGATIVE and (every or is_negative(meta)))
        for every in (True, False)
    )
    return {task: round(absent[task] / count, 4) for task, count in sorted(asked.items())}


def _length(texts: Counter[str]) -> int:
    return sum(count * len(word_list(text)) for text, count in texts.items())


PHRASE_MEASURES: dict[str, Measure] = {
    "distinct phrases": _different,
    "word types in phrases": _types(whole=False),
    "word tokens in phrases": _tokens(whole=False),
    "mean words in a phrase": _mean_lengths(whole=False),
    "word types in prompts": _types(whole=True),
    "word tokens in prompts": _tokens(whole=True),
    "mean words in a prompt": _mean_lengths(whole=True),
    "share of negatives": _negatives,
}
