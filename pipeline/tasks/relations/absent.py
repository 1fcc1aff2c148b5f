"""What could be asked for though nothing in sight is it: near misses of what is there, and other things.

A word of another thing, another landmark, or another category; `check.is_absent` judges whether it holds.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import numpy as np

from .forms import Description, Relation, RelationName, Restriction
from .graph import Graph
from .propose import landmark_of, shuffled, words_of

Rng = np.random.Generator
SWAPPED: tuple[RelationName, ...] = ("on", "under", "next to", "left of", "right of")  # relations that may be said of another landmark
RELATED = 0.4  # how often a category that is not in sight gets the place of something that is


def swapped_words(graph: Graph, categories: Sequence[str], rng: Rng) -> Iterator[Description]:
    """Yield a thing in sight with the colour or material of another one: the red chair where chairs are blue."""
    said = list(dict.fromkeys(word for node in graph.things() for word in words_of(node)))
    for node in shuffled(graph.things(), rng):
        known = {word.of for word in words_of(node)}
        for word in shuffled([word for word in said if word.of in known and word.of != "size"], rng):
            yield Description(node.thing.category, (word,))


def swapped_landmarks(graph: Graph, categories: Sequence[str], rng: Rng) -> Iterator[Description]:
    """Yield a thing in sight at the landmark of another one: the vase on the desk where it is on the shelf."""
    edges = graph.named(*SWAPPED)
    for edge in shuffled(edges, rng):
        for other in shuffled([each for each in edges if each.name == edge.name], rng)[:3]:
            landmark = landmark_of(graph, other.landmark)
            if landmark and landmark.category not in (edge.landmark.thing.category, edge.subject.thing.category):
                yield Description(edge.subject.thing.category, (Relation(edge.name, landmark),))


def other_categories(graph: Graph, categories: Sequence[str], rng: Rng) -> Iterator[Description]:
    """Yield categories that are not in sight, some of them where something else is: the mug on the table."""
    places = graph.named("on", "next to")
    for category in categories:
        where: list[Restriction] = []
        if places and rng.random() < RELATED:
            edge = places[int(rng.integers(len(places)))]
            landmark = landmark_of(graph, edge.landmark)
            where = [Relation(edge.name, landmark)] if landmark else []
        yield Description(category, tuple(where))


# The kinds of what is not there, with how often each is drawn.
ABSENT: dict[str, tuple[float, Callable[[Graph, Sequence[str], Rng], Iterator[Description]]]] = {
    "absent word": (2.0, swapped_words),
    "absent relation": (1.0, swapped_landmarks),
    "absent category": (2.0, other_categories),
}
