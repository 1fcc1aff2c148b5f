"""A Ray cluster: joined where it is, or started on this machine, and left again."""

from __future__ import annotations

import logging
import os
import secrets
import socket
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext, suppress
from dataclasses import dataclass
from typing import Any

import psutil
import ray
from ray._private import ray_constants
from ray._raylet import AuthenticationTokenLoader, Config  # type: ignore[attr-defined]

from ...renderers.machine import usable_cpus
from ...scenes.errors import RequestError, WorkError
from .ray_trouble import explained, is_of_this_machine, said_by
from .scheduler import cpus_for

PROBE_S = 10
LOOPBACK = "127.0.0.1"
WAITED_S = 10.0


@dataclass(frozen=True, slots=True)
class Fleet:
    """How many workers, each with how many CPU cores and GPUs."""

    workers: int
    cpus_per_worker: float
    gpus_per_worker: float


def connect(workers: int, cpus_per_worker: float | None, gpus_per_worker: float | None, address: str) -> Fleet:
    """Join the cluster at `address`, or start one on this machine; raises RequestError.

    Without their numbers, the cores are shared out among the workers, and so are the GPUs, of which each has one at
    most.
    """
    _join(address)
    found = [node["Resources"] for node in nodes() if node["Alive"]]
    gpus = sum(node.get("GPU", 0.0) for node in found)
    wanted = min(1.0, gpus / workers) if gpus_per_worker is None else gpus_per_worker
    if wanted > 1 and wanted % 1:
        leave()
        raise RequestError("must be a share of one GPU, or a whole number", "gpus_per_worker", f"{wanted:g}")
    if not address and workers * wanted > gpus + 1e-9:
        leave()
        why = f"{workers} workers want more than this machine's {gpus:g} GPUs"
        raise RequestError(why, "gpus_per_worker", f"{wanted:g}")
    cpus = cpus_per_worker or cpus_for(workers, [node.get("CPU", 0.0) for node in found])
    return Fleet(workers, cpus, wanted)


def nodes() -> list[dict[str, Any]]:
    """Return the cluster's nodes as Ray lists them."""
    return ray.nodes()  # type: ignore[no-untyped-call]


def leave() -> None:
    """Leave Ray; where this process started the cluster, none of its processes lives on."""
    node: Any = ray._private.worker._global_node
    started = [info.process.pid for infos in node.all_processes.values() for info in infos] if node else []
    tree = [process for pid in started for process in _tree(pid)]
    ray.shutdown()
    for process in tree:
        with suppress(psutil.Error):
            process.kill()
    psutil.wait_procs(tree, timeout=WAITED_S)
    if started:
        _read_environment()  # a cluster that is joined next has another token


def _join(address: str) -> None:
    """Join a cluster, or start one of this machine's own, with the cores that this process may use."""
    ray._private.worker._worker_logs_enabled = False  # what nodes report lands on standard output, where answers stand
    try:
        _probe(address)
        where: dict[str, Any] = {} if address else {"_node_ip_address": LOOPBACK}
        with nullcontext() if address else _private():
            ray.init(
                address=address or "local",
                num_cpus=None if address else usable_cpus(),
                include_dashboard=False,
                log_to_driver=False,
                logging_level=logging.ERROR,
                **where,
            )
    except Exception as error:  # Ray raises nothing finer where one of its processes does not start in time
        _read_environment()  # a cluster that is joined next has another token, or none
        if address and isinstance(error, OSError | ValueError) and not is_of_this_machine(error):
            raise RequestError(f"no Ray cluster answers there: {said_by(error)}", "address", address) from None
        raise WorkError(f"Ray does not {'join' if address else 'start here'}: {explained(error)}") from error


def _probe(address: str) -> None:
    """Fail at once where nobody listens; Ray itself would try for minutes."""
    host, _, port = address.removeprefix("ray://").rpartition(":")
    if host:
        socket.create_connection((host, int(port)), timeout=PROBE_S).close()


@contextmanager
def _private() -> Iterator[None]:
    """Have the cluster that `ray.init` starts inside listen on loopback, and ask for a token that no file holds.

    Ray makes 127.0.0.1 an outer address unless it is told that there is no cluster but this machine. Its workers start
    with a niceness of their own, which only root could lower again.
    """
    before = {name: os.environ.get(name) for name in ("RAY_AUTH_MODE", "RAY_AUTH_TOKEN", "RAY_worker_niceness")}
    clusters = ray_constants.ENABLE_RAY_CLUSTER
    os.environ |= {"RAY_AUTH_MODE": "token", "RAY_AUTH_TOKEN": secrets.token_hex(32), "RAY_worker_niceness": "0"}
    ray_constants.ENABLE_RAY_CLUSTER = False
    _read_environment()
    try:
        yield
    finally:
        ray_constants.ENABLE_RAY_CLUSTER = clusters
        for name, value in before.items():
            os.environ.pop(name)
            os.environ |= {} if value is None else {name: value}


def _tree(pid: int) -> list[psutil.Process]:
    try:
        process = psutil.Process(pid)
        return [process, *process.children(recursive=True)]
    except psutil.Error:
        return []


def _read_environment() -> None:
    """Have Ray, which has kept what it read, read again whether it is to ask for a token, and which."""
    Config.initialize("")
    AuthenticationTokenLoader.instance().reset_cache()
