"""Virtual KITTI 2's folders, fabricated: centimetres, the sky, and which pictures are the test."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from cavendish.pipeline.importers.photographs import vkitti2
from cavendish.scenes.errors import RequestError

from .depth_sets import HOLE, RAMP_M, RGB, imported, metres_of, save_picture, scores, with_hole

PICTURE = "Scene01/clone/frames/rgb/Camera_0/rgb_00000.jpg"
DEPTH = "Scene01/clone/frames/depth/Camera_0/depth_00000.png"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder with one picture, whose hole is sky and whose first column is 1 m away."""
    monkeypatch.setattr(vkitti2, "VARIANTS", ("clone",))
    monkeypatch.setattr(vkitti2, "CAMERAS", ("Camera_0",))
    monkeypatch.setattr(vkitti2, "SPLITS", {"val": {"Scene01": 1}})
    folder = tmp_path / "vkitti2"
    save_picture(folder / PICTURE)
    centimetres = with_hole(655.35) * 100
    save_picture(folder / DEPTH, np.rint(centimetres).astype(np.uint16))
    return folder


def test_val_and_train_are_as_marigold_lists_them() -> None:
    val, train = (list(vkitti2.names(vkitti2.SPLITS[split])) for split in ("val", "train"))
    assert (len(val), len(train)) == (5364, 20148)
    assert val[0] == (PICTURE, DEPTH)
    assert val[-1][0] == "Scene01/15-deg-right/frames/rgb/Camera_1/rgb_00446.jpg"
    assert train[0][0] == "Scene02/clone/frames/rgb/Camera_0/rgb_00000.jpg"
    assert train[-1][1] == "Scene20/15-deg-right/frames/depth/Camera_1/depth_00836.png"


def test_centimetres_come_in_and_65535_is_the_sky(folder: Path, tmp_path: Path) -> None:
    (view,) = imported(folder, tmp_path / "out", "vkitti2")
    np.testing.assert_allclose(metres_of(view), with_hole(np.inf), atol=0.0051)
    assert (metres_of(view)[:, 0] == 1).all()
    assert np.isinf(metres_of(view)[HOLE]).all()


def test_scores_follow_the_drawing(folder: Path, tmp_path: Path) -> None:
    imported(folder, tmp_path / "out", "vkitti2")
    assert scores(tmp_path / "out", tmp_path / "perfect", RAMP_M)["AbsRel"] < 0.006
    assert scores(tmp_path / "out", tmp_path / "far", 1.2 * RAMP_M)["AbsRel"] == pytest.approx(0.2, abs=0.006)
    assert scores(tmp_path / "out", tmp_path / "half", RAMP_M[::2, ::2])["AbsRel"] < 0.02


@pytest.mark.parametrize(
    ("name", "change", "said"),
    [
        (PICTURE, Path.unlink, r"rgb_00000\.jpg: is missing; unpack vkitti_2\.0\.3_rgb\.tar and vkitti_2\.0\.3_depth"),
        (DEPTH, Path.unlink, r"depth_00000\.png: is missing"),
        (DEPTH, lambda path: path.write_bytes(b"no"), r"depth_00000\.png: cannot be read"),
        (DEPTH, lambda path: Image.fromarray(RGB).save(path), r"mode RGB; it must be 16-bit grey"),
        (
            DEPTH,
            lambda path: save_picture(path, np.ones((4, 6), np.uint16)),
            r"of 6×4 pixels, and its picture of 64×48",
        ),
    ],
)
def test_each_damage_is_told_in_one_sentence(
    name: str, change: Callable[[Path], object], said: str, folder: Path, tmp_path: Path
) -> None:
    change(folder / name)
    with pytest.raises(RequestError, match=said):
        imported(folder, tmp_path / "out", "vkitti2")
