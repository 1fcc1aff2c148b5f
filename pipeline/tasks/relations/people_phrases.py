"""The English of what is told of people: what they do, wear and hold, and their hair."""

from __future__ import annotations

import re
from collections.abc import Mapping

from ..words.language import english, indefinite
from . import english as plain
from .forms import Deed, DeedName, Description, Doing, DoingWord, Done, Hair, Having, Wearing
from .vocabulary import noun

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
    "kicking": ("kicking {a}", "who {are} kicking {a}"),
}
DONE_WORDS: Mapping[DeedName, tuple[str, ...]] = {
    "sitting on": ("that {person} is sitting {on}",),
    "lying on": ("that {person} is lying on",),
    "leaning on": ("that {person} is leaning against",),
    "riding": ("that {person} is riding", "ridden by {person}"),
    "pushing": ("that {person} is pushing", "pushed by {person}"),
    "holding": ("that {person} is holding", "held by {person}", "in the hands of {person}"),
    "walking": ("that {person} is walking", "out for a walk with {person}"),
    "kicking": ("that {person} is kicking", "kicked by {person}"),
}
EVERYBODY = ("everyone", "everybody")
INTO = frozenset({"armchair"})  # what people sit in
HAVING_WORDS = ("with {}", "wearing {}")
CARRIED = frozenset({"backpack", "bag"})  # what nobody wears
SHARED = ("with", "wearing", "in")  # what is said once of two things
WEARING_WORDS = ("in {}", "wearing {}")
PAIRS = frozenset({"trousers", "jeans", "leggings", "shorts", "glasses", "sunglasses"})  # what is called by a plural


def of_person(part: Doing | Deed | Hair | Having | Wearing, many: bool, wording: int) -> str:
    """Return what stands behind the noun for a person, or for several: "in a red jacket", "holding a cup"."""
    are = "are" if many else "is"
    match part:
        case Doing():
            return _pick(DOING_WORDS[part.word], wording).format(are=are)
        case Having():
            ways = HAVING_WORDS[:1] if part.accessory in CARRIED else HAVING_WORDS
            return _pick(ways, wording).format(_counted(part.accessory, many))
        case Hair():
            return f"with {_counted(part.word, many) if part.word == 'ponytail' else f'{part.word} hair'}"
        case Deed():
            thing = plain.phrase(Description(part.category), wording).removeprefix("the ")
            into = "in" if part.category in INTO else "on"
            a = thing if noun(part.category).group else _counted(thing, many)
            return _pick(DEED_WORDS[part.name], wording).format(on=into, a=a, are=are)
    return _pick(WEARING_WORDS, wording).format(_worn(part, many))


def done_by(part: Done, person: str, wording: int) -> str:
    """Return what stands behind the noun of a thing that somebody does something with: "ridden by the woman"."""
    return _pick(DONE_WORDS[part.name], wording).format(person=person, on="on")


def is_everybody(form: Description, wording: int) -> bool:
    """Return whether several people are called "everyone sitting", as every fourth wording has it: told by one fact."""
    one = len(form.where) == 1 and isinstance(form.where[0], Doing | Deed | Having | Wearing)
    return form.category == "person" and form.count > 1 and one and wording % 4 == 3


def together(clauses: list[str], many: bool) -> str:
    """Return what is told of a person: "wearing a coat and a hat", "in red and with a bag", "in red who is waving"."""
    if len(clauses) < 2:
        return clauses[0]
    first, second = (re.sub("^who (?:is|are) ", "", clause) for clause in clauses)
    word, verb = first.split()[0], second.split()[0]
    if verb.endswith("ing") and verb not in SHARED and not word.endswith("ing"):
        return f"{first} who {'are' if many else 'is'} {second}"
    return f"{first} and {second.removeprefix(f'{word} ') if word in SHARED else second}"


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


def _pick(options: tuple[str, ...], wording: int) -> str:
    return options[wording % len(options)]
