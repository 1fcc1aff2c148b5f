"""The English of every logical form: the plain ones of `english`, and what is compared, denied, left out or reasoned.

Deterministic, given the form and the number of the wording, as `english` is.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from ..words.language import english
from . import english as plain
from .casual import casual
from .forms import (
    Attribute,
    Between,
    Closest,
    Comparative,
    Compared,
    Deed,
    Description,
    Doing,
    Done,
    Dressed,
    Except,
    Expression,
    Extreme,
    Foremost,
    Group,
    Hair,
    Having,
    Not,
    OfPeople,
    PartOf,
    Printed,
    Reason,
    Relation,
    Restriction,
    State,
    Wearing,
    Who,
    Wider,
)
from .owned import owned
from .people_phrases import EVERYBODY, GROUP_WORDS, done_by, is_everybody, of_person, together
from .vocabulary import reasons, traits

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
    "standing": {False: ("that is standing", "standing up"), True: ("that are standing",)},
    "walking": {False: ("walking", "that is walking"), True: ("walking", "that are walking")},
    "sitting": {False: ("that is sitting", "sitting down"), True: ("that are sitting",)},
    "lying": {False: ("lying down", "that is lying down"), True: ("lying down", "that are lying down")},
    "grazing": {False: ("that is grazing", "eating grass"), True: ("that are grazing", "eating grass")},
    "pecking": {False: ("pecking at the ground",), True: ("pecking at the ground",)},
    "swimming": {False: ("that is swimming",), True: ("that are swimming",)},
}
FLAME_WORDS: Ways = {
    "lit": {False: ("that is burning",), True: ("that are burning",)},
    "unlit": {False: ("that is not burning",), True: ("that are not burning",)},
}
PRINTED_WORDS: Ways = {
    "words": {False: ('that says "{}"', 'with "{}" on it'), True: ('that say "{}"', 'with "{}" on them')},
    "number": {False: ("with the number {}", "with the number {} on it"), True: ("with the number {}",)},
}
BUT_WORDS = ("{} but {}", "{} except {}", "{} apart from {}")  # of people
EXCEPT_WORDS = ("every {} except {}", "every {} but {}", "each {} apart from {}")


def subject(expression: Expression) -> str:
    """Return what an expression is called in a prompt."""
    words = phrase(expression.form, expression.wording)
    return casual(words) if expression.casual else words


def phrase(form: Description, wording: int) -> str:
    """Return a noun phrase with its article, such as "every chair except the red one"."""
    for part in form.where:
        if isinstance(part, PartOf):
            return owned(form, part, phrase(part.owner, wording), wording)
        if isinstance(part, Group):
            return _pick(GROUP_WORDS[part.word], wording)
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
    if is_everybody(form, wording):
        return f"{_pick(EVERYBODY, wording // 4)} {_clause(tails[0], replace(form, count=1), wording)}"
    start = plain.phrase(replace(form, where=_without(form.where, tails)), wording)
    clauses = [_clause(part, form, wording) for part in tails]
    of_people = all(isinstance(part, OfPeople) for part in tails)
    end = together(clauses, form.count > 1) if of_people else _joined(clauses)
    return f"{re.sub('^both ', 'the two ', start) if end.startswith('that ') else start} {end}"


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
        case Dressed():
            return "in light clothes"
        case Done():
            return done_by(part, phrase(part.landmark, wording), wording)
        case Doing() | Deed() | Hair() | Having() | Wearing():
            return of_person(part, many, wording)
        case Not(what=Attribute() as what):
            return f"that {_are(many)} not {what.word}"
        case Not(what=Relation() as what):
            return f"that {_are(many)} not {_tail(what, wording)}"
    return _tail(part, wording)


def _tail(part: Restriction, wording: int) -> str:
    """Return what a plain restriction adds behind the noun: "on the table"."""
    bare = plain.phrase(Description("box"), wording)
    return plain.phrase(Description("box", (part,)), wording).removeprefix(f"{bare} ")


def _but(form: Description, part: Except, wording: int) -> str:
    """Return all but one: "every box but the largest one"."""
    where = _without(form.where, (part,))
    if form.category == "person" and not where:
        return _pick(BUT_WORDS, wording).format(_pick(EVERYBODY, wording), phrase(part.others, wording))
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
