"""Correspondence: a thing is marked in a second picture, another view of the scene; it is to be painted in the first.

Asked of things that stand in a place, rather than make it up, and of which enough is seen in both views.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from ...manifests.task_options import CorrespondenceOptions
from ...renderers.frame import Box3D, Frame, VisibleObject
from ...scenes.cameras import Camera
from ...scenes.poses import rotation_matrix
from ..codecs import masks
from .draw import least_first
from .labelled import decode, error, iou, numbered
from .listed import listing, listing_faults
from .marks import MARKS, mark_fault, marked
from .places import SHELL, by_place
from .prompts.templates import prompts
from .reading import Coded, Headline, Mask, Numbers, Reading, Scores, ScoringRules
from .task import NOTHING, Answer, Asked, Referent, Task

NAME = "marked thing"
LEAST_SHARE = 0.004  # of either picture must the thing fill
LEAST_SEEN = 0.4  # of the thing must be in sight in both, and
LEAST_INSIDE = 0.6  # of its box within the picture
MOVED_M = 0.005  # between its places in the two views, at most
DEFAULTS = CorrespondenceOptions()


def answer(
    frame: Frame,
    rng: np.random.Generator,
    language: str = "en",
    options: CorrespondenceOptions = DEFAULTS,
    asked: Asked = NOTHING,
) -> Answer | None:
    """Ask for a thing that is marked in the other view; None where none is seen well in both."""
    numbers = least_first(list(_in_both(frame)), {int(form): times for form, times in asked.items()}, rng)
    if frame.other is None or not numbers:
        return None
    mark, second = marked(frame.other, numbers[0], rng)
    listed = listing("correspondence", (NAME,), rng, language, {"mark": str(mark)})
    if listed is None:
        return None
    target = masks.encode(_labels(frame, numbers[0]), numbered(listed))
    referents = {NAME: Referent((numbers[0],), str(numbers[0]))}
    parameters, palette = listed.parameters | {"mark": mark.kind}, listed.palette
    return Answer(listed.prompt, target, listed.template, "masks", parameters, palette, language, referents, second)


def faults(frame: Frame, given: Answer) -> list[str]:
    """Read the mark out of the prompt and find it in the second picture; the same thing must be painted in the first.

    That it is the same is seen from where it stands in the world, by both views.
    """
    if found := listing_faults("correspondence", given):
        return found
    ways = prompts("correspondence", given.language)
    mark = MARKS.get((ways.read(ways.template(given.template), given.prompt) or {})["mark"])
    numbers = [each.instances for each in given.referents.values()]
    if mark is None or given.palette.keys() - {""} != {NAME} or [len(each) for each in numbers] != [1]:
        return ["the prompt names no mark, or the metadata not the one thing that is marked"]
    ((number,),) = numbers
    if frame.other is None or given.second is None or number not in _in_both(frame):
        return [f"instance {number} is not seen well enough in two views"]
    found = [fault] if (fault := mark_fault(frame.other, number, mark, given.second)) else []
    here, there = (next(each for each in view.objects if each.instance == number) for view in (frame, frame.other))
    if np.linalg.norm(np.subtract(here.box.centre_m, there.box.centre_m)) > MOVED_M:
        found.append(f"instance {number} does not stand where it stands in the other view")
    drawn = masks.decode(given.target, numbered(given)) == 1
    wrong = frame.valid & (drawn != (frame.instance == number))
    return found + ([f"target is not instance {number} at {wrong.sum()} pixels"] if wrong.any() else [])


def _in_both(frame: Frame) -> Iterator[int]:
    """Yield the things that are seen well in a frame and in its other view."""
    there = {thing.instance for thing in _seen_well(frame.other)} if frame.other else set()
    return (thing.instance for thing in _seen_well(frame) if thing.instance in there)


def _seen_well(frame: Frame) -> Iterator[VisibleObject]:
    for thing in by_place(frame).objects:
        is_large = thing.area_px >= LEAST_SHARE * frame.instance.size and thing.category not in SHELL
        if is_large and thing.visible_fraction >= LEAST_SEEN and _inside(frame.camera, thing.box) >= LEAST_INSIDE:
            yield thing


def _inside(camera: Camera, box: Box3D) -> float:
    """Return which share of a box lies within the picture, whatever hides it: of 5×5×5 points of it."""
    grid = np.stack(np.meshgrid(*[np.linspace(-0.5, 0.5, 5)] * 3), axis=-1).reshape(-1, 3)
    in_world = grid * box.size_m @ rotation_matrix(box.rotation).T + box.centre_m
    x, y, z = ((in_world - camera.location_m) @ camera.matrix()[:3, :3]).T
    depth_m = np.maximum(-z, 1e-6)
    across, down = camera.cx_px + camera.focal_px * x / depth_m, camera.cy_px - camera.focal_px * y / depth_m
    there = (across >= 0) & (across < camera.width_px) & (down >= 0) & (down < camera.height_px)
    return float(((z < 0) & there).mean())


def _labels(frame: Frame, number: int) -> Numbers:
    return np.where(frame.valid & (frame.instance == number), 1, 0)


def _truth(frame: Frame, given: Coded) -> Numbers:
    (referent,) = getattr(given, "referents", {}).values()
    return _labels(frame, referent.instances[0])


def _score(drawn: Numbers, truth: Numbers, known: Mask) -> Scores | None:
    there = truth > 0
    found = iou(drawn > 0, there, known)
    return {"IoU": found, "found": float(found > 0.5)} if (there & known).any() else None


READING = Reading(
    says="Find the thing that is marked in a second picture, another view of the scene, in the first.",
    colours="flat, in the colour that the prompt gives; the rest is black, unless it gives it a colour",
    decoded="""\
palette = json.loads(meta["palette"])
palette.setdefault("", (0, 0, 0))  # everything else
places = codecs.masks.decode(target, dict(enumerate(palette.values())))
found = places == list(palette).index("marked thing")  # H×W: the thing in the first picture""",
    headline=Headline("IoU", "IoU", best=1.0, worst=0.0, fine=0.99),
    rules=ScoringRules(
        "every pixel of the thing, and every one drawn as it",
        "what is unknown in the truth",
        "IoU of the thing, then over pictures",
        "found: share of the pictures whose IoU is above 0.5",
    ),
    nothing="the thing is not in its truth",
    shades="a part of the thing that is not drawn, or one where it is not",
    decode=decode,
    truth=_truth,
    score=_score,
    worst=lambda truth, known: {"IoU": 0.0, "found": 0.0},
    error=error,
    figures=lambda numbers: {"in colour": float((numbers > 0).mean())},
)
CORRESPONDENCE = Task("correspondence", answer, faults, READING, shows_two=True)
