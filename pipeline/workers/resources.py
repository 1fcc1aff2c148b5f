"""Where shards are made, and how fast: from a caller's words to who runs them."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from importlib.util import find_spec
from typing import TypedDict, Unpack

from ...manifests import ShardRecord
from ...scenes.errors import RequestError, expect_count
from ..dataset.plan import ShardPlan
from ..monitor.events import Observer
from ..render.limits import NICE, RunOptions
from .executor import MakeWork, local_map
from .ray_trouble import check_sockets

Executor = Callable[[MakeWork, Iterable[ShardPlan], Observer], Iterator[ShardRecord]]


class Resources(TypedDict, total=False):
    """Where shards are made and how fast; never what is in them. What is left out is as recipe and machine suggest.

    `workers` render at once: 1 on this machine, more on Ray, as whenever there is an `address` ("auto" or
    ray://HOST:PORT). `cpus_per_worker` and `gpus_per_worker` are shared out by default. `device` is "auto", "CPU" or a
    GPU backend, `shard_timeout_s` what a shard may take however busy the machine is, `memory_per_worker_gb` what a
    worker may, `nice` how nice renderers are to other processes (0 to 19). `mixed_platforms` goes on with other
    versions or another device than those of the shards that are there: bytes may differ. `anonymous` keeps the names of
    hosts and folders out of the records.
    """

    workers: int
    address: str
    cpus_per_worker: float | None
    gpus_per_worker: float | None
    device: str
    shard_timeout_s: float | None
    nice: int
    memory_per_worker_gb: float | None
    mixed_platforms: bool
    anonymous: bool


def executor_for(**resources: Unpack[Resources]) -> tuple[Executor, RunOptions]:
    """Return who runs the shards, and what each worker renders with; raises RequestError where it is not to be had."""
    workers, address = resources.get("workers", 1), resources.get("address", "")
    expect_count(workers, "workers")
    executor: Executor = local_map
    threads = None
    if workers != 1 or address:
        if not find_spec("ray"):
            install = "Ray: pip install 'cavendish[render]'"
            if address:
                raise RequestError(f"a cluster needs {install}", "address", address)
            raise RequestError(f"more workers than one need {install}", "workers", workers)
        if not address:
            check_sockets()
        from .ray_cluster import connect
        from .ray_executor import ray_map

        fleet = connect(workers, resources.get("cpus_per_worker"), resources.get("gpus_per_worker"), address)
        executor, threads = partial(ray_map, fleet), max(1, int(fleet.cpus_per_worker))
    options = RunOptions(
        resources.get("device", "auto"),
        threads,
        resources.get("shard_timeout_s"),
        resources.get("memory_per_worker_gb"),
        nice=max(resources.get("nice", NICE), os.getpriority(os.PRIO_PROCESS, 0)),  # as nice as its user has made it
        anonymous=resources.get("anonymous", False),
    )
    return executor, options
