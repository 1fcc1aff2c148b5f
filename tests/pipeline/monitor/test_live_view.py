"""People see how a build goes: a view on a terminal, lines in a log, JSON lines in a file."""

import io
import json
import time
from datetime import datetime
from pathlib import Path

import pytest
from rich.console import Console

from cavendish.manifests import Recipe
from cavendish.pipeline.monitor.event_log import logging_to
from cavendish.pipeline.monitor.events import EventKind, Observer, event
from cavendish.pipeline.monitor.live_view import shown

from ...conftest import cavendish
from .test_progress import shard

TROUBLE = event(EventKind.WORKER_LOST, worker=1, host="node7", failure="crash", message="signal 11 [/bold]", workers=3)


def seen(terminal: bool) -> str:
    written = io.StringIO()
    console = Console(file=written, force_terminal=terminal, width=100, highlight=False, soft_wrap=True)
    with shown(console, pending=2) as observe:
        tell_a_story(observe)
    return written.getvalue()


def tell_a_story(observe: Observer) -> None:
    observe(event(EventKind.BUILD_STARTED, name="rooms", root="out", shards=8, pending=2))
    observe(event(EventKind.WORKER_STARTED, worker=0, host="node7", pid=9, workers=4))
    observe(TROUBLE)
    observe(shard(time.time(), frames=12))


def test_plain_lines_where_nobody_can_redraw() -> None:
    assert seen(terminal=False).splitlines() == [
        "a worker on node7 is lost (crash): signal 11 [/bold]",
        "[1/2] train-000001: 9 samples in 5 s",
    ]


def test_a_view_on_a_terminal() -> None:
    view = seen(terminal=True)
    assert "a worker on node7 is lost (crash): signal 11 [/bold]" in view
    for part in (
        "rooms",
        "7 of 8 shards",
        "88 %",
        "12 frames",
        "workers 3",
        "lost 1",
        "0.42 s of a worker",
        "render 80 %",
    ):
        assert part in view, part


def test_a_log_has_a_line_for_each_event(tiny: Recipe, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    recipe, out, file = tmp_path / "r.yaml", tmp_path / "out", tmp_path / "log.jsonl"
    recipe.write_text(tiny.model_dump_json())
    assert cavendish("build", recipe, out, "--log", file) == 0
    assert cavendish("regenerate", out, "--shards", "1", "--log", file) == 0
    lines = [json.loads(line) for line in file.read_text().splitlines()]
    first = ["build-started", "shard-finished", "shard-finished", "build-finished"]
    assert [line["event"] for line in lines] == [*first, "build-started", "shard-finished", "build-finished"]
    assert datetime.fromisoformat(lines[0]["time"]).tzinfo is not None
    assert lines[1]["shard"] == "train-000000"
    assert lines[1]["render_s"] > 0
    assert "[2/2] val-000001: " in capsys.readouterr().err


def test_a_log_is_there_before_the_build_ends(tmp_path: Path) -> None:
    with logging_to(tmp_path / "log") as observe:
        observe(TROUBLE)
        assert json.loads((tmp_path / "log").read_text())["host"] == "node7"


def test_a_log_that_cannot_be_written(tiny: Recipe, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    recipe = tmp_path / "r.yaml"
    recipe.write_text(tiny.model_dump_json())
    assert cavendish("build", recipe, tmp_path / "out", "--log", tmp_path) == 2
    assert "--log" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_a_full_disk_ends_the_log_and_not_the_build(capsys: pytest.CaptureFixture[str]) -> None:
    with logging_to(Path("/dev/full")) as observe:
        observe(TROUBLE)
        observe(TROUBLE)
    assert capsys.readouterr().err.count("nothing more is logged") == 1
