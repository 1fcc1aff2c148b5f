"""What is printed or written on things, and where: known from a generator, its size and its variant alone."""

from __future__ import annotations

import numpy as np

from .generators import lettered, signs
from .generators.core.lettering import Panel, Panels
from .generators.outdoor import buildings, car_park, motorway, road_signs, two_wheelers, vehicles
from .spec import Geometry, Procedural
from .tables import merged

_LETTERED = (buildings, car_park, lettered, motorway, road_signs, signs, two_wheelers, vehicles)
_PANELS: dict[str, Panels] = merged([module.PANELS for module in _LETTERED])


def panels(geometry: Geometry) -> tuple[Panel, ...]:
    """Return the lines of text on a geometry, in its own space; none where it carries none.

    The first is what it says (`text_on`). All of most things say that; a lorry has its firm's name beside its number.
    """
    find = _PANELS.get(geometry.generator) if isinstance(geometry, Procedural) else None
    if not find or not isinstance(geometry, Procedural):
        return ()
    return find(geometry.size_m, np.random.Generator(np.random.PCG64(geometry.variant)))


def telling(geometry: Geometry) -> tuple[Panel, ...]:
    """Return those lines on a geometry that say what `text_on` tells."""
    lines = panels(geometry)
    return tuple(line for line in lines if line.text == lines[0].text)


def text_on(geometry: Geometry) -> str:
    """Return what is printed or written on a geometry; "" where nothing is."""
    return next((panel.text for panel in panels(geometry)), "")
