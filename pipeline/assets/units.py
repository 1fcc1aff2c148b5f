"""In what unit models are: told, or metres as long as a thing of their name can be of that size."""

from __future__ import annotations

from ...scenes.assets.pool_loading import kind_of
from ...scenes.assets.sources import SAY_UNIT
from ...scenes.poses import Vec3
from .items import SourceItem

UNITS_M = {"m": 1.0, "cm": 0.01, "mm": 0.001}


def wrong_unit(item: SourceItem, size_m: Vec3) -> str:
    """Say why a model whose unit nobody has told is hardly in metres; "" where it may be, or nobody could tell."""
    kinds = item.concept.kinds
    if item.source.size_m or item.source.unit_m or not kinds or kind_of(kinds, size_m):
        return ""
    others = {unit: tuple(side * unit_m for side in size_m) for unit, unit_m in UNITS_M.items() if unit != "m"}
    fitting = [unit for unit, (width, depth, height) in others.items() if kind_of(kinds, (width, depth, height))]
    if not fitting:
        return ""
    size = " × ".join(f"{side:.3g}" for side in size_m)
    return f"{item.source.path.name}: no {item.concept.category} is {size} m; {SAY_UNIT}, which may be {fitting[0]}"
