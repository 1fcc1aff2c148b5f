"""Tracking: one to three named things of a clip, each in a colour that it keeps over all frames.

Asked are things that are the only ones of their class in every frame. All frames of a clip are asked in the same words.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from ...manifests.task_options import TrackingOptions
from ...renderers.frame import Frame
from . import marked
from .draw import pick
from .instance import counted_names
from .listed import listing, listing_faults
from .single_things import thing_called
from .task import NOTHING, Answer, Asked, Referent, Task
from .visible_concepts import VisibleConcepts

MOST_THINGS = 3
DEFAULTS = TrackingOptions()


def answer(
    frame: Frame,
    rng: np.random.Generator,
    language: str = "en",
    options: TrackingOptions = DEFAULTS,
    asked: Asked = NOTHING,
) -> Answer | None:
    """Ask for some things; None where the clip has none. What is drawn depends on the clip alone, not on the frame."""
    tracks = frame.motion.tracks if frame.motion else ()
    chosen = rng.permutation(len(tracks))[: int(rng.integers(1, MOST_THINGS + 1))].tolist()
    named = [_named(frame, tracks[place], language, rng) for place in chosen]
    names = [name for name, _ in named]
    listed = listing("tracking", names, rng, language) if named and all(names) else None
    if listed is None:
        return None
    referents = {name: Referent((tracks[k],), concept) for k, (name, concept) in zip(chosen, named, strict=True)}
    given = Answer(
        listed.prompt, frame.image, listed.template, "masks", listed.parameters, listed.palette, language, referents
    )
    return replace(given, target=marked.target_of(frame, given))


def faults(frame: Frame, given: Answer) -> list[str]:
    """Read the legend out of the prompt: what it names is the one thing of its class, and painted in its colour."""
    if found := listing_faults("tracking", given):
        return found
    names = [name for name in given.palette if name]
    things = [thing_called(frame, name, given.language) for name in names]
    tracks = frame.motion.tracks if frame.motion else ()
    if not 1 <= len(names) <= MOST_THINGS or any(thing is None or thing[1] not in tracks for thing in things):
        return [f"the prompt names {', '.join(names)}, which are not things that the whole clip shows once"]
    true = {name: Referent((thing[1],), thing[0]) for name, thing in zip(names, things, strict=True) if thing}
    if given.referents != true:
        return [f"the metadata's referents are not instances {[each.instances[0] for each in true.values()]}"]
    wrong = marked.wrong_px(frame, given, given.target)
    return [f"target shows other things than the truth at {wrong} pixels"] if wrong else []


def _named(frame: Frame, number: int, language: str, rng: np.random.Generator) -> tuple[str, str]:
    """Return the name of a thing, "" where it has none, and its concept."""
    category = next((thing.category for thing in frame.objects if thing.instance == number), "")
    concept = VisibleConcepts(frame).known.of(category) if category else ""
    names = counted_names(concept, language) if concept else []
    return (pick(names, rng)[0].bare if names else "", concept)


TRACKING = Task(
    "tracking",
    answer,
    faults,
    marked.reading("Track some named things: each keeps its colour over the frames of a clip.", "a thing"),
)
