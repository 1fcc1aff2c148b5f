"""Who rides is a rider and no person in some vocabularies: a frame in which the deed decides the category."""

from __future__ import annotations

from dataclasses import replace

from ...renderers.frame import Frame, VisibleObject
from .once import once
from .relations.people import RIDING

RIDER, NO_RIDER = "person riding", "person on foot"  # categories beside "person", of whom nothing is told


@once
def by_deed(frame: Frame) -> Frame:
    """Return the frame with each person of whom the truth tells under one of two categories: who rides, and who not."""
    return replace(frame, objects=tuple(replace(thing, category=_category(thing)) for thing in frame.objects))


def told_category(doing: str) -> str:
    """Return the category of a person in a posture."""
    return RIDER if doing == RIDING else NO_RIDER


def _category(thing: VisibleObject) -> str:
    return told_category(thing.person.doing) if thing.person else thing.category
