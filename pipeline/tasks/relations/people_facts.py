"""What may be said of a person in the scene graph, by the truth alone; `check` judges whether it is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import TYPE_CHECKING, get_args

from ....renderers.frame import Person
from .doings import called
from .forms import (
    Deed,
    DeedName,
    Description,
    Doing,
    GarmentWord,
    GazeWord,
    Hair,
    HairWord,
    Having,
    OfPeople,
    Wearing,
    Who,
)
from .outfits import ACCESSORIES, LENGTHS, is_covered
from .people import CHILD, CYCLES, OLD, RIDING

if TYPE_CHECKING:
    from .graph import Graph, Node

TURNED: tuple[tuple[float, float, GazeWord], ...] = (
    (-20.0, 20.0, "looking at the camera"),
    (40.0, 140.0, "looking to the right"),
    (-140.0, -40.0, "looking to the left"),
)
CLOSE_M = 1.6  # between the middles of a person and of what is pushed or led


def facts_of(nodes: Sequence[Node], node: Node) -> tuple[OfPeople, ...]:
    """Return what may be said of a person among other things, who it is first; nothing of what is no person."""
    person = node.thing.person
    if person is None:
        return ()
    doing = [Doing(word) for word in sorted(called(person.doing))]
    return (*_who(nodes, node, person), *_looks(person), *doing, *_gaze(node), *_deeds(nodes, node, person))


def descriptions(graph: Graph, node: Node) -> Iterator[Description]:
    """Yield each fact, and then two, that hold of one person alone."""
    others = [set(facts) for number, facts in graph.told.items() if number != node.instance]
    facts = graph.told.get(node.instance, ())
    for where in (*((fact,) for fact in facts), *pairs(facts)):
        if not any(set(where) <= other for other in others):
            yield Description(node.thing.category, where)


def pairs(facts: Sequence[OfPeople]) -> Iterator[tuple[OfPeople, OfPeople]]:
    """Yield two facts that go together: who and something else, two garments, hair and glasses."""
    for first, second in combinations(facts, 2):
        if not _is_one(first, second):
            yield first, second


def _is_one(first: OfPeople, second: OfPeople) -> bool:
    """Return whether two facts are of a sort, or the one says the other: "sitting", and "sitting on a chair"."""
    acts = (Doing, Deed)
    if isinstance(first, Wearing) and isinstance(second, Wearing):
        return first.garment == "clothes" or second.garment == "clothes"
    riding = isinstance(first, Who) and first.word == "cyclist" and isinstance(second, Deed)
    return first.kind == second.kind or riding or (isinstance(first, acts) and isinstance(second, acts))


def _who(nodes: Sequence[Node], node: Node, person: Person) -> list[Who]:
    young, male = person.age_years < CHILD + 1, person.sex > 0.5
    sex = "man" if male else "woman"
    grown: list[Who] = [Who("old man" if male else "old woman")] if person.age_years >= OLD else [Who(sex)]  # type: ignore[arg-type]
    carrier = next((each.thing.category for each in nodes if each.instance == node.thing.supporter), "")
    cyclist = [Who("cyclist")] if person.doing == RIDING and carrier in CYCLES else []
    return [*cyclist, *([Who("boy" if male else "girl"), Who("child")] if young else grown)]


def _looks(person: Person) -> list[OfPeople]:
    names = {each.name for each in person.clothes}
    garments = get_args(GarmentWord)
    shown = [each for each in person.clothes if not is_covered(person, each)]
    worn = [Wearing(each.name, each.colour) for each in shown if each.name in garments and each.colour]  # type: ignore[arg-type]
    top = [each.colour for each in person.clothes if each.slot in ("top", "outer") and each.colour][-1:]
    hair: list[HairWord] = [word for word, cuts in LENGTHS.items() if person.haircut in cuts]
    if person.hair in get_args(HairWord):
        hair.append(person.hair)  # type: ignore[arg-type]
    return [
        *(Wearing("clothes", colour) for colour in top),
        *worn,
        *(Having(word) for word, entry in ACCESSORIES.items() if names & entry.names),
        *map(Hair, hair),
    ]


def _gaze(node: Node) -> list[Doing]:
    if node.facing is None:
        return []
    turned = node.facing.head_deg
    words = [Doing(word) for low, high, word in TURNED if low <= turned <= high]
    return words or [Doing("looking away")]


def _deeds(nodes: Sequence[Node], node: Node, person: Person) -> list[Deed]:
    carrier = [each for each in nodes if each.instance == node.thing.supporter and not each.is_backdrop]
    carried = [each for each in nodes if each.thing.supporter == node.instance and each.is_clear]
    near = [each for each in nodes if each is not node and not each.is_backdrop and _apart_m(each, node) <= CLOSE_M]
    deeds: list[tuple[DeedName, list[Node]]] = [("holding", carried)]
    if "sitting" in called(person.doing):
        deeds.append(("sitting on", carrier))
    for name, others in (
        ("riding", carrier),
        ("lying on", carrier),
        ("leaning on", near),
        ("pushing", near),
        ("kicking", near),
    ):
        if person.doing.startswith(name.split()[0]) and person.doing != "leaning back":
            deeds.append((name, others))  # type: ignore[arg-type]
    if person.doing.startswith("walking "):
        deeds.append(("walking", [each for each in near if each.thing.category == "dog"]))
    return [Deed(name, category) for name, others in deeds for category in _categories(others)]


def _categories(nodes: Sequence[Node]) -> list[str]:
    return list(dict.fromkeys(node.thing.category for node in nodes if node.thing.person is None))


def _apart_m(a: Node, b: Node) -> float:
    (x, y, _), (u, v, _) = a.thing.box.centre_m, b.thing.box.centre_m
    return float(((x - u) ** 2 + (y - v) ** 2) ** 0.5)
