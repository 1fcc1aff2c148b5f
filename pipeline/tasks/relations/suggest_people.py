"""What could be said of people: who they are, what they wear and do, whom they are beside; and who is not there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations, islice

from .forms import (
    Between,
    Deed,
    Description,
    Doing,
    Done,
    Except,
    Extreme,
    Group,
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
from .groups import likely_groups
from .outfits import ACCESSORIES
from .people_facts import CLOSE_M, descriptions, pairs
from .propose import Proposal, Rng, T, shuffled

MOST = 4  # single facts of one person, and pairs of facts, before another has a turn
WAYS = 12  # of telling one person from the others, from which some are drawn
ALIGNED = 0.15  # of the picture's width: who is nearer to one another than that is in front or behind
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
    group = graph.people()
    for node in shuffled(group, rng):
        own = graph.told[node.instance]
        two = list(pairs(own))
        named = [pair for pair in two if isinstance(pair[0], Who)]
        for where in (*_some([(fact,) for fact in own], rng), *_some(named, rng), *_some(two, rng)):
            held = [each for each in group if set(where) <= set(graph.told[each.instance])]
            yield _meant(held, *where)


def companions(graph: Graph, rng: Rng) -> Iterator[Proposal]:
    """Yield people by where they are to other people: "the man next to the woman in red"."""
    group = graph.people()
    for node in shuffled(group, rng):
        who = [fact for fact in graph.told[node.instance] if isinstance(fact, Who)][:1]
        near = [each for each in group if each is not node and _apart_m(each, node) <= NEAR_M]
        called = {each.instance: list(islice(descriptions(graph, each), WAYS)) for each in near}
        for other in shuffled(near, rng):
            for form in shuffled(called[other.instance], rng)[:MOST]:
                yield _meant([node], *who, Relation(_side(node, other, rng), form))
        for first, second in combinations(shuffled(near, rng), 2):
            for one, two in zip(called[first.instance][:MOST], called[second.instance][:MOST], strict=False):
                yield _meant([node], *who, Between(one, two))


def everybody_but(graph: Graph, rng: Rng) -> Iterator[Proposal]:
    """Yield all of three or more people but one: "everyone but the woman in the red coat"."""
    group = graph.people()
    for node in shuffled(group if len(group) > 2 else [], rng):
        for form in shuffled(list(islice(descriptions(graph, node), WAYS)), rng)[:MOST]:
            yield _meant([each for each in group if each is not node], Except(form))


def belongings(graph: Graph, rng: Rng) -> Iterator[Proposal]:
    """Yield things by who does something with them: "the dog that the man in blue is walking"."""
    for node in shuffled(graph.people(), rng):
        forms = shuffled(list(islice(descriptions(graph, node), WAYS)), rng)[:MOST]
        for deed in (fact for fact in graph.told[node.instance] if isinstance(fact, Deed)):
            for thing in (each for each in graph.nodes if _is_met(node, each) and each.thing.category == deed.category):
                for form in (form for form in forms if deed not in form.where):
                    yield Description(deed.category, (Done(deed.name, form),)), frozenset({thing.instance})


def _is_met(node: Node, thing: Node) -> bool:
    """Return whether a thing carries a person, is carried by them, or is about within reach."""
    linked = node.thing.supporter == thing.instance or thing.thing.supporter == node.instance
    return linked or _apart_m(node, thing) <= CLOSE_M


def _side(node: Node, other: Node, rng: Rng) -> RelationName:
    """Return where somebody is to another person, by chance as the picture has it, or beside."""
    across: RelationName = "left of" if node.u < other.u else "right of"
    along: RelationName = "in front of" if node.depth_m < other.depth_m else "behind"
    ways: list[RelationName] = ["next to", across, along if abs(node.u - other.u) < ALIGNED else across]
    return ways[int(rng.integers(len(ways)))]


def lined_up(graph: Graph, rng: Rng) -> Iterator[Proposal]:
    """Yield the tallest of several people, and those at one side: all of them, or all men, women, children."""
    everybody = graph.people()
    kinds = {fact: None for node in everybody for fact in graph.told[node.instance] if isinstance(fact, Who)}
    for who in shuffled([None, *kinds], rng):
        group = [node for node in everybody if who is None or who in graph.told[node.instance]]
        where = (who,) if who else ()
        if len(group) > 1:
            tallest = max(group, key=lambda node: node.thing.person.stature_m if node.thing.person else 0.0)
            across = sorted(group, key=lambda node: node.u)
            yield _meant([tallest], *where, Extreme("tallest", of_two=len(group) == 2))
            yield _meant(across[:1], *where, Extreme("leftmost", of_two=len(group) == 2))
            yield _meant(across[-1:], *where, Extreme("rightmost", of_two=len(group) == 2))
        for place in range(1, len(group) - 1):
            yield _meant([sorted(group, key=lambda node: node.u)[place]], *where, Nth(place + 1, "left"))


def groups(graph: Graph, rng: Rng) -> Iterator[Proposal]:
    """Yield a couple, those who queue, and the first and the last of these."""
    for word, numbers in shuffled(likely_groups([node.thing for node in graph.people()]), rng):
        yield Description("person", (Group(word),), len(numbers)), frozenset(numbers)


def absent_people(graph: Graph, categories: Sequence[str], rng: Rng) -> Iterator[Description]:
    """Yield people who are not there: in another colour than somebody's, doing what nobody does, "the child"."""
    facts = list(graph.told.values())
    for own in shuffled(facts, rng):
        who = [fact for fact in own if isinstance(fact, Who)][:1]
        worn = [fact for fact in own if isinstance(fact, Wearing)]
        swapped = [Wearing(fact.garment, colour) for fact in worn for colour in COLOURS if colour != fact.colour]
        borrowed = [fact for other in facts for fact in other if not isinstance(fact, Who) and fact not in own]
        for fact in shuffled([*_some(swapped, rng), *_some(borrowed, rng), *_some(OTHERS, rng)], rng):
            with_who = who if not isinstance(fact, Who) and rng.random() < 0.6 else []
            yield Description("person", (*with_who, fact))


def absent_belongings(graph: Graph, categories: Sequence[str], rng: Rng) -> Iterator[Description]:
    """Yield things that somebody else does something with: the bicycle that the man rides where the woman does."""
    deeds = [fact for own in graph.told.values() for fact in own if isinstance(fact, Deed)]
    for node in shuffled(graph.people(), rng):
        others = [deed for deed in deeds if deed not in graph.told[node.instance]]
        for form in islice(descriptions(graph, node), MOST):
            yield from (Description(deed.category, (Done(deed.name, form),)) for deed in _some(others, rng))


def _some(found: Sequence[T], rng: Rng) -> list[T]:
    return shuffled(found, rng)[:MOST]


def _meant(nodes: Sequence[Node], *where: Restriction) -> Proposal:
    return Description("person", where, len(nodes)), frozenset(node.instance for node in nodes)


def _apart_m(a: Node, b: Node) -> float:
    (x, y, _), (u, v, _) = a.thing.box.centre_m, b.thing.box.centre_m
    return float(((x - u) ** 2 + (y - v) ** 2) ** 0.5)
