"""What could be asked for though nothing in sight is it: near misses of what is there, and other things.

A word of another thing, another landmark, or another category; `check.is_absent` judges whether it holds.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

import numpy as np

from ..words.language import concepts
from .conditions import OPPOSITES
from .forms import TEXT, Description, Printed, Relation, RelationName, State, StateWord
from .graph import Graph, Node
from .propose import landmark_of, shuffled, words_of
from .suggest_people import absent_belongings, absent_people
from .vocabulary import repeats

Rng = np.random.Generator
# Relations that may be said of another landmark.
SWAPPED: tuple[RelationName, ...] = ("on", "under", "next to", "left of", "right of")
# By category, how animals may stand of which none does.
POSTURES: dict[str, tuple[StateWord, ...]] = {
    **dict.fromkeys(("dog", "cat"), ("sitting", "lying", "standing")),
    **dict.fromkeys(("cow", "sheep"), ("grazing", "lying", "standing")),
    "horse": ("grazing", "lying"),
    **dict.fromkeys(("pigeon", "sparrow", "chicken"), ("pecking",)),
    "duck": ("swimming",),
}
RELATED = 0.4  # how often a category that is not in sight gets the place of something that is


def swapped_words(graph: Graph, categories: Sequence[str], rng: Rng) -> Iterator[Description]:
    """Yield a thing in sight with the colour of another one, or its material if they are of a sort.

    So it is a red chair where chairs are blue, and a metal one where tables are; a paper one is no near miss.
    """
    for node in shuffled(graph.things(), rng):
        known = {word.of for word in words_of(node)} - {"size"}
        said = {word: other for other in graph.things() for word in words_of(other) if word.of in known}
        for word in shuffled(list(said), rng):
            near = word.of == "colour" or _are_kin(said[word], node.thing.category)
            if near and not repeats(word.word, node.thing.category):
                yield Description(node.thing.category, (word,))


def swapped_landmarks(graph: Graph, categories: Sequence[str], rng: Rng) -> Iterator[Description]:
    """Yield a thing in sight at the landmark of another one: the vase on the desk where it is on the shelf."""
    edges = graph.named(*SWAPPED)
    for edge in shuffled(edges, rng):
        for other in shuffled([each for each in edges if each.name == edge.name], rng)[:3]:
            landmark = landmark_of(graph, other.landmark)
            if landmark and landmark.category not in (edge.landmark.thing.category, edge.subject.thing.category):
                yield Description(edge.subject.thing.category, (Relation(edge.name, landmark),))


def swapped_states(graph: Graph, categories: Sequence[str], rng: Rng) -> Iterator[Description]:
    """Yield things in sight in a state that none of them is in: the open laptop where all are closed, the lying cat."""
    states = {(node.thing.category, node.thing.words.state) for node in graph.things() if node.thing.words.state}
    for category, state in shuffled(sorted(states), rng):
        others = [OPPOSITES[state]] if state in OPPOSITES else POSTURES.get(category, ())
        yield from (Description(category, (State(other),)) for other in shuffled(others, rng) if other != state)


def swapped_texts(graph: Graph, categories: Sequence[str], rng: Rng) -> Iterator[Description]:
    """Yield things with text on them that says what another thing's says, or the next number."""
    written = [node for node in graph.things() if node.thing.lettering and re.fullmatch(TEXT, node.thing.words.text)]
    for node in shuffled(written, rng):
        own = node.thing.words.text
        near = str(int(own) + 1) if own.isdigit() else next((n.thing.words.text for n in shuffled(written, rng)), own)
        if near != own:
            yield Description(node.thing.category, (Printed(near),))


def other_categories(graph: Graph, categories: Sequence[str], rng: Rng) -> Iterator[Description]:
    """Yield categories that are not in sight, some of them where things of a sort are: the mug on the table."""
    for category in categories:
        edges = [edge for edge in graph.named("on", "next to") if _are_kin(edge.subject, category)]
        edge = edges[int(rng.integers(len(edges)))] if edges and rng.random() < RELATED else None
        landmark = landmark_of(graph, edge.landmark) if edge else None
        yield Description(category, (Relation(edge.name, landmark),) if edge and landmark else ())


def _are_kin(node: Node, category: str) -> bool:
    """Return whether a thing and a category are of a sort: one category, or two of one super-category."""
    pair = {node.thing.category, category}
    return len(pair) == 1 or any(pair <= covered for covered in concepts().merged.values())


# The kinds of what is not there, with how often each is drawn.
ABSENT: dict[str, tuple[float, Callable[[Graph, Sequence[str], Rng], Iterator[Description]]]] = {
    "absent word": (2.0, swapped_words),
    "absent relation": (1.0, swapped_landmarks),
    "absent condition": (1.0, swapped_states),
    "absent text": (1.0, swapped_texts),
    "absent category": (2.0, other_categories),
    "absent person": (4.0, absent_people),
    "absent deed": (2.0, absent_belongings),
}
