"""How well decoded predictions agree with truth, as the protocols of the field say. Pure functions over arrays.

Depth is scored on each image and averaged; normals are pooled over all pixels, intersections over all images; counts
and errors of single images are what these functions take, so that both ways are open to the caller.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ...manifests.benchmark import DEPTH_PROTOCOLS, DepthRules
from .alignment import aligned

Mask = NDArray[np.bool_]
Scores = dict[str, float]
Overlap = tuple[int, int]  # pixels of an intersection and of a union

ANGLES_DEG = (5.0, 7.5, 11.25, 22.5, 30.0)
DELTA = 1.25
FARTHEST_DRAWN_M = 412.5  # no colour decodes to a larger finite depth


KITTI_FRAME_PX = (352, 1216)


def depth_scores(
    pred_m: NDArray[np.floating[Any]],
    truth_m: NDArray[np.floating[Any]],
    valid: Mask,
    protocol: DepthRules = DEPTH_PROTOCOLS["all"],
) -> Scores | None:
    """Return one image's AbsRel, δ1–δ3, RMSE (m), log10 and SILog; None where nothing counts.

    Arrays are H×W. Truth beyond the range (sky) does not count; a prediction beyond it is clamped to it, NaN to its low
    end. Where the range has no upper end, a prediction of +inf is clamped to the image's largest truth.
    """
    counts = counted_depth(truth_m, valid, protocol)
    if not counts.any():
        return None
    truth = truth_m[counts].astype(np.float64)
    high_m = _high_m(truth, protocol)
    drawn = np.nan_to_num(pred_m[counts].astype(np.float64), nan=protocol.low_m, posinf=high_m)
    drawn = aligned(protocol.alignment, np.maximum(drawn, protocol.low_m), truth)
    drawn = np.clip(drawn, protocol.low_m, protocol.end_m)
    ratio, log_error = np.maximum(drawn / truth, truth / drawn), np.log(drawn) - np.log(truth)
    return {
        "AbsRel": float(np.mean(np.abs(drawn - truth) / truth)),
        **{f"δ{power}": float(np.mean(ratio < DELTA**power)) for power in (1, 2, 3)},
        "RMSE": float(np.sqrt(np.mean((drawn - truth) ** 2))),
        "log10": float(np.mean(np.abs(log_error)) / np.log(10)),
        "SILog": float(100 * np.sqrt(max(0.0, np.mean(log_error**2) - np.mean(log_error) ** 2))),
    }


def counted_depth(truth_m: NDArray[np.floating[Any]], valid: Mask, protocol: DepthRules) -> Mask:
    """Return the H×W pixels that a protocol counts: known, a surface, within its range and its crop."""
    inside = (truth_m > protocol.low_m) & (truth_m < protocol.end_m) & np.isfinite(truth_m)
    return valid & inside & _cropped(truth_m.shape, protocol)


def worst_depth_scores(
    truth_m: NDArray[np.floating[Any]], valid: Mask, protocol: DepthRules = DEPTH_PROTOCOLS["all"]
) -> Scores | None:
    """Return scores that no prediction of an image falls below; None where nothing counts.

    Each pixel lies at that end of the range that is worse for the metric. For SILog it is half the range that
    log-errors can have, which bounds their standard deviation (Popoviciu's inequality).
    """
    truth = truth_m[counted_depth(truth_m, valid, protocol)].astype(np.float64)
    if not truth.size:
        return None
    low_m, high_m = protocol.low_m, min(protocol.end_m, max(float(truth.max()), FARTHEST_DRAWN_M))
    off_m, ratio = np.maximum(truth - low_m, high_m - truth), np.maximum(truth / low_m, high_m / truth)
    log_range = np.log(high_m / low_m) + np.log(truth.max() / truth.min())
    return {
        "AbsRel": float(np.mean(off_m / truth)),
        **{f"δ{power}": float(np.mean(ratio < DELTA**power)) for power in (1, 2, 3)},
        "RMSE": float(np.sqrt(np.mean(off_m**2))),
        "log10": float(np.mean(np.log10(ratio))),
        "SILog": float(50 * log_range),
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


def overlap(drawn: Mask, truth: Mask) -> Overlap:
    """Return the pixels of the intersection and of the union of two masks."""
    return int(np.count_nonzero(drawn & truth)), int(np.count_nonzero(drawn | truth))


def label_overlaps(drawn: NDArray[np.int64], truth: NDArray[np.int64], count: int) -> list[Overlap]:
    """Return the overlap of each of the labels 1 … count of two maps H×W, whose other pixels are 0."""
    size = count + 1
    pairs = np.bincount((truth * size + drawn).reshape(-1), minlength=size**2).reshape(size, size)
    both = pairs.diagonal()
    either = pairs.sum(axis=0) + pairs.sum(axis=1) - both
    return list(zip(both[1:].tolist(), either[1:].tolist(), strict=True))


def pooled_iou(overlaps: Sequence[Overlap]) -> float:
    """Return the sum of intersections over the sum of unions; NaN where all are empty."""
    both, either = (sum(pair[k] for pair in overlaps) for k in (0, 1))
    return both / either if either else float("nan")


def mean_iou(overlaps: Mapping[str, Sequence[Overlap]]) -> float:
    """Return the mean over classes of intersection over union, each summed over all images; absent classes are out."""
    ious = [pooled_iou(pairs) for pairs in overlaps.values()]
    return float(np.mean([iou for iou in ious if not np.isnan(iou)] or [np.nan]))


def referring_scores(overlaps: Sequence[Overlap]) -> Scores:
    """Return cIoU (sums over all expressions) and gIoU (mean over expressions; empty against empty is 1)."""
    both, either = np.asarray(overlaps, dtype=np.float64).T
    single = np.where(either > 0, both / np.maximum(either, 1), 1.0)
    return {"cIoU": float(both.sum() / max(either.sum(), 1)), "gIoU": float(single.mean())}


def _high_m(truth: NDArray[np.float64], protocol: DepthRules) -> float:
    """Return what a prediction of +inf counts as: the range's upper end, or else the image's largest truth."""
    return protocol.end_m if np.isfinite(protocol.end_m) else float(truth.max())


def _cropped(shape: tuple[int, ...], protocol: DepthRules) -> Mask:
    inside = np.zeros(shape, dtype=np.bool_)
    framed = inside
    if protocol.frame == "kitti":
        height, width = (min(side, most) for side, most in zip(shape, KITTI_FRAME_PX, strict=True))
        left = (shape[1] - width) // 2
        framed = inside[shape[0] - height :, left : left + width]
    top, bottom, first, last = (
        int(share * side) for share, side in zip(protocol.crop, np.repeat(framed.shape, 2), strict=True)
    )
    framed[top:bottom, first:last] = True
    return inside
