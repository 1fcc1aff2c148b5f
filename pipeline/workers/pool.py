"""One function over many shards on all cores: results in order, bounded memory, and no process left behind."""

from __future__ import annotations

import os
import signal
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import islice
from multiprocessing import get_context
from typing import Any, TypeVar

from ...renderers.machine import usable_cpus
from ...scenes.errors import RequestError, WorkError
from .fresh_process import die_with

T = TypeVar("T")
R = TypeVar("R")
ITEMS_EACH = 2  # at least, or there are fewer processes
WORTH_S = 5.0  # of work that is left: starting processes takes one or two
AHEAD = 2  # items for each process, under way or waiting to be taken
_OURS: dict[str, Callable[[Any], Any]] = {}  # of a process of the pool


def map_in_order(work: Callable[[T], R], items: Iterable[T], total: int, jobs: int | None = 1) -> Iterator[R]:
    """Yield `work` of each of `total` items, in their order.

    `jobs` is how many processes there are at most, None for as many as cores where that is worth their start; results
    do not depend on it. `work` is sent to each once. Raises what `work` raises, and WorkError where a process was
    killed.
    """
    if jobs is not None and jobs < 1:
        raise RequestError("must be at least 1", "jobs", jobs)
    processes = min(jobs or usable_cpus(), total // ITEMS_EACH)
    if processes < 2:
        return map(work, items)
    return _on_processes(work, items, processes) if jobs else _where_worth_it(work, iter(items), total, processes)


def _where_worth_it(work: Callable[[T], R], items: Iterator[T], total: int, processes: int) -> Iterator[R]:
    """Do two items here: the first loads what all need, the second says how long the others would take."""
    took_s = 0.0
    for item in islice(items, 2):
        started = time.monotonic()
        result = work(item)
        took_s = time.monotonic() - started
        yield result
    rest_s = took_s * (total - 2)
    yield from _on_processes(work, items, processes) if rest_s > WORTH_S else map(work, items)


def _on_processes(work: Callable[[T], R], items: Iterable[T], processes: int) -> Iterator[R]:
    # Spawned, not forked: threads of h5py, numpy and fsspec would be copied in whatever state they are in.
    try:
        pool = ProcessPoolExecutor(processes, get_context("spawn"), _start, (work, os.getpid()))
    except (OSError, ImportError, NotImplementedError) as error:  # as without /dev/shm, where their locks lie
        raise WorkError(f"no processes can be started here: {error}; jobs 1 needs none") from error
    waiting: deque[Future[R]] = deque()
    try:
        for item in items:
            waiting.append(pool.submit(_run, item))
            if len(waiting) == AHEAD * processes:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
    except BrokenProcessPool as error:
        raise WorkError(f"a process was killed, as when memory runs out; try fewer than {processes} jobs") from error
    finally:
        pool.shutdown(cancel_futures=True)


def _start(work: Callable[[Any], Any], parent: int) -> None:
    """Begin a process of the pool: it ends with its parent, which alone hears Ctrl-C."""
    die_with(parent)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _OURS["work"] = work


def _run(item: Any) -> Any:
    return _OURS["work"](item)
