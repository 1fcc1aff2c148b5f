"""ScanNet's frames as its exporter writes them, fabricated: numbers without zeros, and sizes that must agree."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from cavendish.pipeline.importers.photographs import scannet
from cavendish.pipeline.importers.photographs.lists import read_list
from cavendish.scenes.errors import RequestError

from .depth_sets import RAMP_M, imported, metres_of, save_picture, scores, with_hole

LINES = [[f"scene0406_02/{kind}/000{number}" for kind in ("color", "depth")] for number in (300, 400)]
PICTURE, DEPTH = "scene0406_02/color/300.jpg", "scene0406_02/depth/300.png"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder with two frames of a scan."""
    monkeypatch.setattr(scannet, "read_list", lambda _: LINES)
    for number in (300, 400):
        save_picture(tmp_path / f"scannet/scene0406_02/color/{number}.jpg")
        save_picture(
            tmp_path / f"scannet/scene0406_02/depth/{number}.png", np.rint(with_hole(0) * 1000).astype(np.uint16)
        )
    return tmp_path / "scannet"


def test_the_list_is_marigolds() -> None:
    assert len(read_list("marigold-scannet")) == 800


def test_millimetres_come_in(folder: Path, tmp_path: Path) -> None:
    for view in imported(folder, tmp_path / "out", "scannet"):
        np.testing.assert_allclose(metres_of(view), with_hole(np.nan), atol=0.00051)


def test_scores_follow_the_drawing(folder: Path, tmp_path: Path) -> None:
    imported(folder, tmp_path / "out", "scannet")
    assert scores(tmp_path / "out", tmp_path / "perfect", RAMP_M, RAMP_M)["AbsRel"] < 0.005
    half = RAMP_M[::2, ::2]
    assert scores(tmp_path / "out", tmp_path / "half", half, half)["AbsRel"] < 0.02


@pytest.mark.parametrize(
    ("name", "change", "said"),
    [
        (PICTURE, Path.unlink, r"300\.jpg: is missing; unpack color and depth of each scan of the list into"),
        (DEPTH, Path.unlink, r"300\.png: is missing"),
        (DEPTH, lambda path: path.write_bytes(b"no"), r"300\.png: cannot be read"),
        (
            DEPTH,
            lambda path: save_picture(path, np.ones((24, 32), np.uint16)),
            r"300\.png: is of 32×24 pixels, and its picture of 64×48; export both in one size \(image_size of",
        ),
        (
            DEPTH.replace("300", "400"),
            lambda path: save_picture(path, np.ones((24, 32), np.uint16)),
            r"400\.png: is of 32×24 pixels, and its picture of 64×48",
        ),
    ],
)
def test_each_damage_is_told_in_one_sentence(
    name: str, change: Callable[[Path], object], said: str, folder: Path, tmp_path: Path
) -> None:
    change(folder / name)
    with pytest.raises(RequestError, match=said):
        imported(folder, tmp_path / "out", "scannet")


def test_its_pictures_may_not_be_handed_on(folder: Path) -> None:
    assert not scannet.read_scannet(folder, "", "test").benchmark.redistribute
