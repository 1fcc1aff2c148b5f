"""The log of a build for machines: one JSON line for each event."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

from ...scenes.errors import RequestError
from ..terminal.console import log
from .events import Event, Observer


@contextmanager
def logging_to(path: Path) -> Iterator[Observer]:
    """Append each event to a file, so that what happened is there however the build ends; raises RequestError."""
    try:
        file = path.open("ab", buffering=0)
    except OSError as error:
        raise RequestError(f"cannot be written: {error.strerror}", "log_file", path) from None
    with file:
        yield _Writer(path, file)


def line(event: Event) -> str:
    """Return an event as JSON on one line: its time (UTC, ISO 8601), its kind, and its fields."""
    time = datetime.fromtimestamp(event.time_s, UTC).isoformat(timespec="milliseconds")
    return json.dumps({"time": time, "event": event.kind, **event.fields}) + "\n"


class _Writer:
    """A full disk ends the log, said once, and not the build."""

    def __init__(self, path: Path, file: BinaryIO) -> None:
        self._path, self._file, self._broken = path, file, False

    def __call__(self, event: Event) -> None:
        if self._broken:
            return
        try:
            self._file.write(line(event).encode())
        except OSError as error:
            self._broken = True
            log.print(f"log {self._path}: {error.strerror}; nothing more is logged", markup=False)
