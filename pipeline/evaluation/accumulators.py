"""From one drawn picture to its scores, and from many to those of a task: what `evaluate` adds up, task by task."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial

import numpy as np
from numpy.typing import NDArray

from ...manifests.benchmark import DEPTH_PROTOCOLS, DepthRules, MaskRules, Pooling, Resampling
from ..tasks.reading import Reading
from ..tasks.registry import READINGS
from ..tasks.task import Answer
from . import metrics, readings
from .mask_tallies import InstanceTally, ReferringTally, SemanticTally
from .metrics import Overlap, Scores
from .pictures import RGB
from .protocols import FAR_M
from .tally import Accumulator, Grouped
from .truths import ONE, Truth

ANGLE_STEP_DEG = 0.01  # of the histogram that the pooled median is read from
FAR = f"IoU>{FAR_M:g} m"


@dataclass
class DepthTally:
    """Each image scored by itself, then averaged. Colours further than `residual_max` from the path are no depth."""

    protocol: DepthRules
    residual_max: float | None = None
    resampling: Resampling = "nearest"
    images: list[Scores] = field(default_factory=list)
    far: list[Overlap] = field(default_factory=list)

    def add(self, truth: Truth, given: Answer, drawn: RGB) -> Scores | None:
        """Return AbsRel, δ and the others; with `residual_max` also what they are of the pixels that were kept."""
        residual_max = np.inf if self.residual_max is None else self.residual_max
        depth_m, residual = readings.depth_m(truth, given, drawn, self.resampling, residual_max)
        kept = residual <= residual_max
        counts = metrics.counted_depth(truth.depth_m, truth.known, self.protocol)
        scores = metrics.depth_scores(np.where(kept, depth_m, np.nan), truth.depth_m, truth.known, self.protocol)
        if scores is None:
            return None
        self.far.append(metrics.overlap(truth.known & (depth_m > FAR_M), truth.known & (truth.depth_m > FAR_M)))
        scores |= {"coverage": float(kept[counts].mean()), "rejected": 1 - float(kept.mean())}
        if self.residual_max is not None:
            of_kept = metrics.depth_scores(depth_m, truth.depth_m, truth.known & kept, self.protocol) or {}
            scores |= {f"kept {name}": of_kept.get(name, np.nan) for name in ("AbsRel", "δ1")}
        self.images.append(scores)
        return scores

    def add_worst(self, truth: Truth, given: Answer) -> Scores | None:
        """Return scores with every pixel at the wrong end of the range."""
        scores = metrics.worst_depth_scores(truth.depth_m, truth.known, self.protocol)
        if scores is None:
            return None
        self.far.append((0, int(truth.known.sum())))
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

    def add(self, truth: Truth, given: Answer, drawn: RGB) -> Scores | None:
        """Return the scores of one image, and pool its angles."""
        vectors = readings.normal_vectors(truth, given, drawn, self.resampling)
        shown, true = vectors.any(axis=-1), truth.normals.any(axis=-1)
        errors_deg = metrics.normal_errors_deg(vectors, truth.normals, truth.known)
        return self._pool(errors_deg, shown[truth.known & true], (truth.known & ~shown, truth.known & ~true))

    def add_worst(self, truth: Truth, given: Answer) -> Scores | None:
        """Return the scores of an image whose every vector points the other way."""
        true = truth.normals.any(axis=-1)
        errors_deg = np.full(np.count_nonzero(truth.known & true), 180.0)
        return self._pool(errors_deg, np.zeros(errors_deg.shape, np.bool_), (truth.known & true, truth.known & ~true))

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
class ReadTally:
    """Each image scored by itself, as its task's reading says, then averaged."""

    reading: Reading
    images: list[Scores] = field(default_factory=list)

    def add(self, truth: Truth, given: Answer, drawn: RGB) -> Scores | None:
        """Return the scores of one image."""
        shown = self.reading.decode(drawn, given, truth.shape)
        return self._kept(self.reading.score(shown, truth.numbers, truth.known))

    def add_worst(self, truth: Truth, given: Answer) -> Scores | None:
        """Return the scores that no drawing falls below."""
        return self._kept(self.reading.worst(truth.numbers, truth.known))

    def total(self) -> Scores:
        """Return the mean over images, each score over those that have it."""
        return _means(self.images)

    def _kept(self, scores: Scores | None) -> Scores | None:
        self.images += [scores] if scores else []
        return scores


def tallies(
    protocol: DepthRules = DEPTH_PROTOCOLS["all"],
    residual_max: float | None = None,
    pooling: Pooling = "pixels",
    resampling: Resampling = "nearest",
    masks: MaskRules = ONE,
) -> dict[str, Accumulator]:
    """Return an empty tally for each task; `pooling` is what the angles of normals are averaged over.

    `resampling` is how depth and normals of another size come to the picture's.
    """
    return {
        "depth": DepthTally(protocol, residual_max, resampling),
        "normals": NormalsTally(pooling, resampling),
        "semantic": SemanticTally(),
        "instance": Grouped(partial(InstanceTally, masks)),
        "referring": Grouped(ReferringTally),
        **{task: ReadTally(reading) for task, reading in READINGS.items()},
    }


def _means(images: list[Scores]) -> Scores:
    """Return the mean of each score over the images that have it."""
    names = dict.fromkeys(name for image in images for name in image)
    return {name: _mean([image.get(name, np.nan) for image in images]) for name in names}


def _mean(values: list[float]) -> float:
    known = [value for value in values if not np.isnan(value)]
    return float(np.mean(known)) if known else float("nan")
