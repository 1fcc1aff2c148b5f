"""The command line, as a newcomer meets it: answers, exit codes, and one sentence for what is wrong."""

import json
import re
import resource
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from cavendish.manifests import Recipe
from cavendish.pipeline.codecs import depth, masks

from ...conftest import cavendish
from ..digests import digests

RECIPE = "name: a\nscenes: 2\nresolution: [64, 64]\nlayouts: {shapes: 1}\nrenderer: analytic\n"
RECIPE += "tasks: {depth: 1, normals: 1, semantic: 1}\n"


@pytest.fixture
def recipe(tmp_path: Path) -> Path:
    path = tmp_path / "recipe.yaml"
    path.write_text(RECIPE)
    return path


def test_build_verify_regenerate(recipe: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert cavendish("build", recipe, out) == 0
    before = digests(out)
    assert cavendish("verify", out) == 0
    (out / "train/train-000000.tar").unlink()
    assert cavendish("verify", out) == 1
    assert cavendish("regenerate", out, "--shards", "0") == 0
    assert digests(out) == before


def test_json_for_machines(recipe: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "out"
    cavendish("build", recipe, out, "--json")
    assert json.loads(capsys.readouterr().out)["samples"] == 12
    cavendish("verify", out, "--json")
    assert json.loads(capsys.readouterr().out) == {"shards": 1, "faults": []}
    (out / "train/train-000000.tar").unlink()
    cavendish("verify", out, "--json")
    assert json.loads(capsys.readouterr().out)["faults"][0]["shard"] == "train-000000"


WRONG = {
    "not YAML": ("[1", "out", "not YAML"),
    "an unknown key": (RECIPE + "sceness: 3", "out", "did you mean scenes?"),
    "a wrong type": (RECIPE + "seed: abc", "out", 'seed is "abc", but it must be a whole number'),
    "a negative count": (RECIPE.replace("2", "-2"), "out", "1 or more"),
    "odd sides": (RECIPE.replace("[64,", "[65,"), "out", "multiple of 16"),
    "an unknown layout": (RECIPE.replace("shapes", "shape"), "out", "did you mean shapes?"),
    "an OUT below a file": (RECIPE, "recipe.yaml/out", "cannot be written"),
    "an OUT that is a file": (RECIPE, "recipe.yaml", "neither empty nor a dataset"),
    "an OUT with other things in it": (RECIPE, ".", "neither empty nor a dataset"),
}


@pytest.mark.parametrize(("text", "out", "message"), WRONG.values(), ids=WRONG.keys())
def test_a_wrong_request_gets_one_sentence_and_nothing_is_written(
    text: str,
    out: str,
    message: str,
    recipe: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    recipe.write_text(text)
    assert cavendish("build", recipe, tmp_path / out) == 2
    written = capsys.readouterr().err.strip()
    assert message in written
    assert "\n" not in written
    assert sorted(path.name for path in tmp_path.iterdir()) == ["recipe.yaml"]


def test_a_missing_recipe(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cavendish("build", tmp_path / "none.yaml", tmp_path / "out") == 2
    assert "no such file" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_an_out_of_another_recipe(recipe: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    cavendish("build", recipe, tmp_path / "out")
    before = digests(tmp_path / "out")
    recipe.write_text(RECIPE + "seed: 1")
    capsys.readouterr()
    assert cavendish("build", recipe, tmp_path / "out") == 2
    assert "built from another recipe" in capsys.readouterr().err
    assert digests(tmp_path / "out") == before


@pytest.mark.parametrize("command", ["verify", "regenerate"])
def test_an_out_that_is_no_dataset(command: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    options = ["--shards", "0"] if command == "regenerate" else []
    assert cavendish(command, tmp_path, *options) == 2
    assert "is not a dataset" in capsys.readouterr().err


def test_usage_errors_exit_with_2() -> None:
    assert cavendish("build", "quickstart", "out", "--workers", "0") == 2
    assert cavendish("no-such-command") == 2


def test_schema_is_that_of_a_recipe(capsys: pytest.CaptureFixture[str]) -> None:
    assert cavendish("schema") == 0
    schema = json.loads(capsys.readouterr().out)
    assert set(schema["properties"]) == set(Recipe.model_fields)
    assert all("description" in field for field in schema["properties"].values())


def test_encode_and_stats(recipe: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out, new = tmp_path / "out", tmp_path / "new"
    cavendish("build", recipe, out)
    assert cavendish("encode", out, new, "--tasks", "depth,semantic=2", "--languages", "de", "--json") == 0
    assert cavendish("verify", new) == 0
    capsys.readouterr()
    assert cavendish("stats", new) == 0
    assert "languages          de " in capsys.readouterr().out
    assert cavendish("encode", out, new, "--tasks", "dept") == 2
    assert "did you mean depth?" in capsys.readouterr().err


def test_encode_with_other_cameras_needs_the_light(
    recipe: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    recipe.write_text(recipe.read_text() + "\nkeep_light: true\n")
    lit, phones = tmp_path / "lit", tmp_path / "phones"
    cavendish("build", recipe, lit)
    assert cavendish("encode", lit, phones, "--styles", "phone=3,dslr") == 0
    assert cavendish("encode", phones, tmp_path / "ideal", "--styles", "ideal") == 2
    assert "Blender alone makes those of ideal ones" in capsys.readouterr().err


def test_preview_writes_a_contact_sheet(recipe: Path, tmp_path: Path) -> None:
    assert cavendish("preview", recipe, "--scenes", "2", "--out", tmp_path / "sheet.png") == 0
    with Image.open(tmp_path / "sheet.png") as sheet:
        assert sheet.size == (4 * 192 + 3 * 4, 18 + 2 * (18 + 192) + 4)


def test_preview_shows_views_of_recipes_that_ask_about_several(recipe: Path, tmp_path: Path) -> None:
    asked, _, _ = recipe.read_text().partition("tasks:")
    recipe.write_text(asked + "tasks: {novel_view: 1, stereo_disparity: 1}\nstereo: {share: 1}\n")
    assert cavendish("preview", recipe, "--scenes", "1", "--out", tmp_path / "sheet.png") == 0
    with Image.open(tmp_path / "sheet.png") as sheet:
        assert sheet.size == (4 * 192 + 3 * 4, 18 + 18 + 192)


def test_doctor_runs_where_blender_is(tmp_path: Path) -> None:
    code = (
        "import sys; from cavendish.pipeline.cli.main import main; sys.argv = ['cavendish', 'doctor', '--json']; main()"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    facts = json.loads(done.stdout)
    assert facts["blender"].startswith("4.5")
    assert "renders on" in facts


class TestDecode:
    """`cavendish decode` turns pictures back into numbers."""

    @pytest.fixture
    def depth_m(self) -> np.ndarray:
        return np.array([[0.5, 1.0, 2.0, np.inf]] * 4, dtype=np.float32)

    @pytest.fixture
    def picture(self, depth_m: np.ndarray, tmp_path: Path) -> Path:
        Image.fromarray(depth.encode(depth_m)).save(tmp_path / "target.png")
        return tmp_path / "target.png"

    def test_depth_to_numpy(self, picture: Path, depth_m: np.ndarray, tmp_path: Path) -> None:
        assert cavendish("decode", "depth", picture, "--out", tmp_path / "d.npy") == 0
        np.testing.assert_allclose(np.load(tmp_path / "d.npy"), depth_m, rtol=0.01)

    def test_depth_to_exr(self, picture: Path, tmp_path: Path) -> None:
        import OpenEXR

        assert cavendish("decode", "depth", picture, "--out", tmp_path / "d.exr") == 0
        stored = OpenEXR.File(str(tmp_path / "d.exr")).channels()["Z"].pixels
        np.testing.assert_array_equal(stored, depth.decode(np.asarray(Image.open(picture))))

    def test_depth_to_millimetres(self, picture: Path, tmp_path: Path) -> None:
        assert cavendish("decode", "depth", picture, "--out", tmp_path / "d.png") == 0
        with Image.open(tmp_path / "d.png") as image:
            stored = np.asarray(image)
        assert stored.dtype == np.uint16
        np.testing.assert_allclose(stored[0, :3], [500, 1000, 2000], atol=10)
        assert stored[0, 3] == 65535

    def test_depth_in_another_colour_map(self, depth_m: np.ndarray, tmp_path: Path) -> None:
        Image.fromarray(depth.encode(depth_m, "viridis")).save(tmp_path / "t.png")
        options = ("--colormap", "viridis", "--out", tmp_path / "d.npy")
        assert cavendish("decode", "depth", tmp_path / "t.png", *options) == 0
        np.testing.assert_allclose(np.load(tmp_path / "d.npy"), depth_m, rtol=0.05)

    def test_colours_off_the_path_are_rejected(self, picture: Path, tmp_path: Path) -> None:
        rgb = np.asarray(Image.open(picture)).copy()
        rgb[0, 0] = (128, 128, 128)
        Image.fromarray(rgb).save(picture)
        assert cavendish("decode", "depth", picture, "--residual-max", 0.12, "--out", tmp_path / "d.npy") == 0
        assert np.isnan(np.load(tmp_path / "d.npy")).sum() == 1

    def test_classes_by_the_prompts_legend(self, tmp_path: Path) -> None:
        labels = np.array([[0, 1], [1, 2]])
        rgb = masks.encode(labels, {0: (255, 0, 0), 1: (0, 0, 255), 2: (0, 0, 0)})
        Image.fromarray(rgb).save(tmp_path / "t.png")
        prompt = 'Segment: {"chair": "red", "cat": "blue"}.'
        assert cavendish("decode", "semantic", tmp_path / "t.png", "--prompt", prompt, "--out", tmp_path / "l.npy") == 0
        np.testing.assert_array_equal(np.load(tmp_path / "l.npy"), labels)

    @pytest.mark.parametrize(
        ("arguments", "message"),
        [
            (("depth", "none.png"), "none.png: no such picture"),
            (("depth", "target.png", "--out", "d.txt"), "must end in"),
            (("depth", "target.png", "--colormap", "jet"), "must be one of cube, plasma"),
            (("normals", "target.png", "--convention", "blender"), "must be one of vision-banana"),
            (("depth", "target.png", "--out", "no/d.npy"), "is not a folder"),
            (("semantic", "target.png"), "no legend"),
            (("normals", "target.png", "--out", "n.png"), ".npy or .exr"),
        ],
    )
    def test_what_cannot_be_meant(
        self,
        arguments: tuple[str, ...],
        message: str,
        picture: Path,
        monkeypatch: pytest.MonkeyPatch,
        capsys: pytest.CaptureFixture[str],
    ) -> None:
        monkeypatch.chdir(picture.parent)
        assert cavendish("decode", *arguments) == 2
        assert message in capsys.readouterr().err


def test_a_full_disk_is_one_sentence(recipe: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (40_000, before[1]))  # of any file: the manifest fits, a shard does not
    try:
        assert cavendish("build", recipe, tmp_path / "out") == 1
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    said = capsys.readouterr().err.splitlines()[-1]
    assert re.fullmatch(
        r"cavendish: train-000000: .*/train-000000.tar: the disk is full, .*; make room; run the .*", said
    )
    assert list((tmp_path / "out").glob("*/*")) == []
    assert cavendish("build", recipe, tmp_path / "out") == 0


def test_preview_of_a_layout_that_the_recipe_has_not(recipe: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cavendish("preview", recipe, "--layout", "room") == 2
    assert "--layout room: is not in the recipe; it has shapes" in capsys.readouterr().err
