"""Asking for parts: a frame in which they are things, where the truth tells them.

A pixel belongs to a thing and to a part of it, so no question is of both: some are asked of the frame as it is, some
of the frame `in_parts`, and these for classes alone that parts are of. Part p has the number MOST_INSTANCES + p there,
and in the metadata. What is split has another category, for which `concepts.parts` lists what of it is not told.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

import numpy as np
from scipy import ndimage

from ...renderers.frame import Frame, VisibleObject, VisiblePart
from ...scenes.spec import Words
from .task import Answer
from .words.language import words

MOST_INSTANCES = 65_535  # in uint16; what has a greater number is a part
IN_PARTS = " in parts"  # what the category of a split thing ends in
SHARE = 1 / 3  # of the questions that can be asked of parts, which are


def frames_to_ask(frame: Frame, rng: np.random.Generator) -> Iterator[Frame]:
    """Yield the frame that a question is asked of, and after it the one for where that has nothing to ask for."""
    if frame.parts is not None and rng.random() < SHARE and is_in_parts(split := in_parts(frame)):
        yield split
    yield frame


def frame_of(frame: Frame, given: Answer) -> Frame:
    """Return the frame that an answer was asked of: in parts where its metadata have numbers of parts."""
    numbers = [number for referent in given.referents.values() for number in referent.instances]
    numbers += json.loads(str(given.parameters.get("left_out", "[]")))
    return in_parts(frame) if max(numbers, default=0) > MOST_INSTANCES else frame


def with_numbers(frame: Frame, numbers: Iterable[int]) -> Frame:
    """Return the frame with those parts told from their things that have these numbers, whatever they are called.

    Its objects are those of before.
    """
    wanted = [number - MOST_INSTANCES for number in numbers if number > MOST_INSTANCES]
    if frame.parts is None or not wanted:
        return frame
    parts = frame.parts.astype(np.int32)
    told = np.where(np.isin(parts, wanted), parts + MOST_INSTANCES, frame.instance)
    return replace(frame, instance=told.astype(np.int32))


def in_parts(frame: Frame) -> Frame:
    """Return the frame with each part that has a word as a thing of its own; itself where there is none in sight."""
    rows = [row for row in frame.part_table if row.part and row.name in words("en").categories]
    if frame.parts is None or not rows:
        return frame
    numbers = np.zeros(MOST_INSTANCES + 1, dtype=np.int32)
    numbers[[row.part for row in rows]] = [MOST_INSTANCES + row.part for row in rows]
    numbered = numbers[frame.parts]
    boxes = ndimage.find_objects(frame.parts.astype(np.int32))
    owners = {thing.instance: thing for thing in frame.objects}
    parts = [_part(row, owners[row.instance], boxes[row.part - 1]) for row in rows]
    return replace(
        frame,
        instance=np.where(numbered > 0, numbered, frame.instance).astype(np.int32),
        objects=(*_rest(frame, rows), *parts),
    )


def is_in_parts(frame: Frame) -> bool:
    """Return whether parts are things in this frame."""
    return any(thing.instance > MOST_INSTANCES for thing in frame.objects)


def may_be_asked(frame: Frame, instances: Sequence[int]) -> bool:
    """Return whether a class of these instances may be asked for: in parts, only where some of them are parts."""
    return not is_in_parts(frame) or max(instances, default=0) > MOST_INSTANCES


def _rest(frame: Frame, rows: Sequence[VisiblePart]) -> Iterator[VisibleObject]:
    """Yield the things without their parts, those that have any under another category."""
    split = {row.instance for row in frame.part_table}
    taken: Counter[int] = Counter()
    for row in rows:
        taken[row.instance] += row.area_px
    for thing in frame.objects:
        area_px = thing.area_px - taken[thing.instance]
        category = thing.category + IN_PARTS if thing.instance in split else thing.category
        if area_px > 0:
            yield replace(thing, category=category, area_px=area_px)


def _part(row: VisiblePart, owner: VisibleObject, box: tuple[slice, ...]) -> VisibleObject:
    """Return a part as a thing that its owner carries."""
    down, across = box
    return replace(
        owner,
        instance=MOST_INSTANCES + row.part,
        category=row.name,
        name=row.name,
        words=Words(),
        area_px=row.area_px,
        box_px=(across.start, down.start, across.stop, down.stop),
        supporter=owner.instance,
        visible_fraction=1.0,
    )
