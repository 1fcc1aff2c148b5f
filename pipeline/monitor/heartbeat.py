"""One build at a time holds OUT: its word stands in status.json, and it sees when another has taken over."""

from __future__ import annotations

import os
import secrets
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

from ...scenes.errors import RequestError, WorkError
from ..dataset.folder import STATUS
from ..dataset.publish import publish
from ..dataset.storage import Location, read, storage_errors
from .events import Event, EventKind
from .progress import Progress, advance, duration
from .status import Status, read_status, status_of, unknown_sentence

BEAT_S = 5.0
LISTENED_S = 3 * BEAT_S  # to one on another host that seems silent: its clock may be behind
FORGOTTEN_S = 86_400.0  # clocks are off by less


def check_no_other_build(root: Location, wait: Callable[[float], None] = time.sleep) -> None:
    """Raise RequestError where another driver is at work on OUT, or where its clock lets nobody tell."""
    status, now = read_status(root), datetime.now(UTC)
    refuse(root, status, now)
    if status is None or status.ended or status.here() or status.silent_s(now) > FORGOTTEN_S:
        return
    wait(LISTENED_S)
    again, now = read_status(root), datetime.now(UTC)
    refuse(root, again, now)
    if again is not None and not again.ended and again.beat != status.beat:
        raise RequestError(f"{root}: {unknown_sentence(again, now)}")


def refuse(root: Location, status: Status | None, now: datetime) -> None:
    """Raise RequestError where a driver says that it is at work on OUT, and is not this process."""
    if status is None or (status.host, status.pid) == (socket.gethostname(), os.getpid()):
        return
    if status.unknown(now):
        raise RequestError(f"{root}: {unknown_sentence(status, now)}")
    if status.lives(now):
        raise RequestError(
            f"{root}: another build is at work there (process {status.pid} on host {status.host}, heard "
            f"{duration(status.silent_s(now))} ago); wait until it ends, or stop it"
        )


@contextmanager
def holding(root: Location, name: str, shards: int, done: int) -> Iterator[Heartbeat]:
    """Hold OUT for a build; raises RequestError where another one does.

    Where that fails before its first event, as no worker is to be had, what was there is put back.
    """
    was_there, before = root.exists(), _bytes(root)
    refuse(root, read_status(root), datetime.now(UTC))
    heartbeat = Heartbeat(root, Progress(name=name, shards=shards, done=done, started_s=time.time()))
    try:
        heartbeat.claim()
        yield heartbeat
    except BaseException:
        if not heartbeat.begun and heartbeat.holds():
            heartbeat.stop()
            _put_back(root, before, was_there)
        raise
    finally:
        heartbeat.stop()


class Heartbeat:
    """An observer that publishes OUT/status.json when it takes OUT, every few seconds from then on, and in the end."""

    def __init__(self, root: Location, progress: Progress) -> None:
        self.begun = False
        self._root, self._progress, self._lease = root, progress, secrets.token_hex(8)
        self._taken_by: Status | None = None
        self._looked_s = 0.0
        self._over = threading.Event()
        self._beats = threading.Thread(target=self._beat, name="heartbeat", daemon=True)

    def __call__(self, event: Event) -> None:
        """Take note of what happens."""
        self.begun = True
        self._progress = advance(self._progress, event)
        if event.kind is EventKind.BUILD_STARTED:
            self.check(now=True)
            self._publish()
        elif event.kind is EventKind.BUILD_FINISHED:
            self.stop()
            self._try_to_publish()

    def claim(self) -> None:
        """Say that OUT is this build's, and begin to beat; raises RequestError where another came at the same time."""
        self._publish()
        if not self.holds():
            raise RequestError(f"{self._root}: {self._taken()}")
        self._beats.start()

    def holds(self) -> bool:
        """Look whether OUT is still this build's; where nobody says anything, it is."""
        self._looked_s = time.monotonic()
        status = read_status(self._root)
        if status is not None and status.lease != self._lease:
            self._taken_by = status
        return self._taken_by is None

    def check(self, now: bool = False) -> None:
        """Raise WorkError where another build has taken OUT over; looks again after a while, or `now`."""
        if now or time.monotonic() - self._looked_s > BEAT_S:
            self.holds()
        if self._taken_by is not None:
            raise WorkError(f"{self._root}: {self._taken()}")

    def stop(self) -> None:
        """Beat no more."""
        self._over.set()
        if self._beats.is_alive():
            self._beats.join()

    def _beat(self) -> None:
        while not self._over.wait(BEAT_S):
            self._try_to_publish()

    def _try_to_publish(self) -> None:
        with suppress(OSError):  # the next shard meets the same storage, and says what is wrong with it
            if self.holds():
                self._publish()

    def _publish(self) -> None:
        status = status_of(self._progress, time.time(), self._lease)
        publish(self._root, STATUS, status.model_dump_json(indent=1).encode(), durable=False, waits_s=())

    def _taken(self) -> str:
        by = self._taken_by
        who = f"process {by.pid} on host {by.host}" if by else "nobody"
        return f"another build has taken it over ({who}), so this one stops; what it has finished is kept"


def _bytes(root: Location) -> bytes | None:
    try:
        return read(root, STATUS)
    except OSError:
        return None


def _put_back(root: Location, before: bytes | None, was_there: bool) -> None:
    with suppress(OSError), storage_errors():
        if before is not None:
            publish(root, STATUS, before, durable=False, waits_s=())
            return
        (root / STATUS).unlink()
        if isinstance(root, Path) and not was_there:
            root.rmdir()
