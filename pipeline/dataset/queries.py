"""What is asked of a photograph: prompts and targets for the queries of its set, and whether they are right.

A target shows what is known, grey (depth, normals) or as what is unlisted where nothing is; scores are made from the
truth itself. Of several annotators it shows what the first marked. Masks are asked in English, in the set's own words.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from unicodedata import category

import numpy as np

from ...manifests.benchmark import Benchmark
from ...scenes.seeds import Stream, generator
from ..tasks import depth, normals
from ..tasks.photographed import instance, referring, semantic
from ..tasks.registry import TASKS
from ..tasks.task import Answer
from .example import Example, Query
from .keys import MOST_QUERIES

COLORMAP, CONVENTION = "cube", "vision-banana"  # the only ones that can say that something is unknown
MASKS = ("semantic", "instance", "referring")
CONTROL = "Cc"  # of Unicode's categories
QUERIES = "queries"  # the metadata's parameter: a JSON list of places in the example's queries


def answer_query(benchmark: Benchmark, example: Example, place: int, rng: np.random.Generator) -> Answer:
    """Return the prompt of a test's query, in words drawn by chance, and what is known of the answer.

    Of classes, the words and colours depend on chance and the set alone. Raises ValueError where nothing can be asked.
    """
    query = example.queries[place]
    match query.task:
        case "depth":
            return depth.ask(example.frame("depth"), rng, "en", COLORMAP)
        case "normals":
            return normals.ask(example.frame("normals"), rng, "en", CONVENTION)
        case "semantic" if example.labels is not None:
            listed = dict(enumerate(benchmark.classes, 1))
            return told(semantic.ask(example.labels, listed, rng), [place])
        case "instance":
            marked = marks(example, query)
            given = instance.ask(query.text, example.layered(marked), numbered(marked), rng, test=True)
        case "referring":
            given = ask_sentences(example, [place], rng)
        case _:
            given = None
    if given is None:
        raise ValueError(f"no prompt can ask {query.text[:60]!r} of it, by {query.task}")
    return told(given, [place])


def fixed_prompt(benchmark: Benchmark, root: int) -> str:
    """Return how a test asks all its pictures for their classes, given `Recipe.prompt_root`; "" where it does not."""
    if "semantic" not in benchmark.tasks:
        return ""
    return semantic.ask(np.zeros((1, 1), np.uint16), dict(enumerate(benchmark.classes, 1)), fixed(root)).prompt


def fixed(root: int) -> np.random.Generator:
    """Return the generator of the one prompt that a test asks of all its pictures."""
    return generator(root, 0, Stream.FIXED_PROMPT)


def query_faults(
    benchmark: Benchmark, example: Example, task: str, given: Answer, test: int | None = None
) -> list[str]:
    """Compare a sample's prompt and target with what is known, one sentence for each fault.

    `test` is the place of the query that a test must have asked; None where any of the task may have been.
    """
    if task not in MASKS:
        return TASKS[task].faults(example.frame(task), given)
    places = places_of(given)
    if not places or any(not 0 <= place < len(example.queries) for place in places) or test not in (None, *places):
        return [f"the metadata say that queries {places} were asked, of {len(example.queries)}"]
    asked = [example.queries[place] for place in places]
    if wrong := next((query for query in asked if query.task != task), None):
        return [f"the metadata say that a query of {wrong.task} was asked"]
    match task:
        case "semantic":
            return _semantic_faults(benchmark, example, given, test is not None)
        case "instance":
            marked = marks(example, asked[0])
            layers = example.layered(marked)
            return instance.faults(asked[0].text, layers, numbered(marked), given, test is not None)
    return referring.faults(sentences(example, places), example.layered(_marked(example, places)), given)


def check_queries(benchmark: Benchmark, example: Example) -> Example:
    """Return it, or raise ValueError where it says what its set does not: other classes, other tasks, no words."""
    places = dict(enumerate(benchmark.classes, 1))
    if wrong := [label for label, name in example.names.items() if places.get(label) != name]:
        raise ValueError(
            f"label {wrong[0]} is {example.names[wrong[0]]!r}, and the set's class {places.get(wrong[0])!r}"
        )
    if len(example.queries) > MOST_QUERIES:
        raise ValueError(f"it has {len(example.queries)} queries, and may have {MOST_QUERIES}")
    for query in example.queries:
        if query.task not in benchmark.tasks:
            raise ValueError(f"a query is of {query.task}, and the set of {', '.join(benchmark.tasks)}")
        if query.task in ("instance", "referring") and not referring.spoken(query.text):
            raise ValueError(f"a query of {query.task} has no words")
        if any(category(sign) == CONTROL for sign in referring.spoken(query.text)):
            raise ValueError(f"a query of {query.task} has a control character: {query.text[:60]!r}")
    return example


def marks(example: Example, query: Query) -> tuple[int, ...]:
    """Return the regions of a query that its first annotator marked, by place."""
    return tuple(place for place in query.regions if not example.regions[place].annotator)


def numbered(places: Sequence[int]) -> tuple[int, ...]:
    """Return the numbers that regions have in what `Example.layered` returns, and in metadata."""
    return tuple(place + 1 for place in places)


def sentences(example: Example, places: Sequence[int]) -> dict[str, tuple[int, ...]]:
    """Return the sentences of queries, as prompts have them, with the numbers of the regions that each means."""
    asked = [example.queries[place] for place in places]
    return {referring.spoken(query.text): numbered(marks(example, query)) for query in asked}


def ask_sentences(
    example: Example, places: Sequence[int], rng: np.random.Generator, casual: bool = False
) -> Answer | None:
    """Ask for the regions of several queries in one prompt; None where no prompt reads back."""
    said = sentences(example, places)
    return referring.ask(said, example.layered(_marked(example, places)), rng, casual) if all(said) else None


def told(given: Answer, places: Sequence[int]) -> Answer:
    """Return an answer whose parameters say which queries it is of."""
    return replace(given, parameters=given.parameters | {QUERIES: json.dumps(list(places))})


def places_of(given: Answer) -> list[int]:
    """Return which queries an answer is of; [] where its parameters do not say it."""
    places = json.loads(str(given.parameters.get(QUERIES, "[]")))
    whole = isinstance(places, list) and all(type(place) is int for place in places)
    return places if whole else []


def _marked(example: Example, places: Sequence[int]) -> list[int]:
    return sorted({region for place in places for region in marks(example, example.queries[place])})


def _semantic_faults(benchmark: Benchmark, example: Example, given: Answer, test: bool) -> list[str]:
    if example.labels is None:
        return ["nothing is known of its semantic"]
    listed = given.palette.keys() - {""}
    if test and benchmark.prompt and given.prompt != benchmark.prompt:
        return ["the prompt is not the one that the manifest says this test asks"]
    if test and listed != set(benchmark.classes):
        return [f"a test lists all {len(benchmark.classes)} classes of its set, and the metadata {len(listed)}"]
    return semantic.faults(example.labels, benchmark.classes, given)
