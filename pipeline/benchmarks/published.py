"""Numbers that others published, each with its source and with what it leaves open."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

METRICS: Mapping[str, tuple[str, ...]] = {  # that each task is compared by, the first of them in pictures
    "depth": ("δ1", "AbsRel"),
    "normals": ("mean°", "median°"),
    "semantic": ("mIoU",),
    "instance": ("pmF1", "cgF1", "IL_MCC"),
    "referring": ("gIoU", "cIoU"),
}
LOWER_IS_BETTER = ("AbsRel", "mean°", "median°")
DIGITS = {"mean°": 2, "median°": 2, "cgF1": 1}  # after the point; others: 3


@dataclass(frozen=True, slots=True)
class Source:
    """Where numbers were published, and what has to be known before one compares with them."""

    source: str
    citation: str
    caution: str


@dataclass(frozen=True, slots=True)
class Published:
    """One number: of a model, on a benchmark, in the units that `evaluate` gives (shares 0–1, degrees, cgF1 0–100)."""

    benchmark: str
    model: str
    metric: str
    value: float
    source: str
    note: str

    @property
    def task(self) -> str:
        """The task that the metric is one of."""
        return next(task for task, metrics in METRICS.items() if self.metric in metrics)


@cache
def published() -> tuple[Published, ...]:
    """Return all published numbers, in the order of their file."""
    return tuple(
        Published(row["benchmark"], row["model"], row["metric"], float(row["value"]), row["source"], row["note"])
        for row in _rows("published.csv")
    )


@cache
def sources() -> Mapping[str, Source]:
    """Return where they were published, by their short names."""
    return {row["source"]: Source(**row) for row in _rows("sources.csv")}


def _rows(name: str) -> list[dict[str, str]]:
    text = (files(__package__) / name).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))
