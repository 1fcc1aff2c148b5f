"""Amodal masks: a thing whole, what is in sight of it and what other things hide in two colours that the prompt lists.

Asked of frames whose truth tells things whole. The thing is told by its class and by a pixel of it, as shares of width
and height, so that it is found in pictures of any size. What the border of the picture cuts off is not drawn.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from ...manifests.task_options import AmodalOptions
from ...renderers.frame import Frame
from ...scenes.categories import UNNAMED
from ..codecs import masks
from .draw import pick
from .instance import counted_names
from .labelled import decode, error, iou, numbered
from .listed import listing, listing_faults
from .prompts.templates import prompts
from .reading import Coded, Headline, Mask, Numbers, Reading, Scores, ScoringRules
from .task import NOTHING, Answer, Asked, Referent, Task
from .visible_concepts import VisibleConcepts
from .words.language import words

IN_SIGHT, HIDDEN = "visible part", "hidden part"
NAMES = (IN_SIGHT, HIDDEN)
LEAST_HIDDEN = 0.05  # of the whole thing, of what is rather asked for
RATHER = 0.8  # of the questions ask for something that is hidden in part, where anything is
DEFAULTS = AmodalOptions()


def answer(
    frame: Frame,
    rng: np.random.Generator,
    language: str = "en",
    options: AmodalOptions = DEFAULTS,
    asked: Asked = NOTHING,
) -> Answer | None:
    """Ask for one thing whole; None where the truth tells none that can be named."""
    things = list(_nameable(frame, language))
    hidden = [each for each in things if _hidden_share(frame, each[1]) >= LEAST_HIDDEN]
    if not things:
        return None
    concept, number = pick(hidden if hidden and rng.random() < RATHER else things, rng)
    one, _ = pick(counted_names(concept, language), rng)
    listed = listing("amodal", NAMES, rng, language, {"one": one.bare, "place": _place(frame, number)})
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
    concept = words(given.language).concept(said["one"], frozenset(thing.category for thing in frame.objects))
    number = _at(frame, said["place"])
    if number not in frame.wholes or concept is None or number not in VisibleConcepts(frame).instances(concept):
        return [f"what the prompt names {said['one']!r}, at {said['place']}, is none that the truth tells whole"]
    if given.referents != {concept: Referent((number,), concept)}:
        return [f"the metadata's referents are not instance {number}, which the prompt means"]
    if given.palette.keys() - {""} != {*NAMES}:
        return [f"the prompt lists {sorted(given.palette)}; it must be {' and '.join(NAMES)}"]
    drawn, own = masks.decode(given.target, numbered(given)), frame.instance == number
    there = np.isfinite(_whole_m(frame, number))
    names = [""] + [name for name in given.palette if name]
    seen, hidden = (drawn == names.index(name) for name in NAMES)
    wrong = frame.valid & ((seen != own) | (hidden != (there & ~own)))
    return [f"target is not the whole of instance {number} at {wrong.sum()} pixels"] if wrong.any() else []


def _nameable(frame: Frame, language: str) -> Iterator[tuple[str, int]]:
    """Yield the things that are told whole with a class that names them."""
    visible = VisibleConcepts(frame)
    for thing in frame.objects if frame.wholes else ():
        number, concept = thing.instance, visible.known.of(thing.category)
        is_clear = number in frame.wholes and thing.category != UNNAMED and visible.clarity[number] == "named"
        if is_clear and counted_names(concept, language) and _at(frame, _place(frame, number)) == number:
            yield concept, number


def _place(frame: Frame, number: int) -> str:
    """Return a place well inside of what is seen of a thing, as the prompt says it."""
    inside = np.pad(frame.instance == number, 1)
    deep = ndimage.distance_transform_edt(inside)[1:-1, 1:-1]
    row, column = np.unravel_index(int(deep.argmax()), frame.shape)
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


def _whole_m(frame: Frame, number: int) -> NDArray[np.float32]:
    if frame.whole_m is None or number not in frame.wholes:
        raise ValueError(f"instance {number} is not told whole")
    depth_m: NDArray[np.float32] = frame.whole_m[frame.wholes.index(number)]
    return depth_m


def _labels(frame: Frame, number: int) -> NDArray[np.int64]:
    """Return H×W: 1 where a thing is in sight, 2 where it is hidden, 0 elsewhere."""
    own, there = frame.instance == number, np.isfinite(_whole_m(frame, number))
    return np.where(own, 1, np.where(there & frame.valid, 2, 0))


def _hidden_share(frame: Frame, number: int) -> float:
    labels = _labels(frame, number)
    return float((labels == 2).sum() / (labels > 0).sum())


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
