"""One table of several, by which what many modules define is found under one roof."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TypeVar

Value = TypeVar("Value")


def merged(tables: Iterable[Mapping[str, Value]]) -> dict[str, Value]:
    """Return all entries in one table, in their order; raises ValueError where two tables have the same name."""
    whole: dict[str, Value] = {}
    for table in tables:
        if double := sorted(whole.keys() & table.keys()):
            raise ValueError(f"{double[0]!r} is registered twice")
        whole |= table
    return whole
