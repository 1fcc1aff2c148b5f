"""OUT/status.json says how a build goes, to any terminal or machine, also when its driver says nothing any more."""

import json
import os
import signal
import socket
import subprocess
import sys
import threading
from datetime import UTC, datetime, timedelta
from itertools import islice
from pathlib import Path

import pytest

from cavendish.manifests import Recipe
from cavendish.pipeline.build.driver import open_build, run_on
from cavendish.pipeline.dataset.folder import STATUS
from cavendish.pipeline.monitor import heartbeat
from cavendish.pipeline.monitor.status import SILENT_S, Status, read_status
from cavendish.pipeline.workers.executor import local_map

from ...conftest import cavendish
from ...soak.processes import eventually
from ..build.test_build import CAVENDISH


def changed(out: Path, **changes: object) -> None:
    """Rewrite what the driver said last."""
    file = out / STATUS
    file.write_text(json.dumps(json.loads(file.read_text()) | changes, default=str))


def running(out: Path, **changes: object) -> None:
    """Make it look as if a driver on another host were at work."""
    changed(out, **{"ended": None, "host": "elsewhere", "beat": datetime.now(UTC)} | changes)


def read(out: Path) -> Status:
    status = read_status(out)
    assert status is not None
    return status


def test_a_finished_build(copied: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cavendish("status", copied, "--json") == 0
    said = json.loads(capsys.readouterr().out)
    assert {"state": "finished", "shards": 2, "done": 2, "made": 2, "frames": 8, "left_s": 0}.items() <= said.items()
    assert (said["host"], said["pid"]) == (socket.gethostname(), os.getpid())
    assert cavendish("status", copied) == 0
    assert "2 of 2 shards" in capsys.readouterr().out


def test_half_way(tiny: Recipe, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    records = run_on(open_build(tiny, tmp_path / "out"), local_map)
    assert not (tmp_path / "out").exists()
    monkeypatch.setattr(heartbeat, "BEAT_S", 0.05)
    next(records)
    assert eventually(lambda: read(tmp_path / "out").done > 0)
    half = read(tmp_path / "out")
    assert (half.done, half.made, half.frames, half.ended) == (1, 1, 4, None)
    assert half.lives(datetime.now(UTC))
    list(records)
    assert read(tmp_path / "out").done == 2
    assert [thread.name for thread in threading.enumerate()].count("heartbeat") == 0


def test_why_it_stopped(tiny: Recipe, tmp_path: Path) -> None:
    list(islice(run_on(open_build(tiny, tmp_path / "out"), local_map), 1))
    stopped = read(tmp_path / "out")
    assert stopped.ended is not None
    assert not stopped.lives(datetime.now(UTC))
    assert cavendish("status", tmp_path / "out") == 1


def test_a_driver_elsewhere_that_beats(copied: Path) -> None:
    running(copied)
    assert cavendish("status", copied) == 0


def test_a_driver_elsewhere_that_fell_silent(copied: Path, capsys: pytest.CaptureFixture[str]) -> None:
    running(copied, beat=datetime.now(UTC) - timedelta(minutes=3))
    assert cavendish("status", copied) == 1
    assert "host elsewhere (process" in (error := capsys.readouterr().err)
    assert "has not been heard for 3 min" in error
    assert cavendish("status", copied, "--json") == 1
    assert json.loads(capsys.readouterr().out)["state"] == "lost"


def test_clocks_that_differ(copied: Path, capsys: pytest.CaptureFixture[str]) -> None:
    running(copied, beat=datetime.now(UTC) + timedelta(hours=1, seconds=1))
    assert read(copied).silent_s(datetime.now(UTC)) == 0
    assert cavendish("status", copied) == 1
    assert "on host elsewhere) is 1 h ahead; set the clocks, or make sure that it has ended and remove status.json" in (
        capsys.readouterr().err
    )
    assert cavendish("status", copied, "--json") == 1
    assert json.loads(capsys.readouterr().out)["state"] == "unknown"


def test_a_killed_driver_on_this_host_is_known_at_once(
    tiny: Recipe, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file, out = tmp_path / "r.yaml", tmp_path / "out"
    file.write_text(tiny.model_copy(update={"scenes": 400, "scenes_per_shard": 1}).model_dump_json())
    process = subprocess.Popen([*CAVENDISH, "build", str(file), str(out)], stderr=subprocess.DEVNULL)
    assert eventually(lambda: list(out.glob("records/*.json")))
    assert cavendish("status", out, "--json") == 0
    assert json.loads(capsys.readouterr().out)["state"] == "running"
    process.send_signal(signal.SIGKILL)
    process.wait()
    assert read(out).silent_s(datetime.now(UTC)) < SILENT_S
    assert cavendish("status", out) == 1
    assert f"(process {process.pid}) has not been heard" in capsys.readouterr().err


def test_nothing_was_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cavendish("status", tmp_path) == 2
    (tmp_path / STATUS).write_text('{"name": 1')
    assert cavendish("status", tmp_path) == 2
    assert capsys.readouterr().err.count("no build has said how it goes") == 2


@pytest.mark.parametrize("pid", [-1, 0, 1 << 31, 10**30])
def test_a_number_that_no_process_has_is_not_asked_after(copied: Path, pid: int) -> None:
    changed(copied, pid=pid)
    assert read_status(copied) is None


def test_what_a_later_version_adds_is_passed_over(copied: Path) -> None:
    changed(copied, mood="good")
    assert read(copied).name == "tiny"


def test_looking_needs_no_renderer(copied: Path) -> None:
    code = "import sys; sys.argv[0] = 'cavendish'; from cavendish.pipeline.cli.main import run; "
    code += "run(); assert not {'bpy', 'ray'} & set(sys.modules)"
    subprocess.run([sys.executable, "-c", code, "status", str(copied)], check=True, capture_output=True)
