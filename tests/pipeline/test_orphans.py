"""No renderer outlives the process that it works for, however that ends."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from .planted import plant
from .test_faults import recipe

CAVENDISH = [sys.executable, "-c", "from cavendish.pipeline.cli import main; main()"]


def children(pid: int) -> list[int]:
    """The processes that a process has started, theirs too."""
    own = [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    return [*own, *(grandchild for child in own for grandchild in children(child))]


def renderers(pid: int) -> list[int]:
    return [child for child in children(pid) if b"child_main" in Path(f"/proc/{child}/cmdline").read_bytes()]


def lives(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def until(condition: object, seconds: float = 60) -> None:
    deadline = time.monotonic() + seconds
    while not condition():  # type: ignore[operator]
        assert time.monotonic() < deadline
        time.sleep(0.05)


@pytest.mark.parametrize("end", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_a_renderer_that_hangs_ends_with_its_build(end: signal.Signals, tmp_path: Path) -> None:
    layout = plant(tmp_path, {0: "hang"})
    asked = tmp_path / "recipe.json"
    asked.write_text(recipe(layout).model_dump_json())
    build = subprocess.Popen([*CAVENDISH, "build", str(asked), str(tmp_path / "out")], stderr=subprocess.DEVNULL)
    until(lambda: (tmp_path / "planted.hangs").exists())
    (renderer,) = renderers(build.pid)
    os.kill(build.pid, end)
    build.wait(timeout=20)
    until(lambda: not lives(renderer), 5)
