"""Faults of words, planted into samples that are right: what is said and what is seen are made to disagree.

Each kind takes a frame and the answer to it and returns the two with the fault in them, or None where there is no place
for it. `found` says whether the checker that `cavendish verify` runs finds one.
"""

from __future__ import annotations

from collections.abc import Callable, Container
from dataclasses import replace
from itertools import product

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import distance_transform_edt

from cavendish.pipeline.codecs import masks
from cavendish.pipeline.tasks import colours
from cavendish.pipeline.tasks.instance import ABSENT, INSTANCE
from cavendish.pipeline.tasks.legend import UNLISTED
from cavendish.pipeline.tasks.places import by_place
from cavendish.pipeline.tasks.recognisable import clarity
from cavendish.pipeline.tasks.referring import REFERRING, paint
from cavendish.pipeline.tasks.registry import TASKS
from cavendish.pipeline.tasks.relations.forms import Attribute, from_json
from cavendish.pipeline.tasks.task import Answer, Referent
from cavendish.renderers.frame import Frame, VisibleObject

from .planted_facts import FACTS, Change, Planted, in_picture

Plant = Callable[[Frame, Answer], Planted]
Mask = NDArray[np.bool_]

DARKENED = 0.06  # of the light that there was
TINT = 0.7  # how much of another colour a thing takes
KEPT_SHARE = 0.0005  # of the picture, of what is shrunk: a square of 8 px in 448 × 320
PAINTS = np.array([rgb for rgb in product((0, 255), repeat=3) if len(set(rgb)) > 1])  # neither black nor white


def found(task: str, planted: tuple[Frame, Answer]) -> bool:
    """Return whether the task's checker finds a fault."""
    frame, given = planted
    return bool(TASKS[task].faults(by_place(frame), given))


def swapped(frame: Frame, given: Answer) -> Planted:
    """Mean another thing, if possible of the same category, and paint it."""
    meant, first = _meant(given), _first(given)
    known = {thing.instance: thing.category for thing in frame.objects}
    others = [number for number in known if number not in meant]
    if not first or not others:
        return None
    category = known[given.referents[first].instances[0]]
    other = min(others, key=lambda number: known[number] != category)
    return frame, _repainted(frame, given, first, (other,))


def left_out(frame: Frame, given: Answer) -> Planted:
    """Leave out the largest of several things that are meant."""
    first = _first(given)
    if not first or len(given.referents[first].instances) < 2:
        return None
    areas_px = {thing.instance: thing.area_px for thing in frame.objects}
    *kept, _ = sorted(given.referents[first].instances, key=lambda number: areas_px[number])
    return frame, _repainted(frame, given, first, tuple(sorted(kept)))


def denied(frame: Frame, given: Answer) -> Planted:
    """Say that what is there is not."""
    first = _first(given)
    if not first or len(given.referents) > 1:
        return None
    kind = ABSENT if given.codec == "instances" else "absent word"
    answer = _repainted(frame, given, first, ())
    return frame, replace(answer, parameters=answer.parameters | {"kind": kind})


def shrunk(frame: Frame, given: Answer) -> Planted:
    """Leave a speck of what is meant in sight, which the target shows."""
    first = _first(given)
    if not first:
        return None
    number = given.referents[first].instances[0]
    smaller = _shrunk(frame, number)
    return smaller, _repainted(smaller, given, first, given.referents[first].instances)


def recoloured(frame: Frame, given: Answer) -> Planted:
    """Give what is called by its colour another one in the picture."""
    return _in_picture(frame, given, "colour", _tinted)


def darkened(frame: Frame, given: Answer) -> Planted:
    """Make what is called by its colour all but black, unless it is called black."""
    return _in_picture(frame, given, "colour", lambda pixels: pixels * DARKENED, but=("black",))


def painted_over(frame: Frame, given: Answer) -> Planted:
    """Paint what is called by its material."""
    return _in_picture(frame, given, "material", _tinted)


def lookalike(frame: Frame, given: Answer) -> Planted:
    """Give another thing of its category, which somebody could see, the look of what is called by its colour alone."""
    number = _called_by(given, "colour", alone=True)
    category = next((thing.category for thing in frame.objects if thing.instance == number), "")
    seen = [number for number, clear in clarity(by_place(frame)).items() if clear != "ghost"]
    alike = [thing.instance for thing in frame.objects if thing.category == category]
    rivals = [each for each in alike if each in seen and each not in _meant(given)]
    if not number or not rivals:
        return None
    mean = frame.image[frame.instance == number].mean(axis=0)
    largest = max(rivals, key=lambda rival: np.count_nonzero(frame.instance == rival))
    return in_picture(frame, frame.instance == largest, lambda pixels: pixels - pixels.mean(axis=0) + mean), given


KINDS: dict[str, Plant] = {
    "another thing is meant": swapped,
    "one is left out": left_out,
    "said not to be there": denied,
    "shrunk to a speck": shrunk,
    "another colour": recoloured,
    "dark": darkened,
    "painted over": painted_over,
    "another looks the same": lookalike,
    **FACTS,
}


def _meant(given: Answer) -> set[int]:
    return {number for referent in given.referents.values() for number in referent.instances}


def _first(given: Answer) -> str:
    """Return the first subject that is in sight, or ""."""
    return next((subject for subject, referent in given.referents.items() if referent.instances), "")


def _called_by(given: Answer, of: str, but: Container[str] = (), alone: bool = False) -> int:
    """Return the instance of a subject that is one thing and called by its colour or material, or 0.

    `alone`: and by nothing else.
    """
    for referent in given.referents.values() if given.codec == "masks" else ():
        facts = from_json(referent.form).form.where
        said = [part for part in facts if isinstance(part, Attribute) and part.of == of]
        fits = any(part.word not in but for part in said) and not (alone and len(facts) > 1)
        if fits and len(referent.instances) == 1:
            return referent.instances[0]
    return 0


def _in_picture(frame: Frame, given: Answer, of: str, change: Change, but: Container[str] = ()) -> Planted:
    number = _called_by(given, of, but)
    return (in_picture(frame, frame.instance == number, change), given) if number else None


def _tinted(pixels: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return pixels of much the same light and of the colour that is farthest from theirs."""
    farthest = PAINTS[np.linalg.norm(PAINTS - pixels.mean(axis=0), axis=1).argmax()]
    return np.asarray((1 - TINT) * pixels + TINT * farthest)


def _repainted(frame: Frame, given: Answer, subject: str, instances: tuple[int, ...]) -> Answer:
    """Return the answer with other instances meant by a subject, and the target that shows them."""
    referents = given.referents | {subject: Referent(instances, given.referents[subject].form)}
    if given.codec == "masks":
        return replace(given, referents=referents, target=paint(frame, given.palette, referents))
    background = given.palette[UNLISTED]
    drawn = colours.draw(len(instances), "hex", [background], np.random.default_rng(0))
    labels = np.where(np.isin(frame.instance, instances), frame.instance, 0)
    target = masks.encode(labels, {0: background, **dict(zip(instances, drawn, strict=True))})
    return replace(given, referents=referents, target=target)


def _shrunk(frame: Frame, number: int) -> Frame:
    """Return the frame with a speck of an instance in its middle; what lies beside it covers the rest."""
    mask = frame.instance == number
    middle = np.unravel_index(distance_transform_edt(mask).argmax(), mask.shape)
    rows, columns = np.indices(mask.shape)
    reach_px = (KEPT_SHARE * mask.size) ** 0.5 / 2
    kept = (abs(rows - middle[0]) < reach_px) & (abs(columns - middle[1]) < reach_px)
    beside = distance_transform_edt(mask, return_distances=False, return_indices=True)
    covered = {name: getattr(frame, name).copy() for name in ("image", "depth_m", "normals", "instance")}
    gone = mask & ~kept
    for values in covered.values():
        values[gone] = values[tuple(beside)][gone]
    objects = (_seen(thing, covered["instance"] == thing.instance) for thing in frame.objects)
    return replace(frame, **covered, objects=tuple(objects))


def _seen(thing: VisibleObject, mask: Mask) -> VisibleObject:
    """Return an object with the area and box of its mask, and as much less visible as that is smaller."""
    rows, columns = np.nonzero(mask.any(axis=1))[0], np.nonzero(mask.any(axis=0))[0]
    box_px = (int(columns[0]), int(rows[0]), int(columns[-1]) + 1, int(rows[-1]) + 1)
    area_px = int(np.count_nonzero(mask))
    share = min(1.0, area_px / thing.area_px)
    return replace(thing, area_px=area_px, box_px=box_px, visible_fraction=thing.visible_fraction * share)


TASK_NAMES = (INSTANCE.name, REFERRING.name)
