"""Which categories have which use or shape: one table, `prompts/uses.csv`, in which each pair is judged once."""

from __future__ import annotations

import csv
import io
from collections.abc import Collection
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from ..data_files import DataFileError
from .vocabulary import traits

VERDICTS: dict[str, bool | None] = {"yes": True, "no": False, "maybe": None}
Uses = dict[str, dict[str, bool | None]]  # by category, by use


@cache
def uses() -> Uses:
    """Return `prompts/uses.csv`; raises DataFileError where it is malformed, or its columns are not the traits."""
    return read_uses(files(__package__.rpartition(".")[0]) / "prompts" / "uses.csv", traits())


def read_uses(path: Traversable | Path, names: Collection[str]) -> Uses:
    """Return the table in a file whose columns must be the category and these names; raises DataFileError."""
    head, *rows = csv.reader(io.StringIO(path.read_text("utf-8")))
    if head != ["category", *names]:
        odd = next(iter({*head} ^ {"category", *names}), "their order")
        raise DataFileError(f"{path}:1: the columns must be category and every use of affordances.yaml: {odd}")
    table: Uses = {}
    for line, (category, *cells) in enumerate(rows, start=2):
        if problem := _problem(cells, len(names), category in table):
            raise DataFileError(f"{path}:{line}: {category}: {problem}")
        table[category] = {name: VERDICTS[cell] for name, cell in zip(names, cells, strict=True)}
    return table


def has_trait(use: str, category: str) -> bool | None:
    """Return whether a category has a use or a shape; None where opinions differ or nothing is known."""
    return uses().get(category, {}).get(use)


@cache
def fitting(use: str) -> frozenset[str]:
    """Return the categories that have a use or a shape."""
    return frozenset(category for category, judged in uses().items() if judged[use])


def _problem(cells: list[str], count: int, again: bool) -> str:
    if again:
        return "is there twice"
    if len(cells) != count:
        return f"has {len(cells)} verdicts, and there are {count} uses"
    odd = [cell for cell in cells if cell not in VERDICTS]
    return f"{odd[0]!r} is no verdict; allowed are yes, no, maybe" if odd else ""
