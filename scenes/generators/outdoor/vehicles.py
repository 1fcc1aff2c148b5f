"""Cars by type, vans, lorries and buses, by their names. Their front faces −y.

Slots: paint, glass, tyres, rims, dark trim, headlamps, tail lamps, number plate, seats, linings, indicators.
"""

from __future__ import annotations

from ..core.lettering import Panels
from ..core.parts import Generator
from .motor.car import FORMS, car, car_panels
from .motor.forms import PLATE as PLATE
from .motor.forms import TRIM as TRIM
from .motor.heavy import bus, bus_panels, lorry, lorry_panels

GENERATORS: dict[str, Generator] = {name: car(form) for name, form in FORMS.items()} | {"lorry": lorry, "bus": bus}
PANELS: dict[str, Panels] = {name: car_panels(form) for name, form in FORMS.items()} | {
    "lorry": lorry_panels,
    "bus": bus_panels,
}
