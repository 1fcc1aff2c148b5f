"""Houses that share the materials of their details: each material of a street costs more time than its mesh.

Fronts, roofs, curtains, signs and what shines are each house's own.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from functools import wraps

from ...assets.pool import AssetPool
from ...generators.outdoor.houses.front import BOARD, CLEAR, DARK, DECK, GOODS, IRON, LIT, ROOM, WARES
from ...spec import Material, Procedural, SceneObject
from .layout import Contents, SceneSeeds
from .library_textures import Compose

DETAILS = frozenset({DARK, LIT, IRON, DECK, BOARD, CLEAR, GOODS, WARES, ROOM})
FEW = 4  # materials of a family for a detail of all houses


def with_shared_details(compose: Compose) -> Compose:
    """Let the houses of a layout's scenes share what few see: decks, railings, goods, and rooms behind panes."""

    @wraps(compose)
    def composed(seeds: SceneSeeds, pool: AssetPool) -> Contents:
        contents = compose(seeds, pool)
        return replace(contents, objects=shared_details(contents.objects))

    return composed


def shared_details(objects: tuple[SceneObject, ...]) -> tuple[SceneObject, ...]:
    """Return things with houses whose DETAILS are of the first FEW materials of a family that such a detail has."""
    seen: defaultdict[tuple[int, str], list[Material]] = defaultdict(list)

    def shared(thing: SceneObject, slot: int) -> Material:
        material = thing.materials[slot]
        if slot not in DETAILS or material.emission or material.texture:
            return material
        few = seen[slot, material.family]
        if len(few) == FEW:
            return few[thing.instance % FEW]
        few.append(material)
        return material

    return tuple(
        replace(thing, materials=tuple(shared(thing, slot) for slot in range(len(thing.materials))))
        if isinstance(thing.geometry, Procedural) and thing.geometry.generator == "building"
        else thing
        for thing in objects
    )
