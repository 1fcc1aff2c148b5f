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
from ..render.scene import RenderedScene
from .fresh_process import start_process
from .renderer_main import STACK_SIGNAL, Failed, Ready, Request, Sampled, Start, main

WATCH_S = 0.1
STACK_S = 0.5  # a process that hangs has this long to print its stack
PRINTED_BYTES = 4096
FROM_OUTSIDE = (-signal.SIGKILL, -signal.SIGTERM, -signal.SIGINT)


class Child:
    """A process with a renderer; `device` is what that uses, `scenes` how many it was asked for."""

    def __init__(self, start: Start, start_s: float, memory_bytes: int) -> None:
        """Start it; raises RequestError where what is asked for is not to be had, MachineError where it fails."""
        self._memory_bytes = memory_bytes
        self._killed_before = killed_for_memory()
        self._printed: IO[bytes] = tempfile.TemporaryFile("a+b")  # noqa: SIM115  lives as long as the process
        self._process, self._pipe = start_process(main, self._printed)
        self.scenes = 0
        try:
            self.device = self._begin(start, start_s)
        except BaseException:
            self.kill()
            raise

    def render(self, request: Request, scene_s: float) -> RenderedScene:
        """Return a scene within so many seconds; raises SceneError."""
        until, spec = time.monotonic() + scene_s, ""
        self._printed.truncate(0)
        self.scenes += 1
        try:
            answer = self._ask(request, until)
            if isinstance(answer, Sampled):
                spec = answer.spec
                answer = self._answer(until)
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
        with suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()
        self._pipe.close()
        self._printed.close()

    def _begin(self, start: Start, start_s: float) -> str:
        try:
            answer = self._ask(start, time.monotonic() + start_s)
        except SceneError as error:
            last = [line for line in self._tail().splitlines() if line.strip()][-1:]
            raise MachineError(f"no renderer starts here: {'; '.join([error.message, *last])}") from None
        match answer:
            case Ready(device):
                return device
            case Failed(refused=True):
                raise RequestError(answer.message)
        raise MachineError(f"no renderer starts here: {answer.message}")

    def _ask(self, request: object, until: float) -> Any:
        with suppress(OSError):  # the answer says why
            self._pipe.send(request)
        return self._answer(until)

    def _answer(self, until: float) -> Any:
        """Return the next answer; raises SceneError where none comes."""
        try:
            while not self._pipe.poll(WATCH_S):
                self._check(until)
            return self._pipe.recv()
        except (EOFError, OSError):
            raise self._ended() from None

    def _check(self, until: float) -> None:
        if self.resident_bytes() > self._memory_bytes:
            self._stop()
            raise SceneError(Failure.OUT_OF_MEMORY, f"its process took more than {self._memory_bytes / 1e9:.1f} GB")
        if time.monotonic() > until:
            self._process.send_signal(STACK_SIGNAL)
            time.sleep(STACK_S)
            self._stop()
            raise SceneError(Failure.TIMEOUT, "it took longer than it may")

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
