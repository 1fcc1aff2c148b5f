"""From one drawn picture to its scores, and from many to those of a task: what `evaluate` adds up, task by task."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from ...manifests.benchmark import DEPTH_PROTOCOLS, DepthRules, Pooling, Resampling
from ...renderers.frame import Frame
from ..tasks.task import Answer
from . import metrics, readings
from .metrics import Overlap, Scores
from .pictures import RGB
from .protocols import FAR_M

ANGLE_STEP_DEG = 0.01  # of the histogram that the pooled median is read from
FAR = f"IoU>{FAR_M:g} m"
MOST_DRAWN = 5000  # instances that a picture can show: none is smaller than 2·10⁻⁴ of it


class Accumulator(Protocol):
    """Scores pictures of one task and adds them up."""

    def add(self, frame: Frame, given: Answer, drawn: RGB) -> Scores | None:
        """Score one picture, of any size, against the frame and what was asked; None where nothing in it counts."""

    def add_worst(self, frame: Frame, given: Answer) -> Scores | None:
        """Score a picture that is not there so low that no drawing would do worse; None where nothing would count."""

    def total(self) -> Scores:
        """Return the scores of all pictures so far, as the task's protocol pools them; {} if there are none."""


@dataclass
class DepthTally:
    """Each image scored by itself, then averaged. Colours further than `residual_max` from the path are no depth."""

    protocol: DepthRules
    residual_max: float | None = None
    resampling: Resampling = "nearest"
    images: list[Scores] = field(default_factory=list)
    far: list[Overlap] = field(default_factory=list)

    def add(self, frame: Frame, given: Answer, drawn: RGB) -> Scores | None:
        """Return AbsRel, δ and the others; with `residual_max` also what they are of the pixels that were kept."""
        residual_max = np.inf if self.residual_max is None else self.residual_max
        depth_m, residual = readings.depth_m(frame, given, drawn, self.resampling, residual_max)
        kept = residual <= residual_max
        counts = metrics.counted_depth(frame.depth_m, frame.valid, self.protocol)
        scores = metrics.depth_scores(np.where(kept, depth_m, np.nan), frame.depth_m, frame.valid, self.protocol)
        if scores is None:
            return None
        self.far.append(metrics.overlap(frame.valid & (depth_m > FAR_M), frame.valid & (frame.depth_m > FAR_M)))
        scores |= {"coverage": float(kept[counts].mean()), "rejected": 1 - float(kept.mean())}
        if self.residual_max is not None:
            of_kept = metrics.depth_scores(depth_m, frame.depth_m, frame.valid & kept, self.protocol) or {}
            scores |= {f"kept {name}": of_kept.get(name, np.nan) for name in ("AbsRel", "δ1")}
        self.images.append(scores)
        return scores

    def add_worst(self, frame: Frame, given: Answer) -> Scores | None:
        """Return scores with every pixel at the wrong end of the range."""
        scores = metrics.worst_depth_scores(frame.depth_m, frame.valid, self.protocol)
        if scores is None:
            return None
        self.far.append((0, int(frame.valid.sum())))
        self.images.append(scores | {"coverage": 0.0, "rejected": 1.0})
        return self.images[-1]

    def total(self) -> Scores:
        """Return the mean over images, each score over those that have it."""
        means = _means(self.images)
        return means | {FAR: metrics.pooled_iou(self.far)} if means else {}


@dataclass
class NormalsTally:
    """Angles pooled over the pixels of all images; or each image scored by itself, then averaged."""

    pooling: Pooling = "pixels"
    resampling: Resampling = "nearest"
    images: list[Scores] = field(default_factory=list)
    pixels: int = 0
    sum_deg: float = 0.0
    covered: int = 0
    below: NDArray[np.int64] = field(default_factory=lambda: np.zeros(len(metrics.ANGLES_DEG), np.int64))
    histogram: NDArray[np.int64] = field(default_factory=lambda: np.zeros(round(180 / ANGLE_STEP_DEG) + 1, np.int64))
    sky: list[Overlap] = field(default_factory=list)

    def add(self, frame: Frame, given: Answer, drawn: RGB) -> Scores | None:
        """Return the scores of one image, and pool its angles."""
        vectors = readings.normal_vectors(frame, given, drawn, self.resampling)
        shown, true = vectors.any(axis=-1), frame.normals.any(axis=-1)
        errors_deg = metrics.normal_errors_deg(vectors, frame.normals, frame.valid)
        return self._pool(errors_deg, shown[frame.valid & true], (frame.valid & ~shown, frame.valid & ~true))

    def add_worst(self, frame: Frame, given: Answer) -> Scores | None:
        """Return the scores of an image whose every vector points the other way."""
        true = frame.normals.any(axis=-1)
        errors_deg = np.full(np.count_nonzero(frame.valid & true), 180.0)
        return self._pool(errors_deg, np.zeros(errors_deg.shape, np.bool_), (frame.valid & true, frame.valid & ~true))

    def total(self) -> Scores:
        """Return the scores of all images; a pooled median is exact to ANGLE_STEP_DEG."""
        if not self.pixels:
            return {}
        over_all = self._pooled() if self.pooling == "pixels" else _means(self.images)
        return over_all | {"sky IoU": metrics.pooled_iou(self.sky)}

    def _pooled(self) -> Scores:
        median = int(np.searchsorted(self.histogram.cumsum(), self.pixels / 2))
        shares = {f"<{a:g}°": float(n) / self.pixels for a, n in zip(metrics.ANGLES_DEG, self.below, strict=True)}
        means = {"mean°": self.sum_deg / self.pixels, "median°": (median + 0.5) * ANGLE_STEP_DEG}
        return means | shares | {"coverage": self.covered / self.pixels}

    def _pool(
        self, errors_deg: NDArray[np.float64], covered: metrics.Mask, sky: tuple[metrics.Mask, metrics.Mask]
    ) -> Scores | None:
        """Add the angles N of an image, which of them had a surface drawn, and its skies: the drawn, the true."""
        if not errors_deg.size:
            return None
        self.pixels += errors_deg.size
        self.sum_deg += float(errors_deg.sum())
        self.covered += int(covered.sum())
        self.below += [int(np.count_nonzero(errors_deg < angle)) for angle in metrics.ANGLES_DEG]
        self.histogram += np.bincount((errors_deg / ANGLE_STEP_DEG).astype(np.int64), minlength=len(self.histogram))
        self.sky.append(metrics.overlap(*sky))
        self.images.append(metrics.normal_scores(errors_deg) | {"coverage": float(covered.mean())})
        return self.images[-1]


@dataclass
class SemanticTally:
    """Intersections and unions of each class summed over all images; what the prompt does not list counts, too."""

    overlaps: defaultdict[str, list[Overlap]] = field(default_factory=lambda: defaultdict(list))
    right: list[Overlap] = field(default_factory=list)  # pixels in the right colour, and all that are known

    def add(self, frame: Frame, given: Answer, drawn: RGB) -> Scores | None:
        """Return the mIoU of one image by the classes that its prompt lists."""
        truth, shown = readings.true_labels(frame, given), readings.drawn_labels(frame, given, drawn)
        found = [metrics.overlap(shown == label, truth == label) for label in range(1, len(given.referents) + 1)]
        return self._pool(frame, given, found, int(np.count_nonzero(frame.valid & (shown == truth))))

    def add_worst(self, frame: Frame, given: Answer) -> Scores | None:
        """Return an IoU of 0 for each class, as if each had been drawn all over the image, and wrongly."""
        return self._pool(frame, given, [(0, int(frame.valid.sum()))] * len(given.referents), 0)

    def total(self) -> Scores:
        """Return the mean over classes, how many these are, and the share of pixels in the right colour."""
        if not self.overlaps:
            return {}
        seen = sum(any(either for _, either in pairs) for pairs in self.overlaps.values())
        return {
            "mIoU": metrics.mean_iou(self.overlaps),
            "classes": float(seen),
            "accuracy": metrics.pooled_iou(self.right),
        }

    def _pool(self, frame: Frame, given: Answer, found: list[Overlap], right: int) -> Scores | None:
        concepts = [referent.form for referent in given.referents.values()]
        miou = metrics.mean_iou({concept: [pair] for concept, pair in zip(concepts, found, strict=True)})
        if np.isnan(miou):
            return None
        for concept, pair in zip(concepts, found, strict=True):
            self.overlaps[concept].append(pair)
        self.right.append((right, int(frame.valid.sum())))
        return {"mIoU": miou, "accuracy": metrics.pooled_iou(self.right[-1:])}


@dataclass
class InstanceTally:
    """Instances matched within each image, counted over all; those too small for a target are ignored."""

    images: list[metrics.Matched] = field(default_factory=list)

    def add(self, frame: Frame, given: Answer, drawn: RGB) -> Scores | None:
        """Return the F1 of one image at IoU 0.5."""
        shown, true = readings.drawn_instances(frame, given, drawn), readings.true_instances(frame, given)
        self.images.append(metrics.match_instances(shown, true))
        return {"F1@0.5": self.images[-1].f1}

    def add_worst(self, frame: Frame, given: Answer) -> Scores | None:
        """Return an F1 of 0: none was found, as many as can be drawn are wrong, and so is what it says of presence."""
        true = readings.true_instances(frame, given)
        self.images.append(metrics.Matched((), MOST_DRAWN, np.unique(true[true > 0]).size, worst=True))
        return {"F1@0.5": self.images[-1].f1}

    def total(self) -> Scores:
        """Return pmF1, IL_MCC and cgF1."""
        return metrics.instance_scores(self.images) if self.images else {}


@dataclass
class ReferringTally:
    """Each expression of each image by itself."""

    overlaps: list[Overlap] = field(default_factory=list)

    def add(self, frame: Frame, given: Answer, drawn: RGB) -> Scores | None:
        """Return cIoU and gIoU over the expressions of one image."""
        truth, shown = readings.true_labels(frame, given), readings.drawn_labels(frame, given, drawn)
        return self._pool([metrics.overlap(shown == k, truth == k) for k in range(1, len(given.referents) + 1)])

    def add_worst(self, frame: Frame, given: Answer) -> Scores | None:
        """Return an IoU of 0 for each expression, as if all of the image had been drawn, and wrongly."""
        return self._pool([(0, max(1, int(frame.valid.sum())))] * len(given.referents))

    def total(self) -> Scores:
        """Return cIoU and gIoU over all expressions."""
        return metrics.referring_scores(self.overlaps) if self.overlaps else {}

    def _pool(self, found: list[Overlap]) -> Scores | None:
        self.overlaps += found
        return metrics.referring_scores(found) if found else None


def tallies(
    protocol: DepthRules = DEPTH_PROTOCOLS["all"],
    residual_max: float | None = None,
    pooling: Pooling = "pixels",
    resampling: Resampling = "nearest",
) -> dict[str, Accumulator]:
    """Return an empty tally for each task; `pooling` is what the angles of normals are averaged over.

    `resampling` is how depth and normals of another size come to the picture's.
    """
    return {
        "depth": DepthTally(protocol, residual_max, resampling),
        "normals": NormalsTally(pooling, resampling),
        "semantic": SemanticTally(),
        "instance": InstanceTally(),
        "referring": ReferringTally(),
    }


def _means(images: list[Scores]) -> Scores:
    """Return the mean of each score over the images that have it."""
    names = dict.fromkeys(name for image in images for name in image)
    return {name: _mean([image.get(name, np.nan) for image in images]) for name in names}


def _mean(values: list[float]) -> float:
    known = [value for value in values if not np.isnan(value)]
    return float(np.mean(known)) if known else float("nan")
