"""ETH3D's own folders, fabricated: raw float32 in files named .JPG, whose infinity is unknown and no sky."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from cavendish.pipeline.importers.photographs import eth3d
from cavendish.scenes.errors import RequestError

from .depth_sets import RAMP_M, imported, metres_of, save_picture, scores, with_hole

PICTURE = "office/images/dslr_images/DSC_0219.JPG"
DEPTH = "office/ground_truth_depth/dslr_images/DSC_0219.JPG"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder with one scene of one picture; the list is that of Marigold, shortened."""
    monkeypatch.setattr(eth3d, "read_list", lambda _: [[f"rgb/{PICTURE}", "depth/office_dslr_depth/…"]])
    folder = tmp_path / "eth3d"
    save_picture(folder / PICTURE)
    (folder / DEPTH).parent.mkdir(parents=True)
    with_hole(np.inf).astype("<f4").tofile(folder / DEPTH)
    return folder


def test_infinity_is_unknown_and_the_jpeg_stays(folder: Path, tmp_path: Path) -> None:
    (view,) = imported(folder, tmp_path / "out", "eth3d")
    np.testing.assert_array_equal(metres_of(view), with_hole(np.nan))
    assert view.picture == (folder / PICTURE).read_bytes()


def test_scores_follow_the_drawing(folder: Path, tmp_path: Path) -> None:
    imported(folder, tmp_path / "out", "eth3d", "train")
    assert scores(tmp_path / "out", tmp_path / "perfect", RAMP_M)["AbsRel"] < 0.004
    assert scores(tmp_path / "out", tmp_path / "far", 1.2 * RAMP_M)["AbsRel"] == pytest.approx(0.2, abs=0.004)
    assert scores(tmp_path / "out", tmp_path / "half", RAMP_M[::2, ::2])["AbsRel"] < 0.02


@pytest.mark.parametrize(
    ("name", "change", "said"),
    [
        (PICTURE, Path.unlink, r"images/dslr_images/DSC_0219\.JPG: is missing; unpack SCENE_dslr_jpg\.7z and"),
        (DEPTH, Path.unlink, r"ground_truth_depth/dslr_images/DSC_0219\.JPG: is missing"),
        (DEPTH, lambda path: path.write_bytes(b"1234"), r"has 4 bytes, and 64×48 pixels of float32 are 12288"),
        (DEPTH, lambda path: Image.new("RGB", (64, 48)).save(path, "JPEG"), r"64×48 pixels of float32 are 12288"),
    ],
)
def test_each_damage_is_told_in_one_sentence(
    name: str, change: Callable[[Path], object], said: str, folder: Path, tmp_path: Path
) -> None:
    change(folder / name)
    with pytest.raises(RequestError, match=said):
        imported(folder, tmp_path / "out", "eth3d")


def test_no_other_part_is_known(folder: Path, tmp_path: Path) -> None:
    with pytest.raises(RequestError, match="is none; this set has train"):
        imported(folder, tmp_path / "out", "eth3d", "test")
