"""Amodal masks: a thing whole, what is in sight of it and what other things hide in two colours that the prompt lists.

Asked of frames whose truth tells things whole. What the border of the picture cuts off is not drawn.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ...manifests.task_options import AmodalOptions
from ...renderers.frame import Frame
from ..codecs import masks
from .draw import pick
from .instance import counted_names
from .labelled import decode, error, iou, numbered
from .listed import listing, listing_faults
from .pointed_things import place_of, thing_said
from .prompts.templates import prompts
from .reading import Coded, Headline, Mask, Numbers, Reading, Scores, ScoringRules
from .task import NOTHING, Answer, Asked, Referent, Task
from .whole_things import whole_m, whole_thing

IN_SIGHT, HIDDEN = "visible part", "hidden part"
NAMES = (IN_SIGHT, HIDDEN)
DEFAULTS = AmodalOptions()


def answer(
    frame: Frame,
    rng: np.random.Generator,
    language: str = "en",
    options: AmodalOptions = DEFAULTS,
    asked: Asked = NOTHING,
) -> Answer | None:
    """Ask for one thing whole; None where the truth tells none that can be named."""
    thing = whole_thing(frame, rng, language)
    if thing is None:
        return None
    concept, number = thing
    one, _ = pick(counted_names(concept, language), rng)
    listed = listing("amodal", NAMES, rng, language, {"one": one.bare, "place": place_of(frame, number)})
    if listed is None:
        return None
    target = masks.encode(_labels(frame, number), numbered(listed))
    referents = {concept: Referent((number,), concept)}
    form = listed.parameters | {"of": concept}
    return Answer(listed.prompt, target, listed.template, "masks", form, listed.palette, language, referents)


def faults(frame: Frame, given: Answer) -> list[str]:
    """Read class and place out of the prompt: what is there must be of that class, and drawn whole, pixel by pixel."""
    if found := listing_faults("amodal", given):
        return found
    ways = prompts("amodal", given.language)
    said = ways.read(ways.template(given.template), given.prompt) or {}
    thing = thing_said(frame, frame.wholes, said, given.language)
    if thing is None:
        return [f"what the prompt names {said['one']!r}, at {said['place']}, is none that the truth tells whole"]
    concept, number = thing
    if given.referents != {concept: Referent((number,), concept)}:
        return [f"the metadata's referents are not instance {number}, which the prompt means"]
    if given.palette.keys() - {""} != {*NAMES}:
        return [f"the prompt lists {sorted(given.palette)}; it must be {' and '.join(NAMES)}"]
    drawn, own = masks.decode(given.target, numbered(given)), frame.instance == number
    there = np.isfinite(whole_m(frame, number))
    names = [""] + [name for name in given.palette if name]
    seen, hidden = (drawn == names.index(name) for name in NAMES)
    wrong = frame.valid & ((seen != own) | (hidden != (there & ~own)))
    return [f"target is not the whole of instance {number} at {wrong.sum()} pixels"] if wrong.any() else []


def _labels(frame: Frame, number: int) -> NDArray[np.int64]:
    """Return H×W: 1 where a thing is in sight, 2 where it is hidden, 0 elsewhere."""
    own, there = frame.instance == number, np.isfinite(whole_m(frame, number))
    return np.where(own, 1, np.where(there & frame.valid, 2, 0))


def _truth(frame: Frame, given: Coded) -> Numbers:
    """Return H×W numbers of the palette's names."""
    (referent,) = getattr(given, "referents", {}).values()
    places = {name: place for place, name in enumerate(filter(None, given.palette), start=1)}
    return np.array([0, *(places[name] for name in NAMES)])[_labels(frame, referent.instances[0])]


def _score(drawn: Numbers, truth: Numbers, known: Mask) -> Scores | None:
    """Return the IoU of the whole thing, and the mean of those of its parts in truth."""
    parts = [iou(drawn == number, truth == number, known) for number in np.unique(truth[known & (truth > 0)])]
    return {"IoU": iou(drawn > 0, truth > 0, known), "mIoU parts": float(np.mean(parts))} if parts else None


READING = Reading(
    says="Paint one thing whole: what is in sight of it, and what other things hide of it.",
    colours="flat, in the two colours that the prompt lists; the rest is black, unless it gives it a colour",
    decoded="""\
palette = json.loads(meta["palette"])
palette.setdefault("", (0, 0, 0))  # everything else
places = codecs.masks.decode(target, dict(enumerate(palette.values())))
found = {name: places == place for place, name in enumerate(palette) if name}  # H×W: visible and hidden part""",
    headline=Headline("IoU", "IoU", best=1.0, worst=0.0, fine=0.99),
    rules=ScoringRules(
        "every pixel of the thing, in sight or hidden, and every one drawn as it",
        "what is unknown in the truth",
        "IoU of the whole thing, then over pictures",
        "mIoU parts: mean IoU of what is in sight and of what is hidden, where either is in truth",
    ),
    nothing="the thing is not in its truth",
    shades="a part of the thing that is not drawn as it is, or one where none is",
    decode=decode,
    truth=_truth,
    score=_score,
    worst=lambda truth, known: {"IoU": 0.0, "mIoU parts": 0.0},
    error=error,
    figures=lambda numbers: {"in colour": float((numbers > 0).mean())},
)
AMODAL = Task("amodal", answer, faults, READING)
