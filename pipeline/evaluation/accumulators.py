"""From one drawn picture to its scores, and from many to those of a task: what `evaluate` adds up, task by task."""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from ...renderers.frame import Frame
from ..codecs import depth, masks, normals
from ..tasks.legend import UNLISTED
from ..tasks.semantic import decoding_palette, labels
from ..tasks.task import Answer
from . import metrics
from .metrics import DepthProtocol, Scores

RGB = NDArray[np.uint8]
ANGLE_STEP_DEG = 0.01  # of the histogram that the pooled median is read from


class Accumulator(Protocol):
    """Scores pictures of one task and adds them up."""

    error: str  # the score that tells the worst pictures; the larger the worse

    def add(self, frame: Frame, given: Answer, drawn: RGB) -> Scores | None:
        """Score one picture, of any size, against the frame and what was asked; None where nothing in it counts."""

    def total(self) -> Scores:
        """Return the scores of all pictures so far, as the task's protocol pools them; {} if there are none."""


@dataclass
class DepthTally:
    """Each image scored by itself, then averaged. Colours further than `residual_max` from the path do not count."""

    protocol: DepthProtocol
    residual_max: float | None = None
    images: list[Scores] = field(default_factory=list)
    error: str = "AbsRel"

    def add(self, frame: Frame, given: Answer, drawn: RGB) -> Scores | None:
        """Return AbsRel, δ and the others, and the share of pixels that was rejected."""
        depth_m, residual = depth.decode(drawn, str(given.parameters["colormap"]), return_residual=True)
        kept = resized(residual <= (np.inf if self.residual_max is None else self.residual_max), frame)
        scores = metrics.depth_scores(resized(depth_m, frame), frame.depth_m, frame.valid & kept, self.protocol)
        if scores is None:
            return None
        self.images.append(scores | {"rejected": 1 - float(kept.mean())})
        return self.images[-1]

    def total(self) -> Scores:
        """Return the mean over images."""
        names = self.images[0] if self.images else ()
        return {name: float(np.mean([image[name] for image in self.images])) for name in names}


@dataclass
class NormalsTally:
    """Angles pooled over the pixels of all images."""

    pixels: int = 0
    sum_deg: float = 0.0
    below: NDArray[np.int64] = field(default_factory=lambda: np.zeros(len(metrics.ANGLES_DEG), np.int64))
    histogram: NDArray[np.int64] = field(default_factory=lambda: np.zeros(round(180 / ANGLE_STEP_DEG) + 1, np.int64))
    error: str = "mean°"

    def add(self, frame: Frame, given: Answer, drawn: RGB) -> Scores | None:
        """Return the scores of one image, and pool its angles."""
        vectors = normals.decode(drawn, str(given.parameters["convention"]))
        errors_deg = metrics.normal_errors_deg(resized(vectors, frame), frame.normals, frame.valid)
        if not errors_deg.size:
            return None
        self.pixels += errors_deg.size
        self.sum_deg += float(errors_deg.sum())
        self.below += [int(np.count_nonzero(errors_deg < angle)) for angle in metrics.ANGLES_DEG]
        self.histogram += np.bincount((errors_deg / ANGLE_STEP_DEG).astype(np.int64), minlength=len(self.histogram))
        return metrics.normal_scores(errors_deg)

    def total(self) -> Scores:
        """Return the pooled scores; the median is exact to ANGLE_STEP_DEG."""
        if not self.pixels:
            return {}
        median = int(np.searchsorted(self.histogram.cumsum(), self.pixels / 2))
        shares = {f"<{a:g}°": float(n) / self.pixels for a, n in zip(metrics.ANGLES_DEG, self.below, strict=True)}
        return {"mean°": self.sum_deg / self.pixels, "median°": (median + 0.5) * ANGLE_STEP_DEG, **shares}


@dataclass
class SemanticTally:
    """Intersections and unions of each class summed over all images; what the prompt does not list is ignored."""

    overlaps: defaultdict[str, list[tuple[int, int]]] = field(default_factory=lambda: defaultdict(list))
    error: str = "1 - mIoU"

    def add(self, frame: Frame, given: Answer, drawn: RGB) -> Scores | None:
        """Return the mIoU of one image by the classes that its prompt lists."""
        palette, numbers = _by_palette(frame, given, drawn)
        forms = {name: referent.form for name, referent in given.referents.items()}
        truth = labels(frame, given.palette, forms)
        listed = frame.valid & (truth != palette.index(UNLISTED))
        found = {
            forms[name]: [metrics.overlap(listed & (numbers == k), listed & (truth == k))]
            for k, name in enumerate(palette)
            if name != UNLISTED
        }
        for name, pairs in found.items():
            self.overlaps[name] += pairs
        miou = metrics.mean_iou(found)
        return None if np.isnan(miou) else {"mIoU": miou, self.error: 1 - miou}

    def total(self) -> Scores:
        """Return the mean over classes."""
        if not self.overlaps:
            return {}
        return {"mIoU": metrics.mean_iou(self.overlaps), "classes": float(len(self.overlaps))}


@dataclass
class InstanceTally:
    """Instances matched within each image, counted over all; those too small for a target are ignored."""

    images: list[metrics.Matched] = field(default_factory=list)
    error: str = "1 - F1@0.5"

    def add(self, frame: Frame, given: Answer, drawn: RGB) -> Scores | None:
        """Return the F1 of one image at IoU 0.5."""
        found = resized(masks.decode_instances(drawn, given.palette[UNLISTED]), frame)
        true = [number for referent in given.referents.values() for number in referent.instances]
        left_out = np.isin(frame.instance, json.loads(str(given.parameters["left_out"])))
        drawn_masks = [found == number for number in range(1, int(found.max(initial=0)) + 1)]
        shown = [frame.instance == number for number in true]
        matched = metrics.match_instances([mask for mask in drawn_masks if mask.any()], shown, left_out)
        self.images.append(matched)
        f1 = 2 * sum(iou >= 0.5 for iou in matched.ious) / max(1, matched.drawn + matched.true)
        return {"F1@0.5": f1, self.error: 1 - f1} if matched.drawn + matched.true else {"F1@0.5": 1.0, self.error: 0.0}

    def total(self) -> Scores:
        """Return pmF1, IL_MCC and cgF1."""
        return metrics.instance_scores(self.images) if self.images else {}


@dataclass
class ReferringTally:
    """Each expression of each image by itself."""

    overlaps: list[tuple[int, int]] = field(default_factory=list)
    error: str = "1 - gIoU"

    def add(self, frame: Frame, given: Answer, drawn: RGB) -> Scores | None:
        """Return cIoU and gIoU over the expressions of one image."""
        palette, numbers = _by_palette(frame, given, drawn)
        shown = {name: frame.valid & (numbers == k) for k, name in enumerate(palette)}
        found = [
            metrics.overlap(shown[subject], np.isin(frame.instance, referent.instances))
            for subject, referent in given.referents.items()
        ]
        self.overlaps += found
        scores = metrics.referring_scores(found)
        return scores | {self.error: 1 - scores["gIoU"]}

    def total(self) -> Scores:
        """Return cIoU and gIoU over all expressions."""
        return metrics.referring_scores(self.overlaps) if self.overlaps else {}


def tallies(protocol: str = "all", residual_max: float | None = None) -> dict[str, Accumulator]:
    """Return an empty tally for each task."""
    return {
        "depth": DepthTally(metrics.DEPTH_PROTOCOLS[protocol], residual_max),
        "normals": NormalsTally(),
        "semantic": SemanticTally(),
        "instance": InstanceTally(),
        "referring": ReferringTally(),
    }


def resized(decoded: NDArray[Any], frame: Frame) -> NDArray[Any]:
    """Return decoded numbers H'×W'×… at the frame's size, each pixel from the one that its centre falls into.

    Numbers are resized, never colours: between two colours lie others that mean something else.
    """
    height, width = frame.depth_m.shape
    rows, columns = (
        ((np.arange(wanted) + 0.5) * there / wanted).astype(np.int64)
        for wanted, there in zip((height, width), decoded.shape[:2], strict=True)
    )
    return decoded[rows[:, None], columns]


def _by_palette(frame: Frame, given: Answer, drawn: RGB) -> tuple[list[str], NDArray[np.int32]]:
    """Return what the prompt names, in the order of its colours, and H×W positions in that list."""
    palette = decoding_palette(given.palette)
    return list(palette), resized(masks.decode(drawn, dict(enumerate(palette.values()))), frame)
