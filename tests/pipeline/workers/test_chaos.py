"""Whatever is killed during a build, the dataset is that of a calm one and nobody is left over; more in tests/soak."""

import json
import os
import threading
from pathlib import Path

import pytest

from cavendish.manifests import Recipe
from cavendish.pipeline.build.driver import open_build, run_on
from cavendish.pipeline.workers.executor import local_map

from ...conftest import build
from ...soak.farm import Kill, assert_same, build_in_a_storm, farm
from ...soak.processes import descendants, eventually, sigkill
from ..digests import records_of


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "r.yaml"


def test_killed_workers_and_raylets_change_no_byte(tiny: Recipe, tmp_path: Path, file: Path) -> None:
    recipe, out = tiny.model_copy(update={"scenes": 32, "scenes_per_shard": 4}), tmp_path / "out"
    file.write_text(recipe.model_dump_json())
    with farm(2) as ours:
        kills = [Kill(1, "worker"), Kill(3, "raylet")]
        assert build_in_a_storm(ours, file, out, 2, kills) == 0, out.with_suffix(".log").read_text()
        assert ours.killed == {"worker": 1, "raylet": 1}
        assert json.loads(out.with_suffix(".json").read_text())["shards"] == 8
        assert_same(out, build(recipe, tmp_path / "calm"))
        assert eventually(lambda: not ours.leftovers()), ours.leftovers()


def test_a_killed_blender_changes_no_byte(tiny: Recipe, tmp_path: Path) -> None:
    changes = {"renderer": "blender", "quality": "draft", "views_per_scene": 1}
    recipe, out = tiny.model_copy(update=changes), tmp_path / "out"
    records = run_on(open_build(recipe, out), local_map)
    next(records)
    (blender,) = descendants(os.getpid(), "renderer_main")
    killer = threading.Timer(0.3, sigkill, [blender.pid])
    killer.start()
    list(records)
    killer.join()
    (retry,) = records_of(out)[1].retries
    assert (retry.failure, retry.message) == ("lost worker", "its process ended by SIGKILL")
    assert_same(out, build(recipe, tmp_path / "calm"))
