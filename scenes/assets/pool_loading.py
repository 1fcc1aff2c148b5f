"""What libraries hold, and which of the embedded kinds of things their models can stand in for."""

from __future__ import annotations

from collections.abc import Iterable

from ..kinds.registry import KINDS
from ..poses import Vec3
from .library import Model, load_library
from .pool import AssetPool, PooledFile, PooledModel
from .vocabulary import by_category, rests

SHORTEST, LONGEST = 0.6, 1.6  # of the smallest and the largest of its kind, that a model may be along each axis


def load_pool(libraries: Iterable[str], files: Iterable[PooledFile] = ()) -> AssetPool:
    """Return what the named libraries hold, in the order of names; raises AssetError."""
    loaded = [load_library(name) for name in sorted(libraries)]
    return AssetPool(
        tuple(_pooled(each.name, it) for each in loaded for it in each.models if it.category in by_category()),
        tuple((f"{library.name}/{sky.id}", sky) for library in loaded for sky in library.skies),
        tuple((f"{each.name}/{it.id}", it) for each in loaded for it in each.textures if it.tile_m > 0),
        tuple(files),
    )


def _pooled(library: str, model: Model) -> PooledModel:
    """Return a model with its part in scenes, which follows from its category and its size."""
    concept = by_category()[model.category]
    kind = kind_of(concept.kinds, model.size_m)
    settings = (
        () if rests(model.category, model.name) else concept.settings
    )  # who sits or lies does not stand where others do
    return PooledModel(library, model, kind, concept.place, settings)


def kind_of(kinds: tuple[str, ...], size_m: Vec3) -> str:
    """Return the kind whose sizes are nearest to this one, the first of several; "" where none is near enough."""

    def misfit(name: str) -> float:
        sides = zip(size_m, KINDS[name].low_m, KINDS[name].high_m, strict=True)
        return max(max(SHORTEST * low / side, side / high / LONGEST) for side, low, high in sides)

    known = [name for name in kinds if name in KINDS]
    best = min(known, key=misfit, default="")
    return best if best and misfit(best) <= 1 else ""
