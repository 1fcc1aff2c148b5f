"""Who runs the shards. Every executor has the signature of `map` over plans: records come back as they are finished."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from ..manifests import ShardRecord
from .events import Observer, ignore
from .plan import ShardPlan

Work = Callable[[ShardPlan], ShardRecord]
MakeWork = Callable[[], Work]  # called once in each worker process, so that a renderer starts where it works


def local_map(make_work: MakeWork, plans: Iterable[ShardPlan], observe: Observer = ignore) -> Iterator[ShardRecord]:
    """Build one shard after another in this process; nothing but shards happens here, so nothing is observed."""
    work = make_work()
    return map(work, plans)
