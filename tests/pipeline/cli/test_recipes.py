"""The commands for a recipe: begin one, check it, open a scene of it."""

import json
import re
from pathlib import Path

import pytest

from ...conftest import cavendish

SMALL = "name: a\nscenes: 2\nresolution: [80, 64]\nlayouts: {shapes: 1}\nrenderer: analytic\n"


@pytest.fixture
def small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "small.yaml"
    path.write_text(SMALL)
    return path


def test_new_then_check(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("COLUMNS", "200")
    path = tmp_path / "rooms.yaml"
    assert cavendish("new", path) == 0
    assert cavendish("check", path) == 0
    said = capsys.readouterr().out
    assert f"{path} is valid" in said
    assert "rooms makes" in said
    assert "64, with 2 views each: 128 frames" in said
    assert "up to 640" in said
    assert cavendish("new", path) == 2
    assert "is there already" in capsys.readouterr().err


def test_check_warns(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cavendish("check", small) == 0
    assert "warning:" in capsys.readouterr().err
    assert cavendish("check", small, "--json") == 0
    said = capsys.readouterr()
    found = json.loads(said.out)
    assert (found["frames"], len(found["warnings"])) == (4, 1)
    assert found["splits"]["train"]["scenes"] == 2
    assert said.err == ""


def test_check_names_what_is_wrong(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    small.write_text(SMALL + "sceness: 3")
    assert cavendish("check", small) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert "did you mean scenes?" in said.err


def test_check_says_which_files_it_found(
    small: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COLUMNS", "200")
    monkeypatch.setattr("cavendish.pipeline.render.inputs.blender_is_here", lambda: False)
    (small.parent / "kitchen.obj").write_bytes(b"")
    text = SMALL.replace("{shapes: 1}", "{files: 1}").replace("analytic", "blender")
    small.write_text(text + "files: [kitchen.obj]")
    assert cavendish("check", small) == 0
    said = capsys.readouterr().out
    assert re.search(r"file kitchen.obj\W+is here, e3b0c44298fc…", said)
    assert re.search(r"not measured: files\W+counted as the mean", said)


def test_scene_is_named_after_the_recipe(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cavendish("scene", small, 1, "--to", "json") == 0
    assert "a-00000001.json: shapes" in capsys.readouterr().out
    assert cavendish("scene", small, 1, "--out", "b.json", "--json") == 0
    assert json.loads(capsys.readouterr().out)["path"] == "b.json"
    assert (small.parent / "b.json").read_text() == (small.parent / "a-00000001.json").read_text()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["2"], "2: a has no such scene; allowed are 0 to 1"),
        (["0", "--out", "a.obj"], "a.obj: must end in .blend, .glb, .json"),
        (["0", "--out", "a.glb", "--to", "json"], "a.glb: must end in .json"),
        (["0", "--to", "obj"], "--to obj: must be one of blend, glb, json"),
    ],
)
def test_a_scene_that_cannot_be_written(
    arguments: list[str],
    message: str,
    small: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert cavendish("scene", small, *arguments) == 2
    assert message in capsys.readouterr().err
    assert [path.name for path in small.parent.iterdir()] == ["small.yaml"]
