"""Bounding boxes: the rectangle of everything that is seen of each thing of a class, filled or as an outline.

Asked are classes that people count, of which everything in sight is fairly marked, as `instance` does; and only where
the target decodes to exactly these boxes: one that hides a whole side of another is not given out.
"""

from __future__ import annotations

from collections.abc import Collection

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage
from scipy.optimize import linear_sum_assignment

from ...manifests.task_options import BoxesOptions, InstanceOptions
from ...renderers.frame import Frame
from ..codecs import boxes as codec
from . import colours
from .draw import pick
from .instance import classes_to_ask, counted_names
from .legend import UNLISTED
from .prompts.templates import prompt_faults, prompts
from .reading import RGB, Coded, Headline, Mask, Numbers, Reading, Scores, ScoringRules, Shape
from .task import NOTHING, Answer, Asked, Referent, Task
from .visible_concepts import VisibleConcepts
from .words.language import words

LEAST_SIDE_PX = 12  # of a box: an outline has something to go around
IOU = tuple(0.5 + 0.05 * step for step in range(10))
DEFAULTS = BoxesOptions()
IN_SIGHT = InstanceOptions(negatives=0.0)
Boxes = NDArray[np.float64]


def answer(
    frame: Frame,
    rng: np.random.Generator,
    language: str = "en",
    options: BoxesOptions = DEFAULTS,
    asked: Asked = NOTHING,
) -> Answer | None:
    """Ask for the boxes of all things of a class; None where there is no class whose boxes can be drawn."""
    ways, visible = prompts("boxes", language), VisibleConcepts(frame)
    style, colour_style = pick(("filled", "outline"), rng), pick(tuple(colours.STYLES), rng)
    template = ways.choose(rng, style)
    background = pick((colours.BLACK, colours.draw(1, colour_style, [], rng)[0]), rng)
    for concept in classes_to_ask(visible, language, IN_SIGHT, asked, rng):
        numbers = visible.named(concept)
        target = _target(frame, numbers, background, style, rng)
        if target is not None and set(numbers) == set(visible.instances(concept)):
            _, many = pick(counted_names(concept, language), rng)
            values = {"many": many.bare, "colour": colours.write(background, colour_style)}
            return Answer(
                prompt=ways.fill(template, rng, style, values),
                target=target,
                template=template.id,
                codec="boxes",
                parameters={"drawn": style, "colours": colour_style},
                palette={UNLISTED: background},
                language=language,
                referents={many.bare: Referent(numbers, concept)},
            )
    return None


def _target(
    frame: Frame, numbers: Collection[int], background: colours.RGB, style: str, rng: np.random.Generator
) -> RGB | None:
    """Return the picture of the boxes of these instances; None where it does not decode to them."""
    boxes = _coco([thing.box_px for thing in frame.objects if thing.instance in numbers])
    drawn = colours.draw(len(boxes), "hex", [background], rng)
    if not len(boxes) or len(drawn) < len(boxes) or boxes[:, 2:].min() < LEAST_SIDE_PX:
        return None
    target = codec.encode(boxes, drawn, frame.shape, background, style == "filled")
    return target if _same(codec.decode(target, background), boxes) else None


def faults(frame: Frame, given: Answer) -> list[str]:
    """Read class and background out of the prompt, decode the target, and compare with the masks of the truth."""
    style = str(given.parameters.get("drawn"))
    if found := prompt_faults("boxes", given, style):
        return found
    ways = prompts("boxes", given.language)
    values = ways.read(ways.template(given.template), given.prompt, style) or {}
    seen = frozenset(thing.category for thing in frame.objects)
    concept = words(given.language).concept(values.get("many", ""), seen)
    if concept is None:
        return [f"the prompt names {values.get('many')!r}, which nothing is called"]
    try:
        background = colours.parse(values["colour"])
    except ValueError:
        return [f"the prompt's background is {values['colour']!r}, which is no colour"]
    numbers = VisibleConcepts(frame).instances(concept)
    if given.palette != {UNLISTED: background}:
        found.append(f"the prompt's background is {background}, the metadata's {given.palette.get(UNLISTED)}")
    if [(set(each.instances), each.form) for each in given.referents.values()] != [(set(numbers), concept)]:
        found.append(f"the metadata's referents are not the instances of {concept} in sight")
    truth, drawn = _of_masks(frame, numbers), codec.decode(given.target, background)
    if not _same(drawn, truth):
        found.append(f"target shows {len(drawn)} boxes, which are not the {len(truth)} of {concept} in truth")
    return found


def _coco(boxes_px: list[tuple[int, int, int, int]]) -> Boxes:
    """Return N×4 left, top, width, height of boxes left, top, right, bottom."""
    ends = np.array(boxes_px, np.float64).reshape(-1, 4)
    return np.concatenate([ends[:, :2], ends[:, 2:] - ends[:, :2]], axis=1)


def _of_masks(frame: Frame, numbers: Collection[int]) -> Boxes:
    """Return the boxes of what these instances own in the mask."""
    places = ndimage.find_objects(np.where(np.isin(frame.instance, list(numbers)), frame.instance, 0).astype(np.int32))
    return _coco([(at[1].start, at[0].start, at[1].stop, at[0].stop) for at in places if at is not None])


def _same(one: Boxes, other: Boxes) -> bool:
    return sorted(one.tolist()) == sorted(other.tolist())


def _truth(frame: Frame, given: Coded) -> Numbers:
    numbers = [number for each in getattr(given, "referents", {}).values() for number in each.instances]
    return _of_masks(frame, numbers)


def _decode(rgb: RGB, given: Coded, shape: Shape) -> Numbers:
    scale = np.array([shape[1] / rgb.shape[1], shape[0] / rgb.shape[0]] * 2)
    return codec.decode(rgb, given.palette.get(UNLISTED, colours.BLACK)) * scale


def _iou(drawn: Boxes, truth: Boxes) -> NDArray[np.float64]:
    """Return N×M intersections over unions."""
    low, high = (np.concatenate([boxes[:, :2], boxes[:, :2] + boxes[:, 2:]], axis=1) for boxes in (drawn, truth))
    sides = np.minimum(low[:, None, 2:], high[None, :, 2:]) - np.maximum(low[:, None, :2], high[None, :, :2])
    shared = np.clip(sides, 0, None).prod(axis=2)
    areas = drawn[:, None, 2:].prod(axis=2) + truth[None, :, 2:].prod(axis=2)
    return np.asarray(shared / (areas - shared))


def _score(drawn: Numbers, truth: Numbers, known: Mask) -> Scores | None:
    """Return F1 over IoU 0.5 … 0.95 of the pairs whose IoU sum up to the most, and the mean IoU of the true boxes."""
    if not len(truth):
        return None
    iou = _iou(drawn, truth)
    paired = iou[linear_sum_assignment(iou, maximize=True)]
    f1 = [2 * np.count_nonzero(paired >= least - 1e-9) / (len(drawn) + len(truth)) for least in IOU]
    count = abs(len(drawn) - len(truth))
    return {"F1": float(np.mean(f1)), "F1@0.5": float(f1[0]), "mIoU": float(paired.sum() / len(truth)), "off": count}


def _painted(boxes: Boxes, shape: tuple[int, ...]) -> Mask:
    mask = np.zeros(shape, np.bool_)
    for left, top, width, height in np.rint(boxes).astype(int):
        mask[top : top + height, left : left + width] = True
    return mask


READING = Reading(
    says="Draw the bounding box of each thing of one class, in a colour of its own.",
    colours="a flat colour for each box, any but the background's, far from one another; outlines are 4 px wide",
    decoded="""\
background = json.loads(meta["palette"])[""]
boxes = codecs.boxes.decode(target, background)  # N×4: left, top, width, height, as COCO has them""",
    headline=Headline("F1", "F1", best=1.0, worst=0.0, fine=0.99),
    rules=ScoringRules(
        "every box, drawn or true, paired within a picture",
        "nothing",
        "F1 of a picture over IoU 0.50, 0.55 … 0.95, then over pictures",
        "F1@0.5; mIoU: of the true boxes; off: by how many the count is wrong",
    ),
    nothing="no box is in its truth",
    shades="where one has a box and the other has none",
    decode=_decode,
    truth=_truth,
    score=_score,
    worst=lambda truth, known: {"F1": 0.0, "F1@0.5": 0.0, "mIoU": 0.0, "off": float(codec.MOST_BOXES)},
    error=lambda drawn, truth, known: (_painted(drawn, known.shape) != _painted(truth, known.shape)).astype(np.float64),
    figures=lambda boxes: {"boxes": float(len(boxes))},
    endings=(".npy",),
)
BOXES = Task("boxes", answer, faults, READING)
