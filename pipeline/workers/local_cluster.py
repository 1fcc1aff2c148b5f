"""A Ray cluster of this process's own: on the loopback interface alone, with a word of its own, and gone at the end."""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

import psutil
import ray
from ray._private import ray_constants
from ray._raylet import AuthenticationTokenLoader, Config  # type: ignore[attr-defined]

LOOPBACK = "127.0.0.1"
WAITED_S = 10.0


@contextmanager
def private() -> Iterator[None]:
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


def end() -> None:
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
