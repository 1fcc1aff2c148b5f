"""One life of a renderer's process, seen from its parent: it is asked, watched while it answers, and killed."""

from __future__ import annotations

import os
import signal
import tempfile
import time
from contextlib import suppress
from typing import IO, Any

import psutil

from ...renderers.machine import killed_for_memory
from ...scenes.errors import RequestError
from ..render.failures import Failure, MachineError, SceneError
from ..render.limits import MOST_STRETCH, Limits
from ..render.scene import RenderedScene
from .fresh_process import end_group, start_process
from .patience import begin, cpu_s, go_on, load_per_core
from .renderer_main import STACK_SIGNAL, Failed, Ready, Request, Sampled, Start, main

WATCH_S = 0.1
LOOK_S = 2.0  # between two looks at the load, and at what the process does
STACK_S = 0.5  # a process that hangs has this long to print its stack
PRINTED_BYTES = 4096
FROM_OUTSIDE = (-signal.SIGKILL, -signal.SIGTERM, -signal.SIGINT)


class Child:
    """A process with a renderer; `device` is what that uses, `scenes` how many it was asked for."""

    def __init__(self, start: Start, limits: Limits) -> None:
        """Start it; raises RequestError where what is asked for is not to be had, MachineError where it fails."""
        self._limits, self._limit_s, self._most_stretch = limits, limits.start_s, MOST_STRETCH
        self._killed_before = killed_for_memory()
        try:
            self._printed: IO[bytes] = tempfile.TemporaryFile("a+b")  # noqa: SIM115  lives as long as the process
            self._process, self._pipe = start_process(main, self._printed)
        except OSError as error:  # no folder for temporary files, or no room for a process
            raise MachineError(
                f"no renderer starts here: {error}; TMPDIR names the folder for temporary files"
            ) from None
        self.scenes = 0
        try:
            self.device = self._begin(start)
        except BaseException:
            self.kill()
            raise

    def render(self, request: Request) -> RenderedScene:
        """Return a scene within the time that it may take; raises SceneError."""
        self._limit_s, self._most_stretch, spec = self._limits.scene_s, self._limits.stretch, ""
        self._printed.truncate(0)
        self.scenes += 1
        try:
            answer = self._ask(request)
            if isinstance(answer, Sampled):
                spec = answer.spec
                answer = self._answer()
        except SceneError as error:
            raise SceneError(error.failure, error.message, self._tail(), spec, error.killed) from None
        if isinstance(answer, Failed):
            raise SceneError(answer.failure, answer.message, self._tail(), spec)
        return answer

    def resident_bytes(self) -> int:
        """Return the memory that it takes."""
        return psutil.Process(self._process.pid).memory_info().rss

    def kill(self) -> None:
        """End it, and whatever it has started, at once."""
        end_group(self._process)
        self._pipe.close()
        self._printed.close()

    def _begin(self, start: Start) -> str:
        try:
            answer = self._ask(start)
        except SceneError as error:
            last = [line for line in self._tail().splitlines() if line.strip()][-1:]
            raise MachineError(f"no renderer starts here: {'; '.join([error.message, *last])}") from None
        match answer:
            case Ready(device):
                return device
            case Failed(refused=True):
                raise RequestError(answer.message)
        raise MachineError(f"no renderer starts here: {answer.message}")

    def _ask(self, request: object) -> Any:
        self._wait = begin(time.monotonic())
        with suppress(OSError):  # the answer says why
            self._pipe.send(request)
        return self._answer()

    def _answer(self) -> Any:
        """Return the next answer; raises SceneError where none comes."""
        try:
            while not self._pipe.poll(WATCH_S):
                self._check()
            return self._pipe.recv()
        except (EOFError, OSError):
            raise self._ended() from None

    def _check(self) -> None:
        memory_bytes = self._limits.memory_bytes
        if self.resident_bytes() > memory_bytes:
            self._stop()
            raise SceneError(Failure.OUT_OF_MEMORY, f"its process took more than {memory_bytes / 1e9:.1f} GB")
        if hang := self._hang(time.monotonic()):
            self._process.send_signal(STACK_SIGNAL)
            time.sleep(STACK_S)
            self._stop()
            raise SceneError(Failure.TIMEOUT, hang)

    def _hang(self, now_s: float) -> str | None:
        """Look from time to time at what the process does, and say why it counts as hanging."""
        if now_s - self._wait.now_s >= min(LOOK_S, self._limit_s / 10):
            activity = cpu_s(self._process.pid), os.fstat(self._printed.fileno()).st_size
            self._wait = go_on(self._wait, now_s, load_per_core(), self._most_stretch, activity)
        return self._wait.hang(self._limit_s)

    def _stop(self) -> None:
        with suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)

    def _ended(self) -> SceneError:
        """Return why the process has ended."""
        code = self._process.wait()
        if code == -signal.SIGKILL and killed_for_memory() > self._killed_before:
            return SceneError(Failure.OUT_OF_MEMORY, "the system ran out of memory and killed its process")
        how = f"by {signal.Signals(-code).name}" if code < 0 else f"with exit code {code}"
        return SceneError(Failure.LOST_WORKER, f"its process ended {how}", killed=code in FROM_OUTSIDE)

    def _tail(self) -> str:
        """Return the end of what the process has printed."""
        end = self._printed.seek(0, os.SEEK_END)
        self._printed.seek(max(0, end - PRINTED_BYTES))
        text = self._printed.read().decode("utf-8", "replace")
        return "".join(sign if sign.isprintable() or sign == "\n" else "·" for sign in text)
