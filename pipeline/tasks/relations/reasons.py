"""What two steps of reasoning come to: restrictions that the checker decides one after another."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from .forms import (
    Carried,
    Deed,
    Doing,
    Dressed,
    Except,
    Extreme,
    Hair,
    Having,
    PartOf,
    PersonReason,
    Reason,
    ReasonName,
    Relation,
    Restriction,
    State,
    Step,
    Trait,
    Who,
)

LIGHT = Trait("give light")
SEAT = Trait("sit on")
Steps = tuple[Step, ...]

PEOPLE: dict[PersonReason, Step] = {
    "dry": Deed("holding", "umbrella"),
    "cold": Dressed(),
    "head safe": Having("helmet"),
    "overtakes": Who("cyclist"),
    "under age": Who("child"),
    "drinks": Deed("holding", "cup"),
    "calls": Deed("holding", "phone"),
    "packed": Deed("holding", "suitcase"),
    "uncombed": Hair("bald"),
    "loaded": Having("backpack"),
    "led": Deed("walking", "dog"),
    "notices": Doing("looking at the camera"),
}
STEPS: dict[ReasonName, Callable[[Reason], Steps]] = {
    "falls with": lambda reason: (Carried(reason.landmarks[0]),),
    "lights instead": lambda reason: (LIGHT, Except(reason.landmarks[0])),
    "lights": lambda reason: (LIGHT, Except(reason.landmarks[1]), Relation("on", reason.landmarks[0])),
    "reached first": lambda reason: (Trait(reason.use), Extreme("nearest")),
    "free seat": lambda reason: (SEAT, State("empty")),
    "taken seat": lambda reason: (SEAT, State("occupied")),
    "lands on": lambda reason: (Trait("come loose"), Relation("above", reason.landmarks[0])),
    "taken from": lambda reason: (Trait(reason.use), Relation("on", reason.landmarks[0])),
    "at hand": lambda reason: (Trait(reason.use), Relation("next to", reason.landmarks[0])),
    **{name: (lambda reason: (PEOPLE[reason.name],)) for name in PEOPLE},  # type: ignore[index]
}


def in_steps(where: Iterable[Restriction]) -> tuple[Step | PartOf, ...]:
    """Return restrictions with each reason replaced by what it comes to."""
    return tuple(step for part in where for step in (STEPS[part.name](part) if isinstance(part, Reason) else (part,)))
