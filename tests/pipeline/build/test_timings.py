"""Records say where a shard's seconds went, and on which host."""

import socket
import time
from pathlib import Path

import pytest

from cavendish.manifests import ShardRecord
from cavendish.pipeline.build.timings import Phase, Stopwatch

from ..digests import records_of


def test_phases_add_up(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = iter([10.0, 10.25, 20.0, 20.5])
    monkeypatch.setattr(time, "monotonic", lambda: next(clock))
    watch = Stopwatch()
    for _ in range(2):
        with watch.phase(Phase.RENDER):
            pass
    monkeypatch.undo()
    assert watch.timings().render_s == 0.75
    assert watch.timings().prepare_s == 0


def test_the_phases_of_a_shard_are_its_seconds(built: Path) -> None:
    for record in records_of(built).values():
        phases = record.timings.model_dump()
        assert all(seconds > 0 for seconds in phases.values()), phases
        assert sum(phases.values()) <= record.seconds + 0.001 * (len(phases) + 1)  # each is rounded
        assert record.host == socket.gethostname()


def test_records_from_before_there_were_timings_are_read(built: Path) -> None:
    record = records_of(built)[0]
    old = record.model_dump_json(exclude={"timings", "host"})
    assert ShardRecord.model_validate_json(old).timings.render_s == 0
