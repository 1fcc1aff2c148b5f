"""What a kind of things is.

The sizes, families and colours in the tables of this folder are taste: what such things usually measure, and of what
they are made.
"""

from __future__ import annotations

from dataclasses import dataclass

from ..poses import Vec3
from ..spec import State

Families = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Kind:
    """Category, generator, smallest and largest size in metres, and the families that each slot is drawn from.

    A slot may restrict a family to colours ("fabric:white,grey"), or name an earlier slot ("=0": the same material).
    `state` is what such a thing is in, as open, or how an animal stands, and `instead` the kind of those in the other
    state, which some are of.
    """

    category: str
    generator: str
    low_m: Vec3
    high_m: Vec3
    slots: tuple[Families, ...]
    state: State = ""
    instead: str = ""


def flat(side_m: tuple[float, float], height_m: tuple[float, float]) -> tuple[Vec3, Vec3]:
    """Return the sizes of something as wide as deep."""
    return (side_m[0], side_m[0], height_m[0]), (side_m[1], side_m[1], height_m[1])
