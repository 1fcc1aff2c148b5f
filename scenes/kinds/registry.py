"""Every kind of things by its name, place by place."""

from __future__ import annotations

from . import bathroom, courtyard, garden, hall, home, kitchen, office, street, tabletop
from .kind import Kind

KINDS: dict[str, Kind] = {
    **home.KINDS,
    **kitchen.KINDS,
    **bathroom.KINDS,
    **office.KINDS,
    **hall.KINDS,
    **garden.KINDS,
    **tabletop.KINDS,
    **street.KINDS,
    **courtyard.KINDS,
}
