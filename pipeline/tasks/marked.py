"""Masks of several regions, in colours that a prompt states: how drawings of them are read and scored."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from ...renderers.frame import Frame
from ..codecs import masks
from . import labelled
from .reading import RGB, Coded, Headline, Mask, Numbers, Reading, Scores, ScoringRules

DECODED = """\
palette = json.loads(meta["palette"])
palette.setdefault("", (0, 0, 0))  # what is no listed region
places = codecs.masks.decode(target, dict(enumerate(palette.values())))
found = {name: places == place for place, name in enumerate(palette) if name}  # a mask H×W for each region"""


def labels(frame: Frame, given: Coded) -> Numbers:
    """Return H×W: the number of the region that each pixel belongs to by the answer's referents; 0 elsewhere."""
    table = np.zeros(int(frame.instance.max(initial=0)) + 1, np.int64)
    referents = getattr(given, "referents", {})
    for number, name in enumerate(filter(None, given.palette), start=1):
        own = referents[name].instances if name in referents else ()
        table[[each for each in own if each < len(table)]] = number
    return table[frame.instance]


def target_of(frame: Frame, given: Coded) -> RGB:
    """Return the target of an answer whose palette and referents are known."""
    return masks.encode(labels(frame, given), labelled.numbered(given))


def wrong_px(frame: Frame, given: Coded, target: RGB) -> int:
    """Return how many pixels of a target show another region than the referents do."""
    return int((frame.valid & (masks.decode(target, labelled.numbered(given)) != labels(frame, given))).sum())


def reading(says: str, what: str, beside: Callable[[Numbers, Numbers], Scores] = lambda drawn, truth: {}) -> Reading:
    """Return how drawings are scored: by the mean IoU of the regions in truth. `what` is one of them."""

    def score(drawn: Numbers, truth: Numbers, known: Mask) -> Scores | None:
        found = labelled.score(drawn, truth, known)
        return found and found | beside(drawn, truth)

    return Reading(
        says=says,
        colours="flat, in the colours that the prompt gives; the rest is black, unless it gives it a colour",
        decoded=DECODED,
        headline=Headline("mIoU", "mIoU", best=1.0, worst=0.0, fine=0.99),
        rules=ScoringRules(
            f"every pixel: {what} drawn where it is not is wrong",
            "what is unknown in the truth",
            "IoU over the regions of a picture, then over pictures",
            "accuracy: share of the pixels of the regions in the right colour",
        ),
        nothing=f"{what} is not in its truth",
        shades="another region, or one where none is",
        decode=labelled.decode,
        truth=labels,
        score=score,
        worst=lambda truth, known: {"mIoU": 0.0, "accuracy": 0.0},
        error=labelled.error,
        figures=lambda numbers: {f"region {n}": float((numbers == n).mean()) for n in np.unique(numbers) if n},
    )
