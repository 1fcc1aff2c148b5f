"""How well drawn instances agree with those that people marked: F1 of pairs, as SA-Co has it. Pure functions.

Masks may overlap, those drawn never do. Where several people answered one question, a drawing is held against the one
whom it agrees with best (`best_of`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linear_sum_assignment

from ..dataset.run_lengths import Counts, Mask, area_px, to_mask
from .metrics import Scores
from .truths import Annotation, Labels

IOU_THRESHOLDS = tuple(round(0.5 + 0.05 * step, 2) for step in range(10))
TINY = float(np.finfo(np.float64).tiny)  # makes 0/0 0, and changes nothing else
SA_CO, SA_CO_PRESENCE = 1e-4, 1e-6  # what SA-Co's code adds to denominators: a perfect F1 is 0.99995 there


@dataclass(frozen=True, slots=True)
class Matched:
    """One image asked for one class: IoU of each matched pair, and how many instances were drawn and are true.

    `worst` marks an image without a drawing, which says the wrong thing of whether something is there.
    """

    ious: tuple[float, ...]
    drawn: int
    true: int
    worst: bool = False

    @property
    def f1(self) -> float:
        """F1 of this image alone at IoU 0.5: 2 · hits / (drawn + true); 1 where nothing is drawn, and rightly so."""
        if self.worst:
            return 0.0
        return _f1([self], TINY)[0] if self.drawn + self.true else 1.0

    @property
    def said(self) -> bool:
        """Whether the drawing says that something is there."""
        return not self.true if self.worst else self.drawn > 0


def outside(ignored: Mask, drawn: Labels) -> Labels:
    """Return the instances H×W without those that lie mostly in `ignored`: they count as not drawn."""
    size = int(drawn.max(initial=0)) + 1
    inside, whole = (np.bincount(labels.reshape(-1), minlength=size) for labels in (drawn[ignored], drawn))
    return np.where((2 * inside > whole)[drawn], 0, drawn)


def best_of(annotations: Sequence[Annotation], drawn: Labels) -> tuple[Annotation, Matched]:
    """Return the annotation that a drawing agrees with best, and how well it does; the first of equals.

    As SA-Co chooses: one with nothing marked where nothing is drawn, else that of the largest F1 of this image, which
    is the mean over IOU_THRESHOLDS.
    """
    found = [(each, match_instances(outside(each.ignored, drawn), each.masks)) for each in annotations]
    return max(found, key=lambda pair: _agreement(pair[1]))


def match_instances(drawn: Labels, masks: Sequence[Counts]) -> Matched:
    """Return the pairing of drawn instances H×W (0: none) with true masks that has the greatest total IoU."""
    ious = tuple(iou for _, _, iou in pair_instances(drawn, masks))
    return Matched(ious, np.unique(drawn[drawn > 0]).size, len(masks))


def pair_instances(drawn: Labels, masks: Sequence[Counts]) -> list[tuple[int, int, float]]:
    """Return the pairs (drawn label, place among the masks, IoU) of the pairing with the greatest total IoU."""
    areas_px = np.bincount(drawn.reshape(-1))
    labels = np.flatnonzero(areas_px[1:]) + 1
    iou = np.zeros((len(labels), len(masks)))
    for place, counts in enumerate(masks):
        inside = np.bincount(drawn[to_mask(counts, (drawn.shape[0], drawn.shape[1]))], minlength=areas_px.size)[labels]
        iou[:, place] = inside / (areas_px[labels] + area_px(counts) - inside)
    chosen = linear_sum_assignment(iou, maximize=True)
    return [(int(labels[row]), int(column), float(iou[row, column])) for row, column in zip(*chosen, strict=True)]


def instance_scores(images: Sequence[Matched], *, as_sa_co: bool = False) -> Scores:
    """Return pmF1, IL_MCC and cgF1 of SA-Co, every drawn instance having the score 1.

    pmF1 is the mean over IOU_THRESHOLDS of the F1 of all instances in images that hold the class; IL_MCC is Matthews'
    correlation of "something was drawn" with "something is there", and cgF1 = 100 · pmF1 · IL_MCC. Where all images
    hold the class, or none does, IL_MCC has no meaning: it and cgF1 are NaN. `as_sa_co` adds to denominators what
    SA-Co's code adds.
    """
    positive = [image for image in images if image.true]
    pm_f1 = float(np.mean(_f1(positive, SA_CO if as_sa_co else TINY))) if positive else np.nan
    present = np.array([[image.said, image.true > 0] for image in images]).reshape(-1, 2)
    mcc = _presence_correlation(present, SA_CO_PRESENCE if as_sa_co else TINY)
    return {"pmF1": pm_f1, "IL_MCC": mcc, "cgF1": 100 * pm_f1 * mcc}


def _agreement(matched: Matched) -> float:
    """Return by what SA-Co compares annotators: the mean F1 of the image, inf where both sides are empty."""
    return float(np.mean(_f1([matched], SA_CO))) if matched.drawn + matched.true else np.inf


def _f1(images: Sequence[Matched], slack: float) -> NDArray[np.float64]:
    """Return F1 at each of IOU_THRESHOLDS, its counts summed over images."""
    ious = np.array([iou for image in images for iou in image.ious])
    hits = (ious >= np.array(IOU_THRESHOLDS)[:, None]).sum(axis=1)
    drawn, true = (sum(getattr(image, name) for image in images) for name in ("drawn", "true"))
    precision, recall = hits / (drawn + slack), hits / (true + slack)
    return 2 * precision * recall / (precision + recall + slack)


def _presence_correlation(present: NDArray[np.bool_], slack: float) -> float:
    drawn, true = present.T
    if true.all() or not true.any():
        return float("nan")
    hit, miss = np.sum(drawn & true), np.sum(~drawn & true)
    false, clear = np.sum(drawn & ~true), np.sum(~drawn & ~true)
    root = np.sqrt(float(hit + false) * float(hit + miss) * float(clear + false) * float(clear + miss))
    return float((hit * clear - false * miss) / (root + slack))
