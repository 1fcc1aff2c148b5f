"""Processes: whose child each is, what it runs, to which farm it belongs, and how one is killed."""

import os
import signal
import time
from collections.abc import Callable
from contextlib import suppress

import psutil


def descendants(pid: int, runs: str = "") -> list[psutil.Process]:
    """The living children of a process, their children, and so on, whose command holds `runs`."""
    with suppress(psutil.NoSuchProcess):
        family = psutil.Process(pid).children(recursive=True)
        return [process for process in family if (line := command(process)) and runs in line]
    return []


def marked(mark: str) -> list[psutil.Process]:
    """The living processes with `mark` in their environment, whoever their parents are now."""
    seen = psutil.process_iter(["environ"])
    return [process for process in seen if mark in (process.info["environ"] or {}).values()]


def command(process: psutil.Process) -> str:
    """What a process runs; nothing where it is dead."""
    with suppress(psutil.NoSuchProcess):
        return " ".join(process.cmdline())
    return ""


def sigkill(pid: int) -> bool:
    """Kill a process; False where it was gone already."""
    with suppress(psutil.NoSuchProcess):
        psutil.Process(pid).kill()
        return True
    return False


def kill_before_naming(at: int, run: Callable[[], object]) -> None:
    """Run something in a process that is killed before it gives its AT-th file or folder its name."""
    if (child := os.fork()) == 0:
        try:
            counted = iter(range(1, 10_000))
            for name in ("replace", "rename"):
                setattr(os, name, _killing(getattr(os, name), lambda: next(counted) == at))
            run()
        finally:
            os._exit(0)
    assert os.WTERMSIG(os.waitpid(child, 0)[1]) == signal.SIGKILL


def _killing(real: Callable[..., None], now: Callable[[], bool]) -> Callable[..., None]:
    def called(*arguments: object) -> None:
        if now():
            os.kill(os.getpid(), signal.SIGKILL)
        real(*arguments)

    return called


def eventually(condition: Callable[[], object], within_s: float = 60.0) -> bool:
    """Wait until something is so; False where it never was."""
    deadline = time.monotonic() + within_s
    while not condition():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.01)
    return True
