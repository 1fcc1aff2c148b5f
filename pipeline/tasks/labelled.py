"""What tasks of labelled pixels share: numbers of a palette's names, decoding, and IoU over what is there in truth."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from ...renderers.frame import Frame
from ..codecs import masks
from ..evaluation.resampling import nearest
from .legend import UNLISTED
from .reading import RGB, Coded, Headline, Mask, Numbers, Reading, Scores, ScoringRules, Shape
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


def reading(says: str, what: str, counted: str, nothing: str, truth: Callable[[Frame, Coded], Numbers]) -> Reading:
    """Return how drawings are scored whose prompt lists names: by the mean IoU of those in truth.

    `what` is one of what is named, `counted` says whose pixels the accuracy is of.
    """
    return Reading(
        says=says,
        colours="flat, in the colours that the prompt lists; the rest is black, unless it gives it a colour",
        decoded=f"""\
palette = json.loads(meta["palette"])
palette.setdefault("", (0, 0, 0))  # what is no listed {what}
places = codecs.masks.decode(target, dict(enumerate(palette.values())))
found = {{name: places == place for place, name in enumerate(palette) if name}}  # a mask H×W for each {what}""",
        headline=Headline("mIoU", "mIoU", best=1.0, worst=0.0, fine=0.99),
        rules=ScoringRules(
            f"every pixel: a {what} drawn where it is not is wrong",
            "what is unknown in the truth",
            f"IoU over the listed {what}s of a picture, then over pictures",
            f"accuracy: share of the pixels of {counted} in the right colour",
        ),
        nothing=nothing,
        shades=f"another {what}, or one where none is",
        decode=decode,
        truth=truth,
        score=score,
        worst=lambda truth, known: {"mIoU": 0.0, "accuracy": 0.0},
        error=error,
        figures=lambda numbers: {f"{what} {n}": float((numbers == n).mean()) for n in np.unique(numbers) if n},
    )
