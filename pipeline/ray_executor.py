"""Shards on Ray: one actor for each worker, one renderer in each actor, one shard at a time in each."""

from __future__ import annotations

import socket
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

import ray

from ..manifests import ShardRecord
from .errors import RequestError, WorkError
from .events import Observer, ignore
from .executors import MakeWork, Work
from .plan import ShardPlan

TRIES = 3
KNOCK_S = 10


@dataclass(frozen=True, slots=True)
class Fleet:
    """How many workers, each with how many CPU cores and GPUs."""

    workers: int
    cpus_per_worker: float
    gpus_per_worker: float


class _Worker:
    """Ray has pinned the actor's GPUs by the time its first shard arrives; only then is a renderer loaded."""

    def __init__(self, make_work: MakeWork) -> None:
        self._make_work = make_work
        self._work: Work | None = None

    def build(self, plan: ShardPlan) -> ShardRecord:
        if self._work is None:
            self._work = self._make_work()
        return self._work(plan)


_Actor: Any = ray.remote(max_restarts=-1, max_task_retries=TRIES)(_Worker)


def gather(workers: int, gpus_per_worker: float, address: str) -> Fleet:
    """Join the cluster at `address`, or start one on this machine, and share out its cores; raises RequestError."""
    try:
        _knock(address)
        ray.init(address=address or "local", include_dashboard=False, log_to_driver=False, logging_level="ERROR")
    except (OSError, ValueError) as error:
        raise RequestError(f"--address {address}: no Ray cluster answers there: {error}") from None
    resources = ray.cluster_resources()
    gpus = resources.get("GPU", 0.0)
    if not address and workers * gpus_per_worker > gpus:
        ray.shutdown()
        raise RequestError(
            f"--gpus-per-worker {gpus_per_worker}: {workers} workers want more than this machine's {gpus:g} GPUs"
        )
    share = resources.get("CPU", 1.0) / workers
    return Fleet(workers, float(int(share)) if share >= 1 else share, gpus_per_worker)


def ray_map(
    fleet: Fleet, make_work: MakeWork, plans: Iterable[ShardPlan], observe: Observer = ignore
) -> Iterator[ShardRecord]:
    """Yield records as shards finish; at most one shard is under way on each worker."""
    options = {"num_cpus": fleet.cpus_per_worker, "num_gpus": fleet.gpus_per_worker}
    waiting = iter(plans)
    first = list(islice(waiting, fleet.workers))
    actors = [_Actor.options(**options).remote(make_work) for _ in first]
    running = {actor.build.remote(plan): actor for actor, plan in zip(actors, first, strict=True)}
    try:
        while running:
            (done,), _ = ray.wait(list(running), num_returns=1)
            actor = running.pop(done)
            yield _result(done)
            running |= {actor.build.remote(plan): actor for plan in islice(waiting, 1)}
    finally:
        for actor in actors:
            ray.kill(actor)  # at once: left to exit by itself, a process with Blender in it hangs
        ray.shutdown()


def _knock(address: str) -> None:
    """Fail at once where nobody listens; Ray itself would try for minutes."""
    host, _, port = address.removeprefix("ray://").rpartition(":")
    if host:
        socket.create_connection((host, int(port)), timeout=KNOCK_S).close()


def _result(done: ray.ObjectRef) -> ShardRecord:
    try:
        return ray.get(done)
    except ray.exceptions.RayTaskError as error:
        raise error.cause from None
    except ray.exceptions.RayActorError as error:
        raise WorkError(f"a worker died {TRIES + 1} times on the same shard: {error}") from None
