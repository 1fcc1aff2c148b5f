"""OUT/status.json: how a build goes, for other terminals and machines; and whether its driver is still heard."""

from __future__ import annotations

import os
import socket
from datetime import UTC, datetime

import psutil
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from ...manifests.records import Timings
from ...scenes.errors import RequestError
from ..dataset.folder import STATUS
from ..dataset.storage import Location, read
from .progress import Progress, duration, pace

SILENT_S = 60.0  # a driver that has not beaten for longer is taken for dead
AHEAD_S = 10.0  # clocks that are kept differ by less


class Status(BaseModel):
    """A build and its driver (host and process) at the time of its last `beat`; `left_s` is an estimate.

    `lease` is a word that no other build has: as long as it stands in the file, OUT is this one's.
    """

    model_config = ConfigDict(frozen=True)  # and what a later version adds is left out

    name: str
    host: str
    pid: int = Field(gt=0, lt=1 << 31)  # what the system may be asked after
    lease: str = ""
    started: datetime
    beat: datetime
    ended: datetime | None
    failure: str | None
    shards: int
    done: int
    made: int
    frames: int
    samples: int
    bytes: int
    timings: Timings
    frames_per_s: float
    left_s: float | None
    workers: int
    workers_lost: int
    retries: int
    storage_retries: int
    quarantined: int
    avoided: tuple[str, ...]
    recent: tuple[str, ...]

    def silent_s(self, now: datetime) -> float:
        """Return for how many seconds the driver has not been heard; clocks that differ give no less than 0."""
        return max(0.0, -self.ahead_s(now))

    def ahead_s(self, now: datetime) -> float:
        """Return how far in the future the last beat lies."""
        return (self.beat - now).total_seconds()

    def unknown(self, now: datetime) -> bool:
        """Say whether its clock is not this one's, so that nobody can tell whether the driver is at work."""
        return not self.ended and not self.here() and self.ahead_s(now) > AHEAD_S

    def here(self) -> bool:
        """Say whether the driver is, or was, a process of this host."""
        return self.host == socket.gethostname()

    def lives(self, now: datetime) -> bool:
        """Say whether the driver is at work: neither ended, nor silent for a minute, nor gone from this host."""
        if self.ended or self.silent_s(now) > SILENT_S:
            return False
        return not self.here() or psutil.pid_exists(self.pid)


def status_of(progress: Progress, now_s: float, lease: str = "") -> Status:
    """Return the status of a build that this process drives."""
    frames_per_s, left_s = pace(progress, now_s)
    return Status(
        host=socket.gethostname(),
        pid=os.getpid(),
        lease=lease,
        started=_utc(progress.started_s),
        beat=_utc(now_s),
        ended=None if progress.ended_s is None else _utc(progress.ended_s),
        frames_per_s=round(frames_per_s, 3),
        left_s=None if left_s is None else round(left_s),
        **{name: getattr(progress, name) for name in Status.model_fields if name in Progress.__slots__},
    )


def read_status(root: Location) -> Status | None:
    """Return what the last driver of OUT said; None where none has said anything readable."""
    try:
        return Status.model_validate_json(read(root, STATUS))
    except (OSError, ValidationError):
        return None


def last_status(root: Location) -> Status:
    """Return what the last driver of OUT said; raises RequestError."""
    if status := read_status(root):
        return status
    raise RequestError(f"{root}: no build has said how it goes: there is no readable {STATUS}")


def state(status: Status, now: datetime) -> tuple[str, str | None]:
    """Return "running", "finished", "stopped", "lost" or "unknown", and for the last three what is wrong."""
    if status.failure:
        return "stopped", f"the build stopped: {status.failure}"
    if status.ended:
        return "finished", None
    if status.unknown(now):
        return "unknown", unknown_sentence(status, now)
    if status.lives(now):
        return "running", None
    since = f"has not been heard for {duration(status.silent_s(now))}"
    again = "the same command goes on where it was"
    return "lost", f"the driver on host {status.host} (process {status.pid}) {since}; {again}"


def unknown_sentence(status: Status, now: datetime) -> str:
    """Say that a driver's clock is not this one's, and what to do."""
    return (
        f"nobody can tell whether a build is at work there: the clock of its driver (process {status.pid} on host "
        f"{status.host}) is {duration(abs(status.ahead_s(now)))} {'ahead' if status.ahead_s(now) > 0 else 'behind'}; "
        f"set the clocks, or make sure that it has ended and remove {STATUS}"
    )


def _utc(time_s: float) -> datetime:
    return datetime.fromtimestamp(round(time_s), UTC)
