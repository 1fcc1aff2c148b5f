"""What all tallies of scores have in common: a picture goes in, and sums or means come out, also group by group."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Protocol

import numpy as np

from ..tasks.task import Answer
from .metrics import Scores
from .pictures import RGB
from .truths import Truth


class Accumulator(Protocol):
    """Scores pictures of one task and adds them up."""

    def add(self, truth: Truth, given: Answer, drawn: RGB) -> Scores | None:
        """Score one picture, of any size, against the truth and what was asked; None where nothing in it counts."""

    def add_worst(self, truth: Truth, given: Answer) -> Scores | None:
        """Score a picture that is not there so low that no drawing would do worse; None where nothing would count."""

    def total(self) -> Scores:
        """Return the scores of all pictures so far, as the task's protocol pools them; {} if there are none."""


@dataclass
class Grouped:
    """A tally for each group of a set's questions: the total is the mean over groups of each score.

    A score that one group has not is none.
    """

    start: Callable[[], Accumulator]
    tallies: dict[str, Accumulator] = field(default_factory=dict)

    def add(self, truth: Truth, given: Answer, drawn: RGB) -> Scores | None:
        """Score one picture within its group."""
        return self._of(truth).add(truth, given, drawn)

    def add_worst(self, truth: Truth, given: Answer) -> Scores | None:
        """Score a picture that is not there within its group."""
        return self._of(truth).add_worst(truth, given)

    def total(self) -> Scores:
        """Return the mean over groups."""
        totals = list(self.by_group().values())
        return {name: float(np.mean([each[name] for each in totals])) for name in (totals[0] if totals else ())}

    def by_group(self) -> dict[str, Scores]:
        """Return the scores of each group that has any, by name."""
        totals = {group: tally.total() for group, tally in sorted(self.tallies.items())}
        return {group: scores for group, scores in totals.items() if scores}

    def _of(self, truth: Truth) -> Accumulator:
        if truth.group not in self.tallies:
            self.tallies[truth.group] = self.start()
        return self.tallies[truth.group]
