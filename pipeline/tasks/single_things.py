"""Things that "the lamp" names: the only one of its class in sight, which anybody would recognise."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from ...manifests.task_options import InstanceOptions
from ...renderers.frame import Frame
from .instance import classes_to_ask
from .task import Asked
from .visible_concepts import VisibleConcepts
from .words.language import words

IN_SIGHT = InstanceOptions(negatives=0.0)


def single_things(frame: Frame, language: str, asked: Asked, rng: np.random.Generator) -> list[tuple[str, int]]:
    """Return concept and instance of each, in the order in which they are to be asked."""
    visible = VisibleConcepts(frame)
    classes = classes_to_ask(visible, language, IN_SIGHT, asked, rng)
    return [
        (concept, number) for concept in classes for number in visible.named(concept) if _is_single(visible, concept)
    ]


def singled_out(frame: Frame) -> set[int]:
    """Return the things that are the only ones of their class in sight, in whatever words: no language is loaded."""
    visible = VisibleConcepts(frame)
    classes = [name for name in visible.countable_classes if visible.are_counted(name) and visible.unambiguous([name])]
    return {number for name in classes if _is_single(visible, name) for number in visible.named(name)}


def thing_called(frame: Frame, name: str, language: str) -> tuple[str, int] | None:
    """Return concept and instance of what a name without article means, if it is the only one in sight; else None."""
    concept = words(language).concept(name, frozenset(thing.category for thing in frame.objects))
    numbers = VisibleConcepts(frame).instances(concept) if concept else ()
    return (concept, numbers[0]) if concept and len(numbers) == 1 else None


def inside_px(frame: Frame, number: int) -> NDArray[np.float64]:
    """Return H×W how far inside a thing each pixel lies; the picture's border is outside, too."""
    return np.asarray(ndimage.distance_transform_edt(np.pad(frame.instance == number, 1))[1:-1, 1:-1])


def _is_single(visible: VisibleConcepts, concept: str) -> bool:
    return len(visible.instances(concept)) == 1
