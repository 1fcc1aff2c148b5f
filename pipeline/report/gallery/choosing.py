"""Which views the gallery shows: all while they are few, else as many from every part of the dataset."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence, Set
from dataclasses import dataclass
from itertools import accumulate

from ....manifests import ShardRecord
from ...dataset.keys import ViewKey


@dataclass(frozen=True, slots=True)
class Size:
    """How much of a shard could be shown."""

    shard: int
    split: str
    views: int
    samples: float


def views_of(record: ShardRecord, among: Set[ViewKey] | None = None) -> list[ViewKey]:
    """Return a shard's views, of those `among` which to choose, if not all."""
    keys = (ViewKey(view.scene, view.view) for view in record.views if view.attempt >= 0)
    return [key for key in keys if among is None or key in among]


def size_of(record: ShardRecord, among: Set[ViewKey] | None = None) -> Size:
    """Return the size of a shard; views that were left out count for as many samples as the others have."""
    shown = len(views_of(record, among))
    return Size(record.shard, record.split, shown, record.samples * shown / max(1, len(views_of(record))))


def choose(sizes: Sequence[Size], most_samples: int) -> dict[int, list[int]]:
    """Return positions of views by shard, with about `most_samples` samples in all, evenly over each split.

    A view is shown with all its samples, so that every task keeps its share.
    """
    share = min(1.0, most_samples / max(1.0, sum(size.samples for size in sizes)))
    by_split: defaultdict[str, list[Size]] = defaultdict(list)
    for size in sizes:
        by_split[size.split].append(size)
    chosen: defaultdict[int, list[int]] = defaultdict(list)
    for listed in by_split.values():
        ends = list(accumulate(size.views for size in listed))
        wanted = iter(_spread(ends[-1], math.ceil(share * ends[-1])))
        place = next(wanted, None)
        for size, end in zip(listed, ends, strict=True):
            while place is not None and place < end:
                chosen[size.shard].append(place - end + size.views)
                place = next(wanted, None)
    return dict(chosen)


def _spread(of: int, count: int) -> list[int]:
    return [int((step + 0.5) * of / count) for step in range(count)]
