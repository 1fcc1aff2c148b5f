"""A busy machine costs time and not scenes; a process in which nothing moves hangs, however busy the machine is."""

import os
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest

from cavendish.manifests import Recipe
from cavendish.pipeline.build import driver
from cavendish.pipeline.dataset.plan import plan_shards
from cavendish.pipeline.monitor.events import Event, EventKind
from cavendish.pipeline.monitor.progress import sentence
from cavendish.pipeline.render.limits import MOST_STRETCH, RunOptions, limits_of
from cavendish.pipeline.workers.patience import STALL_S, begin, cpu_s, go_on
from cavendish.pipeline.workers.renderer_child import Child
from cavendish.pipeline.workers.renderer_main import Start
from cavendish.pipeline.workers.resources import executor_for

STEP_S = 10


def hangs_after_s(load: float, most: float = 8.0, limit_s: float = 100, works_for_s: float = 1e9) -> float:
    """Return when a process that works for so long counts as hanging, under a load for each core."""
    wait = begin(0)
    while not wait.hang(limit_s):
        now_s = wait.now_s + STEP_S
        wait = go_on(wait, now_s, load, most, (min(now_s, works_for_s), 0))
    return wait.now_s - STEP_S


@pytest.mark.parametrize(("load", "expected_s"), [(0, 100), (1, 100), (2, 200), (5, 500), (8, 800), (100, 800)])
def test_a_limit_lasts_longer_by_the_load_of_each_core(load: float, expected_s: float) -> None:
    assert hangs_after_s(load) == pytest.approx(expected_s, abs=STEP_S)


def test_a_load_that_passes_counts_while_it_lasts() -> None:
    wait = begin(0)
    for now_s in range(10, 410, 10):
        wait = go_on(wait, now_s, 4.0, 8.0, (now_s, 0))
    assert wait.used_s == 100
    assert go_on(wait, 500, 1.0, 8.0, (500, 0)).used_s == 200


def test_what_a_user_said_is_not_stretched(tiny: Recipe) -> None:
    assert limits_of(tiny, RunOptions(shard_timeout_s=100)).stretch == 1
    assert limits_of(tiny, RunOptions()).stretch == MOST_STRETCH == 8
    assert hangs_after_s(100, most=1.0) == 100


@pytest.mark.parametrize("load", [0, 1, 100])
def test_a_process_that_does_nothing_hangs_whatever_the_load(load: float) -> None:
    assert hangs_after_s(load, limit_s=1e6, works_for_s=500) == 500 + STALL_S


def test_output_alone_is_work() -> None:
    wait = begin(0)
    for now_s in range(100, 1000, 100):
        wait = go_on(wait, now_s, 1.0, 8.0, (0.0, now_s))
        assert wait.hang(1e6) is None


def test_a_stall_is_said(tiny: Recipe) -> None:
    stalled = go_on(begin(0), STALL_S + 1, 1.0, 8.0, (0.0, 0))
    assert stalled.hang(1e6) == f"it used no CPU and printed nothing for {STALL_S:.0f} s"


def test_cpu_of_those_below_counts() -> None:
    code = "import time\nwhile time.process_time() < 0.5: pass\nprint('', flush=True); input()"
    shell = "import subprocess, sys; subprocess.run([sys.executable, '-c', sys.argv[1]])"
    with subprocess.Popen(
        [sys.executable, "-S", "-c", shell, code], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        process.stdout.readline()
        assert cpu_s(process.pid) > 0.25
        process.communicate(b"\n")
    assert cpu_s(process.pid) == 0


def test_a_renderer_is_as_nice_as_it_was_told(tiny: Recipe) -> None:
    nice = os.getpriority(os.PRIO_PROCESS, 0)
    wished = min(19, nice + 3)
    _, options = executor_for(nice=wished)
    child = Child(Start(tiny, "CPU", 1, options.nice), limits_of(tiny, options))
    try:
        assert os.getpriority(os.PRIO_PROCESS, child._process.pid) == wished
    finally:
        child.kill()


def test_renderers_are_no_less_nice_than_their_driver(monkeypatch: pytest.MonkeyPatch) -> None:
    assert executor_for(nice=0)[1].nice == os.getpriority(os.PRIO_PROCESS, 0)
    monkeypatch.setattr(os, "getpriority", lambda which, who: 12)
    assert executor_for()[1].nice == 12


def test_a_starved_build_says_so_once(tiny: Recipe, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[Event] = []
    loads = iter([1.0, 9.26, 10.0])
    monkeypatch.setattr(driver, "load_per_core", lambda minutes: next(loads))
    build = driver.Build(tiny, tmp_path, 0, plan_shards(tiny), None)
    monkeypatch.setattr(driver, "_shard_event", lambda record: {"shard": record})
    monkeypatch.setattr(driver, "_emit_scene_events", lambda record, observe: None)
    records = [SimpleNamespace(warnings=())] * 3  # what else records hold is not read
    list(driver.with_events(build, cast(Any, iter(records)), seen.append))
    (starved,) = (event for event in seen if event.kind is EventKind.BUILD_STARVED)
    assert starved.fields["load"] == 9.3
    assert "busy with other work, too: 9.3 processes for each core" in str(sentence(starved))
