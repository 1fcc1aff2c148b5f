"""What all languages share in saying the restrictions of a description."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from ..english import FLAMES
from ..forms import (
    Attribute,
    Away,
    Between,
    Deed,
    Description,
    Doing,
    Extreme,
    Group,
    Hair,
    Having,
    Nth,
    Printed,
    Relation,
    Restriction,
    State,
    Trait,
    Wearing,
    Who,
)
from .lexicon import Lexicon, UnsayableError, pick, said

Fact = Relation | Between | Away | Printed | Doing | Deed | Hair | Having | Wearing  # what stands beside the noun
ORDER = ("state", "size", "colour", "material")  # "der geöffnete große rote Karton aus Pappe"
POSITIONS = ("m", "f", "m many", "f many")  # of the forms of a word that agrees
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


def whole(table: Lexicon, form: Description, wording: int) -> str:
    """Return the words that are the whole description, of a group of people, a use or a shape; "" where none are."""
    group = next((part for part in form.where if isinstance(part, Group)), None)
    if group and form != Description(form.category, (group,), form.count):
        raise UnsayableError("there are no words for a group with something else")
    return said(table.groups, group.word, wording) if group else trait_words(table, form, wording)


def attributes(table: Lexicon, form: Description, wording: int) -> list[str]:
    """Return the words of the thing itself, in the order in which the language says them."""
    tables, order = attribute_tables(table), table.order or ORDER
    found = own_words(form)
    return [said(tables[of], found[of], wording) for of in sorted(found, key=order.index)]


def attribute_tables(table: Lexicon) -> dict[str, Mapping[str, tuple[str, ...]]]:
    """Return the words of a language for what things are by themselves, by what they tell of."""
    states: dict[str, tuple[str, ...]] = {str(word): ways for word, ways in table.states.items()}
    return {"colour": table.colours, "material": table.materials, "size": table.sizes, "state": states}


def own_words(form: Description) -> dict[str, str]:
    """Return the words of the thing itself, by what they tell of; raises UnsayableError where there are none."""
    found: dict[str, str] = {}
    for part in form.where:
        if isinstance(part, State):
            if form.category in FLAMES:
                raise UnsayableError(f"nobody switches a {form.category} on")
            found["state"] = part.word
        elif isinstance(part, Attribute):
            found[part.of] = part.word
    if not found.keys() <= set(ORDER):
        raise UnsayableError("there are words for colours, materials, sizes and states only")
    return found


def place(table: Lexicon, part: Restriction, wording: int, landmark: Callable[[Description, int], str]) -> str:
    """Return where a thing is, `landmark` saying what it is told by; "" for what says nothing of that.

    Prepositions and articles are drawn together: "vom" for "von dem", "del" for "de el". Raises UnsayableError.
    """
    match part:
        case Relation():
            ways = table.hung if hangs(part) else table.relations[part.name]
            return contracted(table, f"{pick(ways, wording)} {landmark(part.landmark, wording)}")
        case Between():
            first, second = (landmark(each, wording) for each in (part.first, part.second))
            return contracted(table, table.between.format(first=first, second=second))
    return without_landmark(table, part, wording)


def without_landmark(table: Lexicon, part: Restriction, wording: int) -> str:
    """Return what is told of a thing by itself; "" for what says nothing beside the noun. Raises UnsayableError."""
    match part:
        case Away():
            return pick(table.away, wording).format(distance(table, part))
        case Printed():
            return inscription(table, part, wording)
        case Doing():
            return said(table.doing, part.word, wording)
        case Hair():
            return said(table.hair, part.word, wording)
        case Having():
            return said(table.accessories, part.accessory, wording)
        case Wearing():
            return worn(table, part, wording)
        case Attribute() | State() | Extreme() | Nth() | Trait() | Who():
            return ""
    raise UnsayableError(f"there are no words for {part}")


def inscription(table: Lexicon, part: Printed, wording: int) -> str:
    """Return what is printed on a thing, in the words of the language."""
    ways = said(table.printed, "number" if part.text.isdigit() else "words", wording)
    return ways.format(part.text)


def worn(table: Lexicon, part: Wearing, wording: int) -> str:
    """Return what somebody wears: "in einer roten Jacke", "con una chaqueta roja"."""
    if part.garment not in table.worn:
        raise UnsayableError(f"there is no word for {part.garment!r}")
    text, kind = table.worn[part.garment]
    ways = table.colours.get(part.colour, ())
    agrees = kind in POSITIONS and len(ways) == len(POSITIONS)
    colour = ways[POSITIONS.index(kind)] if agrees else said(table.colours, part.colour, wording)
    return text.format(colour.format(e="er" if kind == "bare" else "en", noun="").strip())


def contracted(table: Lexicon, text: str) -> str:
    """Return a text with prepositions and articles drawn together."""
    for apart, together in table.contractions.items():
        text = re.sub(rf"\b{apart}\b", together, text)
    return text


def distance(table: Lexicon, part: Away) -> str:
    """Return a distance in words."""
    if part.distance_m not in table.distances:
        raise UnsayableError(f"there are no words for {part.distance_m} m")
    return table.distances[part.distance_m]


def hangs(part: Relation) -> bool:
    """Return whether a relation is of something that hangs on a wall or a ceiling."""
    return part.name == "on" and part.landmark.category in WALLS


def joined(table: Lexicon, form: Description, places: list[str]) -> str:
    """Return where a thing is, in one or several facts; raises UnsayableError where the second could go with the first.

    So "next to the bed and behind the sofa" is said, and "next to the bed on the rug, behind the sofa" is not.
    """
    facts = [part for part in form.where if isinstance(part, Fact)]
    dressed = (
        table.worn[part.garment][1] for part in facts if isinstance(part, Wearing) and part.garment in table.worn
    )
    if form.count > 1 and (any(dressed) or any(isinstance(part, Deed) for part in facts)):
        raise UnsayableError("one garment is not worn by several, nor one cup held")
    if len(facts) > 1 and (not table.conjunction or any(_has_places(part) for part in facts)):
        raise UnsayableError("one fact could be read as that of another's landmark")
    return table.conjunction.join(filter(None, places))


def _has_places(part: Fact) -> bool:
    landmarks = [part.landmark] if isinstance(part, Relation) else []
    return any(isinstance(each, Fact) for landmark in landmarks for each in landmark.where)
