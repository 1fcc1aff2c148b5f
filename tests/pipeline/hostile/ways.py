"""All ways to spoil a dataset, in an order in which the first few are of every kind."""

from __future__ import annotations

import random
from collections.abc import Callable
from itertools import chain, zip_longest
from pathlib import Path

from .fuzz_files import FILES
from .fuzz_json import JSON
from .fuzz_tars import TARS
from .fuzz_truths import TRUTHS

Way = Callable[[Path, random.Random], None]
KINDS: tuple[dict[str, Way], ...] = ({way.__name__: way for way in FILES}, JSON, TARS, TRUTHS)

LEFT_OUT = (  # commands still fail at these
    "link_to_itself", "tar_huge_member", "tar_json_bare", "tar_json_deep", "tar_json_not_utf8", "tar_json_number",
    "tar_meta_palette_colours", "tar_meta_task_other",
)  # fmt: skip


def _mixed(kind: dict[str, Way]) -> list[tuple[str, Way]]:
    ways = [(name, way) for name, way in kind.items() if name not in LEFT_OUT]
    random.Random(19).shuffle(ways)
    return ways


WAYS: dict[str, Way] = dict(way for way in chain.from_iterable(zip_longest(*map(_mixed, KINDS))) if way is not None)


def spoil(out: Path, number: int) -> str:
    """Spoil a dataset in the way of this number, the same each time, and return the way's name."""
    name = list(WAYS)[number % len(WAYS)]
    WAYS[name](out, random.Random(number))
    return name
