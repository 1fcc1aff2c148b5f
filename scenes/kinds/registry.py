"""Every kind of things by its name, place by place.

A module of kinds ends with its table, KINDS; naming the module here is all that registers them.
"""

from __future__ import annotations

from ..tables import merged
from . import (
    animals,
    bathroom,
    courtyard,
    garden,
    gym,
    hall,
    home,
    kitchen,
    landmarks,
    leisure,
    office,
    overhead,
    roadside,
    rooms,
    seaside,
    shop,
    street,
    tabletop,
    venue,
)
from .kind import Kind

PLACES = (
    home,
    kitchen,
    bathroom,
    office,
    rooms,
    hall,
    garden,
    tabletop,
    leisure,
    street,
    roadside,
    courtyard,
    landmarks,
    seaside,
    venue,
    overhead,
    shop,
    gym,
    animals,
)
KINDS: dict[str, Kind] = merged(place.KINDS for place in PLACES)
