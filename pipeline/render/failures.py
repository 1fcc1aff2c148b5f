"""How a scene fails: ten classes, and what is done about each."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from ...scenes.errors import WorkError


class Failure(StrEnum):
    """The class of every failure."""

    LOST_WORKER = "lost worker"
    TIMEOUT = "timeout"
    OUT_OF_MEMORY = "out of memory"
    GPU_FAULT = "GPU fault"
    BAD_ASSET = "bad asset"
    GATE_EXHAUSTION = "gate exhaustion"
    STORAGE = "storage"
    DISK_FULL = "disk full"
    LAYOUT = "layout"
    BUG = "bug"


class MachineError(WorkError):
    """The work cannot be done on this machine, whatever the scene; another one may do it."""

    def __init__(self, message: str, failure: Failure = Failure.LOST_WORKER) -> None:
        super().__init__(message, failure)
        self.failure = failure

    def __str__(self) -> str:
        return str(self.args[0])


@dataclass(frozen=True, slots=True)
class Handling:
    """What is done about a failure: how often a scene is tried in all (1: the failure is final), and what it means.

    `machine`: the machine is to blame rather than the scene, so another one is asked before the scene is given up.
    """

    tries: int
    about: str
    machine: bool = False


FAILURES = {
    Failure.LOST_WORKER: Handling(3, "the renderer's process ended in the middle of the scene, as by a segfault"),
    Failure.TIMEOUT: Handling(2, "the scene took longer than its share of the shard's time limit"),
    Failure.OUT_OF_MEMORY: Handling(2, "the renderer's process grew past its memory limit, or the system ran out"),
    Failure.GPU_FAULT: Handling(2, "the GPU or its driver failed", machine=True),
    Failure.BAD_ASSET: Handling(1, "something that the scene is made of cannot be read or rendered"),
    Failure.GATE_EXHAUSTION: Handling(1, "no camera of the scene passed the recipe's gates"),
    Failure.STORAGE: Handling(3, "a file could not be read or written", machine=True),
    Failure.DISK_FULL: Handling(1, "there is no space left for temporary files", machine=True),
    Failure.LAYOUT: Handling(1, "a layout of the user's raised an error, or gave what is no scene"),
    Failure.BUG: Handling(1, "the program raised an error that nobody foresaw"),
}


class SceneError(Exception):
    """A scene could not be rendered. `killed`: its process was ended from outside, which is not the scene's fault.

    `stderr` is the end of what its process printed, and `spec` the scene as JSON, where it got that far.
    """

    def __init__(self, failure: Failure, message: str, stderr: str = "", spec: str = "", killed: bool = False) -> None:
        super().__init__(failure, message, stderr, spec, killed)
        self.failure, self.message, self.stderr, self.spec, self.killed = failure, message, stderr, spec, killed

    def __str__(self) -> str:
        return f"{self.failure}: {self.message}"
