"""Who runs the shards. Every executor has the signature of `map` over plans: records come back as they are finished."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from typing import Protocol

from ...manifests import ShardRecord
from ..dataset.plan import ShardPlan
from ..monitor.events import Observer, ignore


class Work(Protocol):
    """A worker: it builds one shard after another, and is closed at the end."""

    def __call__(self, plan: ShardPlan) -> ShardRecord:
        """Build a shard."""

    def close(self) -> None:
        """End what the worker has started."""


MakeWork = Callable[[], Work]  # called once in each worker process, so that a renderer starts where it works


def local_map(make_work: MakeWork, plans: Iterable[ShardPlan], observe: Observer = ignore) -> Iterator[ShardRecord]:
    """Build one shard after another on this machine; nothing but shards happens here, so nothing is observed."""
    with closing(make_work()) as work:
        yield from map(work, plans)
