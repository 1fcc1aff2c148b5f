"""Processes: whose child each is, what it runs, and to which farm it belongs."""

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


def eventually(condition: Callable[[], object], within_s: float = 60.0) -> bool:
    """Wait until something is so; False where it never was."""
    deadline = time.monotonic() + within_s
    while not condition():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.01)
    return True
