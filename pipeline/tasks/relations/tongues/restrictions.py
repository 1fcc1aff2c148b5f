"""What all languages share in saying the restrictions of a description."""

from __future__ import annotations

from ..forms import Attribute, Away, Description, Relation, Trait
from .lexicon import Lexicon, UnsayableError, pick, said

ORDER = ("size", "colour", "material")  # "der große rote Stuhl aus Holz"
WALLS = ("wall", "ceiling", "garden wall")  # what things hang on rather than stand on


def trait_words(table: Lexicon, form: Description, wording: int) -> str:
    """Return the words of a use or a shape, which are the whole description; "" where there is none."""
    trait = next((part for part in form.where if isinstance(part, Trait)), None)
    if trait is None:
        return ""
    if trait.name not in table.traits or form != Description(form.category, (trait,), form.count):
        raise UnsayableError(f"there are no words for {trait.name!r} with something else")
    entry = table.traits[trait.name]
    return pick(entry.one if form.count == 1 else entry.many, wording)


def attributes(table: Lexicon, form: Description, wording: int) -> list[str]:
    """Return the words of the thing itself, in the order in which the language says them."""
    tables = {"colour": table.colours, "material": table.materials, "size": table.sizes}
    order = table.order or ORDER
    found = [part for part in form.where if isinstance(part, Attribute)]
    if any(part.of not in tables for part in found):
        raise UnsayableError("there are words for colours, materials and sizes only")
    return [said(tables[part.of], part.word, wording) for part in sorted(found, key=lambda part: order.index(part.of))]


def distance(table: Lexicon, part: Away) -> str:
    """Return a distance in words."""
    if part.distance_m not in table.distances:
        raise UnsayableError(f"there are no words for {part.distance_m} m")
    return table.distances[part.distance_m]


def hangs(part: Relation) -> bool:
    """Return whether a relation is of something that hangs on a wall or a ceiling."""
    return part.name == "on" and part.landmark.category in WALLS
