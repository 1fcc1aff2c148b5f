"""What a blind reader answered, held against the truth.

An answer is `none`; a number, which counts; points `x y`, or boxes `left top right bottom`, in pixels from the upper
left corner of the picture, with `;` between several; or `unclear`. After `#` comes a remark.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import distance_transform_edt
from scipy.optimize import linear_sum_assignment

from cavendish.renderers.frame import Frame

from .blind_questions import Question

NEAR_PX = 4  # how far beside a thing a point may lie
LEAST_IOU = 0.5  # of a box with that of the thing
FAR = 1e6  # more than any distance in a picture

RIGHT, UNCLEAR = "right", "unclear"


@dataclass(frozen=True, slots=True)
class Answered:
    """What was said: points or boxes, one row each; or a count alone; or that it is unclear."""

    marks: NDArray[np.float64]
    count: int
    unclear: bool = False


def parse(text: str) -> Answered:
    """Return what an answer says; raises ValueError with one sentence."""
    said = text.partition("#")[0].strip().lower()
    if said == UNCLEAR:
        return Answered(np.empty((0, 2)), 0, unclear=True)
    if said in ("none", "0"):
        return Answered(np.empty((0, 2)), 0)
    if re.fullmatch(r"\d{1,4}", said):
        return Answered(np.empty((0, 2)), int(said))
    try:
        marks = np.array([[float(number) for number in re.split(r"[\s,]+", part.strip())] for part in said.split(";")])
    except ValueError:
        marks = np.empty((0, 0))
    if marks.ndim != 2 or marks.shape[1] not in (2, 4):
        raise ValueError(f"{text[:60]!r} is no answer: write none, unclear, a number, points x y, or boxes")
    return Answered(marks, len(marks))


def verdict(frame: Frame, question: Question, answered: Answered) -> str:
    """Return RIGHT, UNCLEAR, or what is wrong with the phrase or the reading of it."""
    least, most = len(question.instances), len(question.instances) + len(question.optional)
    if answered.unclear:
        return UNCLEAR
    if answered.count == 0 or least == 0:
        return RIGHT if answered.count == least == 0 else "seen, but not there" if answered.count else "there, not seen"
    if not len(answered.marks):
        return RIGHT if least <= answered.count <= most else f"{answered.count} counted, {least} meant"
    costs = _costs(frame, (*question.instances, *question.optional), answered.marks)
    pairs = list(zip(*linear_sum_assignment(costs), strict=True))
    hit = {int(thing) for thing, mark in pairs if costs[thing, mark] < FAR}
    if len(hit) < answered.count:
        return "something else is marked"
    missed = set(range(least)) - hit
    return f"{len(missed)} of {least} not marked" if missed else RIGHT


def _costs(frame: Frame, instances: tuple[int, ...], marks: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return things × marks: how far a point lies from a thing, how little a box is its; FAR where it is another's."""
    costs = np.full((len(instances), len(marks)), FAR)
    for row, number in enumerate(instances):
        mask = frame.instance == number
        if mask.any():
            costs[row] = _distances(mask, marks) if marks.shape[1] == 2 else _misfits(mask, marks)
    return costs


def _distances(mask: NDArray[np.bool_], points: NDArray[np.float64]) -> NDArray[np.float64]:
    distances_px = distance_transform_edt(~mask)
    rows = np.clip(points[:, 1].astype(int), 0, mask.shape[0] - 1)
    columns = np.clip(points[:, 0].astype(int), 0, mask.shape[1] - 1)
    found = distances_px[rows, columns]
    return np.where(found <= NEAR_PX, found, FAR)


def _misfits(mask: NDArray[np.bool_], boxes: NDArray[np.float64]) -> NDArray[np.float64]:
    rows, columns = np.nonzero(mask.any(axis=1))[0], np.nonzero(mask.any(axis=0))[0]
    own = np.array([columns[0], rows[0], columns[-1] + 1, rows[-1] + 1], np.float64)
    joint = np.maximum(np.minimum(boxes[:, 2:], own[2:]) - np.maximum(boxes[:, :2], own[:2]), 0).prod(axis=1)
    areas = np.maximum(boxes[:, 2:] - boxes[:, :2], 0).prod(axis=1)
    iou = joint / (areas + (own[2:] - own[:2]).prod() - joint)
    return np.where(iou >= LEAST_IOU, 1 - iou, FAR)
