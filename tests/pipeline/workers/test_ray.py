"""Ray runs the same shards to the same bytes, with one Blender in each worker."""

import os
from pathlib import Path

import psutil
import pytest

from cavendish.manifests import Recipe
from cavendish.pipeline.build.build import build_shards

from ...conftest import cavendish
from ..digests import digests


@pytest.fixture(scope="module")
def blender_recipe(tiny: Recipe, tmp_path_factory: pytest.TempPathFactory) -> Path:
    changes = {"renderer": "blender", "quality": "draft", "views_per_scene": 1, "scenes": 3, "scenes_per_shard": 1}
    changes |= {"layouts": {"room": 1.0, "shapes": 1.0}}
    path = tmp_path_factory.mktemp("recipe") / "r.yaml"
    path.write_text(tiny.model_copy(update=changes).model_dump_json())
    return path


def test_one_and_two_blenders_give_the_same_bytes(blender_recipe: Path, tmp_path: Path) -> None:
    assert cavendish("build", blender_recipe, tmp_path / "two", "--workers", 2) == 0
    assert cavendish("build", blender_recipe, tmp_path / "one", "--workers", 1, "--device", "CPU") == 0
    assert len(digests(tmp_path / "one")) == 6
    assert digests(tmp_path / "two") == digests(tmp_path / "one")
    assert cavendish("verify", tmp_path / "two") == 0
    (tmp_path / "two/val/val-000002.tar").unlink()
    assert cavendish("regenerate", tmp_path / "two", "--shards", "2") == 0
    assert digests(tmp_path / "two") == digests(tmp_path / "one")


def test_a_cluster_that_does_not_answer(
    blender_recipe: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cavendish("build", blender_recipe, tmp_path / "out", "--address", "127.0.0.1:1") == 2
    assert "no Ray cluster answers" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_more_workers_than_cores_share_them(tiny: Recipe, tmp_path: Path) -> None:
    file = tmp_path / "r.yaml"
    file.write_text(tiny.model_copy(update={"scenes_per_shard": 1}).model_dump_json())
    assert cavendish("build", file, tmp_path / "out", "--workers", 4) == 0
    assert len(digests(tmp_path / "out")) == 8


def test_a_local_build_listens_on_loopback_alone_and_nothing_outlives_it(
    tiny: Recipe, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RAY_AUTH_MODE", "disabled")
    before = set(psutil.Process().children(recursive=True))
    recipe = tiny.model_copy(update={"scenes_per_shard": 1})
    shards = build_shards(recipe, tmp_path / "out", workers=2)
    next(shards)
    started = set(psutil.Process().children(recursive=True)) - before
    listening = {
        (process.name(), connection.laddr.ip.removeprefix("::ffff:"))
        for process in started
        for connection in process.net_connections("inet")
        if connection.status == psutil.CONN_LISTEN
    }
    assert {"gcs_server", "raylet"} <= {name for name, _ in listening}
    assert {ip for _, ip in listening} == {"127.0.0.1"}
    raylet = next(process for process in started if process.name() == "raylet")
    assert raylet.environ()["RAY_AUTH_MODE"] == "token"
    assert len(raylet.environ()["RAY_AUTH_TOKEN"]) == 64
    list(shards)
    assert not [process for process in started if process.is_running() and process.status() != psutil.STATUS_ZOMBIE]
    assert os.environ["RAY_AUTH_MODE"] == "disabled"
    assert "RAY_AUTH_TOKEN" not in os.environ


def test_gpus_that_are_not_there(blender_recipe: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cavendish("build", blender_recipe, tmp_path / "a", "--workers", 2, "--gpus-per-worker", 8) == 2
    assert "want more than this machine's" in capsys.readouterr().err
    assert cavendish("build", blender_recipe, tmp_path / "b", "--device", "METAL") == 2
    assert "has no METAL device" in capsys.readouterr().err
