"""Pieces: one thing of a kind, with its size, shape and materials, not yet anywhere."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from .appearance.materials import sample_material, words_of
from .assets.pool import EMPTY, AssetPool, PooledModel
from .errors import named
from .kinds.kind import Kind
from .kinds.registry import KINDS
from .poses import Pose, Vec3, turn
from .printed import text_on
from .spec import Asset, Figure, Material, Procedural, SceneObject, Words

POOL_SHARE = 0.6  # of the things that the pool could give, so many come from it
INSTEAD_SHARE = 0.35  # of the things that can be in another state, so many are


@dataclass(frozen=True, slots=True)
class Piece:
    """One thing, not yet anywhere."""

    category: str
    name: str
    geometry: Procedural | Asset | Figure
    materials: tuple[Material, ...]
    words: Words

    @property
    def size_m(self) -> Vec3:
        """The outer size."""
        return self.geometry.size_m

    def put(self, instance: int, place_m: Sequence[float], turn_deg: float = 0.0, supporter: int = 0) -> SceneObject:
        """Return the piece as an object that stands at a place (x, y, z), turned about z; 0° faces −y."""
        x, y, z = (round(float(value), 5) for value in place_m)
        pose = Pose((x, y, z), turn("z", round(float(turn_deg), 3)))
        return SceneObject(
            instance, self.category, self.name, self.geometry, pose, self.materials, self.words, supporter
        )


def sample_piece(
    name: str,
    layout_rng: np.random.Generator,
    material_rng: np.random.Generator,
    style: Mapping[str, Material],
    size_m: Vec3 | None = None,
    pool: AssetPool = EMPTY,
) -> Piece:
    """Return one thing of a kind, from the pool about as often as not where that has such things.

    `style` names the material that this place has already chosen for some families; `size_m` asks for one size, which
    only generators can give, and for the kind's own state. Raises RequestError where there is no such kind.
    """
    kind = named(KINDS, name, "a kind of piece", "name")
    models = pool.of_kind(name) if size_m is None else ()
    if models and layout_rng.random() < POOL_SHARE:
        return pooled_piece(models[int(layout_rng.integers(len(models)))])
    if kind.instead and size_m is None and layout_rng.random() < INSTEAD_SHARE:
        kind = KINDS[kind.instead]
    large = float(layout_rng.random())
    size = size_m or _size(kind, large, layout_rng)
    materials: list[Material] = []
    for families in kind.slots:
        family = families[int(material_rng.integers(len(families)))]
        materials.append(_material(family, materials, material_rng, style))
    geometry = Procedural(kind.generator, size, int(layout_rng.integers(2**31)))
    words = words_of(materials[0], _size_word(kind, large) if size_m is None else "")
    words = replace(words, state=kind.state, text=text_on(geometry))
    return Piece(kind.category, kind.category, geometry, tuple(materials), words)


def pooled_piece(entry: PooledModel) -> Piece:
    """Return a model of the pool as a thing."""
    model = entry.model
    geometry = Asset(entry.library, model.id, model.size_m)
    return Piece(model.category, model.name, geometry, model.materials, model.words)


def _material(stuff: str, earlier: list[Material], rng: np.random.Generator, style: Mapping[str, Material]) -> Material:
    if stuff.startswith("="):
        return earlier[int(stuff[1:])]
    if stuff in style and rng.random() < 0.7:
        return style[stuff]
    return material_of_stuff(stuff, rng)


def material_of_stuff(stuff: str, rng: np.random.Generator) -> Material:
    """Return a material of a family, or of "family:colour,colour" in one of these colours; raises RequestError."""
    family, _, shades = stuff.partition(":")
    return sample_material(family, rng, shades.split(",") if shades else ())


def _size(kind: Kind, large: float, rng: np.random.Generator) -> Vec3:
    """Return a size near `large` (0–1) of the way from the kind's smallest to its largest, to the millimetre."""
    low, high = np.asarray(kind.low_m), np.asarray(kind.high_m)
    shares = np.clip(large + rng.uniform(-0.25, 0.25, 3), 0, 1)
    equal = len(set(kind.low_m)) == len(set(kind.high_m)) == 1  # balls and dice
    if kind.low_m[0] == kind.low_m[1] and kind.high_m[0] == kind.high_m[1]:
        shares[1:] = shares[0], shares[0] if equal else shares[2]
    width, depth, height = (low + shares * (high - low)).round(3).tolist()
    return (width, depth, height)


def _size_word(kind: Kind, large: float) -> str:
    """Return a word only where the kind spans sizes that people tell apart."""
    if math.prod(kind.high_m) < 1.8 * math.prod(kind.low_m):
        return ""
    return "small" if large < 0.12 else "large" if large > 0.88 else ""
