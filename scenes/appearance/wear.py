"""How used things look: which families show use, in which manner, and how much each material of a scene has seen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Literal

import numpy as np

from ..spec import Asset, Material, SceneObject

Manner = Literal[
    "wall", "floor", "furniture", "gloss", "screen", "pane", "cloth", "outdoor steel", "road", "line", "vehicle"
]

_FAMILIES: dict[Manner, tuple[str, ...]] = {
    "wall": ("paint", "plaster", "wallpaper", "panelling"),
    "floor": ("planks", "tile", "linoleum", "epoxy", "screed", "terrazzo", "slabs", "concrete"),
    "furniture": ("wood", "lacquer", "laminate", "painted steel", "enamel", "leather", "raw wood", "weathered wood"),
    "gloss": (
        *("plastic", "ceramic", "metal", "steel", "chrome", "stone", "whiteboard", "wall tile"),
        *("window glass", "lamp glass", "rubber", "soft leather", "cover", "painting", "jacket", "keycaps"),
        *("label", "advert"),
    ),
    "screen": ("screen", "mirror"),
    "pane": ("pane", "glass", "table glass", "car glass"),
    "cloth": ("fabric", "carpet", "carpet tiles", "rug", "bed linen", "towel", "awning"),
    "outdoor steel": ("street steel",),
    "road": ("asphalt",),
    "line": ("road paint",),
    "vehicle": ("car paint",),
}
MANNERS: dict[str, Manner] = {family: manner for manner, families in _FAMILIES.items() for family in families}
LEVEL = (0.3, 1.0)  # how much a place has been used, from … to; taste
SPREAD = (0.6, 1.0)  # of that, what its single materials show
UNTOUCHED = 0.2  # times what others show is what ceilings do


def used(objects: Sequence[SceneObject], rng: np.random.Generator) -> tuple[SceneObject, ...]:
    """Return the things with the wear of a place that is used as much as `rng` has it; what is one material stays one.

    Models of libraries and what glows stay as they are.
    """
    level = float(rng.uniform(*LEVEL))
    made = [thing for thing in objects if not isinstance(thing.geometry, Asset)]
    wearing = dict.fromkeys(each for thing in made for each in thing.materials if _wears(each))
    overhead = {each for thing in made if thing.category == "ceiling" for each in thing.materials}
    shares = {each: (UNTOUCHED if each in overhead else 1.0) * float(rng.uniform(*SPREAD)) for each in wearing}
    worn = {each: replace(each, wear=round(level * share, 3)) for each, share in shares.items()}
    return tuple(thing if isinstance(thing.geometry, Asset) else _with(thing, worn) for thing in objects)


def _wears(material: Material) -> bool:
    return material.family in MANNERS and not material.emission


def _with(thing: SceneObject, worn: dict[Material, Material]) -> SceneObject:
    return replace(thing, materials=tuple(worn.get(each, each) for each in thing.materials))
