"""What is amiss with scene files: told before and while they are rendered, on record, on the card; refused if asked."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from cavendish.manifests import FileWarning, Manifest, Recipe, ShardRecord
from cavendish.pipeline.build import preview as previews
from cavendish.pipeline.build.build import build
from cavendish.pipeline.dataset.folder import read_manifest
from cavendish.pipeline.dataset.storage import place
from cavendish.pipeline.monitor.events import Event, EventKind
from cavendish.pipeline.report.card import dataset_card
from cavendish.pipeline.workers import file_trial
from cavendish.pipeline.workers.file_trial import file_warnings
from cavendish.scenes.errors import RequestError

from ...conftest import cavendish

CUBE = """mtllib house.mtl
o crate
v -1 -1 -1
v 1 -1 -1
v 1 1 -1
v -1 1 -1
v 0 0 1
vt 0 0
usemtl a
f 1/1 2/1 3/1 4/1
f 1/1 2/1 5/1
f 2/1 3/1 5/1
f 3/1 4/1 5/1
f 4/1 1/1 5/1
"""
SAID = "the picture brick.png is missing"


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("house")
    (folder / "house.obj").write_text(CUBE)
    (folder / "house.mtl").write_text("newmtl a\nKd 1 1 1\nmap_Kd brick.png\n")
    return folder / "house.obj"


@pytest.fixture(scope="module")
def recipe(house: Path) -> Recipe:
    return Recipe.model_validate(
        {
            "name": "own",
            "scenes": 2,
            "views_per_scene": 1,
            "scenes_per_shard": 1,
            "resolution": [64, 64],
            "quality": "draft",
            "layouts": {"files": 1},
            "files": [str(house)],
            "tasks": {"depth": 1},
            "gates": {"min_objects": 0, "min_brightness": 0, "max_brightness": 1, "max_one_surface": 1},
        }
    )


@pytest.fixture(scope="module")
def built(recipe: Recipe, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[Event]]:
    out, events = tmp_path_factory.mktemp("out"), list[Event]()
    build(recipe, str(out), device="CPU", observe=events.append)
    return out, events


def test_a_build_says_each_thing_once(built: tuple[Path, list[Event]], house: Path) -> None:
    told = [event for event in built[1] if event.kind is EventKind.FILE_WARNED and event.fields["message"] == SAID]
    assert [event.fields["file"] for event in told] == [str(house)]
    assert [event.kind for event in built[1]].index(EventKind.FILE_WARNED) < 3  # before anything was rendered


def test_records_and_manifest_hold_it_and_the_card_shows_it(built: tuple[Path, list[Event]], house: Path) -> None:
    warning = FileWarning(file=str(house), message=SAID)
    for path in (built[0] / "records").iterdir():
        assert warning in ShardRecord.from_bytes(path.read_bytes()).warnings
    assert warning in read_manifest(place(str(built[0]))).warnings
    card = (built[0] / "README.md").read_text()
    assert "## What is amiss with its scene files\n\n| file | what |\n| --- | --- |\n" in card
    assert f"\n| `{house}` | {SAID} |\n" in card


def test_a_long_list_is_cut_on_the_card(built: tuple[Path, list[Event]]) -> None:
    manifest = read_manifest(place(str(built[0])))
    many = tuple(FileWarning(file="a.obj", message=f"the picture {k}.png is missing") for k in range(60))
    card = dataset_card(manifest.model_copy(update={"warnings": many}), [], False)
    assert "49.png is missing" in card
    assert "50.png is missing" not in card
    assert "And 10 more, which `manifest.json` lists." in card


def test_manifests_and_records_of_before_are_read(built: tuple[Path, list[Event]]) -> None:
    old = json.loads((built[0] / "manifest.json").read_text())
    del old["warnings"]
    old["recipe"]["files"] = {"house.obj": "0" * 64}
    assert Manifest.model_validate(old).warnings == ()
    assert Manifest.model_validate(old).recipe.model_dump()["files"] == {"house.obj": "0" * 64}
    record = json.loads(next((built[0] / "records").iterdir()).read_text())
    del record["warnings"], record["checksum"]
    assert ShardRecord.from_bytes(json.dumps(record).encode()).warnings == ()


def test_check_lists_it(recipe: Recipe, tmp_path: Path, capsys: pytest.CaptureFixture[str], house: Path) -> None:
    path = write(recipe, tmp_path)
    assert cavendish("check", path) == 0
    answer = capsys.readouterr()
    assert f"warning: {house}: {SAID}" in answer.err.replace("\n", "")
    assert "companion" in answer.out


def test_without_blender_check_lists_what_is_missing_and_says_so(
    recipe: Recipe, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("cavendish.pipeline.render.inputs.find_spec", lambda name: None)
    assert cavendish("check", write(recipe, tmp_path)) == 0
    said = " ".join(capsys.readouterr().err.split())
    assert "files were not opened: Blender is not installed here" in said
    assert SAID in said


@pytest.mark.parametrize("command", ["build", "preview"])
def test_strict_refuses_before_anything_is_rendered(
    recipe: Recipe, tmp_path: Path, command: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(previews, "RendererProcess", None)
    out = tmp_path / ("out" if command == "build" else "out.png")
    where = [out] if command == "build" else ["--out", out]
    assert cavendish(command, write(recipe, tmp_path), *where, "--strict") == 2
    assert SAID in " ".join(capsys.readouterr().err.split())
    assert not out.exists()
    if command == "build":
        with pytest.raises(RequestError, match=SAID):
            build(recipe, str(out), strict=True)


def test_what_blender_finds_counts_and_is_found_in_a_process_of_its_own(
    recipe: Recipe, house: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "house.obj").write_text(CUBE)
    (tmp_path / "house.mtl").write_text("newmtl a\nmap_Kd brick.png\n")
    (tmp_path / "brick.png").write_bytes(b"no picture")
    other = recipe.model_copy(update={"files": Recipe.model_validate(fields(recipe, tmp_path / "house.obj")).files})
    assert [said.message for said in file_warnings(other) if "cannot be read as one" in said.message]
    (tmp_path / "brick.png").write_bytes(b"another")
    with pytest.raises(RequestError, match=r"files: .*has changed since the recipe was read"):
        file_warnings(other)
    monkeypatch.setattr(file_trial, "TRIAL_S", 0.0)
    with pytest.raises(RequestError, match="Blender has not opened it within 0 seconds"):
        file_warnings(recipe)


def test_another_layout_is_looked_at_without_the_files(recipe: Recipe) -> None:
    both = Recipe.model_validate(recipe.model_dump() | {"layouts": {"files": 1, "room": 1}})
    assert not previews.only_layout(both, "room").files
    assert previews.only_layout(both, "files").files == recipe.files


def fields(recipe: Recipe, file: Path) -> dict[str, object]:
    return recipe.model_dump() | {"files": [str(file)]}


def write(recipe: Recipe, folder: Path) -> Path:
    path = folder / "own.yaml"
    path.write_text(json.dumps(recipe.model_dump(mode="json", exclude={"imported", "code", "samples_per_view"})))
    return path
