"""What could be said: descriptions with the instances they are meant for, drawn from the scene graph, kind by kind."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np

from ....scenes.spec import Words
from ..seen.regions import REGIONS
from .forms import (
    Attribute,
    Away,
    Between,
    Description,
    Extreme,
    Nth,
    Relation,
    RelationName,
    Restriction,
    Superlative,
    Trait,
)
from .graph import Edge, Graph, Node
from .people_facts import descriptions
from .uses import fitting
from .vocabulary import noun, repeats, traits

Rng = np.random.Generator
Proposal = tuple[Description, frozenset[int]]  # and what it is meant for
T = TypeVar("T")
DRESSED = 0.35  # how often a description has a word more than it may need
ROUND_M = (0.5, 1.0, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0, 6.0, 8.0, 10.0)  # distances that people guess


@dataclass(frozen=True, slots=True)
class Proposer:
    """One kind of expression: how often it is drawn, and what proposes it."""

    weight: float
    propose: Callable[[Graph, Rng], Iterator[Proposal]]


def _category(graph: Graph, rng: Rng) -> Iterator[Proposal]:
    for node in shuffled(graph.nodes, rng):
        yield _meant(node)


def _appearance(graph: Graph, rng: Rng) -> Iterator[Proposal]:
    for node in shuffled(graph.things(), rng):
        words = _some_words(node, rng)
        if words:
            yield _meant(node, *words)


def _related(*names: RelationName) -> Callable[[Graph, Rng], Iterator[Proposal]]:
    def propose(graph: Graph, rng: Rng) -> Iterator[Proposal]:
        for edge in shuffled(graph.named(*names), rng):
            landmark = landmark_of(graph, edge.landmark)
            if landmark and _tells(graph, edge):
                yield _meant(edge.subject, *_dress(edge.subject, rng), Relation(edge.name, landmark))

    return propose


def _between(graph: Graph, rng: Rng) -> Iterator[Proposal]:
    for node, first, second in shuffled(graph.betweens(), rng):
        ends = (landmark_of(graph, first), landmark_of(graph, second))
        if ends[0] and ends[1]:
            yield _meant(node, Between(ends[0], ends[1]))


def _distance(graph: Graph, rng: Rng) -> Iterator[Proposal]:
    for group in _countable(graph, rng):
        ordered = sorted(group, key=lambda node: node.range_m)
        if rng.random() < 0.5:
            yield _meant(ordered[0], *_shared(group), _extreme("nearest", group))
        else:
            yield _meant(ordered[-1], *_shared(group), _extreme("farthest", group))


def _size(graph: Graph, rng: Rng) -> Iterator[Proposal]:
    for group in _countable(graph, rng):
        ordered = sorted(group, key=lambda node: float(np.prod(node.thing.box.size_m)))
        if rng.random() < 0.6:
            yield _meant(ordered[-1], *_shared_but_size(group), _extreme("largest", group))
        else:
            yield _meant(ordered[0], *_shared_but_size(group), _extreme("smallest", group))


def _order(graph: Graph, rng: Rng) -> Iterator[Proposal]:
    for group in _countable(graph, rng):
        ordered = sorted(group, key=lambda node: node.u)
        place = int(rng.integers(len(ordered)))
        words = _shared(group)
        if place == 0:
            yield _meant(ordered[0], *words, _extreme("leftmost", group))
        elif place == len(ordered) - 1:
            yield _meant(ordered[-1], *words, _extreme("rightmost", group))
        elif place < len(ordered) / 2:
            yield _meant(ordered[place], *words, Nth(place + 1, "left"))
        else:
            yield _meant(ordered[place], *words, Nth(len(ordered) - place, "right"))


def _metric(graph: Graph, rng: Rng) -> Iterator[Proposal]:
    for node in shuffled(graph.things(), rng):
        distance_m = min(ROUND_M, key=lambda metres: abs(metres - node.range_m))
        yield _meant(node, *_dress(node, rng), Away(distance_m))


def _nested(graph: Graph, rng: Rng) -> Iterator[Proposal]:
    onward: dict[int, list[Relation]] = defaultdict(list)
    for edge in graph.edges:
        landmark = landmark_of(graph, edge.landmark)
        if landmark and not edge.landmark.is_backdrop:
            onward[edge.subject.instance].append(Relation(edge.name, landmark))
    for edge in shuffled(graph.named("on", "next to", "under"), rng):
        own = edge.subject.thing.category
        for last in shuffled(onward[edge.landmark.instance], rng)[:3]:
            if last.name != edge.name and last.landmark.category != own and not last.landmark.where:
                middle, _ = _meant(edge.landmark, last)
                yield _meant(edge.subject, Relation(edge.name, middle))


def _trait(of: str) -> Callable[[Graph, Rng], Iterator[Proposal]]:
    def propose(graph: Graph, rng: Rng) -> Iterator[Proposal]:
        for name in shuffled([name for name, trait in traits().items() if trait.of == of], rng):
            fits = fitting(name)
            meant = frozenset(node.instance for node in graph.nodes if node.thing.category in fits)
            if meant:
                yield Description("", (Trait(name),), len(meant)), meant

    return propose


def _plural(graph: Graph, rng: Rng) -> Iterator[Proposal]:
    for group in _groups(graph, rng):
        yield _meant_all(group, *_shared(group))
    for edge in shuffled(graph.named("on"), rng):
        alike = [node for node in _alike(graph, edge.subject) if node.thing.supporter == edge.landmark.instance]
        landmark = landmark_of(graph, edge.landmark)
        if landmark and len(alike) > 1 and _tells(graph, edge):
            yield _meant_all(alike, Relation("on", landmark))


KINDS: dict[str, Proposer] = {
    "category": Proposer(0.5, _category),
    "appearance": Proposer(1.0, _appearance),
    "left or right": Proposer(1.2, _related("left of", "right of")),
    "above or below": Proposer(1.0, _related("above", "below")),
    "on": Proposer(1.2, _related("on")),
    "under": Proposer(1.2, _related("under")),
    "next to": Proposer(1.5, _related("next to")),
    "in front or behind": Proposer(2.0, _related("in front of", "behind")),
    "between": Proposer(4.0, _between),
    "distance": Proposer(1.5, _distance),
    "size": Proposer(2.0, _size),
    "order": Proposer(1.5, _order),
    "metric": Proposer(0.8, _metric),
    "nested": Proposer(4.0, _nested),
    "use": Proposer(2.0, _trait("use")),
    "shape": Proposer(1.5, _trait("shape")),
    "plural": Proposer(2.0, _plural),
}


def _meant(node: Node, *where: Restriction) -> Proposal:
    return Description(node.thing.category, where), frozenset({node.instance})


def _meant_all(group: Sequence[Node], *where: Restriction) -> Proposal:
    return Description(group[0].thing.category, where, len(group)), frozenset(node.instance for node in group)


def landmark_of(graph: Graph, node: Node) -> Description | None:
    """Return the plainest description of a landmark, or None where nothing plain tells it apart.

    Its category; where that is not enough one more word, or its place at one end of all of its category. Of a person,
    one fact or two.
    """
    category, others = node.thing.category, [other for other in _alike(graph, node) if other is not node]
    if not others:
        return Description(category)
    if node.thing.person and (form := next(descriptions(graph, node), None)):
        return form
    telling = next((word for word in words_of(node) if not any(word in words_of(other) for other in others)), None)
    if telling:
        return Description(category, (telling,))
    if node.is_backdrop or noun(category).group:
        return None
    ends: dict[Superlative, bool] = {
        "leftmost": all(node.u < other.u for other in others),
        "rightmost": all(node.u > other.u for other in others),
        "nearest": all(node.range_m < other.range_m for other in others),
    }
    end = next((name for name, reached in ends.items() if reached), None)
    return Description(category, (_extreme(end, [node, *others]),)) if end else None


def _tells(graph: Graph, edge: Edge) -> bool:
    """Return whether a relation is worth saying: "on the floor" is where others of its category are elsewhere."""
    alike = _alike(graph, edge.subject)
    return not edge.landmark.is_backdrop or any(node.thing.supporter != edge.landmark.instance for node in alike)


def _alike(graph: Graph, node: Node) -> list[Node]:
    return [other for other in graph.nodes if other.thing.category == node.thing.category]


def _groups(graph: Graph, rng: Rng) -> list[list[Node]]:
    """Return things that a plural names: two or more of a category, and of those the ones that share a word."""
    groups: dict[tuple[str, Restriction | None], list[Node]] = defaultdict(list)
    for node in graph.things():
        for word in (None, *words_of(node)):
            groups[node.thing.category, word].append(node)
    return shuffled([group for group in groups.values() if len(group) > 1], rng)


def _countable(graph: Graph, rng: Rng) -> list[list[Node]]:
    """Return the groups whose members people count: not "books", of which one instance is several."""
    return [group for group in _groups(graph, rng) if not noun(group[0].thing.category).group]


def _shared(group: Sequence[Node]) -> list[Attribute]:
    """Return one word that all of a group have, if there is one: its first."""
    return [word for word in words_of(group[0]) if all(word in words_of(node) for node in group[1:])][:1]


def _shared_but_size(group: Sequence[Node]) -> list[Attribute]:
    """Return the shared word that goes with a comparison of sizes: nobody says "the largest large box"."""
    return [word for word in _shared(group) if word.of != "size"]


def _extreme(superlative: Superlative, group: Sequence[Node]) -> Extreme:
    return Extreme(superlative, of_two=len(group) == 2)


def words_of(node: Node) -> list[Attribute]:
    """Return the words that describe the whole of a thing, that its pixels show and its name does not, colour first."""
    words, entry = node.thing.words, noun(node.thing.category)
    coloured = entry.colour and (not entry.colour_if or node.thing.material in entry.colour_if)
    said = (
        ("colour", words.colour, coloured and node.look.agrees(words.colour)),
        ("material", words.material, entry.material and node.look.agrees(_telling(words))),
        ("size", words.size, True),
    )
    meant = [(of, word) for of, word, whole in said if word and whole and not repeats(word, node.thing.category)]
    return [Attribute(of, word) for of, word in meant]  # type: ignore[arg-type]


def _telling(words: Words) -> str:
    """Return the word by which pixels show the material: its own, else the colour that it has."""
    return words.material if words.material in REGIONS else words.colour


def _some_words(node: Node, rng: Rng) -> list[Restriction]:
    return [word for word in words_of(node) if rng.random() < 0.6]


def _dress(node: Node, rng: Rng) -> list[Restriction]:
    return _some_words(node, rng) if rng.random() < DRESSED else []


def shuffled(items: Sequence[T], rng: Rng) -> list[T]:
    """Return things in an order by chance."""
    return [items[i] for i in rng.permutation(len(items))]
