"""Things as prompts point at them: by their class and by a pixel of what is in sight.

The pixel is said in shares of width and height, so that it is found in pictures of any size.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

import numpy as np

from ...renderers.frame import Frame
from ...scenes.categories import UNNAMED
from .instance import counted_names
from .single_things import inside_px
from .visible_concepts import VisibleConcepts
from .words.language import words


def nameable(frame: Frame, numbers: Collection[int], language: str) -> Iterator[tuple[str, int]]:
    """Yield concept and instance of those of some things that have a class that names them."""
    visible = VisibleConcepts(frame)
    for thing in frame.objects if numbers else ():
        number, concept = thing.instance, visible.known.of(thing.category)
        is_clear = number in numbers and thing.category != UNNAMED and visible.clarity[number] == "named"
        if is_clear and counted_names(concept, language) and _at(frame, place_of(frame, number)) == number:
            yield concept, number


def thing_said(
    frame: Frame, numbers: Collection[int], said: Mapping[str, str], language: str
) -> tuple[str, int] | None:
    """Return concept and instance of what a prompt's `one` and `place` mean; None where that is none of some things."""
    concept = words(language).concept(said["one"], frozenset(thing.category for thing in frame.objects))
    number = _at(frame, said["place"])
    if number not in numbers or concept is None or number not in VisibleConcepts(frame).instances(concept):
        return None
    return concept, number


def place_of(frame: Frame, number: int) -> str:
    """Return a place well inside of what is seen of a thing, as the prompt says it."""
    row, column = np.unravel_index(int(inside_px(frame, number).argmax()), frame.shape)
    height, width = frame.shape
    return f"{100 * (column + 0.5) / width:.1f} % across and {100 * (row + 0.5) / height:.1f} % down"


def _at(frame: Frame, place: str) -> int:
    """Return the instance at a place that a prompt says; 0 where that is none."""
    numbers = place.replace(" % across and ", " ").replace(" % down", "").split()
    height, width = frame.shape
    try:
        across, down = (float(each) / 100 for each in numbers)
    except ValueError:
        return 0
    inside = 0 <= across < 1 and 0 <= down < 1
    return int(frame.instance[int(down * height), int(across * width)]) if inside else 0
