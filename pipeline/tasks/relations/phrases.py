"""The English of every logical form: the plain ones of `english`, and what is compared, denied, left out or reasoned.

Deterministic, given the form and the number of the wording, as `english` is.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from ..words.language import english, indefinite
from . import english as plain
from .casual import casual
from .forms import (
    Attribute,
    Between,
    Closest,
    Comparative,
    Compared,
    Deed,
    DeedName,
    Description,
    Doing,
    DoingWord,
    Except,
    Expression,
    Extreme,
    Foremost,
    Hair,
    Having,
    Not,
    OfPeople,
    Printed,
    Reason,
    Relation,
    Restriction,
    State,
    Wearing,
    Who,
    Wider,
)
from .vocabulary import noun, reasons, traits

COMPARED_WORDS: dict[Comparative, tuple[str, ...]] = {
    "taller": ("taller than",),
    "shorter": ("shorter than",),
    "larger": ("larger than", "bigger than"),
    "smaller": ("smaller than",),
    "nearer": ("nearer to us than", "closer to the camera than"),
    "farther": ("farther away than", "farther from the camera than"),
}
Ways = Mapping[str, Mapping[bool, tuple[str, ...]]]  # by what is said, and whether of several
CLOSEST_WORDS = ("closest to", "nearest to")
STATE_WORDS: Ways = {
    "empty": {False: ("with nothing on it", "that has nothing on it"), True: ("with nothing on them",)},
    "occupied": {
        False: ("with something on it", "that something is lying or standing on"),
        True: ("with something on them",),
    },
    "open": {False: ("that is open",), True: ("that are open",)},
    "closed": {False: ("that is closed",), True: ("that are closed",)},
    "lit": {False: ("that is switched on", "that is on"), True: ("that are switched on", "that are on")},
    "unlit": {False: ("that is switched off", "that is off"), True: ("that are switched off", "that are off")},
}
FLAME_WORDS: Ways = {
    "lit": {False: ("that is burning",), True: ("that are burning",)},
    "unlit": {False: ("that is not burning",), True: ("that are not burning",)},
}
PRINTED_WORDS: Ways = {
    "words": {False: ('that says "{}"', 'with "{}" on it'), True: ('that say "{}"', 'with "{}" on them')},
    "number": {False: ("with the number {}", "with the number {} on it"), True: ("with the number {}",)},
}
DOING_WORDS: Mapping[DoingWord, tuple[str, ...]] = {
    "standing": ("standing", "who {are} standing"),
    "walking": ("walking", "who {are} walking"),
    "sitting": ("sitting", "who {are} sitting"),
    "arms folded": ("with folded arms", "with crossed arms"),
    "running": ("running", "who {are} running"),
    "crouching": ("crouching", "who {are} squatting"),
    "lying": ("lying down", "who {are} lying down"),
    "waving": ("waving", "with a raised hand"),
    "hands on hips": ("with hands on hips",),
    "looking at the camera": ("looking at the camera", "facing the camera"),
    "looking to the left": ("looking to the left", "looking left"),
    "looking to the right": ("looking to the right", "looking right"),
    "looking away": ("looking away from the camera", "facing away from us"),
}
DEED_WORDS: Mapping[DeedName, tuple[str, ...]] = {
    "sitting on": ("sitting {on} {a}", "who {are} sitting {on} {a}"),
    "lying on": ("lying on {a}", "who {are} lying on {a}"),
    "leaning on": ("leaning against {a}",),
    "riding": ("riding {a}", "on {a}"),
    "pushing": ("pushing {a}", "who {are} pushing {a}"),
    "holding": ("holding {a}", "who {are} holding {a}"),
    "walking": ("walking {a}", "who {are} walking {a}"),
}
INTO = frozenset({"armchair"})  # what people sit in
HAVING_WORDS = ("with {}", "wearing {}")
CARRIED = frozenset({"backpack", "bag"})  # what nobody wears
SHARED = ("with", "wearing", "in")  # what is said once of two things
WEARING_WORDS = ("in {}", "wearing {}")
PAIRS = frozenset({"trousers", "jeans", "leggings", "shorts", "glasses", "sunglasses"})  # what is called by a plural
EXCEPT_WORDS = ("every {} except {}", "every {} but {}", "each {} apart from {}")


def subject(expression: Expression) -> str:
    """Return what an expression is called in a prompt."""
    words = phrase(expression.form, expression.wording)
    return casual(words) if expression.casual else words


def phrase(form: Description, wording: int) -> str:
    """Return a noun phrase with its article, such as "every chair except the red one"."""
    for part in form.where:
        if isinstance(part, Reason):
            return _reasoned(part, form.count > 1, wording)
        if isinstance(part, Foremost):
            return _foremost(form, part, wording)
        if isinstance(part, Except):
            return _but(form, part, wording)
    tails = tuple(
        part
        for part in form.where
        if isinstance(part, Relation | Between | Wider)
        and not isinstance(part, Who)
        and part != plain.BALD
        and not plain.leads(part, form.category, wording)
    )
    if len(tails) < 2 and not any(_is_wide(part) for part in tails):
        return plain.phrase(form, wording)
    start = plain.phrase(replace(form, where=_without(form.where, tails)), wording)
    clauses = [_clause(part, form, wording) for part in tails]
    end = _joined(_shortened(clauses) if all(isinstance(part, OfPeople) for part in tails) else clauses)
    return f"{re.sub('^both ', 'the two ', start) if end.startswith('that ') else start} {end}"


def _shortened(clauses: list[str]) -> list[str]:
    """Return what is told of a person without what is said once: "wearing a coat and a hat", "in red and waving"."""
    if len(clauses) < 2:
        return clauses
    short = [re.sub("^who (?:is|are) ", "", clause) for clause in clauses]
    first = short[0].split()[0]
    return [short[0], *(clause.removeprefix(f"{first} ") if first in SHARED else clause for clause in short[1:])]


def _is_wide(part: Restriction) -> bool:
    """Return whether a restriction, or one of its landmarks, is said here alone."""
    match part:
        case Relation():
            return any(map(_is_wide, part.landmark.where))
        case Between():
            return any(map(_is_wide, (*part.first.where, *part.second.where)))
    return isinstance(part, Wider)


def _clause(part: Restriction, form: Description, wording: int) -> str:
    """Return what stands after the noun."""
    many = form.count > 1
    match part:
        case Compared():
            words = _pick(COMPARED_WORDS[part.by], wording)
            return f"that {_are(many)} {words} {phrase(part.landmark, wording)}"
        case Closest():
            return f"{_pick(CLOSEST_WORDS, wording)} {phrase(part.landmark, wording)}"
        case Relation() if _is_wide(part):
            return f"{_pick(plain.RELATION_WORDS[part.name], wording)} {phrase(part.landmark, wording)}"
        case Between() if _is_wide(part):
            return f"between {phrase(part.first, wording)} and {phrase(part.second, wording)}"
        case State():
            burns = form.category in plain.FLAMES and part.word in FLAME_WORDS
            table = FLAME_WORDS if burns else STATE_WORDS
            return _pick(table[part.word][many], wording // 2 if part.word in plain.STATE_ADJECTIVES else wording)
        case Printed():
            ways = PRINTED_WORDS["number" if part.text.isdigit() else "words"][many]
            return _pick(ways, wording).format(part.text)
        case Doing():
            return _pick(DOING_WORDS[part.word], wording).format(are=_are(many))
        case Wearing():
            return _pick(WEARING_WORDS, wording).format(_worn(part, many))
        case Having():
            ways = HAVING_WORDS[:1] if part.accessory in CARRIED else HAVING_WORDS
            return _pick(ways, wording).format(_counted(part.accessory, many))
        case Hair():
            return f"with {_counted(part.word, many) if part.word == 'ponytail' else f'{part.word} hair'}"
        case Deed():
            thing = plain.phrase(Description(part.category), wording).removeprefix("the ")
            into = "in" if part.category in INTO else "on"
            a = thing if noun(part.category).group else _counted(thing, many)
            return _pick(DEED_WORDS[part.name], wording).format(on=into, a=a, are=_are(many))
        case Not(what=Attribute() as what):
            return f"that {_are(many)} not {what.word}"
        case Not(what=Relation() as what):
            return f"that {_are(many)} not {_tail(what, wording)}"
    return _tail(part, wording)


def _worn(part: Wearing, many: bool) -> str:
    """Return a garment with its colour: "a red jacket", "blue jeans"."""
    if part.garment == "clothes":
        return part.colour
    long = "long " if part.garment.startswith("long ") else ""
    words = f"{long}{part.colour} {part.garment.removeprefix(long)}"
    return words if part.garment in PAIRS else _counted(words, many)


def _counted(words: str, many: bool) -> str:
    """Return "a hat", "hats" or "glasses"."""
    if words in PAIRS:
        return words
    return str(english().plural(words)) if many else indefinite(words)


def _tail(part: Restriction, wording: int) -> str:
    """Return what a plain restriction adds behind the noun: "on the table"."""
    bare = plain.phrase(Description("box"), wording)
    return plain.phrase(Description("box", (part,)), wording).removeprefix(f"{bare} ")


def _but(form: Description, part: Except, wording: int) -> str:
    """Return all but one: "every box but the largest one"."""
    where = _without(form.where, (part,))
    kind = plain.phrase(Description(form.category, where), wording).removeprefix("the ")
    noun = plain.phrase(Description(form.category), wording).removeprefix("the ")
    apart = replace(part.others, where=_without(part.others.where, where))
    others = re.sub(rf"\b{re.escape(noun)}\b", "one", phrase(apart, wording), count=1)
    return _pick(EXCEPT_WORDS, wording).format(kind, others)


def _foremost(form: Description, part: Foremost, wording: int) -> str:
    """Return the first of several: "the two nearest chairs", "the two chairs nearest to the camera"."""
    number = str(english().number_to_words(part.n))  # type: ignore[arg-type]
    rest = _without(form.where, (part,))
    if part.superlative in ("nearest", "farthest") and wording % 2:
        where, end = rest, f" {part.superlative} {'to' if part.superlative == 'nearest' else 'from'} the camera"
    else:
        where, end = (Extreme(part.superlative), *rest), ""
    many = plain.phrase(Description(form.category, where, part.n), wording)
    return f"the {number} {re.sub(rf'^(both|all the|(all|the) {number}) ', '', many)}{end}"


def _reasoned(part: Reason, many: bool, wording: int) -> str:
    entry = reasons()[part.name]
    landmark, other = (*(phrase(each, wording) for each in part.landmarks), "", "")[:2]
    to = traits()[part.use].to if part.use else ""
    return _pick(entry.many if many else entry.one, wording).format(landmark=landmark, other=other, to=to)


def _without(where: tuple[Restriction, ...], dropped: tuple[Restriction, ...]) -> tuple[Restriction, ...]:
    return tuple(part for part in where if part not in dropped)


def _joined(clauses: list[str]) -> str:
    return " and ".join(part for part in (", ".join(clauses[:-1]), clauses[-1]) if part)


def _are(many: bool) -> str:
    return "are" if many else "is"


def _pick(options: tuple[str, ...], wording: int) -> str:
    return options[wording % len(options)]
