"""Processes as Linux shows them: whose child each is, what it runs, and to which farm it belongs."""

import os
import signal
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Process:
    """`state` is Linux's letter: Z is dead, and only waits for its parent to ask after it."""

    pid: int
    parent: int
    state: str
    command: str


def processes() -> dict[int, Process]:
    """All that can be seen now, by process id."""
    found = (_process(int(entry.name)) for entry in Path("/proc").iterdir() if entry.name.isdigit())
    return {process.pid: process for process in found if process}


def descendants(pid: int) -> list[Process]:
    """The living children of a process, their children, and so on."""
    everyone = processes()
    family = {pid}
    for _ in range(10):  # deeper than any process tree here
        family |= {process.pid for process in everyone.values() if process.parent in family}
    return [everyone[member] for member in sorted(family - {pid}) if everyone[member].state != "Z"]


def marked(mark: str) -> list[Process]:
    """The living processes whose environment holds `mark`, whoever their parents are now."""
    return [process for process in processes().values() if process.state != "Z" and mark in _environment(process.pid)]


def cpu_s(pid: int) -> float:
    """The seconds of CPU that a process has used; 0 where it is gone."""
    with suppress(FileNotFoundError, ProcessLookupError):
        user, system = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[11:13]
        return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")
    return 0.0


def sigkill(pid: int) -> bool:
    """Kill a process; False where it was gone already."""
    with suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)
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


def _process(pid: int) -> Process | None:
    try:
        state, parent = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[:2]
        command = Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace").strip()
    except (FileNotFoundError, ProcessLookupError):
        return None
    return Process(pid, int(parent), state, command)


def _environment(pid: int) -> str:
    with suppress(OSError):
        return Path(f"/proc/{pid}/environ").read_bytes().decode(errors="replace")
    return ""
