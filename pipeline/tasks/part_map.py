"""Part maps: every part of all things of a class, in colours that the prompt lists: the legs and seats of each chair.

Asked of frames whose truth tells parts, for classes of which everything in sight is fairly marked, as `boxes` does.
Listed are the parts that fill MIN_SHARE of the picture together; all others, and what of a thing is no part, have the
colour of the rest.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping

import numpy as np
from numpy.typing import NDArray

from ...manifests.task_options import InstanceOptions, PartsOptions
from ...renderers.frame import Frame
from ..codecs import masks
from . import labelled
from .draw import pick
from .instance import classes_to_ask, counted_names
from .labelled import numbered
from .listed import listing, listing_faults
from .part_names import called
from .parts import MOST_INSTANCES
from .prompts.templates import prompts
from .reading import Coded, Numbers
from .recognisable import MIN_SHARE
from .task import NOTHING, Answer, Asked, Referent, Task
from .visible_concepts import VisibleConcepts
from .words.language import words

LEAST_NAMES = 2  # of parts: one alone is asked for as a class
DEFAULTS = PartsOptions()
IN_SIGHT = InstanceOptions(negatives=0.0)


def answer(
    frame: Frame,
    rng: np.random.Generator,
    language: str = "en",
    options: PartsOptions = DEFAULTS,
    asked: Asked = NOTHING,
) -> Answer | None:
    """Ask for the parts of all things of a class; None where no class in sight shows parts of two names."""
    if frame.parts is None:
        return None
    visible = VisibleConcepts(frame)
    for concept in classes_to_ask(visible, language, IN_SIGHT, asked, rng):
        numbers = visible.named(concept)
        names = _names(frame, numbers)
        if len(names) >= LEAST_NAMES and set(numbers) == set(visible.instances(concept)):
            one, _ = pick(counted_names(concept, language), rng)
            listed = listing("parts", names, rng, language, {"one": one.bare})
            if listed is not None:
                referents = _referents(frame, numbers, names)
                target = masks.encode(_labels(frame, referents, listed.palette), numbered(listed))
                form = listed.parameters | {"of": concept}
                return Answer(
                    listed.prompt, target, listed.template, "masks", form, listed.palette, language, referents
                )
    return None


def faults(frame: Frame, given: Answer) -> list[str]:
    """Read class and legend out of the prompt, decode the target, and compare part by part with the truth."""
    if found := listing_faults("parts", given):
        return found
    if frame.parts is None:
        return ["the truth tells no parts"]
    ways = prompts("parts", given.language)
    said = (ways.read(ways.template(given.template), given.prompt) or {}).get("one", "")
    concept = words(given.language).concept(said, frozenset(thing.category for thing in frame.objects))
    if concept is None or concept != given.parameters.get("of"):
        return [f"the prompt names {said!r}, the metadata {given.parameters.get('of')!r}"]
    names = [name for name in given.palette if name]
    referents = _referents(frame, VisibleConcepts(frame).instances(concept), names)
    if given.referents != referents or not all(each.instances for each in referents.values()):
        found.append(f"the metadata's referents are not the parts of each {concept} in sight")
    decoded, rest = masks.decode(given.target, numbered(given)), np.ones(frame.shape, np.bool_)
    wrong = np.zeros(frame.shape, np.bool_)
    for number, name in enumerate(names, start=1):
        own = np.isin(frame.parts, [each - MOST_INSTANCES for each in referents[name].instances])
        wrong |= own & (decoded != number)
        rest &= ~own
    wrong = frame.valid & (wrong | (rest & (decoded != 0)))
    return found + ([f"target shows another part than the truth at {wrong.sum()} pixels"] if wrong.any() else [])


def _names(frame: Frame, numbers: Collection[int]) -> list[str]:
    """Return what the parts of these things are called that are large enough together, the largest first."""
    areas_px: Counter[str] = Counter()
    for row in frame.part_table:
        if row.instance in numbers:
            areas_px[called(row.name)[1]] += row.area_px
    return [name for name, area_px in areas_px.most_common() if area_px >= MIN_SHARE * frame.instance.size]


def _referents(frame: Frame, numbers: Collection[int], names: Collection[str]) -> dict[str, Referent]:
    """Return by name which parts of these things are called so; their numbers are those of things in parts."""
    rows = [row for row in frame.part_table if row.part and row.instance in numbers]
    held = {name: tuple(MOST_INSTANCES + row.part for row in rows if called(row.name)[1] == name) for name in names}
    return {name: Referent(parts, name) for name, parts in held.items()}


def _labels(frame: Frame, referents: Mapping[str, Referent], palette: Iterable[str]) -> NDArray[np.int64]:
    """Return H×W: which of the listed parts is seen, from 1 in the order of the palette; 0 elsewhere."""
    table = np.zeros(MOST_INSTANCES + 1, np.int64)
    for number, name in enumerate(filter(None, palette), start=1):
        parts = referents[name].instances if name in referents else ()
        table[[part - MOST_INSTANCES for part in parts if part > MOST_INSTANCES]] = number
    return np.zeros(frame.shape, np.int64) if frame.parts is None else table[frame.parts]


def _truth(frame: Frame, given: Coded) -> Numbers:
    return _labels(frame, getattr(given, "referents", {}), given.palette)


READING = labelled.reading(
    says="Paint the parts of each thing of a class in the colours that the prompt lists.",
    what="part",
    counted="the parts",
    nothing="no part is in its truth",
    truth=_truth,
)
PARTS = Task("parts", answer, faults, READING)
