"""All ways to spoil a dataset, in an order in which the first few are of every kind."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from itertools import chain, zip_longest
from pathlib import Path

from .fuzz_files import FILES
from .fuzz_json import JSON
from .fuzz_tars import TARS
from .fuzz_truths import TRUTHS

Way = Callable[[Path, random.Random], None]
KINDS: tuple[Mapping[str, Way], ...] = ({way.__name__: way for way in FILES}, JSON, TARS, TRUTHS)


def _mixed(kind: Mapping[str, Way]) -> list[tuple[str, Way]]:
    ways = list(kind.items())
    random.Random(19).shuffle(ways)
    return ways


WAYS: dict[str, Way] = dict(way for way in chain.from_iterable(zip_longest(*map(_mixed, KINDS))) if way is not None)


def spoil(out: Path, number: int) -> str:
    """Spoil a dataset in the way of this number, the same each time, and return the way's name."""
    name = list(WAYS)[number % len(WAYS)]
    WAYS[name](out, random.Random(number))
    return name
