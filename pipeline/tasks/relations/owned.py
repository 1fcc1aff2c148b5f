"""Parts of one thing: "the face of the man in the red jacket", "the woman's left hand", and the English of them.

Each part that is asked for is large enough to be known; beside one that could be seen and not be known nothing is said
of all. Clothes are called by the garment, too, of two layers by the outer one. Left and right are the person's own, and
are said only of who shows the front or the back.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import get_args

from ....renderers.frame import VisiblePart
from ....scenes.geometry.parts import SIDES, Side
from ..part_names import called
from ..parts import MOST_INSTANCES
from ..recognisable import GHOST_SHARE, MIN_SHARE
from .evidence import Seen, Sightings
from .forms import Attribute, Description, Extreme, GarmentWord, Hair, PartOf, Superlative, Who
from .graph import Graph, Node
from .outfits import ACCESSORIES, is_covered
from .people import is_clear
from .people_facts import descriptions
from .propose import Proposal, Rng, shuffled

KIND = "part of a thing"
MOST_PARTS = 12  # that are meant at once: nobody checks the windows of a house one by one
TURNED_DEG = 50.0  # how far a trunk may be turned from us, or from away, for its left and right to be clear
WAYS = 6  # of saying whose part is meant, of which each is tried
GARMENTS = frozenset(get_args(GarmentWord)) - {"clothes"}
ENDS: tuple[Superlative, ...] = ("leftmost", "rightmost", "nearest")


def parts_meant(scene: Sightings, form: Description, part: PartOf, owners: frozenset[int]) -> frozenset[int]:
    """Return the parts that a description picks out, whose owner is one thing: all in sight, as many as it says."""
    if len(owners) != 1:
        return frozenset()
    seen = scene[next(iter(owners))]
    groups = _groups(seen, form.category, part.side)
    clear = all(_share(seen, rows) >= MIN_SHARE for rows in groups) and (not part.side or has_sides(seen))
    return _numbers(groups) if clear and len(groups) == form.count <= MOST_PARTS else frozenset()


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
        names = {name: None for row in seen.parts if row.part for name in (row.name, _word(seen, row)) if name}
        for name in shuffled(list(names), rng):
            owners = [owner for owner in _owners(graph, node) if not _says(owner, name)]
            ways = [PartOf(owner, side) for owner in owners for side in ("", *SIDES)]
            for part in shuffled(ways, rng):
                if groups := _groups(seen, name, part.side):
                    yield Description(name, (part,), len(groups)), _numbers(groups)


def share_of(scene: Sightings, number: int) -> float:
    """Return the share of the picture that a thing fills, or a part by its number among things."""
    if number <= MOST_INSTANCES:
        return scene[number].share
    rows = ((seen, row) for seen in scene.values() for row in seen.parts if _number(row) == number)
    return next((_share(seen, [row]) for seen, row in rows), 0.0)


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


def _says(owner: Description, name: str) -> bool:
    """Return whether a description speaks of a part already: nobody says "the hair of the woman with long hair"."""
    said = {"hair" if isinstance(each, Hair) else getattr(each, "garment", "") for each in owner.where}
    return name in said | {getattr(each, "accessory", "") for each in owner.where}


def _groups(seen: Seen, name: str, side: Side = "") -> list[list[VisiblePart]]:
    """Return the parts of a thing of a name, or what is worn by its word, those that count as one together.

    Two layers of clothes are one; what nobody could see is left out.
    """
    groups: dict[tuple[str, int], list[VisiblePart]] = {}
    for row in seen.parts:
        if row.part and name in (row.name, _word(seen, row)) and side in ("", row.side):
            groups.setdefault((row.side, 0 if row.garment else row.part), []).append(row)
    return [rows for rows in groups.values() if _share(seen, rows) >= GHOST_SHARE]


def _word(seen: Seen, row: VisiblePart) -> str:
    """Return what people call a garment by, the outer one of two: "jacket"; "" where they might differ."""
    person = seen.thing.person
    worn = next((each for each in person.clothes if each.name == row.garment), None) if person else None
    if person is None or worn is None or is_covered(person, worn):
        return ""
    surely = (word for word, each in ACCESSORIES.items() if worn.name in each.names)
    return worn.name if worn.name in GARMENTS else next(surely, "")


def _share(seen: Seen, rows: Iterable[VisiblePart]) -> float:
    return sum(row.area_px for row in rows) / seen.thing.area_px * seen.share


def _number(row: VisiblePart) -> int:
    return MOST_INSTANCES + row.part


def _numbers(groups: Iterable[Iterable[VisiblePart]]) -> frozenset[int]:
    return frozenset(_number(row) for rows in groups for row in rows)
