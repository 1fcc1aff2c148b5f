"""What tasks of labelled pixels share: numbers of a palette's names, decoding, and IoU over what is there in truth."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ..codecs import masks
from ..evaluation.resampling import nearest
from .legend import UNLISTED
from .reading import RGB, Coded, Mask, Numbers, Scores, Shape
from .semantic import decoding_palette


def numbered(given: Coded) -> dict[int, tuple[int, int, int]]:
    """Return the colour of each name of a palette by its number, from 1 in its order; 0 is everything else."""
    named = decoding_palette(dict(given.palette))
    return {0: named[UNLISTED], **dict(enumerate((rgb for name, rgb in named.items() if name), start=1))}


def decode(rgb: RGB, given: Coded, shape: Shape) -> Numbers:
    """Return H×W numbers of names, 0 for what is unlisted."""
    return nearest(masks.decode(rgb, numbered(given)), shape)


def score(drawn: Numbers, truth: Numbers, known: Mask) -> Scores | None:
    """Return the mean over the names in truth of their IoU, and the share of their pixels that are right."""
    there = np.unique(truth[known & (truth > 0)])
    if not there.size:
        return None
    marked = known & (truth > 0)
    ious = [iou(drawn == number, truth == number, known) for number in there]
    return {"mIoU": float(np.mean(ious)), "accuracy": float((drawn == truth)[marked].mean())}


def iou(one: Mask, other: Mask, known: Mask) -> float:
    """Return the intersection of two masks over their union, of what is known; 1 where both are empty."""
    union = np.count_nonzero((one | other) & known)
    return np.count_nonzero(one & other & known) / union if union else 1.0


def error(drawn: Numbers, truth: Numbers, known: Mask) -> NDArray[np.float64]:
    """Return H×W 1 where the label is wrong."""
    return ((drawn != truth) & known).astype(np.float64)
