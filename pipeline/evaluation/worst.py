"""The worst pictures of each task on a sheet: image, target, drawing and error in a row, under what they are.

Only bad pictures are shown: those whose headline score is worse than `fine`. Where fewer are bad, fewer are shown.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

import numpy as np
from numpy.typing import NDArray

from ...manifests.benchmark import Resampling
from ..dataset.contents import plan_of, read_samples, read_views_of
from ..dataset.keys import SampleKey
from ..dataset.pairs import paired
from ..dataset.samples import read_answer
from ..report.contact_sheet import picture_rows
from ..tasks.reading import Reading
from ..tasks.registry import READINGS
from ..tasks.task import Answer
from . import instances, metrics, readings
from .evaluate import Evaluation, PictureScore
from .headline import HEADLINES
from .pictures import RGB, read_drawing
from .restoring import as_read
from .truths import NOTHING, Labels, Truth, painted, truth_of

WORST = 6
LEAST_WIDTH_PX = 256  # of a picture on a sheet: the names of the columns fit over it
UNKNOWN_RGB = (110, 110, 140)  # of what does not count
RIGHT_RGB, WRONG_RGB, FALSE_RGB, MISSED_RGB = (0, 0, 0), (255, 255, 0), (255, 60, 60), (70, 130, 255)

SHADES = "error: black 0, white"
AREAS = "error: red false, blue missed, yellow other"
ERRORS = {"depth": f"{SHADES} 50 % and more", "normals": f"{SHADES} 90° and more"} | {
    task: f"{SHADES} {reading.shades}" for task, reading in READINGS.items()
}  # others show AREAS


def worst_pictures(work: Evaluation, verdicts: Sequence[PictureScore]) -> dict[str, RGB]:
    """Return a sheet of each task's worst pictures, of those tasks that have bad ones. Shards are read once for all."""
    worst = {task: _worst(verdicts, task) for task in work.tallies}
    rows = _rows(work, {verdict.key for chosen in worst.values() for verdict in chosen})
    return {
        task: picture_rows(
            [rows[verdict.key] for verdict in chosen],
            [_heading(verdict) for verdict in chosen],
            ("image", "target", "drawing", ERRORS.get(task, AREAS)),
            LEAST_WIDTH_PX,
        )
        for task, chosen in worst.items()
        if chosen
    }


def error_picture(task: str, truth: Truth, given: Answer, drawn: RGB, resampling: Resampling = "nearest") -> RGB:
    """Return H×W×3 of where a drawing errs, as its heading says; what does not count is bluish grey."""
    painters: dict[str, Callable[[Truth, Answer, RGB], RGB]] = {
        "depth": partial(_depth_error, resampling),
        "normals": partial(_normals_error, resampling),
        "instance": _instance_error,
        **{each: partial(_read_error, reading) for each, reading in READINGS.items()},
    }
    return painters.get(task, _label_error)(truth, given, drawn)


def _worst(verdicts: Sequence[PictureScore], task: str) -> list[PictureScore]:
    headline = HEADLINES[task]
    bad = [each for each in verdicts if each.task == task and not each.fault and headline.is_bad(each.headline)]
    return sorted(bad, key=lambda verdict: -verdict.error)[:WORST]


def _heading(verdict: PictureScore) -> str:
    return f"{verdict.key}: {HEADLINES[verdict.task].said(verdict.headline)}"


def _rows(work: Evaluation, keys: set[str]) -> dict[str, list[RGB]]:
    """Return image, target, drawing and error of each key."""
    found: dict[str, list[RGB]] = {}
    for record in work.records:
        plan = plan_of(work.plans, record)
        samples = [sample for sample in read_samples(work.root, plan, record) if sample.key in keys]
        views = dict(paired(work.plans.recipe, read_views_of(work.root, plan, record))) if samples else {}
        for sample in samples:
            key, given, drawn = (
                SampleKey.parse(sample.key),
                read_answer(sample.parts),
                read_drawing(work.pictures[sample.key]),
            )
            truth = truth_of(views[key.view_key], key.task, given, work.masks)
            read = as_read(work.decoder, key.task, given, drawn)
            error = error_picture(key.task, truth, given, read, work.resampling)
            found[sample.key] = [sample.picture(), given.target, drawn, error]
    return found


def _depth_error(resampling: Resampling, truth: Truth, given: Answer, drawn: RGB) -> RGB:
    depth_m, _ = readings.depth_m(truth, given, drawn, resampling)
    counts = truth.known & np.isfinite(truth.depth_m)
    with np.errstate(invalid="ignore"):
        share = np.abs(depth_m - truth.depth_m) / np.where(counts, truth.depth_m, 1)
    return _shaded(np.where(counts, share, 0) / 0.5, counts)


def _read_error(reading: Reading, truth: Truth, given: Answer, drawn: RGB) -> RGB:
    shown = reading.decode(drawn, given, truth.shape)
    return _shaded(reading.error(shown, truth.numbers, truth.known), truth.known)


def _normals_error(resampling: Resampling, truth: Truth, given: Answer, drawn: RGB) -> RGB:
    counts = truth.known & truth.normals.any(axis=-1)
    angle_deg = np.zeros(counts.shape)
    angle_deg[counts] = metrics.normal_errors_deg(
        readings.normal_vectors(truth, given, drawn, resampling), truth.normals, truth.known
    )
    return _shaded(angle_deg / 90, counts)


def _label_error(truth: Truth, given: Answer, drawn: RGB) -> RGB:
    return _areas(truth.labels, readings.drawn_labels(truth, given, drawn), truth.known)


def _instance_error(truth: Truth, given: Answer, drawn: RGB) -> RGB:
    """Compare instances that are pairs at IoU 0.5; others are false where nothing is, and over a true one another."""
    shown = readings.drawn_instances(truth, given, drawn)
    annotation, _ = instances.best_of(truth.annotations, shown)
    shown = instances.outside(annotation.ignored, shown)
    numbers = np.full(int(shown.max(initial=0)) + 1, -1)
    numbers[0] = NOTHING
    for label, place, iou in instances.pair_instances(shown, annotation.masks):
        numbers[label] = place + 1 if iou >= instances.IOU_THRESHOLDS[0] else -1
    return _areas(painted(annotation, truth.shape), numbers[shown], truth.known)


def _areas(truth: Labels, shown: Labels, known: metrics.Mask) -> RGB:
    picture = np.full((*truth.shape, 3), RIGHT_RGB, np.uint8)
    differs = truth != shown
    picture[differs] = WRONG_RGB
    picture[differs & (truth == NOTHING)] = FALSE_RGB
    picture[differs & (shown == NOTHING)] = MISSED_RGB
    picture[~known] = UNKNOWN_RGB
    return picture


def _shaded(share: NDArray[np.float64], counts: metrics.Mask) -> RGB:
    grey = np.rint(255 * np.clip(share, 0, 1)).astype(np.uint8)
    return np.where(counts[..., None], grey[..., None], np.array(UNKNOWN_RGB, np.uint8))
