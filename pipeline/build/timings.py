"""Where a shard's seconds go."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum

from ...manifests.records import Timings


class Phase(StrEnum):
    """What a worker does for a shard, one after the other; the fields of Timings."""

    PREPARE = "prepare_s"
    RENDER = "render_s"
    ENCODE = "encode_s"
    PUBLISH = "publish_s"


class Stopwatch:
    """Adds up the wall-clock seconds of each phase."""

    def __init__(self) -> None:
        self._seconds = dict.fromkeys(Phase, 0.0)

    @contextmanager
    def phase(self, phase: Phase) -> Iterator[None]:
        """Count what happens inside towards this phase."""
        started = time.monotonic()
        yield
        self._seconds[phase] += time.monotonic() - started

    def move(self, source: Phase, target: Phase, seconds: float) -> None:
        """Count seconds of one phase towards another."""
        self._seconds[source] -= seconds
        self._seconds[target] += seconds

    def timings(self) -> Timings:
        """Return the sums so far, to the millisecond."""
        return Timings(**{str(phase): round(seconds, 3) for phase, seconds in self._seconds.items()})
