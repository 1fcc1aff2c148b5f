"""`cavendish decode` of many pictures, all five tasks, by metadata; what is in other colours is told, not written."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from cavendish.pipeline.codecs import depth, masks, normals
from cavendish.pipeline.dataset.samples import Sample, read_answer
from cavendish.pipeline.dataset.tar import read_tar
from cavendish.pipeline.tasks.semantic import decoding_palette

from ...conftest import cavendish

TASKS = ("depth", "normals", "semantic", "instance", "referring")


@pytest.fixture(scope="module")
def samples(built: Path) -> list[Sample]:
    return list(read_tar((built / "train/train-000000.tar").read_bytes()))


@pytest.fixture
def targets(samples: list[Sample], tmp_path: Path) -> Path:
    folder = tmp_path / "targets"
    folder.mkdir()
    for sample in samples:
        (folder / f"{sample.key}.png").write_bytes(sample.parts["target.png"])
    return folder


def numbers(sample: Sample) -> np.ndarray:
    """Return what a sample's target decodes to, as the codecs and its own metadata say."""
    given = read_answer(sample.parts)
    if given.codec == "depth":
        return depth.decode(given.target, str(given.parameters["colormap"]))
    if given.codec == "normals":
        return normals.decode(given.target, str(given.parameters["convention"]))
    if given.codec == "instances":
        return masks.decode_instances(given.target, given.palette[""])
    return masks.decode(given.target, dict(enumerate(decoding_palette(given.palette).values())))


@pytest.mark.parametrize("task", TASKS)
def test_all_tasks_decode_by_the_datasets_metadata(
    task: str,
    built: Path,
    samples: list[Sample],
    targets: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert cavendish("decode", task, targets, "--metadata", built, "--out", tmp_path) == 0
    asked = [sample for sample in samples if sample.key.endswith(task)]
    assert {path.stem for path in tmp_path.glob("*.npy")} == {sample.key for sample in asked}
    for sample in asked:
        np.testing.assert_array_equal(np.load(tmp_path / f"{sample.key}.npy"), numbers(sample))
    said = capsys.readouterr()
    assert said.out.startswith(f"{task}: {len(asked)} of {len(asked)} pictures are decoded")
    assert asked[0].key not in said.out + said.err  # one summary, not a line a sample


@pytest.mark.parametrize("task", TASKS)
def test_all_tasks_decode_by_options(task: str, samples: list[Sample], targets: Path, tmp_path: Path) -> None:
    sample = next(each for each in samples if each.key.endswith(task))
    parameters = read_answer(sample.parts).parameters
    named = [f"--{name}={parameters[name]}" for name in ("colormap", "convention") if name in parameters]
    options = named or ["--prompt", sample.parts["prompt.txt"].decode()]
    assert cavendish("decode", task, targets / f"{sample.key}.png", *options, "--out", tmp_path / "n.npy") == 0
    np.testing.assert_array_equal(np.load(tmp_path / "n.npy"), numbers(sample))


def test_metadata_are_files_too(samples: list[Sample], targets: Path, tmp_path: Path) -> None:
    sample = next(each for each in samples if each.key.endswith("semantic"))
    (targets / f"{sample.key}.json").write_bytes(sample.parts["json"])
    picture = targets / f"{sample.key}.png"
    for metadata in (targets, targets / f"{sample.key}.json"):
        assert cavendish("decode", "semantic", picture, "--metadata", metadata, "--out", tmp_path / "n.npy") == 0
        np.testing.assert_array_equal(np.load(tmp_path / "n.npy"), numbers(sample))


def test_metadata_of_another_task_or_of_nothing_are_told(
    built: Path, samples: list[Sample], targets: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    key = next(each.key for each in samples if each.key.endswith("normals"))
    assert cavendish("decode", "depth", targets / f"{key}.png", "--metadata", built) == 1
    assert "its metadata are those of a sample of normals, not of depth" in capsys.readouterr().err
    (targets / "cat.png").write_bytes((targets / f"{key}.png").read_bytes())
    assert cavendish("decode", "depth", targets / "cat.png", "--metadata", built) == 1
    assert "cat.png: there are no metadata of a sample of this name" in capsys.readouterr().err
    (tmp_path / "cat.json").write_text(json.dumps({"prompt": "draw", "task": "semantic", "palette": "[1]"}))
    assert cavendish("decode", "semantic", targets / "cat.png", "--metadata", tmp_path / "cat.json") == 1
    assert "cat.png: its metadata do not say how it is coded" in capsys.readouterr().err


@pytest.fixture
def ramp(tmp_path: Path) -> Path:
    depth_m = np.linspace(0.5, 40, 48 * 64, dtype=np.float32).reshape(48, 64)
    Image.fromarray(depth.encode(depth_m, "plasma")).save(tmp_path / "ramp.png")
    return tmp_path / "ramp.png"


def test_another_colour_map_is_told_and_nothing_is_written(
    ramp: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cavendish("decode", "depth", ramp, "--out", tmp_path / "d.npy") == 1
    said = capsys.readouterr().err
    assert said.startswith("cavendish: ramp.png: does not lie on the colour map cube: ")
    assert said.endswith("; plasma fits; nothing is written of it\n")
    assert not (tmp_path / "d.npy").exists()
    assert cavendish("decode", "depth", ramp, "--colormap", "plasma", "--out", tmp_path / "d.npy") == 0


def test_a_broken_picture_stops_none_of_the_others(
    ramp: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "broken.png").write_bytes(ramp.read_bytes()[:200])
    (tmp_path / "numbers").mkdir()
    options = ("--colormap", "plasma", "--out", tmp_path / "numbers", "--format", "exr")
    assert cavendish("decode", "depth", tmp_path / "broken.png", ramp, *options) == 1
    said = capsys.readouterr()
    assert said.out.startswith("depth: 1 of 2 pictures are decoded")
    assert "fault: broken.png: cannot be read as a picture: image file is truncated" in said.err
    assert "1 of 2 pictures are not decoded; the first is broken.png" in said.err
    assert [path.name for path in (tmp_path / "numbers").iterdir()] == ["ramp.exr"]
    (tmp_path / "._ramp.png").write_bytes(b"of macOS")
    assert cavendish("decode", "depth", tmp_path, "--colormap", "plasma", "--verbose") == 1
    assert "[2/2] ramp.png: nearest 0.5" in capsys.readouterr().err


def test_more_than_255_instances_keep_their_numbers(tmp_path: Path) -> None:
    rng = np.random.default_rng(0)
    cells = rng.permutation(np.arange(20 * 20)).reshape(20, 20)
    colours = np.stack([cells % 8 * 30 + 40, cells // 8 % 8 * 30 + 40, cells // 64 * 30 + 40], axis=-1)
    picture = np.zeros((400, 400, 3), np.uint8)
    picture.reshape(20, 20, 20, 20, 3)[:, :16, :, :16] = colours[:, None, :, None]
    Image.fromarray(picture).save(tmp_path / "many.png")
    for ending in ("npy", "png"):
        assert cavendish("decode", "instance", tmp_path / "many.png", "--out", tmp_path / f"n.{ending}") == 0
    with Image.open(tmp_path / "n.png") as image:
        np.testing.assert_array_equal(np.asarray(image), np.load(tmp_path / "n.npy"))
    assert np.load(tmp_path / "n.npy").max() > 255


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("ramp.png", "sub/ramp.png"), "2 pictures would become ramp.npy"),
        (("ramp.png", "other.png"), "other.png: no such picture"),
        ((".", "--metadata", "nowhere"), "nowhere: is not a dataset"),
        (("empty",), "empty: holds no picture of depth"),
    ],
)
def test_what_cannot_be_meant(
    arguments: tuple[str, ...],
    message: str,
    ramp: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(ramp.parent)
    for folder in ("empty", "sub"):
        Path(folder).mkdir()
    shutil.copy(ramp, "sub")
    assert cavendish("decode", "depth", *arguments, "--out", "empty") == 2
    assert message in capsys.readouterr().err


def test_several_pictures_want_a_folder(ramp: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "two.png").write_bytes(ramp.read_bytes())
    assert cavendish("decode", "depth", ramp, tmp_path / "two.png", "--out", tmp_path / "d.npy") == 2
    assert "is not a folder; the numbers of 2 pictures go into one" in capsys.readouterr().err


def test_the_folder_of_several_need_not_be_there(ramp: Path, tmp_path: Path) -> None:
    (tmp_path / "two.png").write_bytes(ramp.read_bytes())
    numbers = tmp_path / "all" / "numbers"
    assert cavendish("decode", "depth", ramp, tmp_path / "two.png", "--colormap", "plasma", "--out", numbers) == 0
    assert {path.name for path in numbers.iterdir()} == {"ramp.npy", "two.npy"}


@pytest.mark.parametrize(
    ("task", "options", "message"),
    [
        ("instance", ("--prompt", "Draw it"), "states no background that can be read"),
        ("instance", ("--background", "reddish"), "--background reddish: is not a colour"),
        ("referring", (), "--prompt: holds no legend"),
    ],
)
def test_colours_that_nobody_can_read(
    task: str, options: tuple[str, ...], message: str, ramp: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cavendish("decode", task, ramp, *options) == 2
    assert message in capsys.readouterr().err
