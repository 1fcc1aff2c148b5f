"""Pictures of tests are not learnt from: told by their pixels, left out, counted, and nothing of them is written."""

from __future__ import annotations

import io
import pickle
import tarfile
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

import cavendish
from cavendish.manifests.records import Totals
from cavendish.pipeline.dataset.folder import read_manifest
from cavendish.pipeline.dataset.png import png_bytes
from cavendish.pipeline.importers.frames import Options
from cavendish.pipeline.importers.importing import left_out
from cavendish.pipeline.importers.photographs import vkitti2
from cavendish.pipeline.importers.photographs.driver import open_photographs
from cavendish.pipeline.importers.photographs.tests_shown import pixels_digest
from cavendish.scenes.errors import RequestError

from ....conftest import cavendish as run
from .depth_sets import RGB, imported, save_picture, with_hole

COUNT = 4


def picture(place: int) -> np.ndarray:
    return np.roll(RGB, place, axis=1)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a set of four pictures to learn from, of which the first two are the test's, too, packed otherwise."""
    monkeypatch.setattr(vkitti2, "VARIANTS", ("clone",))
    monkeypatch.setattr(vkitti2, "CAMERAS", ("Camera_0",))
    monkeypatch.setattr(vkitti2, "SPLITS", {"train": {"Scene02": COUNT}, "val": {"Scene01": 2}})
    for scene, count in (("Scene02", COUNT), ("Scene01", 2)):
        for place in range(count):
            frames = tmp_path / "vkitti2" / scene / "clone/frames"
            save_picture(frames / f"depth/Camera_0/depth_{place:05d}.png", (100 * with_hole(2)).astype(np.uint16))
            name = frames / f"rgb/Camera_0/rgb_{place:05d}.jpg"
            save_picture(name.with_suffix(".png"), picture(place))
            name.write_bytes(png_bytes(picture(place)) if scene == "Scene02" else packed(picture(place)))
    return tmp_path / "vkitti2"


def packed(pixels: np.ndarray) -> bytes:
    """Return a PNG of other bytes than ours."""
    file = io.BytesIO()
    Image.fromarray(pixels).save(file, "PNG", compress_level=0)
    return file.getvalue()


@pytest.fixture
def scored_on(folder: Path, tmp_path: Path) -> Path:
    imported(folder, tmp_path / "test", "vkitti2", "val")
    return tmp_path / "test"


def learnt(out: Path) -> set[str]:
    """Return the scenes that training asks of."""
    names: list[str] = []
    for path in out.glob("train/*.tar"):
        with tarfile.open(path) as samples:
            names += samples.getnames()
    return {name.split("-")[0] for name in names if name.endswith(".json")}


def test_the_same_pixels_are_the_same_picture() -> None:
    assert pixels_digest(packed(RGB)) == pixels_digest(png_bytes(RGB))
    assert pixels_digest(png_bytes(picture(1))) != pixels_digest(png_bytes(RGB))
    assert pixels_digest(png_bytes(RGB.reshape(64, 48, 3))) != pixels_digest(png_bytes(RGB))


@pytest.mark.parametrize("scenes_per_shard", [1, 16])
def test_pictures_of_a_test_are_left_out_whatever_packs_them(
    scenes_per_shard: int, folder: Path, scored_on: Path, tmp_path: Path
) -> None:
    cavendish.import_(
        folder,
        tmp_path / "out",
        "vkitti2",
        split="train",
        role="train",
        without=[scored_on],
        scenes_per_shard=scenes_per_shard,
        jobs=1,
    )
    assert learnt(tmp_path / "out") == {"00000002", "00000003"}
    assert cavendish.verify(tmp_path / "out") == []
    manifest = read_manifest(tmp_path / "out")
    assert manifest.recipe.imported is not None
    assert manifest.recipe.imported.benchmark is not None
    assert manifest.recipe.imported.benchmark.without == (read_manifest(scored_on).recipe_digest,)
    assert manifest.totals.rejected == {"a test shows them": 2}
    assert "| a test shows them | 2 |" in (tmp_path / "out/README.md").read_text()


def test_other_processes_leave_out_the_same(folder: Path, scored_on: Path, tmp_path: Path) -> None:
    options = Options(), "train", "train", [scored_on]
    work = open_photographs(folder, tmp_path / "out", "vkitti2", {"name": "learnt"}, *options)
    views = pickle.loads(pickle.dumps(work.views))
    assert [views(place) is None for place in range(COUNT)] == [True, True, False, False]


def test_the_command_says_how_many(
    folder: Path, scored_on: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = ("import", folder, tmp_path / "out", "--from", "vkitti2", "--split", "train", "--as", "train")
    assert run(*source, "--without", scored_on) == 0
    assert "2 pictures left out, as a test shows them" in " ".join(capsys.readouterr().err.split())


def test_without_it_nothing_is_left_out(folder: Path, tmp_path: Path) -> None:
    cavendish.import_(folder, tmp_path / "out", "vkitti2", split="train", role="train")
    assert len(learnt(tmp_path / "out")) == COUNT
    assert left_out(Totals()) == ""


def test_what_cannot_be_left_out_is_told(folder: Path, scored_on: Path, tmp_path: Path) -> None:
    with pytest.raises(RequestError, match="goes with `train` alone: a test is asked as a whole"):
        cavendish.import_(folder, tmp_path / "out", "vkitti2", split="val", without=[scored_on])
    with pytest.raises(RequestError, match="without: goes with sets of photographs alone"):
        cavendish.import_(folder, tmp_path / "out", "folder", without=[scored_on])
    next(scored_on.glob("records/*.json")).unlink()
    with pytest.raises(RequestError, match="is not built, so not all of its pictures can be left out"):
        cavendish.import_(folder, tmp_path / "out", "vkitti2", split="train", role="train", without=[scored_on])
    with pytest.raises(RequestError):
        cavendish.import_(folder, tmp_path / "out", "vkitti2", split="train", role="train", without=[tmp_path / "no"])
