"""Shards on Ray: one actor for each worker, one renderer's process in each actor, one shard at a time in each.

Ray places the actors, starts them again where they are lost, and lets them wait for nodes that join. Decided here is
which shard goes where, and which nodes are not asked again: an actor outlives whatever its renderer does, and tells.
"""

from __future__ import annotations

import os
import socket
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import ray

from ...manifests import ShardRecord
from ...scenes.errors import RequestError, WorkError
from ..dataset.plan import ShardPlan
from ..monitor.events import EventKind, Observer, Value, event, ignore
from ..render.failures import Failure, MachineError
from .executor import MakeWork, Work
from .ray_cluster import Fleet, leave, nodes
from .ray_trouble import WITHOUT, said_by
from .scheduler import MOST_LOSSES, FailureWeight, NodeHealth, ShardQueue, ShardTask

START_TRIES = 5  # actors that cannot even be made, one after another
NODE_LABEL = "ray.io/node-id"


def ray_map(
    fleet: Fleet, make_work: MakeWork, plans: Iterable[ShardPlan], observe: Observer = ignore
) -> Iterator[ShardRecord]:
    """Yield records as shards finish; at most one shard is under way on each worker.

    More workers than fit wait for nodes that join. Raises what a worker raises, unless another node may do better.
    """
    pool = _WorkerPool(fleet, make_work, ShardQueue(plans, fleet.workers), observe)
    try:
        yield from pool.build()
    finally:
        pool.shutdown()
        leave()


class _Worker:
    """Ray has pinned the actor's GPUs before its first shard arrives; only then is a renderer's process started."""

    def __init__(self, make_work: MakeWork) -> None:
        self._make_work = make_work
        self._work: Work | None = None

    @ray.method(max_task_retries=-1)
    def where(self) -> tuple[str, str, int]:
        return ray.get_runtime_context().get_node_id(), socket.gethostname(), os.getpid()

    def build(self, plan: ShardPlan) -> ShardRecord:
        if self._work is None:
            self._work = self._make_work()
        return self._work(plan)


_Actor: Any = ray.remote(max_restarts=-1)(_Worker)


@dataclass(slots=True, eq=False)
class _Slot:
    """A worker's place: its actor, and the node that this has come to run on ("": none yet)."""

    number: int
    actor: Any = None
    node: str = ""
    host: str = ""


class _WorkerPool:
    """The workers of one build."""

    def __init__(self, fleet: Fleet, make_work: MakeWork, queue: ShardQueue, observe: Observer) -> None:
        self._fleet, self._make_work, self._queue, self._observe = fleet, make_work, queue, observe
        self._health = NodeHealth()
        self._calls: dict[Any, tuple[_Slot, ShardTask | None]] = {}  # without a task: where is the worker?
        self._slots = [_Slot(number) for number in range(min(fleet.workers, len(queue)))]
        self._idle: list[_Slot] = []
        self._given_up: list[str] = []
        self._failed_starts = 0

    def build(self) -> Iterator[ShardRecord]:
        """Yield records until no shard is left; raises WorkError where some were given up."""
        for slot in self._slots:
            self._start_actor(slot)
        while len(self._queue) or any(task for _, task in self._calls.values()):
            (done, *_), _ = ray.wait(list(self._calls), num_returns=1)
            yield from self._answered(done, *self._calls.pop(done))
            self._assign()
        if self._given_up:
            raise WorkError(
                f"{', '.join(self._given_up)}: more than {MOST_LOSSES} workers were lost over each; "
                "run the same command again to go on"
            )

    def shutdown(self) -> None:
        """End all workers at once, and with each its renderer's process."""
        for slot in self._slots:
            if slot.actor is not None:
                ray.kill(slot.actor)

    def _start_actor(self, slot: _Slot) -> None:
        """Give a seat a new actor, on any node but those to be avoided."""
        options: dict[str, Any] = {"num_cpus": self._fleet.cpus_per_worker, "num_gpus": self._fleet.gpus_per_worker}
        if avoided := self._health.avoided:
            options["label_selector"] = {NODE_LABEL: f"!in({','.join(avoided)})"}
        if slot.actor is not None:
            ray.kill(slot.actor)
        slot.actor = _Actor.options(**options).remote(self._make_work)
        self._locate(slot)

    def _locate(self, slot: _Slot) -> None:
        slot.node = ""
        self._calls[slot.actor.where.remote()] = (slot, None)

    def _assign(self) -> None:
        for slot in list(self._idle):
            others = any(other.node not in ("", slot.node) for other in self._slots)
            if task := self._queue.take(slot.node, others):
                self._idle.remove(slot)
                self._calls[slot.actor.build.remote(task.plan)] = (slot, task)

    def _answered(self, done: Any, slot: _Slot, task: ShardTask | None) -> Iterator[ShardRecord]:
        try:
            answer = ray.get(done)
        except ray.exceptions.RayTaskError as error:
            self._failed(slot, task, error.cause or WorkError(str(error)))
        except ray.exceptions.RayError as error:
            self._lost(slot, task, error)
        else:
            self._idle.append(slot)
            if task is None:
                self._arrived(slot, *answer)
            else:
                self._health.record_success(slot.node)
                yield answer

    def _arrived(self, slot: _Slot, node: str, host: str, pid: int) -> None:
        slot.node, slot.host, self._failed_starts = node, host, 0
        self._emit(EventKind.WORKER_STARTED, worker=slot.number, host=host, pid=pid, workers=self._present())

    def _failed(self, slot: _Slot, task: ShardTask | None, cause: Exception) -> None:
        """Blame the node for what its worker reports; what is not the machine's fault ends the build."""
        if task is None or not isinstance(cause, MachineError | RequestError):
            raise cause from None
        failure, blame = _failure_weight(cause)
        avoided = self._health.record_failure(slot.node, blame)
        if avoided:
            self._emit(EventKind.NODE_AVOIDED, host=slot.host, failure=failure, message=str(cause))
        if not self._nodes_left():
            raise cause from None
        self._put_back(task.moved(slot.node), failure, str(cause))
        self._start_actor(slot) if slot.node in self._health.avoided else self._idle.append(slot)

    def _lost(self, slot: _Slot, task: ShardTask | None, error: Exception) -> None:
        """Go on without a worker whose process has ended; Ray starts it again where it can."""
        message, node, preempted = said_by(error), slot.node, getattr(error, "preempted", False)
        slot.node = ""
        self._report_lost(slot, message)
        if node and not preempted and self._nodes_left(node) and self._health.record_failure(node, FailureWeight.LOST):
            self._emit(EventKind.NODE_AVOIDED, host=slot.host, failure=Failure.LOST_WORKER, message=message)
        if task is None:
            self._failed_starts += 1
        elif task.losses >= MOST_LOSSES:
            self._given_up.append(task.plan.name)
        else:
            self._put_back(task if preempted else task.lost(), Failure.LOST_WORKER, message)
        if self._failed_starts > START_TRIES:
            raise MachineError(f"no worker starts on Ray: {message}; {WITHOUT}")
        ended = isinstance(error, ray.exceptions.ActorDiedError) or node in self._health.avoided
        self._start_actor(slot) if ended else self._locate(slot)

    def _put_back(self, task: ShardTask, failure: str, message: str) -> None:
        self._queue.put_back(task)
        self._emit(EventKind.SHARD_RETRIED, shard=task.plan.name, failure=failure, message=message)

    def _report_lost(self, slot: _Slot, message: str) -> None:
        what: dict[str, Value] = {"failure": Failure.LOST_WORKER, "message": message, "workers": self._present()}
        self._emit(EventKind.WORKER_LOST, worker=slot.number, host=slot.host, **what)

    def _emit(self, kind: EventKind, **fields: Value) -> None:
        self._observe(event(kind, **fields))

    def _present(self) -> int:
        return sum(bool(slot.node) for slot in self._slots)

    def _nodes_left(self, without: str = "") -> bool:
        """Whether a node with cores lives that is not to be avoided, `without` left aside."""
        out = {without, *self._health.avoided}
        return any(node["Alive"] and node["Resources"].get("CPU") and node["NodeID"] not in out for node in nodes())


def _failure_weight(cause: MachineError | RequestError) -> tuple[str, FailureWeight]:
    """Return the class of a failure that a worker reports, and what it means for its node."""
    return (
        (cause.failure, FailureWeight.FAILED) if isinstance(cause, MachineError) else ("refused", FailureWeight.REFUSED)
    )
