"""Counting: one dot on each thing of a class, so that a count can be read, and checked thing by thing.

A dot is a disc around the pixel of the thing that lies farthest from all that is not the thing. Asked are the classes
that `boxes` asks; and only where no two dots come so near that they would be read as one.
"""

from __future__ import annotations

from collections.abc import Collection

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from ...manifests.task_options import CountingOptions, InstanceOptions
from ...renderers.frame import Frame
from ..codecs import dots as codec
from . import colours
from .draw import pick
from .instance import classes_to_ask, counted_names
from .legend import UNLISTED
from .prompts.templates import prompt_faults, prompts
from .reading import RGB, Coded, Headline, Mask, Numbers, Reading, Scores, ScoringRules, Shape
from .task import NOTHING, Answer, Asked, Referent, Task
from .visible_concepts import VisibleConcepts
from .words.language import words

DOT = "dot"  # the palette's entry for the colour of dots
DEFAULTS = CountingOptions()
SLACK_PX = 1.5  # between the thickest place of a thing and a dot on it
IN_SIGHT = InstanceOptions(negatives=0.0)
Points = NDArray[np.float64]


def answer(
    frame: Frame,
    rng: np.random.Generator,
    language: str = "en",
    options: CountingOptions = DEFAULTS,
    asked: Asked = NOTHING,
) -> Answer | None:
    """Ask for a dot on each thing of a class; None where there is no class whose dots can be told apart."""
    ways, visible, style = prompts("counting", language), VisibleConcepts(frame), pick(tuple(colours.STYLES), rng)
    template = ways.choose(rng)
    dot, background = colours.draw(2, style, [], rng)
    for concept in classes_to_ask(visible, language, IN_SIGHT, asked, rng):
        numbers = visible.named(concept)
        places = _places(frame.instance, numbers)
        target = codec.encode(places, frame.shape, dot, background)
        if set(numbers) == set(visible.instances(concept)) and _one_each(frame, target, dot, background, numbers):
            _, many = pick(counted_names(concept, language), rng)
            said = {"many": many.bare, "dot": colours.write(dot, style), "colour": colours.write(background, style)}
            return Answer(
                prompt=ways.fill(template, rng, values=said),
                target=target,
                template=template.id,
                codec="masks",
                parameters={"colours": style},
                palette={DOT: dot, UNLISTED: background},
                language=language,
                referents={many.bare: Referent(numbers, concept)},
            )
    return None


def faults(frame: Frame, given: Answer) -> list[str]:
    """Read class and colours out of the prompt; each thing must have one dot, where it is thickest."""
    if found := prompt_faults("counting", given):
        return found
    ways = prompts("counting", given.language)
    values = ways.read(ways.template(given.template), given.prompt) or {}
    concept = words(given.language).concept(
        values.get("many", ""), frozenset(thing.category for thing in frame.objects)
    )
    if concept is None:
        return [f"the prompt names {values.get('many')!r}, which nothing is called"]
    try:
        stated = {DOT: colours.parse(values["dot"]), UNLISTED: colours.parse(values["colour"])}
    except ValueError as error:
        return [f"the prompt's colours are not such: {error}"]
    numbers = VisibleConcepts(frame).instances(concept)
    if given.palette != stated:
        found.append(f"the prompt's colours are {stated}, the metadata's {given.palette}")
    if [(set(each.instances), each.form) for each in given.referents.values()] != [(set(numbers), concept)]:
        found.append(f"the metadata's referents are not the instances of {concept} in sight")
    if not _one_each(frame, given.target, stated[DOT], stated[UNLISTED], numbers):
        found.append(f"target has not one dot on each of the {len(numbers)} of {concept} in truth")
    return found


def _depth_px(instance: NDArray[np.uint16], number: int) -> NDArray[np.float64]:
    """Return H×W how far inside a thing each pixel lies; the picture's border is outside, too."""
    return np.asarray(ndimage.distance_transform_edt(np.pad(instance == number, 1))[1:-1, 1:-1])


def _places(instance: NDArray[np.uint16], numbers: Collection[int]) -> Points:
    """Return N×2 where each thing is thickest: across and down, in pixels."""
    at = [np.unravel_index(_depth_px(instance, number).argmax(), instance.shape) for number in numbers]
    return np.array([(x + 0.5, y + 0.5) for y, x in at], np.float64).reshape(-1, 2)


def _one_each(frame: Frame, target: RGB, dot: colours.RGB, background: colours.RGB, numbers: Collection[int]) -> bool:
    """Return whether a target has one dot for each of these things, to a pixel as deep inside it as can be."""
    points = codec.decode(target, dot, background)
    hit = [int(each) for each in _hit(points, frame.instance)]
    if sorted(hit) != sorted(numbers):
        return False
    depths = ((_depth_px(frame.instance, number), point.astype(int)) for number, point in zip(hit, points, strict=True))
    return all(depth_px[y, x] >= depth_px.max() - SLACK_PX for depth_px, (x, y) in depths)


def _hit(points: Points, labels: NDArray[np.integer]) -> NDArray[np.integer]:  # type: ignore[type-arg]
    """Return N labels, those of the pixels that the points lie in."""
    height, width = labels.shape
    x, y = np.clip(points.astype(int), 0, [width - 1, height - 1]).T
    return labels[y, x]


def _decode(rgb: RGB, given: Coded, shape: Shape) -> Numbers:
    points = codec.decode(rgb, given.palette[DOT], given.palette[UNLISTED])
    return points * np.array([shape[1] / rgb.shape[1], shape[0] / rgb.shape[0]])


def _truth(frame: Frame, given: Coded) -> Numbers:
    asked = [number for each in getattr(given, "referents", {}).values() for number in each.instances]
    return np.where(np.isin(frame.instance, asked), frame.instance, 0).astype(np.int64)


def _score(drawn: Numbers, truth: Numbers, known: Mask) -> Scores | None:
    """Return F1 of dots: right is the first on a thing, wrong any other; and by how many the count is off."""
    things = np.unique(truth[truth > 0])
    if not things.size:
        return None
    right = len(set(_hit(drawn, truth).tolist()) - {0})
    return {"F1": 2 * right / (len(drawn) + len(things)), "off": float(abs(len(drawn) - len(things)))}


def _error(drawn: Numbers, truth: Numbers, known: Mask) -> NDArray[np.float64]:
    hit = _hit(drawn, truth)
    missed = np.isin(truth, [0, *hit.tolist()], invert=True)
    false = codec.encode(drawn[hit == 0], (truth.shape[0], truth.shape[1]), (255, 255, 255))[..., 0] > 0
    return (missed | false).astype(np.float64)


READING = Reading(
    says="Set one dot on each thing of a class.",
    colours="discs 9 px across in the colour that the prompt gives, on a background that it gives",
    decoded="""\
palette = json.loads(meta["palette"])
dots = codecs.dots.decode(target, palette["dot"], palette[""])  # N×2 pixels, across and down: N is the count""",
    headline=Headline("F1", "F1", best=1.0, worst=0.0, fine=0.99),
    rules=ScoringRules(
        "every dot and every thing: right is the first dot on a thing, wrong any other",
        "nothing",
        "F1 of a picture, then over pictures",
        "off: by how many the count is wrong",
        resized="decoded, then its points laid over the picture",
    ),
    nothing="nothing to count is in its truth",
    shades="things without a dot, and dots on nothing",
    decode=_decode,
    truth=_truth,
    score=_score,
    worst=lambda truth, known: {"F1": 0.0, "off": float(codec.MOST_DOTS)},
    error=_error,
    figures=lambda points: {"dots": float(len(points))},
    endings=(".npy",),
)
COUNTING = Task("counting", answer, faults, READING)
