"""Who runs the shards. Every executor has the signature of `map` over plans: records come back as they are finished."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from ..manifests import ShardRecord
from .plan import ShardPlan

Work = Callable[[ShardPlan], ShardRecord]
MakeWork = Callable[[], Work]  # called once in each worker process, so that a renderer starts where it works


def local_map(make_work: MakeWork, plans: Iterable[ShardPlan]) -> Iterator[ShardRecord]:
    """Build one shard after another in this process."""
    work = make_work()
    return map(work, plans)
