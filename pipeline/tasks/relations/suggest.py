"""What could be said in more than plain words: exceptions, negations, subsets, comparisons, states, several facts."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import combinations
from typing import get_args

import numpy as np

from .evidence import heights_m
from .forms import (
    TEXT,
    Attribute,
    Closest,
    Comparative,
    Compared,
    Description,
    Except,
    Extreme,
    Foremost,
    Not,
    Printed,
    Relation,
    RelationName,
    State,
    Superlative,
)
from .graph import Edge, Graph, Node
from .propose import Proposal, Rng, landmark_of, shuffled, words_of
from .stances import STANCES
from .states import TOPS
from .vocabulary import noun

MOST = 6  # things that others are compared with, or facts about one, before another group has its turn
MAX_SUBSET = 4
Telling = Attribute | Relation | Extreme | State
SIMILAR = 3.0  # how many times longer than the other one of two things may be that people compare
RELATED = get_args(RelationName)
ORDERS: dict[Superlative, Callable[[Node], float]] = {
    "nearest": lambda node: node.range_m,
    "farthest": lambda node: -node.range_m,
    "leftmost": lambda node: node.u,
    "rightmost": lambda node: -node.u,
    "largest": lambda node: -float(np.prod(node.thing.box.size_m)),
    "smallest": lambda node: float(np.prod(node.thing.box.size_m)),
}
COMPARISONS: dict[Comparative, Callable[[Node, Node], bool]] = {
    "taller": lambda a, b: _height_m(a) > _height_m(b),
    "shorter": lambda a, b: _height_m(a) < _height_m(b),
    "larger": lambda a, b: ORDERS["largest"](a) < ORDERS["largest"](b),
    "smaller": lambda a, b: ORDERS["largest"](a) > ORDERS["largest"](b),
    "nearer": lambda a, b: a.range_m < b.range_m,
    "farther": lambda a, b: a.range_m > b.range_m,
}


def exceptions(graph: Graph, rng: Rng) -> Iterator[Proposal]:
    """Yield all of three or more of a category but one: "every chair except the red one"."""
    for group in shuffled([group for group in _groups(graph) if len(group) > 2], rng):
        for part, held in _telling(graph, group, rng):
            if len(held) == 1:
                others = Description(group[0].thing.category, (part,))
                yield _described(group, [node for node in group if node not in held], Except(others))


def negations(graph: Graph, rng: Rng) -> Iterator[Proposal]:
    """Yield those of a category of which something does not hold that does of the others."""
    for group in shuffled(_groups(graph), rng):
        for part, held in _telling(graph, group, rng):
            if not isinstance(part, Extreme | State) and not _is_size(part) and len(held) < len(group):
                yield _described(group, [node for node in group if node not in held], Not(part))


def subsets(graph: Graph, rng: Rng) -> Iterator[Proposal]:
    """Yield the first two to four of a category in some order: "the two chairs nearest to the camera"."""
    for group in shuffled([group for group in _groups(graph) if len(group) > 2], rng):
        for name in shuffled(list(ORDERS), rng):
            n = int(rng.integers(2, min(len(group), MAX_SUBSET + 1)))
            yield _described(group, sorted(group, key=ORDERS[name])[:n], Foremost(name, n))


def comparisons(graph: Graph, rng: Rng) -> Iterator[Proposal]:
    """Yield those of several that are taller, larger, nearer … than something else."""
    for group in shuffled(_groups(graph), rng):
        for landmark in _others(graph, group, rng):
            form, longer_m = landmark_of(graph, landmark), max(group[0].length_m, landmark.length_m)
            if not form or longer_m > SIMILAR * min(group[0].length_m, landmark.length_m):
                continue
            for by in shuffled(list(COMPARISONS), rng):
                held = [node for node in group if COMPARISONS[by](node, landmark)]
                if 0 < len(held) < len(group):
                    yield _described(group, held, Compared(by, form))


def closest(graph: Graph, rng: Rng) -> Iterator[Proposal]:
    """Yield the one of several that is closest to something else."""
    for group in shuffled(_groups(graph), rng):
        for landmark in _others(graph, group, rng):
            form = landmark_of(graph, landmark)
            if form:
                yield _described(group, [_closest(group, landmark)], Closest(form))


def states(graph: Graph, rng: Rng) -> Iterator[Proposal]:
    """Yield what has nothing, or something, on it: one of each at least is in sight."""
    loaded = {node.thing.supporter for node in graph.nodes}
    tops = [node for node in graph.things() if node.thing.category in TOPS]
    words: dict[bool, State] = {True: State("occupied"), False: State("empty")}
    if len({node.instance in loaded for node in tops}) == 2:
        for node in shuffled(tops, rng):
            has = node.instance in loaded
            alike = [each for each in tops if each.thing.category == node.thing.category]
            yield _described(alike, [each for each in alike if (each.instance in loaded) == has], words[has])


def conditions(graph: Graph, rng: Rng) -> Iterator[Proposal]:
    """Yield what is open, closed, lit or unlit where others of its category are not, some with a word more."""
    for group in shuffled(_groups(graph), rng):
        states = list(dict.fromkeys(_states(group)))
        for state in shuffled(states, rng) if len(states) > 1 else ():
            held = [node for node in group if node.thing.words.state == state.word]
            yield _described(group, held, state)
            for node in shuffled(held, rng)[:1]:
                yield _described(group, [node], *words_of(node)[:1], state)


def stances(graph: Graph, rng: Rng) -> Iterator[Proposal]:
    """Yield animals by how they stand, some with a word more: all of their category that stand so, or the only one."""
    for node in shuffled([node for node in graph.things() if node.thing.words.state in STANCES], rng):
        state = next(State(word) for word in STANCES if word == node.thing.words.state)
        alike = [each for each in graph.nodes if _is_alike(each, node)]
        word = words_of(node)[:1]
        yield _described([node], alike, state)
        yield _described([node], [each for each in alike if set(word) <= set(words_of(each))], *word, state)


def printed(graph: Graph, rng: Rng) -> Iterator[Proposal]:
    """Yield what something is printed on, of letters that every prompt can hold."""
    written = [node for node in graph.things() if node.thing.lettering and re.fullmatch(TEXT, node.thing.words.text)]
    for node in shuffled(written, rng):
        alike = [each for each in graph.nodes if each.thing.category == node.thing.category]
        held = [each for each in alike if each.thing.words.text == node.thing.words.text]
        yield _described([node], held, Printed(node.thing.words.text))


def conjunctions(graph: Graph, rng: Rng) -> Iterator[Proposal]:
    """Yield one of several by its words and by where it is to two other things."""
    for group in shuffled(_groups(graph), rng):
        for node in shuffled(group, rng):
            facts = shuffled(_facts(graph, node), rng)[:MOST]
            for first, second in combinations(facts, 2):
                if first.name != second.name and first.landmark.category != second.landmark.category:
                    yield _described(group, [node], *words_of(node), first, second)


def _facts(graph: Graph, node: Node) -> list[Relation]:
    """Return where a thing is to others, those described by a word more where there is one."""
    edges = [edge for edge in graph.named(*RELATED) if edge.subject is node and not edge.landmark.is_backdrop]
    landmarks = [(edge, landmark_of(graph, edge.landmark)) for edge in edges]
    return [Relation(edge.name, _dressed(edge, form)) for edge, form in landmarks if form]


def _dressed(edge: Edge, form: Description) -> Description:
    return form if form.where else Description(form.category, tuple(words_of(edge.landmark)[:1]))


def _is_size(part: Attribute | Relation) -> bool:
    """Return whether it is a size, which nobody denies: "the box that is not large"."""
    return isinstance(part, Attribute) and part.of == "size"


def _telling(graph: Graph, group: Sequence[Node], rng: Rng) -> Iterator[tuple[Telling, list[Node]]]:
    """Yield what is true of some of a group only, with those."""
    category = group[0].thing.category
    words = [word for node in group for word in words_of(node)]
    edges = [edge for edge in graph.named("on", "next to", "under") if edge.subject.thing.category == category]
    landmarks = [(edge, landmark_of(graph, edge.landmark)) for edge in edges if not edge.landmark.is_backdrop]
    relations = [Relation(edge.name, form) for edge, form in landmarks if form]
    ends = [Extreme(name) for name in ORDERS]
    parts: list[Telling] = [*words, *relations, *ends, *_states(group)]
    for part in shuffled(list(dict.fromkeys(parts)), rng):
        if isinstance(part, State):
            held = [node for node in group if node.thing.words.state == part.word]
        elif isinstance(part, Extreme):
            held = [min(group, key=ORDERS[part.superlative])]
        elif isinstance(part, Relation):
            met = {
                edge.subject.instance for edge, form in landmarks if form == part.landmark and edge.name == part.name
            }
            held = [node for node in group if node.instance in met]
        else:
            held = [node for node in group if part in words_of(node)]
        yield part, held


def _is_alike(node: Node, other: Node) -> bool:
    """Return whether two things are of one category and in one state."""
    return node.thing.category == other.thing.category and node.thing.words.state == other.thing.words.state


def _states(group: Sequence[Node]) -> list[State]:
    """Return the state of each thing that has one."""
    return [State(state) for node in group if (state := node.thing.words.state)]


def _others(graph: Graph, group: Sequence[Node], rng: Rng) -> list[Node]:
    """Return some things of other categories."""
    return shuffled([node for node in graph.things() if node.thing.category != group[0].thing.category], rng)[:MOST]


def _groups(graph: Graph) -> list[list[Node]]:
    """Return the things of each category that has several in plain sight, and of a kind that people count."""
    alike: dict[str, list[Node]] = {}
    for node in graph.things():
        alike.setdefault(node.thing.category, []).append(node)
    return [group for category, group in alike.items() if len(group) > 1 and not noun(category).group]


def _described(
    group: Sequence[Node],
    meant: Sequence[Node],
    *where: Attribute | Relation | Not | Except | Foremost | Compared | Closest | State | Printed,
) -> Proposal:
    form = Description(group[0].thing.category, where, len(meant))
    return form, frozenset(node.instance for node in meant)


def _height_m(node: Node) -> float:
    low, high = heights_m(node.thing.box)
    return high - low


def _closest(group: Sequence[Node], landmark: Node) -> Node:
    return min(group, key=lambda node: _apart_m(node, landmark))


def _apart_m(a: Node, b: Node) -> float:
    return float(np.linalg.norm(np.subtract(a.thing.box.centre_m, b.thing.box.centre_m)[:2]))
