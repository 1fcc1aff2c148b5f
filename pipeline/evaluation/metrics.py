"""How well decoded predictions agree with truth, as the protocols of the field say. Pure functions over arrays.

Depth is scored on each image and averaged; normals are pooled over all pixels, intersections over all images; counts
and errors of single images are what these functions take, so that both ways are open to the caller.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linear_sum_assignment

Mask = NDArray[np.bool_]
Scores = dict[str, float]

IOU_THRESHOLDS = tuple(round(0.5 + 0.05 * step, 2) for step in range(10))
ANGLES_DEG = (5.0, 7.5, 11.25, 22.5, 30.0)
DELTA = 1.25


@dataclass(frozen=True, slots=True)
class DepthProtocol:
    """Truth counts within (low_m, high_m) and the crop (top, bottom, left, right: shares); predictions are clamped."""

    low_m: float
    high_m: float
    crop: tuple[float, float, float, float] = (0.0, 1.0, 0.0, 1.0)


GARG = (0.40810811, 0.99189189, 0.03594771, 0.96405229)
EIGEN_NYU = (45 / 480, 471 / 480, 41 / 640, 601 / 640)
DEPTH_PROTOCOLS: dict[str, DepthProtocol] = {
    "all": DepthProtocol(1e-3, np.inf),
    "nyu": DepthProtocol(1e-3, 10.0, EIGEN_NYU),
    "kitti-garg": DepthProtocol(1e-3, 80.0, GARG),
    "kitti-eigen": DepthProtocol(1e-3, 80.0, (0.3324324, 0.91351351, 0.03594771, 0.96405229)),
    "ibims": DepthProtocol(5e-3, 25.0),
    "diode": DepthProtocol(0.6, 350.0),
    "eth3d": DepthProtocol(1e-5, np.inf),
    "nuscenes": DepthProtocol(0.05, 80.0),
}


def depth_scores(
    pred_m: NDArray[np.floating[Any]],
    truth_m: NDArray[np.floating[Any]],
    valid: Mask,
    protocol: DepthProtocol = DEPTH_PROTOCOLS["all"],
) -> Scores | None:
    """Return one image's AbsRel, δ1–δ3, RMSE (m), log10 and SILog, without any alignment; None where nothing counts.

    Arrays are H×W. Truth beyond the range (sky) does not count; a prediction beyond it is clamped to it, NaN to its low
    end. Where the range has no upper end, a prediction of +inf is clamped to the image's largest truth.
    """
    counts = valid & _cropped(truth_m.shape, protocol.crop) & (truth_m > protocol.low_m) & (truth_m < protocol.high_m)
    counts &= np.isfinite(truth_m)
    if not counts.any():
        return None
    truth = truth_m[counts].astype(np.float64)
    high_m = protocol.high_m if np.isfinite(protocol.high_m) else truth.max()
    drawn = np.nan_to_num(pred_m[counts].astype(np.float64), nan=protocol.low_m, posinf=high_m)
    drawn = np.clip(drawn, protocol.low_m, protocol.high_m)
    ratio, log_error = np.maximum(drawn / truth, truth / drawn), np.log(drawn) - np.log(truth)
    return {
        "AbsRel": float(np.mean(np.abs(drawn - truth) / truth)),
        **{f"δ{power}": float(np.mean(ratio < DELTA**power)) for power in (1, 2, 3)},
        "RMSE": float(np.sqrt(np.mean((drawn - truth) ** 2))),
        "log10": float(np.mean(np.abs(log_error)) / np.log(10)),
        "SILog": float(100 * np.sqrt(max(0.0, np.mean(log_error**2) - np.mean(log_error) ** 2))),
    }


def normal_errors_deg(
    drawn: NDArray[np.floating[Any]], truth: NDArray[np.floating[Any]], valid: Mask
) -> NDArray[np.float64]:
    """Return the angles between vectors H×W×3 where there is a true one, N; a prediction of no surface is 90° off."""
    counts = valid & truth.any(axis=-1)
    a, b = drawn[counts].astype(np.float64), truth[counts].astype(np.float64)
    lengths = np.linalg.norm(a, axis=-1) * np.linalg.norm(b, axis=-1)
    cosines = np.einsum("ij,ij->i", a, b) / np.where(lengths == 0, 1.0, lengths)
    return np.degrees(np.arccos(np.clip(cosines, -1, 1)))


def normal_scores(errors_deg: NDArray[np.float64]) -> Scores:
    """Return mean and median of angular errors, and the share below each of ANGLES_DEG."""
    shares = {f"<{angle:g}°": float(np.mean(errors_deg < angle)) for angle in ANGLES_DEG}
    return {"mean°": float(errors_deg.mean()), "median°": float(np.median(errors_deg)), **shares}


def overlap(drawn: Mask, truth: Mask) -> tuple[int, int]:
    """Return the pixels of the intersection and of the union of two masks."""
    return int(np.count_nonzero(drawn & truth)), int(np.count_nonzero(drawn | truth))


def mean_iou(overlaps: Mapping[str, Sequence[tuple[int, int]]]) -> float:
    """Return the mean over classes of intersection over union, each summed over all images; absent classes are out."""
    sums = [np.sum(pairs, axis=0) for pairs in overlaps.values() if len(pairs)]
    return float(np.mean([both / either for both, either in sums if either > 0] or [np.nan]))


def referring_scores(overlaps: Sequence[tuple[int, int]]) -> Scores:
    """Return cIoU (sums over all expressions) and gIoU (mean over expressions; empty against empty is 1)."""
    both, either = np.asarray(overlaps, dtype=np.float64).T
    single = np.where(either > 0, both / np.maximum(either, 1), 1.0)
    return {"cIoU": float(both.sum() / max(either.sum(), 1)), "gIoU": float(single.mean())}


@dataclass(frozen=True, slots=True)
class Matched:
    """One image asked for one class: IoU of each matched pair, and how many instances were drawn and are true."""

    ious: tuple[float, ...]
    drawn: int
    true: int


def match_instances(drawn: Sequence[Mask], truth: Sequence[Mask], ignored: Mask | None = None) -> Matched:
    """Return the pairing of instances with the greatest total IoU; what lies mostly in `ignored` was not drawn."""
    if ignored is not None:
        drawn = [mask for mask in drawn if 2 * np.count_nonzero(mask & ignored) <= np.count_nonzero(mask)]
    if not drawn or not truth:
        return Matched((), len(drawn), len(truth))
    a, b = (np.stack([mask.ravel() for mask in masks]).astype(np.float32) for masks in (drawn, truth))
    both = (a @ b.T).astype(np.float64)
    iou = both / (a.sum(axis=1)[:, None] + b.sum(axis=1)[None] - both)
    rows, columns = linear_sum_assignment(iou, maximize=True)
    return Matched(tuple(iou[rows, columns].tolist()), len(drawn), len(truth))


def instance_scores(images: Sequence[Matched]) -> Scores:
    """Return pmF1, IL_MCC and cgF1 of SA-Co, every drawn instance having the score 1.

    pmF1 is the mean over IOU_THRESHOLDS of the F1 of all instances in images that hold the class; IL_MCC is Matthews'
    correlation of "something was drawn" with "something is there", and cgF1 = 100 · pmF1 · IL_MCC. Where all images
    hold the class, or none does, IL_MCC has no meaning: it and cgF1 are NaN.
    """
    positive = [image for image in images if image.true]
    f1 = [_f1(positive, threshold) for threshold in IOU_THRESHOLDS] if positive else [np.nan]
    pm_f1 = float(np.mean(f1))
    mcc = _presence_correlation(np.array([[image.drawn > 0, image.true > 0] for image in images]).reshape(-1, 2))
    return {"pmF1": pm_f1, "IL_MCC": mcc, "cgF1": 100 * pm_f1 * mcc}


def _f1(images: Sequence[Matched], threshold: float) -> float:
    hits = sum(iou >= threshold for image in images for iou in image.ious)
    drawn, true = (sum(getattr(image, name) for image in images) for name in ("drawn", "true"))
    return 2 * hits / (drawn + true)


def _presence_correlation(present: NDArray[np.bool_]) -> float:
    drawn, true = present.T
    if true.all() or not true.any():
        return float("nan")
    hit, miss = np.sum(drawn & true), np.sum(~drawn & true)
    false, clear = np.sum(drawn & ~true), np.sum(~drawn & ~true)
    root = np.sqrt(float(hit + false) * float(hit + miss) * float(clear + false) * float(clear + miss))
    return float((hit * clear - false * miss) / root) if root else 0.0


def _cropped(shape: tuple[int, ...], crop: tuple[float, float, float, float]) -> Mask:
    top, bottom, left, right = crop
    inside = np.zeros(shape, dtype=np.bool_)
    inside[int(top * shape[0]) : int(bottom * shape[0]), int(left * shape[1]) : int(right * shape[1])] = True
    return inside
