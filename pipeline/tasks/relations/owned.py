"""Parts of one thing: "the face of the man in the red jacket", "the woman's left hand"; English alone.

Each part that is asked for is large enough to be known; beside one that could be seen and not be known nothing is said
of all. Left and right are the person's own, and are said only of who
shows the front or the back.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from ....renderers.frame import VisiblePart
from ....scenes.geometry.parts import SIDES
from ..part_names import called
from ..parts import MOST_INSTANCES
from ..recognisable import GHOST_SHARE, MIN_SHARE
from .evidence import Seen, Sightings
from .forms import Attribute, Description, Extreme, PartOf, Superlative, Who
from .graph import Graph, Node
from .people import is_clear
from .people_facts import descriptions
from .propose import Proposal, Rng, shuffled

KIND = "part of a thing"
MOST_PARTS = 12  # that are meant at once: nobody checks the windows of a house one by one
TURNED_DEG = 50.0  # how far a trunk may be turned from us, or from away, for its left and right to be clear
WAYS = 6  # of saying whose part is meant, of which each is tried
ENDS: tuple[Superlative, ...] = ("leftmost", "rightmost", "nearest")


def parts_meant(scene: Sightings, form: Description, part: PartOf, owners: frozenset[int]) -> frozenset[int]:
    """Return the parts that a description picks out, whose owner is one thing: all in sight, as many as it says."""
    if len(owners) != 1:
        return frozenset()
    seen = scene[next(iter(owners))]
    rows = [row for row in _named(seen, form.category) if not part.side or row.side == part.side]
    clear = all(_share(seen, row) >= MIN_SHARE for row in rows) and (not part.side or has_sides(seen))
    return frozenset(map(_number, rows)) if clear and len(rows) == form.count <= MOST_PARTS else frozenset()


def has_sides(seen: Seen) -> bool:
    """Return whether anybody would tell the left of a person from the right."""
    if seen.facing is None or not is_clear(seen):
        return False
    turned_deg = abs(seen.facing.trunk_deg)
    return turned_deg <= TURNED_DEG or turned_deg >= 180 - TURNED_DEG


def owned(form: Description, part: PartOf, owner: str, wording: int) -> str:
    """Return the words of a part, given those of its owner: "the left hand of the woman", "the woman's left hand"."""
    said = f"{part.side} {called(form.category)[form.count > 1]}".strip()
    short = wording % 2 and all(isinstance(each, Who | Attribute) for each in part.owner.where)
    return f"{owner}'s {said}" if short else f"the {said} of {owner}"


def parts_of_things(graph: Graph, scene: Sightings, rng: Rng) -> Iterator[Proposal]:
    """Yield parts of each name, and those of a side, by each way of saying whose they are."""
    for node in shuffled(graph.things(), rng):
        seen = scene[node.instance]
        names = sorted({row.name for row in seen.parts if row.part})
        for name in shuffled(names, rng):
            rows = _named(seen, name)
            groups = [(rows, PartOf(owner)) for owner in _owners(graph, node)]
            groups += [
                ([row for row in rows if row.side == side], PartOf(owner, side))
                for owner in _owners(graph, node)
                for side in SIDES
            ]
            for own, part in shuffled([group for group in groups if group[0]], rng):
                yield Description(name, (part,), len(own)), frozenset(map(_number, own))


def share_of(scene: Sightings, number: int) -> float:
    """Return the share of the picture that a thing fills, or a part by its number among things."""
    if number <= MOST_INSTANCES:
        return scene[number].share
    rows = ((seen, row) for seen in scene.values() for row in seen.parts if _number(row) == number)
    return next((_share(seen, row) for seen, row in rows), 0.0)


def _owners(graph: Graph, node: Node) -> Iterator[Description]:
    """Yield ways to say which thing is meant; whether one picks it out alone, the checker decides."""
    category, colour = node.thing.category, node.thing.words.colour
    yield Description(category)
    if node.thing.person:
        yield from islice(descriptions(graph, node), WAYS)
        return
    if colour:
        yield Description(category, (Attribute("colour", colour),))
    yield from (Description(category, (Extreme(end),)) for end in ENDS)


def _named(seen: Seen, name: str) -> list[VisiblePart]:
    """Return the parts of a thing of a name that somebody could see."""
    return [row for row in seen.parts if row.part and row.name == name and _share(seen, row) >= GHOST_SHARE]


def _share(seen: Seen, row: VisiblePart) -> float:
    return row.area_px / seen.thing.area_px * seen.share


def _number(row: VisiblePart) -> int:
    return MOST_INSTANCES + row.part
