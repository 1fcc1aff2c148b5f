"""Relative depth: from near to far without metres, as a drawing knows it whose scale nobody stated.

0 and 1 are the depths that 2 % of the surfaces lie before and behind; planar depth runs evenly between them, and what
lies beyond has the colours of the ends. Drawings are fitted to the truth by a scale and a shift before they are scored.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from ...renderers.frame import Frame
from ..evaluation.alignment import aligned
from . import ramps
from .ramps import Scale, Values, asking, faulting
from .reading import Coded, Headline, Mask, Numbers, Scores, ScoringRules
from .task import Task

OUTER_SHARE = 0.02
LEAST_SPAN = 0.05  # of the nearer end: less is one depth
DELTA = 1.25


def relative_depth(frame: Frame) -> Values | None:
    """Return H×W float64, +inf where there is no surface; None where all surfaces are about as far."""
    depth_m = frame.depth_m.astype(np.float64)
    surface_m = depth_m[frame.valid & np.isfinite(depth_m)]
    if not surface_m.size:
        return None
    near_m, far_m = np.quantile(surface_m, [OUTER_SHARE, 1 - OUTER_SHARE])
    return (depth_m - near_m) / (far_m - near_m) if far_m - near_m >= LEAST_SPAN * near_m else None


SCALE = Scale("relative_depth", relative_depth, ((0.0, 1.0),), lambda share: f"{share:g}")


def _truth(frame: Frame, given: Coded) -> Numbers:
    """Return H×W×2: the share of the way from near to far, and metres."""
    shares = relative_depth(frame)
    if shares is None:
        raise ValueError("nothing is known of its relative depth")
    return np.stack([shares, frame.depth_m.astype(np.float64)], axis=-1)


def _counted(truth: Numbers, known: Mask) -> Mask:
    return known & (truth[..., 0] >= 0) & (truth[..., 0] <= 1)


def _score(drawn: Numbers, truth: Numbers, known: Mask) -> Scores | None:
    """Return AbsRel and δ1 of what lies between the ends, once it is fitted; a colour of no number counts as near."""
    counts = _counted(truth, known)
    if not counts.any():
        return None
    true_m = truth[..., 1][counts]
    fitted_m = aligned("lsq", np.nan_to_num(drawn[counts].astype(np.float64), nan=0.0), true_m)
    fitted_m = np.clip(fitted_m, true_m.min(), true_m.max())
    ratio = np.maximum(fitted_m / true_m, true_m / fitted_m)
    return {"AbsRel": float(np.mean(np.abs(fitted_m - true_m) / true_m)), "δ1": float(np.mean(ratio < DELTA))}


def _worst(truth: Numbers, known: Mask) -> Scores | None:
    counts = _counted(truth, known)
    if not counts.any():
        return None
    true_m = truth[..., 1][counts]
    off_m = np.maximum(true_m - true_m.min(), true_m.max() - true_m)
    return {"AbsRel": float(np.mean(off_m / true_m)), "δ1": 0.0}


def _error(drawn: Numbers, truth: Numbers, known: Mask) -> Values:
    return np.abs(np.nan_to_num(drawn.astype(np.float64), nan=0.0) - np.clip(truth[..., 0], 0, 1)) * known


READING = replace(
    ramps.reading(
        SCALE,
        says="Paint what is nearer and what is farther, without metres.",
        beyond="even in depth between the nearest and the farthest surfaces; the sky is as far as can be",
        unit="",
    ),
    headline=Headline("AbsRel", "AbsRel", best=0.0, worst=np.inf, fine=0.02),
    rules=ScoringRules(
        "surfaces between the depths that 2 % lie before and behind; fitted to the truth of the picture by scale and "
        "shift (least squares), then clamped to its range; a colour of no number counts as near",
        "sky, the outer surfaces, and what is unknown in the truth",
        "over the pixels of a picture, then over pictures",
        "δ1: share of the pixels within a factor of 1.25",
    ),
    truth=_truth,
    score=_score,
    worst=_worst,
    error=_error,
)
RELATIVE_DEPTH = Task("relative_depth", asking(SCALE), faulting(SCALE), READING)
