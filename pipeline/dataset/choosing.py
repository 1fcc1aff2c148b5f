"""What a photograph is asked to be learnt from: some of its set's queries, those first that were asked less often."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

import numpy as np

from ...manifests.benchmark import Benchmark
from ...manifests.task_options import InstanceOptions, ReferringOptions, SemanticOptions, TaskOptions
from ..tasks.draw import least_first, ordered
from ..tasks.photographed import instance, referring, semantic
from ..tasks.referring import SEVERAL_SHARE
from ..tasks.task import NOTHING, Answer, Asked
from ..tasks.visible_concepts import prominence
from .example import Example
from .queries import ask_sentences, marks, numbered, told
from .run_lengths import area_px, unpacked

TRIES = 5  # of classes whose instances may not decode


def answer_some(
    benchmark: Benchmark,
    example: Example,
    task: str,
    rng: np.random.Generator,
    options: TaskOptions,
    asked: Asked = NOTHING,
) -> Answer | None:
    """Return an answer to one or several queries of a task; None where a photograph has nothing to ask for."""
    places = [place for place, query in enumerate(example.queries) if query.task == task]
    match options:
        case SemanticOptions() if places and example.labels is not None:
            listed = semantic.choose(example.labels, benchmark.classes, options, asked, rng)
            return told(semantic.ask(example.labels, listed, rng), places[:1]) if listed else None
        case InstanceOptions():
            return _instances(example, _with_absent(example, places, options.negatives, rng), asked, rng)
        case ReferringOptions():
            return _sentences(example, _with_absent(example, places, options.negatives, rng), options, asked, rng)
    return None


def _with_absent(example: Example, places: Sequence[int], negatives: float, rng: np.random.Generator) -> list[int]:
    """Return the queries of what is not there, by the share of them, where there are any; else those of what is."""
    absent = [place for place in places if not example.queries[place].regions]
    wanted = rng.random() < negatives
    return absent if absent and wanted else [place for place in places if marks(example, example.queries[place])]


def _instances(example: Example, places: Sequence[int], asked: Asked, rng: np.random.Generator) -> Answer | None:
    fair = [place for place in places if not _has_crowd(example, place)]
    drawn = ordered({place: _weight(example, place) for place in fair}, rng)
    for place in islice(sorted(drawn, key=lambda each: asked.get(example.queries[each].text, 0)), TRIES):
        query = example.queries[place]
        marked = marks(example, query)
        if given := instance.ask(query.text, example.layered(marked), numbered(marked), rng):
            return told(given, [place])
    return None


def _has_crowd(example: Example, place: int) -> bool:
    """Return whether there are more of a class than are told apart: "each" would be unfair."""
    query = example.queries[place]
    ignored = [example.regions[region] for region in query.ignored]
    return any(region.crowd and region.name == query.text for region in ignored)


def _weight(example: Example, place: int) -> float:
    """Return how readily a class is asked for: small ones rarely, those that are not there all alike."""
    areas_px = [area_px(unpacked(example.regions[region].runs)) for region in marks(example, example.queries[place])]
    return max(prominence(sum(areas_px) / (example.shape[0] * example.shape[1])), 1e-6) if areas_px else 1.0


def _sentences(
    example: Example, places: Sequence[int], options: ReferringOptions, asked: Asked, rng: np.random.Generator
) -> Answer | None:
    """Ask for one region, or for two or three that are not the same."""
    text = {place: referring.spoken(example.queries[place].text) for place in places}
    tried = least_first([place for place in places if text[place]], {p: asked.get(text[p], 0) for p in places}, rng)
    if not tried:
        return None
    wanted = int(rng.integers(2, 4)) if rng.random() < SEVERAL_SHARE else 1
    chosen = list(islice(_apart(example, tried, text), wanted))
    casual = bool(rng.random() < options.casual)
    given = ask_sentences(example, chosen, rng, casual)
    if given is None:
        chosen = chosen[:1]
        given = ask_sentences(example, chosen, rng)
    return told(given, chosen) if given else None


def _apart(example: Example, places: Sequence[int], text: dict[int, str]) -> Iterator[int]:
    """Yield the queries that share neither region nor words with one before."""
    taken: set[int] = set()
    said: set[str] = set()
    for place in places:
        regions = set(example.queries[place].regions)
        if taken.isdisjoint(regions) and text[place] not in said:
            taken |= regions
            said.add(text[place])
            yield place
