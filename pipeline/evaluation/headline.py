"""The one score that each task is judged by: what it is called, which way is better, where it ends, how it is said."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .metrics import Scores


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


HEADLINES: dict[str, Headline] = {
    "depth": Headline("AbsRel", "AbsRel", best=0.0, worst=np.inf, fine=0.01),
    "normals": Headline("mean°", "mean°", best=0.0, worst=180.0, fine=1.0, unit="°"),
    "semantic": Headline("mIoU", "mIoU", best=1.0, worst=0.0, fine=0.99),
    "instance": Headline("F1@0.5", "pmF1", best=1.0, worst=0.0, fine=1.0),
    "referring": Headline("gIoU", "gIoU", best=1.0, worst=0.0, fine=0.99),
}
