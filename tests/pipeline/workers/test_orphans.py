"""A build that is asked to stop stops at once, also where its renderer hangs, and leaves nobody behind."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from ...soak.processes import descendants, eventually
from ..planted import plant
from .test_faults import recipe

# Started in the background of a shell, programs inherit that SIGINT is ignored.
LISTENING = "import signal; signal.signal(signal.SIGINT, signal.default_int_handler); "
CAVENDISH = [sys.executable, "-c", LISTENING + "from cavendish.pipeline.cli.main import main; main()"]


@pytest.mark.parametrize("end", [signal.SIGTERM, signal.SIGINT])
def test_a_renderer_that_hangs_ends_with_its_build(end: signal.Signals, tmp_path: Path) -> None:
    asked = tmp_path / "recipe.json"
    asked.write_text(recipe(plant(tmp_path, {1: "hang"})).model_dump_json())
    build = subprocess.Popen([*CAVENDISH, "build", str(asked), str(tmp_path / "out")], stderr=subprocess.DEVNULL)
    assert eventually(lambda: (tmp_path / "planted.hangs").exists())
    (renderer,) = descendants(build.pid, "renderer_main")
    os.kill(build.pid, end)
    build.wait(timeout=60)
    renderer.wait(timeout=60)
