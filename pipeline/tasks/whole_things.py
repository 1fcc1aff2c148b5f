"""Things that the truth tells whole, as prompts speak of them: by their class and by a pixel of what is in sight.

The pixel is said in shares of width and height, so that it is found in pictures of any size.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np
from numpy.typing import NDArray

from ...renderers.frame import Frame
from ...scenes.categories import UNNAMED
from .draw import pick
from .instance import counted_names
from .single_things import inside_px
from .visible_concepts import VisibleConcepts
from .words.language import words

LEAST_HIDDEN = 0.05  # of the whole thing, of what is rather asked for
RATHER = 0.8  # of the questions ask for something that is hidden in part, where anything is


def whole_thing(frame: Frame, rng: np.random.Generator, language: str) -> tuple[str, int] | None:
    """Return concept and instance of one to ask for; None where the truth tells none that can be named."""
    things = list(_nameable(frame, language))
    hidden = [each for each in things if _hidden_share(frame, each[1]) >= LEAST_HIDDEN]
    if not things:
        return None
    return pick(hidden if hidden and rng.random() < RATHER else things, rng)


def thing_said(frame: Frame, said: Mapping[str, str], language: str) -> tuple[str, int] | None:
    """Return concept and instance of what a prompt's values `one` and `place` mean; None where that is none."""
    concept = words(language).concept(said["one"], frozenset(thing.category for thing in frame.objects))
    number = _at(frame, said["place"])
    if number not in frame.wholes or concept is None or number not in VisibleConcepts(frame).instances(concept):
        return None
    return concept, number


def place_of(frame: Frame, number: int) -> str:
    """Return a place well inside of what is seen of a thing, as the prompt says it."""
    row, column = np.unravel_index(int(inside_px(frame, number).argmax()), frame.shape)
    height, width = frame.shape
    return f"{100 * (column + 0.5) / width:.1f} % across and {100 * (row + 0.5) / height:.1f} % down"


def whole_m(frame: Frame, number: int) -> NDArray[np.float32]:
    """Return H×W metres of a thing alone, +inf where it is not; raises ValueError where it is not told whole."""
    if frame.whole_m is None or number not in frame.wholes:
        raise ValueError(f"instance {number} is not told whole")
    depth_m: NDArray[np.float32] = frame.whole_m[frame.wholes.index(number)]
    return depth_m


def _nameable(frame: Frame, language: str) -> Iterator[tuple[str, int]]:
    """Yield the things that are told whole with a class that names them."""
    visible = VisibleConcepts(frame)
    for thing in frame.objects if frame.wholes else ():
        number, concept = thing.instance, visible.known.of(thing.category)
        is_clear = number in frame.wholes and thing.category != UNNAMED and visible.clarity[number] == "named"
        if is_clear and counted_names(concept, language) and _at(frame, place_of(frame, number)) == number:
            yield concept, number


def _hidden_share(frame: Frame, number: int) -> float:
    there, own = np.isfinite(whole_m(frame, number)) & frame.valid, frame.instance == number
    return float((there & ~own).sum() / (there | own).sum())


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
