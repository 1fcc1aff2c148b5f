"""Which shard goes to which worker, and which nodes are asked no more. Nothing here knows what runs the workers."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import IntEnum
from itertools import islice

from ..dataset.plan import ShardPlan

MOST_LOSSES = (
    10  # of workers over one shard; what ends them is hardly ever the shard, whose scenes have their own process
)


@dataclass(frozen=True, slots=True)
class ShardTask:
    """A shard on its way: how many workers were lost over it, and the node that could not do it."""

    plan: ShardPlan
    losses: int = 0
    unfit: str = ""

    def lost(self) -> ShardTask:
        """Return it after another worker was lost."""
        return replace(self, losses=self.losses + 1)

    def moved(self, node: str) -> ShardTask:
        """Return it after `node` failed; the next one has to finish it, with whatever has to be given up."""
        return replace(self, unfit=node, plan=replace(self.plan, may_move=False))


class ShardQueue:
    """The shards that nobody works at. Plans are taken from their source as late as possible."""

    def __init__(self, plans: Iterable[ShardPlan], workers: int) -> None:
        self._fresh = iter(plans)
        self._waiting = deque(self._tasks(workers))

    def __len__(self) -> int:
        """How many shards are known to be left; 0 where none is."""
        if not self._waiting:
            self._waiting.extend(self._tasks(1))
        return len(self._waiting)

    def take(self, node: str, others: bool) -> ShardTask | None:
        """Return the next shard for a node; one that it could not do is left to `others`, where there are any."""
        fit = (task for task in self._waiting if not others or task.unfit != node)
        task = next(fit, None)
        if task is None:
            return next(iter(self._tasks(1)), None)
        self._waiting.remove(task)
        return task

    def put_back(self, task: ShardTask) -> None:
        """Have a shard made before all that have not begun."""
        self._waiting.appendleft(task)

    def _tasks(self, count: int) -> list[ShardTask]:
        return [ShardTask(replace(plan, may_move=True)) for plan in islice(self._fresh, count)]


class FailureWeight(IntEnum):
    """How heavily a failure weighs against the node that it happened on."""

    LOST = 1  # the worker's process ended, perhaps from outside
    FAILED = 3  # a GPU fault, a full disk, a renderer that does not start
    REFUSED = 6  # the node lacks what the recipe names, or is another platform


AVOIDED_FROM = 6


class NodeHealth:
    """What the nodes have done so far: one that fails again and again, and does nothing well, is avoided."""

    def __init__(self) -> None:
        self._blame: Counter[str] = Counter()

    @property
    def avoided(self) -> list[str]:
        """The nodes that are asked no more, sorted."""
        return sorted(node for node, blame in self._blame.items() if blame >= AVOIDED_FROM)

    def record_failure(self, node: str, blame: FailureWeight) -> bool:
        """Note a failure, and say whether it is the one that the node is avoided for."""
        before = self._blame[node]
        self._blame[node] += blame
        return before < AVOIDED_FROM <= self._blame[node]

    def record_success(self, node: str) -> None:
        """Note a finished shard: what was before is forgiven, unless the node is avoided already."""
        if self._blame[node] < AVOIDED_FROM:
            del self._blame[node]


def cpus_for(workers: int, node_cpus: Iterable[float]) -> float:
    """Return how many cores each worker can have so that all find a place on these nodes; a share where they cannot."""
    nodes = [cpus for cpus in node_cpus if cpus > 0] or [1.0]
    for cpus in range(int(max(nodes)), 0, -1):
        if sum(int(node // cpus) for node in nodes) >= workers:
            return float(cpus)
    return min(1.0, sum(nodes) / workers)
