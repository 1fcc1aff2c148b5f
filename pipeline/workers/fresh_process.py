"""Starts an interpreter of its own for what must not be loaded here, such as Blender, with a pipe to it."""

from __future__ import annotations

import ctypes
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from multiprocessing.connection import Connection
from typing import IO, Any

PR_SET_PDEATHSIG = 1


def start_process(
    main: Callable[[int, int], object], printed: IO[bytes] | int
) -> tuple[subprocess.Popen[bytes], Connection[Any, Any]]:
    """Run `main(handle, parent)` in a fresh interpreter with this one's import path; return it and a pipe to it.

    `handle` is the other end of the pipe, `parent` this process's number. What it prints goes to `printed`. It leads a
    process group of its own.
    """
    ours, theirs = socket.socketpair()
    with theirs:
        code = f"from {main.__module__} import {main.__name__} as main; main({theirs.fileno()}, {os.getpid()})"
        process = subprocess.Popen(  # noqa: S603  nothing of the command is the user's
            [sys.executable, "-P", "-c", code],
            env=os.environ | {"PYTHONPATH": os.pathsep.join(_import_path())},
            stdin=subprocess.DEVNULL,
            stdout=printed,
            stderr=printed,
            pass_fds=[theirs.fileno()],
            process_group=0,
        )
    return process, Connection(ours.detach())


@contextmanager
def fresh_process(main: Callable[[int, int], object], printed: IO[bytes] | int) -> Iterator[Connection[Any, Any]]:
    """Start a process as `start_process` does, for one answer: whatever comes, it and what it started is ended."""
    process, pipe = start_process(main, printed)
    try:
        yield pipe
    finally:
        end_group(process)
        pipe.close()


def end_group(process: subprocess.Popen[bytes]) -> None:
    """Kill a process and whatever it has started, at once."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def die_with(parent: int) -> None:
    """Have the system kill this process when its parent ends, however that ends."""
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:
        os._exit(0)


def _import_path() -> list[str]:
    """Return where this process imports from, without the folders of its own that a loaded Blender has put before."""
    return [path or os.getcwd() for path in sys.path if f"{os.sep}bpy{os.sep}" not in path]
