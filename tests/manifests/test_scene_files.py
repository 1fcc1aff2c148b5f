"""The field `files` of a recipe: paths, or mappings with weight, cameras and frames; in a manifest with digests."""

import hashlib
from pathlib import Path

import pytest

from cavendish.manifests import Recipe, RecipeError
from cavendish.manifests.loading import parse_recipe
from cavendish.scenes.assets.pool import PooledFile

BASE = "name: own\nscenes: 40\nresolution: [64, 64]\nlayouts: {files: 1}\nfiles: "
DIGESTS = {name: hashlib.sha256(name.encode()).hexdigest() for name in ("a.obj", "b.obj")}


@pytest.fixture(autouse=True)
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in DIGESTS:
        Path(name).write_text(name)


def recipe(files: str) -> Recipe:
    return parse_recipe(BASE + files, "own.yaml")


def test_a_path_alone_is_kept_as_its_digest_alone() -> None:
    plain = recipe("[a.obj, b.obj]")
    assert plain.model_dump(mode="json")["files"] == DIGESTS
    assert plain.scene_files == tuple(PooledFile(name, digest) for name, digest in DIGESTS.items())
    options = recipe("[{path: b.obj, weight: 1, frames: [], cameras: []}, a.obj]")
    assert options == plain
    assert options.digest == plain.digest
    assert options.scene_files == plain.scene_files


def test_a_manifest_of_paths_and_digests_is_read_as_ever() -> None:
    assert Recipe.model_validate(recipe("[a.obj]").model_dump() | {"files": DIGESTS}) == recipe("[a.obj, b.obj]")


def test_a_mapping_may_say_how_often_by_which_cameras_and_in_which_frames() -> None:
    asked = recipe("[{path: a.obj, weight: 2, cameras: [Front, Top], frames: 1-250/50}]")
    assert asked.scene_files == (PooledFile("a.obj", DIGESTS["a.obj"], 2.0, ("Front", "Top"), (1, 51, 101, 151, 201)),)
    assert Recipe.model_validate_json(asked.model_dump_json()) == asked
    assert asked.digest != recipe("[a.obj]").digest


FRAMES = {
    "5": (5,),
    "0": (0,),
    "[1, 7, -3]": (1, 7, -3),
    "'8'": (8,),
    "1-4": (1, 2, 3, 4),
    "1-250/100": (1, 101, 201),
    "'-10--4/3'": (-10, -7, -4),
}


@pytest.mark.parametrize(("text", "frames"), FRAMES.items())
def test_frames_are_a_number_a_list_or_a_range(text: str, frames: tuple[int, ...]) -> None:
    assert recipe(f"[{{path: a.obj, frames: {text}}}]").scene_files[0].frames == frames


WRONG = {
    "[a.obj, a.obj]": "must name a.obj once",
    "a.obj": 'files is "a.obj", but it must be a list',
    "[3]": "each must be a path, or a mapping",
    "[{weight: 2}]": "each must be a path, or a mapping",
    "[gone.blend]": "gone.blend: cannot be read: No such file",
    "[{path: a.obj, wieght: 2}]": "files.a.obj.wieght is not a field of a recipe; did you mean weight?",
    "[{path: a.obj, weight: 0}]": "files.a.obj.weight is 0, but it must be greater than 0",
    "[{path: a.obj, cameras: Front}]": 'files.a.obj.cameras is "Front", but it must be a list',
    "[{path: a.obj, cameras: [Front, Front]}]": "must name Front once",
    "[{path: a.obj, frames: x}]": 'frames is "x", but it must be a frame, a list of frames, or first-last/step',
    "[{path: a.obj, frames: 9-1}]": "the last frame must not come before the first",
    "[{path: a.obj, frames: 1-9/0}]": "a step must be 1 or more",
    "[{path: a.obj, frames: 0-1000000}]": "10,000 frames or fewer, not 1,000,001",
    "[{path: a.obj, frames: 2000000}]": "must be 1048574 or less",
    "[{path: a.obj, frames: true}]": "it must be a frame, a list of frames",
    "[{path: a.obj, frames: [1, 1]}]": "must name 1 once",
    "{a.obj: zz}": "files.a.obj.digest",
}


@pytest.mark.parametrize(("text", "expected"), WRONG.items())
def test_what_is_wrong_is_one_sentence(text: str, expected: str) -> None:
    with pytest.raises(RecipeError) as caught:
        recipe(text)
    assert expected in str(caught.value)
    assert "\n" not in str(caught.value)


def test_more_frames_than_scenes_are_warned_of() -> None:
    (warning,) = recipe("[a.obj, {path: b.obj, frames: 1-100}]").warnings()
    assert "files name 101 scenes" in warning
    assert recipe("[a.obj, {path: b.obj, frames: 1-39}]").warnings() == []


def test_the_schema_knows_every_form() -> None:
    forms = Recipe.model_json_schema()["properties"]["files"]["anyOf"]
    assert [form["type"] for form in forms] == ["array", "object"]
