"""What two steps of reasoning could lead to: from uses, what carries what, what hangs above what, and what is near."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from .forms import Description, Dressed, Reason, ReasonName, RelationName
from .graph import Graph, Node
from .outfits import LIGHT
from .propose import Proposal, Rng, landmark_of, shuffled
from .reasons import PEOPLE
from .states import FALL_M, TOPS
from .uses import fitting, has_trait
from .vocabulary import traits

PLACES = ("sit on", "sleep in", "work at", "eat at", "wash hands at")  # uses of what people stay at


def inferences(graph: Graph, rng: Rng) -> Iterator[Proposal]:
    """Yield what each kind of reasoning leads to, one after another."""
    for infer in shuffled(_WAYS, rng):
        yield from infer(graph, rng)


def _falls(graph: Graph, rng: Rng) -> Iterator[Proposal]:
    for landmark in shuffled([node for node in graph.things() if node.thing.box.size_m[2] >= FALL_M], rng):
        yield from _concluded(graph, "falls with", _carried(graph, landmark), landmark)


def _lights(graph: Graph, rng: Rng) -> Iterator[Proposal]:
    lights = _of_use(graph, "give light")
    for failed in shuffled(lights, rng):
        yield from _concluded(graph, "lights instead", [node for node in lights if node is not failed], failed)
        for edge in shuffled([edge for edge in graph.named("on") if edge.subject in lights], rng):
            if failed is not edge.subject and not edge.landmark.is_backdrop:
                yield from _concluded(graph, "lights", [edge.subject], edge.landmark, failed)


def _reached(graph: Graph, rng: Rng) -> Iterator[Proposal]:
    for use in shuffled(_actions(), rng):
        nodes = _of_use(graph, use)
        if len(nodes) > 1:
            yield from _concluded(graph, "reached first", [min(nodes, key=lambda node: node.range_m)], use=use)


def _seats(graph: Graph, rng: Rng) -> Iterator[Proposal]:
    seats, loaded = _of_use(graph, "sit on"), {node.thing.supporter for node in graph.nodes}
    taken = [node for node in seats if node.instance in loaded]
    yield from _concluded(graph, "free seat", [node for node in seats if node not in taken] if taken else [])
    yield from _concluded(graph, "taken seat", taken)


def _lands(graph: Graph, rng: Rng) -> Iterator[Proposal]:
    hung = _of_use(graph, "come loose")
    for landmark in shuffled(graph.things(), rng):
        above = {edge.subject.instance for edge in graph.named("above") if edge.landmark is landmark}
        yield from _concluded(graph, "lands on", [node for node in hung if node.instance in above], landmark)


def _used(
    name: ReasonName, relation: RelationName, fits: Callable[[str], bool] = lambda category: True
) -> Callable[[Graph, Rng], Iterator[Proposal]]:
    """Return what infers the use of things related to a landmark: one whose category `fits`."""

    def infer(graph: Graph, rng: Rng) -> Iterator[Proposal]:
        edges = [edge for edge in graph.named(relation) if not edge.landmark.is_backdrop]
        edges = [edge for edge in edges if fits(edge.landmark.thing.category)]
        for use in shuffled(_actions(), rng):
            fit = fitting(use)
            apt = [edge for edge in edges if has_trait(use, edge.landmark.thing.category) is False]
            for edge in shuffled([edge for edge in apt if edge.subject.thing.category in fit], rng):
                meant = [each.subject for each in edges if each.landmark is edge.landmark]
                meant = [node for node in meant if node.thing.category in fit]
                yield from _concluded(graph, name, meant, edge.landmark, use=use)

    return infer


def _is_place(category: str) -> bool:
    """Return whether people stay at such a thing, and reach for others from there."""
    return category in TOPS or any(has_trait(use, category) for use in PLACES)


def _people(graph: Graph, rng: Rng) -> Iterator[Proposal]:
    """Yield those of several people of whom something is told that leads to more."""
    group = graph.people()
    for name, fact in shuffled(list(PEOPLE.items()), rng):
        light = fact == Dressed()
        meant = [node for node in group if (_is_light(node) if light else fact in graph.told[node.instance])]
        if len(meant) < len(group):
            yield from _concluded(graph, name, meant)


def _is_light(node: Node) -> bool:
    person = node.thing.person
    return person is not None and any(each.name in LIGHT for each in person.clothes)


_WAYS: list[Callable[[Graph, Rng], Iterator[Proposal]]] = [
    _falls,
    _lights,
    _reached,
    _seats,
    _lands,
    _people,
    _used("taken from", "on"),
    _used("at hand", "next to", _is_place),
]


def _concluded(
    graph: Graph, name: ReasonName, meant: Sequence[Node], *landmarks: Node, use: str = ""
) -> Iterator[Proposal]:
    """Yield what is meant, if there is anything, and its landmarks can be named."""
    forms = [form for node in landmarks if (form := landmark_of(graph, node))]
    if meant and len(forms) == len(landmarks):
        reason = Reason(name, use, tuple(forms))
        yield Description("", (reason,), len(meant)), frozenset(node.instance for node in meant)


def _of_use(graph: Graph, use: str) -> list[Node]:
    fit = fitting(use)
    return [node for node in graph.nodes if node.thing.category in fit]


def _actions() -> list[str]:
    """Return the uses that people act on."""
    return [name for name, trait in traits().items() if trait.to]


def _carried(graph: Graph, landmark: Node) -> list[Node]:
    """Return everything that stands on a thing, be it through others."""
    below = {node.instance: node.thing.supporter for node in graph.nodes}
    found = {landmark.instance}
    for _ in below:  # at most: each round adds what stands on what was found
        found |= {number for number, carrier in below.items() if carrier in found}
    return [node for node in graph.nodes if node.instance in found and node is not landmark]
