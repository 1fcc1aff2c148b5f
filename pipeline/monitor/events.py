"""What happens during a build, told as it happens to whoever watches: the live view, the log, the status file."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from ...scenes.errors import without_secrets

Value = str | int | float | bool | None


class EventKind(StrEnum):
    """What happened. Beside each: the fields that its event carries; `shard` and `host` are names, `workers` counts."""

    BUILD_STARTED = "build-started"  # name, root, shards (of the dataset), pending (of them, in this build)
    WORKER_STARTED = "worker-started"  # worker, host, pid, workers (that live now)
    WORKER_LOST = "worker-lost"  # worker, host, failure, message, workers (that live now)
    NODE_AVOIDED = "node-avoided"  # host, failure, message
    FILE_WARNED = "file-warned"  # file, message: once for each thing that is amiss with a scene file
    SCENE_RETRIED = "scene-retried"  # shard, scene, failure, tries, message, host
    SCENE_QUARANTINED = "scene-quarantined"  # shard, scene, failure, tries, message, host
    SHARD_RETRIED = "shard-retried"  # shard, failure, message
    SHARD_FINISHED = "shard-finished"  # shard, samples, frames, bytes, seconds, the timings of its record, host
    STORAGE_RETRIED = "storage-retried"  # path, tries, message
    BUILD_STARVED = "build-starved"  # host, load (of each core, over five minutes)
    BUILD_FINISHED = "build-finished"  # seconds, failure (None, or in one sentence why the build stopped)


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened at `time_s`, in seconds since 1970 UTC by the driver's clock."""

    kind: EventKind
    fields: Mapping[str, Value]
    time_s: float


Observer = Callable[[Event], None]


def event(kind: EventKind, **fields: Value) -> Event:
    """Return what happens now, without passwords in URLs: events are logged and shown."""
    told = {name: without_secrets(value) if isinstance(value, str) else value for name, value in fields.items()}
    return Event(kind, told, time.time())


def ignore(event: Event) -> None:
    """Let it pass: the observer of a build that nobody watches."""


def to_all(*observers: Observer) -> Observer:
    """Return an observer that tells several, in this order."""

    def observe(event: Event) -> None:
        for observer in observers:
            observer(event)

    return observe
