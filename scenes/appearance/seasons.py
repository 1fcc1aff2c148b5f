"""Seasons: what leaves, grass and flowers look like in each. One season holds for all that grows in a scene.

Shares and colours are taste. Evergreen is what is dark green or has needles.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Literal, get_args

import numpy as np

from ..poses import Vec3
from ..spec import Material, Procedural, SceneObject
from .colours import jittered
from .materials import sample_material, words_of

Season = Literal["spring", "summer", "autumn", "winter"]
SEASONS: tuple[Season, ...] = get_args(Season)
BARE = {  # the generator of what is left in winter, by that of what is in leaf
    "broadleaf tree": "bare tree",
    "columnar tree": "bare columnar tree",
    "birch": "bare birch",
    "fruit tree": "bare fruit tree",
    "shrub": "bare shrub",
}
SHARES = (0.2, 0.45, 0.22, 0.13)
BLOSSOM = {"fruit tree": 0.85, "shrub": 0.25, "broadleaf tree": 0.1}  # so many flower in spring
TURNED, TURNED_TO = 0.85, ("yellow", "orange", "red", "brown")  # of the leaves in autumn, and their colours
TURNED_OF = {"birch": ("yellow",), "columnar tree": ("yellow", "brown")}  # of kinds that never turn red
STRAW: Vec3 = (0.55, 0.49, 0.29)
PALE = (0.93, 0.91, 0.9)  # what light through petals makes of blossom
FADED = {"spring": 0.0, "summer": 0.0, "autumn": 0.25, "winter": 0.65}  # how far grass is on its way to straw
SOWN = frozenset({"sward", "thin sward", "lawn weeds"})  # generators of grass with flowers in it
EVERGREEN = "dark green"
POTTED = frozenset({"plant", "flower pot"})  # which come out of a greenhouse


def drawn_season(rng: np.random.Generator) -> Season:
    """Return the season of a scene."""
    return SEASONS[int(rng.choice(len(SEASONS), p=SHARES))]


def in_season(objects: Sequence[SceneObject], season: Season, rng: np.random.Generator) -> tuple[SceneObject, ...]:
    """Return the things as they are in a season; what is one material stays one, and places stay as they are."""
    seen: dict[tuple[str, Material], Material] = {}
    return tuple(_grown(thing, season, seen, rng) for thing in objects)


def is_deciduous(thing: SceneObject) -> bool:
    """Return whether a thing is a tree of ours that loses its leaves in autumn."""
    return thing.category == "tree" and getattr(thing.geometry, "generator", "") in BARE


def is_in_leaf(thing: SceneObject) -> bool:
    """Return whether a thing is such a tree in green or in blossom: no snow falls then."""
    return is_deciduous(thing) and thing.words.colour not in TURNED_TO


def _grown(
    thing: SceneObject, season: Season, seen: dict[tuple[str, Material], Material], rng: np.random.Generator
) -> SceneObject:
    shape = thing.geometry
    if not isinstance(shape, Procedural) or thing.category in POTTED:
        return thing
    if season == "winter" and thing.category == "flowers":
        return _withered(thing, shape, seen, rng)
    if season == "winter" and shape.generator in BARE and not _is_evergreen(thing.materials[0]):
        return _told(replace(thing, geometry=replace(shape, generator=BARE[shape.generator])), thing.materials[1:2])
    changed = []
    for material in thing.materials:
        key = (shape.generator, material)
        if key not in seen:
            seen[key] = _seasonal(material, season, shape.generator, rng)
        changed.append(seen[key])
    return thing if tuple(changed) == thing.materials else _told(thing, tuple(changed))


def _seasonal(material: Material, season: Season, generator: str, rng: np.random.Generator) -> Material:
    if material.family in ("grass", "meadow") and FADED[season]:
        return replace(material, colour=_towards(material.colour, STRAW, FADED[season]))
    if material.family == "petals" and generator in SOWN and season in ("autumn", "winter"):
        return replace(material, family="grass", colour=STRAW)
    if material.family != "leaves" or _is_evergreen(material):
        return material
    if season == "spring":
        is_white = rng.random() < BLOSSOM.get(generator, 0.0)
        fresh = _blossom(rng) if is_white else _fresh(material.colour)
        return replace(material, family="petals" if is_white else "leaves", colour=fresh)
    if season == "autumn" and rng.random() < TURNED:
        return replace(material, colour=sample_material("leaves", rng, TURNED_OF.get(generator, TURNED_TO)).colour)
    return material if season == "summer" else replace(material, colour=jittered(material.colour, rng, 0.02))


def _blossom(rng: np.random.Generator) -> Vec3:
    return _towards(sample_material("petals", rng, ("white", "pink")).colour, PALE, 0.42)


def _withered(
    thing: SceneObject, shape: Procedural, seen: dict[tuple[str, Material], Material], rng: np.random.Generator
) -> SceneObject:
    """Return the dry tuft that is left of flowers in winter."""
    key = (shape.generator, thing.materials[0])
    straw = seen.setdefault(key, sample_material("grass", rng, ("yellow",)))
    tuft = replace(thing, category="grass", name="grass", geometry=replace(shape, generator="grass"))
    return _told(tuft, (straw,))


def _told(thing: SceneObject, materials: tuple[Material, ...]) -> SceneObject:
    """Return a thing of other materials, which its words tell."""
    words = words_of(materials[0], thing.words.size)
    return replace(thing, materials=materials, words=replace(thing.words, colour=words.colour, material=words.material))


def _is_evergreen(material: Material) -> bool:
    return material.family != "leaves" or words_of(material).colour == EVERGREEN


def _fresh(colour: Vec3) -> Vec3:
    return _towards(colour, (0.60, 0.72, 0.24), 0.4)


def _towards(colour: Vec3, other: Vec3, share: float) -> Vec3:
    r, g, b = (np.asarray(colour) * (1 - share) + np.asarray(other) * share).round(4).tolist()
    return (r, g, b)
