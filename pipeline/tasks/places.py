"""What things are called where they stand: the truth has one category for what people call otherwise outdoors.

A garden wall is no wall of a room, a garden gate no sectional door, and the grass of a meadow includes its ground.
"""

from __future__ import annotations

from dataclasses import replace

from ...renderers.frame import Frame, VisibleObject
from ...scenes.categories import STRUCTURE
from .once import once

OUTDOORS = frozenset({"ground", "lawn", "paving", "pavement"})
IN_GARDENS = {"wall": "garden wall", "gate": "garden gate"}
GRASSY = frozenset({"ground", "grass"})  # both are the meadow, where the ground is one
MEADOW = "meadow"
SHELL = STRUCTURE | set(IN_GARDENS.values()) | {"path"}  # what a place is made of


@once
def by_place(frame: Frame) -> Frame:
    """Return the frame with the categories that the things in it have where they stand."""
    below = {thing.instance: thing.category for thing in frame.objects}
    is_meadow = any(thing.category == "ground" and thing.material == MEADOW for thing in frame.objects)

    def placed(thing: VisibleObject) -> str:
        if thing.category in GRASSY and is_meadow:
            return MEADOW
        outdoors = below.get(thing.supporter) in OUTDOORS
        return IN_GARDENS.get(thing.category, thing.category) if outdoors else thing.category

    return replace(frame, objects=tuple(replace(thing, category=placed(thing)) for thing in frame.objects))
