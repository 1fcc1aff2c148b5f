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
    hall,
    home,
    kitchen,
    landmarks,
    leisure,
    office,
    seaside,
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
    hall,
    garden,
    tabletop,
    leisure,
    street,
    courtyard,
    landmarks,
    seaside,
    venue,
    animals,
)
KINDS: dict[str, Kind] = merged(place.KINDS for place in PLACES)
