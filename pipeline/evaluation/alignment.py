"""How drawn depth is fitted to the truth of its picture before it is scored, where a protocol says so."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np
from numpy.typing import NDArray

Depth = NDArray[np.float64]  # metres of the pixels that count

LEAST_DISPARITY = 1e-3  # per metre: what is fitted below it counts as this


def aligned(alignment: str, drawn_m: Depth, truth_m: Depth) -> Depth:
    """Return drawn depth N fitted to the truth N, both finite and above 0; with "none" as it is."""
    return ALIGNMENTS[alignment](drawn_m, truth_m)


def _median(drawn: Depth, truth: Depth) -> Depth:
    return drawn * (np.median(truth) / np.median(drawn))


def _least_squares(drawn: Depth, truth: Depth) -> Depth:
    """Return s·d + t with the least squared error; where all drawn depths are one, t is the mean of the truth."""
    off = drawn - drawn.mean()
    spread = float(off @ off)
    scale = float(off @ (truth - truth.mean())) / spread if spread else 0.0
    return scale * off + truth.mean()


def _in_disparity(drawn: Depth, truth: Depth) -> Depth:
    return 1 / np.maximum(_least_squares(1 / drawn, 1 / truth), LEAST_DISPARITY)


def _in_log(drawn: Depth, truth: Depth) -> Depth:
    return np.exp(_least_squares(np.log(drawn), np.log(truth)))


ALIGNMENTS: Mapping[str, Callable[[Depth, Depth], Depth]] = {
    "none": lambda drawn, truth: drawn,
    "median": _median,
    "lsq": _least_squares,
    "lsq-disparity": _in_disparity,
    "log": _in_log,
}
