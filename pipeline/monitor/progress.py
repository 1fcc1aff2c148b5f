"""How a build goes: the events so far, summed up."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, replace
from typing import Any

from ...manifests.records import Timings
from ..terminal.plaintext import one_line
from .events import Event, EventKind, Value

WINDOW = 256  # shards that the pace is measured over
RECENT = 5
MESSAGE_CHARACTERS = 400  # a path or two
UNITS = ((86400, "d", 3600, "h"), (3600, "h", 60, "min"), (60, "min", 1, "s"))
SENTENCES = {
    EventKind.WORKER_LOST: "a worker on {host} is lost ({failure}): {message}",
    EventKind.NODE_AVOIDED: "{host} gets no more work ({failure}): {message}",
    EventKind.FILE_WARNED: "warning: {file}: {message}",
    EventKind.SCENE_RETRIED: "{shard}, scene {scene}: {failure}, tried again: {message}",
    EventKind.SCENE_QUARANTINED: "{shard}, scene {scene}: quarantined after {tries} tries ({failure}): {message}",
    EventKind.SHARD_RETRIED: "{shard}: {failure}, made again: {message}",
    EventKind.BUILD_STARVED: "{host} is busy with other work, too: {load} processes for each core",
    EventKind.STORAGE_RETRIED: "{path}: storage failed {tries} times, tried again: {message}",
}
COUNTED = {
    EventKind.WORKER_LOST: "workers_lost",
    EventKind.SCENE_RETRIED: "retries",
    EventKind.SHARD_RETRIED: "retries",
    EventKind.STORAGE_RETRIED: "storage_retries",
    EventKind.SCENE_QUARANTINED: "quarantined",
}


@dataclass(frozen=True, slots=True)
class Progress:
    """Where a build stands. `done` counts the dataset's finished shards, `made` those of them that this build made.

    Frames, samples, bytes (of shards and truth) and timings are those of the shards that it made.
    `marks` are the times (s since 1970) and frames of the last shards, after a first that marks where they begin.
    """

    name: str = ""
    shards: int = 0
    done: int = 0
    made: int = 0
    frames: int = 0
    samples: int = 0
    bytes: int = 0
    timings: Timings = field(default_factory=Timings)
    workers: int = 0
    workers_lost: int = 0
    retries: int = 0
    storage_retries: int = 0
    quarantined: int = 0
    avoided: tuple[str, ...] = ()
    recent: tuple[str, ...] = ()
    started_s: float = 0.0
    ended_s: float | None = None
    failure: str | None = None
    marks: tuple[tuple[float, int], ...] = ()


def advance(progress: Progress, event: Event) -> Progress:
    """Return how the build stands after an event. Its size is bounded, however many events there are."""
    changes = _CHANGES[event.kind](progress, event) if event.kind in _CHANGES else {}
    if event.kind in COUNTED:
        name = COUNTED[event.kind]
        changes[name] = getattr(progress, name) + 1
    if "workers" in event.fields:
        changes["workers"] = event.fields["workers"]
    if said := sentence(event):
        changes["recent"] = (*progress.recent, said)[-RECENT:]
    return replace(progress, **changes)


def pace(progress: Progress, now_s: float) -> tuple[float, float | None]:
    """Return frames per second of late (of a finished build: over all) and the seconds left (None: nobody knows)."""
    if progress.ended_s is not None:
        return progress.frames / max(progress.ended_s - progress.started_s, 1e-3), 0.0
    if len(progress.marks) < 2:
        return 0.0, None
    seconds = max(now_s - progress.marks[0][0], 1e-3)
    frames = sum(frames for _, frames in progress.marks[1:])
    return frames / seconds, (progress.shards - progress.done) * seconds / (len(progress.marks) - 1)


def sentence(event: Event) -> str | None:
    """Return a line about an event that people want to hear of at once; None for the others."""
    if event.kind not in SENTENCES:
        return None
    fields = {name: one_line(value, MESSAGE_CHARACTERS) for name, value in event.fields.items()}
    return SENTENCES[event.kind].format_map(defaultdict(lambda: "?", fields))


def duration(seconds: float) -> str:
    """Return a length of time in its two greatest units, as in 2 h 13 min."""
    whole = round(seconds)
    for unit, name, part, part_name in UNITS:
        if whole >= unit:
            rest = whole % unit // part
            return f"{whole // unit} {name} {rest} {part_name}" if rest else f"{whole // unit} {name}"
    return f"{whole} s"


def _started(_: Progress, event: Event) -> dict[str, Any]:
    shards, pending = _int(event.fields["shards"]), _int(event.fields["pending"])
    begun = {"name": event.fields["name"], "shards": shards, "done": shards - pending}
    return begun | {"started_s": event.time_s, "marks": ((event.time_s, 0),)}


def _finished_shard(progress: Progress, event: Event) -> dict[str, Any]:
    frames = _int(event.fields["frames"])
    return {
        "done": progress.done + 1,
        "made": progress.made + 1,
        "frames": progress.frames + frames,
        "samples": progress.samples + _int(event.fields["samples"]),
        "bytes": progress.bytes + _int(event.fields["bytes"]),
        "timings": _sum(progress.timings, event),
        "marks": (*progress.marks, (event.time_s, frames))[-WINDOW:],
    }


def _avoided(progress: Progress, event: Event) -> dict[str, Any]:
    return {"avoided": tuple(dict.fromkeys((*progress.avoided, str(event.fields["host"]))))}


def _ended(_: Progress, event: Event) -> dict[str, Any]:
    return {"ended_s": event.time_s, "failure": event.fields["failure"], "workers": 0}


def _sum(so_far: Timings, event: Event) -> Timings:
    seconds = {name: getattr(so_far, name) + event.fields[name] for name in Timings.model_fields}
    return Timings(**{name: round(total, 3) for name, total in seconds.items()})


def _int(value: Value) -> int:
    return int(value or 0)


_CHANGES = {
    EventKind.BUILD_STARTED: _started,
    EventKind.SHARD_FINISHED: _finished_shard,
    EventKind.NODE_AVOIDED: _avoided,
    EventKind.BUILD_FINISHED: _ended,
}
