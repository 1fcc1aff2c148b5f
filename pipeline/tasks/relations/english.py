"""Logical forms in English: deterministic, given the form and the number of the wording."""

from __future__ import annotations

from ..words.language import english
from .forms import Attribute, Away, Between, Description, Extreme, Hair, Nth, Relation, Restriction, State, Trait, Who
from .stances import STANCES
from .vocabulary import noun, traits

WORDINGS = 12  # how many numbers of wordings there are: a multiple of every count of alternatives below
RELATION_WORDS = {
    "left of": ("to the left of", "on the left of", "left of"),
    "right of": ("to the right of", "on the right of", "right of"),
    "above": ("above", "above"),
    "below": ("below", "below"),
    "on": ("on",),
    "under": ("under", "underneath"),
    "next to": ("next to", "beside", "right beside"),
    "in front of": ("in front of",),
    "behind": ("behind",),
}
PICK_WORDS = {
    "nearest": ("nearest", "closest"),
    "farthest": ("farthest", "most distant"),
    "largest": ("largest", "biggest"),
    "smallest": ("smallest",),
    "leftmost": ("leftmost",),
    "rightmost": ("rightmost",),
    "tallest": ("tallest",),
}
OF_TWO_WORDS = {
    "nearest": ("nearer", "closer"),
    "farthest": ("farther", "more distant"),
    "largest": ("larger", "bigger"),
    "smallest": ("smaller",),
    "leftmost": ("left", "left-hand"),
    "rightmost": ("right", "right-hand"),
    "tallest": ("taller",),
}
AT_SIDE = {"leftmost": "left", "rightmost": "right"}  # where people stand of whom every second wording says so
AWAY_WORDS = ("about {} away", "roughly {} away", "around {} from the camera", "about {} from the viewer")
STATE_ADJECTIVES = ("open", "closed", "lit", "unlit", *STANCES)  # of what stands before a noun
FLAMES = frozenset({"lantern"})  # what burns, and is not switched on
SWITCHED = frozenset({"television", "monitor", "information screen"})  # what nobody calls lit
BALD = Hair("bald")  # which stands before the noun
_ORDER = ("size", "colour", "material")  # "the large red wooden chair"


def phrase(form: Description, wording: int) -> str:
    """Return a noun phrase with its article, such as "the second red chair from the left"."""
    trait = next((part for part in form.where if isinstance(part, Trait)), None)
    if trait is not None:
        entry = traits()[trait.name]
        return _pick(entry.one if form.count == 1 else entry.many, wording)
    many = form.count > 1
    beside = _at_side(form, wording)
    before = _before(tuple(part for part in form.where if not beside or not isinstance(part, Extreme)), wording)
    words = [_quantity(form, wording), *before, _noun(form, many, wording), beside]
    return " ".join(word for word in (*words, *_after(form.where, wording)) if word)


def _at_side(form: Description, wording: int) -> str:
    """Return "on the left" of who is the leftmost person, in every second wording; else ""."""
    ends = (part for part in form.where if isinstance(part, Extreme) and part.superlative in AT_SIDE)
    end = next(ends, None) if form.category == "person" and form.count == 1 and wording % 2 else None
    return f"on the {'' if end.of_two else 'far '}{AT_SIDE[end.superlative]}" if end else ""


def _quantity(form: Description, wording: int) -> str:
    if form.count == 1:
        return "the"
    if noun(form.category).group:
        return _pick(("all the", "all"), wording)
    if form.count == 2:
        return _pick(("both", "the two"), wording)
    number = _number(form.count)
    return _pick((f"all {number}", f"the {number}", "all the"), wording)


def _before(where: tuple[Restriction, ...], wording: int) -> list[str]:
    picks = [_extreme(part, wording) for part in where if isinstance(part, Extreme)]
    ranks = [_ordinal(part) for part in where if isinstance(part, Nth)]
    attributes = sorted((part for part in where if isinstance(part, Attribute)), key=lambda part: _ORDER.index(part.of))
    states = [part.word for part in where if isinstance(part, State)]
    bald = ["bald"] if BALD in where else []
    return [*picks, *ranks, *states, *bald, *(part.word for part in attributes)]


def leads(part: Restriction, category: str, wording: int) -> bool:
    """Return whether a state is said by a word before the noun, as every second wording has it."""
    if not isinstance(part, State) or part.word not in STATE_ADJECTIVES:
        return False
    return wording % 2 == 0 and not (part.word in ("lit", "unlit") and category in SWITCHED)


def _extreme(part: Extreme, wording: int) -> str:
    return _pick((OF_TWO_WORDS if part.of_two else PICK_WORDS)[part.superlative], wording)


def _after(where: tuple[Restriction, ...], wording: int) -> list[str]:
    return [_tail(part, wording) for part in where]


def _tail(part: Restriction, wording: int) -> str:
    match part:
        case Relation():
            return f"{_pick(RELATION_WORDS[part.name], wording)} {phrase(part.landmark, wording)}"
        case Between():
            return f"between {phrase(part.first, wording)} and {phrase(part.second, wording)}"
        case Away():
            return _pick(AWAY_WORDS, wording).format(_metres(part.distance_m))
        case Nth():
            return f"from the {part.side}"
    return ""


def _noun(form: Description, many: bool, wording: int) -> str:
    for part in form.where:
        if isinstance(part, Who):
            return english().plural_noun(part.word) if many else part.word
    entry = noun(form.category)
    name = _pick(entry.nouns, wording)
    if entry.group or not many:
        return name
    return f"{name}s" if name.isupper() else english().plural_noun(name)  # "TVs"


def _ordinal(part: Nth) -> str:
    return _number(english().ordinal(str(part.n)))


def _metres(distance_m: float) -> str:
    if distance_m == 0.5:
        return "half a metre"
    words = {1.0: "one metre", 1.5: "one and a half metres", 2.5: "two and a half metres"}
    return words.get(distance_m) or f"{_number(int(distance_m))} metres"


def _number(value: int | str) -> str:
    """Return a number, or an ordinal such as "2nd", in words."""
    return str(english().number_to_words(value))  # type: ignore[arg-type]


def _pick(options: tuple[str, ...], wording: int) -> str:
    return options[wording % len(options)]
