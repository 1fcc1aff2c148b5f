"""How drawings of a task are read, scored and told of: what `evaluate`, `decode`, cards and pages know of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from ...renderers.frame import Frame
from ..evaluation.resampling import SHAPE_RULE

RGB = NDArray[np.uint8]
Mask = NDArray[np.bool_]
Numbers = NDArray[Any]
Scores = dict[str, float]
Shape = tuple[int, int]  # height and width
METRES = ("nearest", "median", "farthest")
PLAIN = ("least", "middle", "most")  # in the unit that the prompt states
NEAREST = f"decoded, then each pixel from the nearest; the shape is {SHAPE_RULE}"


@dataclass(frozen=True, slots=True)
class Headline:
    """A task's headline score.

    `metric` names it among the scores of one picture, `pooled` among those of a whole split. `best` and `worst` are the
    ends of its range (inf: it has no upper end). A picture that scores no worse than `fine` has nothing to show among
    the worst: what it lacks is within the rounding of the colours. `unit` follows the number, as in "8.215°".
    """

    metric: str
    pooled: str
    best: float
    worst: float
    fine: float
    unit: str = ""

    @property
    def higher_is_better(self) -> bool:
        """Whether a larger score is the better one."""
        return self.best > self.worst

    @property
    def label(self) -> str:
        """The score's name without its unit: "mean°" is said as "mean 8.215°"."""
        return self.metric.removesuffix(self.unit)

    def of(self, scores: Scores) -> float:
        """Return this score out of those of one picture; NaN where they have none."""
        return scores.get(self.metric, float("nan"))

    def error(self, score: float) -> float:
        """Return how far a score lies from the best one: the larger the worse, for sorting; NaN stays NaN."""
        return abs(score - self.best)

    def is_bad(self, score: float) -> bool:
        """Return whether a picture's score is worse than `fine`; NaN is not."""
        return self.error(score) > self.error(self.fine)

    def value(self, score: float) -> str:
        """Return a score as people read it: "0.03214", "8.215°"; "none" for NaN."""
        return "none" if np.isnan(score) else f"{score:.4g}{self.unit}"

    def said(self, score: float) -> str:
        """Return a score with its name: "AbsRel 0.03214", "mIoU 0.9996", "mean 8.215°"."""
        return f"{self.label} {self.value(score)}"


@dataclass(frozen=True, slots=True)
class ScoringRules:
    """How a task is scored, in words: which pixels count, what is ignored, what is averaged over what, what is beside.

    `resized` says what becomes of drawings of another size.
    """

    counts: str
    ignored: str
    mean: str
    beside: str
    resized: str = NEAREST


class Coded(Protocol):
    """What a decoder has to know: an Answer has it, and so do a sample's metadata."""

    @property
    def parameters(self) -> Mapping[str, str | float]:
        """What the codec takes, by name."""

    @property
    def palette(self) -> Mapping[str, tuple[int, int, int]]:
        """Which colour stands for what, "" being everything else."""


@dataclass(frozen=True, slots=True)
class Reading:
    """All that is to be known of a task beside its prompts and targets.

    Numbers are what `decode` gives of a drawing of any size, at the size of a shape, and `truth` of a frame: H×W, or
    whatever the task compares. `score` takes the drawn, the true, and H×W bool of what is known; it returns None where
    nothing counts. `worst` are the scores that no drawing falls below. `error` is H×W float64, 0 (right) to 1.
    `figures` are what stands out in decoded numbers, as `decode` prints it.
    """

    says: str  # what is asked, for cards
    colours: str  # which colours to draw in where the prompt says no more
    decoded: str  # the lines of Python that turn `target` into numbers, given `codecs` and `meta`
    headline: Headline
    rules: ScoringRules
    nothing: str  # why a picture that can be read has no score
    shades: str  # what black and white mean in a picture of errors
    decode: Callable[[RGB, Coded, Shape], Numbers]
    truth: Callable[[Frame, Coded], Numbers]
    score: Callable[[Numbers, Numbers, Mask], Scores | None]
    worst: Callable[[Numbers, Mask], Scores | None]
    error: Callable[[Numbers, Numbers, Mask], NDArray[np.float64]]
    figures: Callable[[Numbers], dict[str, float]]
    endings: tuple[str, ...] = (".npy", ".exr")  # of the files that the numbers fit into


def spread(numbers: Numbers, names: tuple[str, str, str]) -> dict[str, float]:
    """Return the least, the middle and the greatest of the finite numbers by these names, NaN where there are none."""
    finite = numbers[np.isfinite(numbers)]
    found = np.quantile(finite, [0, 0.5, 1]).tolist() if finite.size else [np.nan] * 3
    return dict(zip(names, found, strict=True))
