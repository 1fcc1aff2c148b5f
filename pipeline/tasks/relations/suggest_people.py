"""What could be said of people: who they are, what they wear and do, whom they are beside; and who is not there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from .forms import (
    Between,
    Description,
    Doing,
    Extreme,
    Hair,
    Having,
    Nth,
    OfPeople,
    Relation,
    RelationName,
    Restriction,
    Wearing,
    Who,
)
from .graph import Graph, Node
from .outfits import ACCESSORIES
from .people_facts import described, facts_of, pairs, people_of
from .propose import Proposal, Rng, T, shuffled

MOST = 4  # single facts of one person, and pairs of facts, before another has a turn
RELATIONS: tuple[RelationName, ...] = ("next to", "left of", "right of", "in front of", "behind")
NEAR_M = 2.5  # between the middles of people who are told by one another
COLOURS = ("red", "blue", "green", "yellow", "black", "white", "grey", "pink")
OTHERS: tuple[OfPeople, ...] = (
    *(Who(word) for word in ("man", "woman", "child", "boy", "girl", "old man", "old woman")),
    *(Having(word) for word in ACCESSORIES),
    *(Hair(word) for word in ("long", "grey", "blond", "dark", "bald")),
    *(Doing(word) for word in ("sitting", "standing", "walking", "running", "waving", "arms folded", "looking away")),
)


def people(graph: Graph, rng: Rng) -> Iterator[Proposal]:
    """Yield people by who they are, what they do and wear, by one of these or two."""
    group = people_of(graph)
    facts = {node.instance: facts_of(graph, node) for node in group}
    for node in shuffled(group, rng):
        own = facts[node.instance]
        for where in (*_some([(fact,) for fact in own], rng), *_some(list(pairs(own)), rng)):
            held = [each for each in group if set(where) <= set(facts[each.instance])]
            yield _meant(held, *where)


def companions(graph: Graph, rng: Rng) -> Iterator[Proposal]:
    """Yield people by where they are to other people: "the man next to the woman in red"."""
    group = people_of(graph)
    for node in shuffled(group, rng):
        who = [fact for fact in facts_of(graph, node) if isinstance(fact, Who)][:1]
        near = [each for each in group if each is not node and _apart_m(each, node) <= NEAR_M]
        forms = [form for each in near if (form := described(graph, each))]
        for form in shuffled(forms, rng):
            for name in shuffled(RELATIONS, rng):
                yield _meant([node], *who, Relation(name, form))
        for first, second in pairwise(forms):
            yield _meant([node], *who, Between(first, second))


def lined_up(graph: Graph, rng: Rng) -> Iterator[Proposal]:
    """Yield the tallest of several people, and those at one side: all of them, or all men, women, children."""
    everybody = people_of(graph)
    kinds = {fact: None for node in everybody for fact in facts_of(graph, node) if isinstance(fact, Who)}
    for who in shuffled([None, *kinds], rng):
        group = [node for node in everybody if who is None or who in facts_of(graph, node)]
        where = (who,) if who else ()
        if len(group) > 1:
            tallest = max(group, key=lambda node: node.thing.person.stature_m if node.thing.person else 0.0)
            across = sorted(group, key=lambda node: node.u)
            yield _meant([tallest], *where, Extreme("tallest", of_two=len(group) == 2))
            yield _meant(across[:1], *where, Extreme("leftmost", of_two=len(group) == 2))
            yield _meant(across[-1:], *where, Extreme("rightmost", of_two=len(group) == 2))
        for place in range(1, len(group) - 1):
            yield _meant([sorted(group, key=lambda node: node.u)[place]], *where, Nth(place + 1, "left"))


def absent_people(graph: Graph, categories: Sequence[str], rng: Rng) -> Iterator[Description]:
    """Yield people who are not there: in another colour than somebody's, doing what nobody does, "the child"."""
    group = people_of(graph)
    facts = [facts_of(graph, node) for node in group]
    for own in shuffled(facts, rng):
        who = [fact for fact in own if isinstance(fact, Who)][:1]
        worn = [fact for fact in own if isinstance(fact, Wearing)]
        swapped = [Wearing(fact.garment, colour) for fact in worn for colour in COLOURS if colour != fact.colour]
        borrowed = [fact for other in facts for fact in other if not isinstance(fact, Who) and fact not in own]
        for fact in shuffled([*_some(swapped, rng), *_some(borrowed, rng), *_some(OTHERS, rng)], rng):
            with_who = who if not isinstance(fact, Who) and rng.random() < 0.6 else []
            yield Description("person", (*with_who, fact))


def _some(found: Sequence[T], rng: Rng) -> list[T]:
    return shuffled(found, rng)[:MOST]


def _meant(nodes: Sequence[Node], *where: Restriction) -> Proposal:
    return Description("person", where, len(nodes)), frozenset(node.instance for node in nodes)


def _apart_m(a: Node, b: Node) -> float:
    (x, y, _), (u, v, _) = a.thing.box.centre_m, b.thing.box.centre_m
    return float(((x - u) ** 2 + (y - v) ** 2) ** 0.5)
