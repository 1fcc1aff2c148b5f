"""From drawn masks to the scores of a task: classes, instances, and what expressions mean."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

import numpy as np

from ...manifests.benchmark import MaskRules
from ..tasks.task import Answer
from . import instances, metrics, readings
from .metrics import Overlap, Scores
from .pictures import RGB
from .truths import ONE, Truth

MOST_DRAWN = 5000  # instances that a picture can show: none is smaller than 2·10⁻⁴ of it


@dataclass
class SemanticTally:
    """Intersections and unions of each class summed over all images; what the prompt does not list counts, too."""

    overlaps: defaultdict[str, list[Overlap]] = field(default_factory=lambda: defaultdict(list))
    right: list[Overlap] = field(default_factory=list)  # pixels in the right colour, and all that are known

    def add(self, truth: Truth, given: Answer, drawn: RGB) -> Scores | None:
        """Return the mIoU of one image by the classes that its prompt lists."""
        shown = readings.drawn_labels(truth, given, drawn)
        found = metrics.label_overlaps(shown, truth.labels, len(given.referents))
        return self._pool(truth, given, found, int(np.count_nonzero(truth.known & (shown == truth.labels))))

    def add_worst(self, truth: Truth, given: Answer) -> Scores | None:
        """Return an IoU of 0 for each class, as if each had been drawn all over the image, and wrongly."""
        return self._pool(truth, given, [(0, int(truth.known.sum()))] * len(given.referents), 0)

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

    def _pool(self, truth: Truth, given: Answer, found: list[Overlap], right: int) -> Scores | None:
        concepts = [referent.form for referent in given.referents.values()]
        miou = metrics.mean_iou({concept: [pair] for concept, pair in zip(concepts, found, strict=True)})
        if np.isnan(miou):
            return None
        for concept, pair in zip(concepts, found, strict=True):
            self.overlaps[concept].append(pair)
        self.right.append((right, int(truth.known.sum())))
        return {"mIoU": miou, "accuracy": metrics.pooled_iou(self.right[-1:])}


@dataclass
class InstanceTally:
    """Instances matched within each image, counted over all; each image against the annotator whom it agrees with."""

    rules: MaskRules = ONE
    images: list[instances.Matched] = field(default_factory=list)

    def add(self, truth: Truth, given: Answer, drawn: RGB) -> Scores | None:
        """Return the F1 of one image at IoU 0.5."""
        _, matched = instances.best_of(truth.annotations, readings.drawn_instances(truth, given, drawn))
        self.images.append(matched)
        return {"F1@0.5": matched.f1}

    def add_worst(self, truth: Truth, given: Answer) -> Scores | None:
        """Return an F1 of 0: none was found, as many as can be drawn are wrong, and so is what it says of presence."""
        most = max(len(each.masks) for each in truth.annotations)
        self.images.append(instances.Matched((), MOST_DRAWN, most, worst=True))
        return {"F1@0.5": self.images[-1].f1}

    def total(self) -> Scores:
        """Return pmF1, IL_MCC and cgF1; where there are several annotators, to the last digit as SA-Co's code."""
        return instances.instance_scores(self.images, as_sa_co=self.rules.annotators > 1) if self.images else {}


@dataclass
class ReferringTally:
    """Each expression of each image by itself."""

    overlaps: list[Overlap] = field(default_factory=list)

    def add(self, truth: Truth, given: Answer, drawn: RGB) -> Scores | None:
        """Return cIoU and gIoU over the expressions of one image."""
        shown = readings.drawn_labels(truth, given, drawn)
        return self._pool(metrics.label_overlaps(shown, truth.labels, len(given.referents)))

    def add_worst(self, truth: Truth, given: Answer) -> Scores | None:
        """Return an IoU of 0 for each expression, as if all of the image had been drawn, and wrongly."""
        return self._pool([(0, max(1, int(truth.known.sum())))] * len(given.referents))

    def total(self) -> Scores:
        """Return cIoU and gIoU over all expressions."""
        return metrics.referring_scores(self.overlaps) if self.overlaps else {}

    def _pool(self, found: list[Overlap]) -> Scores | None:
        self.overlaps += found
        return metrics.referring_scores(found) if found else None
