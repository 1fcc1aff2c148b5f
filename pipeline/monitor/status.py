"""OUT/status.json: how a build goes, for other terminals and machines; and whether its driver is still heard."""

from __future__ import annotations

import os
import socket
import threading
import time
from contextlib import suppress
from datetime import UTC, datetime

import psutil
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from ...manifests.records import Timings
from ...scenes.errors import RequestError
from ..dataset.folder import STATUS
from ..dataset.publish import publish
from ..dataset.storage import Location, read
from .events import Event, EventKind
from .progress import Progress, advance, duration, pace

BEAT_S = 5.0
SILENT_S = 60.0  # a driver that has not beaten for longer is taken for dead


class Status(BaseModel):
    """A build and its driver (host and process) at the time of its last `beat`; `left_s` is an estimate."""

    model_config = ConfigDict(frozen=True)  # and what a later version adds is left out

    name: str
    host: str
    pid: int = Field(gt=0, lt=1 << 31)  # what the system may be asked after
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
        return max(0.0, (now - self.beat).total_seconds())

    def lives(self, now: datetime) -> bool:
        """Say whether the driver is at work: neither ended, nor silent for a minute, nor gone from this host."""
        if self.ended or self.silent_s(now) > SILENT_S:
            return False
        return self.host != socket.gethostname() or psutil.pid_exists(self.pid)


def status_of(progress: Progress, now_s: float) -> Status:
    """Return the status of a build that this process drives."""
    frames_per_s, left_s = pace(progress, now_s)
    return Status(
        host=socket.gethostname(),
        pid=os.getpid(),
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


def check_no_other_build(root: Location) -> None:
    """Raise RequestError where another driver is at work on OUT."""
    status = read_status(root)
    now = datetime.now(UTC)
    if status is None or not status.lives(now) or (status.host, status.pid) == (socket.gethostname(), os.getpid()):
        return
    raise RequestError(
        f"{root}: another build is at work there (process {status.pid} on host {status.host}, heard "
        f"{duration(status.silent_s(now))} ago); wait until it ends, or stop it"
    )


def state(status: Status, now: datetime) -> tuple[str, str | None]:
    """Return "running", "finished", "stopped" or "lost", and for the last two what is wrong, in one sentence."""
    if status.failure:
        return "stopped", f"the build stopped: {status.failure}"
    if status.ended:
        return "finished", None
    if status.lives(now):
        return "running", None
    since = f"has not been heard for {duration(status.silent_s(now))}"
    again = "the same command goes on where it was"
    return "lost", f"the driver on host {status.host} (process {status.pid}) {since}; {again}"


class Heartbeat:
    """An observer that publishes OUT/status.json when a build begins and ends, and every few seconds in between."""

    def __init__(self, root: Location) -> None:
        self._root = root
        self._progress = Progress()
        self._over = threading.Event()
        self._beats = threading.Thread(target=self._beat, name="heartbeat", daemon=True)

    def __call__(self, event: Event) -> None:
        """Take note; the first event must be that the build has started."""
        self._progress = advance(self._progress, event)
        if event.kind is EventKind.BUILD_STARTED:
            self._publish()
            self._beats.start()
        elif event.kind is EventKind.BUILD_FINISHED:
            self._over.set()
            self._beats.join()
            self._try_to_publish()

    def _beat(self) -> None:
        while not self._over.wait(BEAT_S):
            self._try_to_publish()

    def _try_to_publish(self) -> None:
        with suppress(OSError):  # the next shard meets the same storage, and says what is wrong with it
            self._publish()

    def _publish(self) -> None:
        status = status_of(self._progress, time.time())
        publish(self._root, STATUS, status.model_dump_json(indent=1).encode(), durable=False, waits_s=())


def _utc(time_s: float) -> datetime:
    return datetime.fromtimestamp(round(time_s), UTC)
