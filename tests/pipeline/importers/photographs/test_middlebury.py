"""Middlebury's scenes of 2014, fabricated: PFM from the lowest row on, depth of disparity by hand."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from cavendish.pipeline.importers.photographs import middlebury
from cavendish.pipeline.importers.photographs.arrays import read_pfm
from cavendish.pipeline.importers.photographs.lists import read_list
from cavendish.scenes.errors import RequestError

from .depth_sets import HEIGHT, RAMP_M, SHAPE, imported, metres_of, save_picture, scores, with_hole

FOCAL_PX, OFFSET_PX, BASELINE_MM = 4000.0, 131.5, 193.0
CALIBRATION = """cam0=[4000 0 1176.728; 0 4000 1011.728; 0 0 1]
cam1=[3900 0 1307.839; 0 3900 1011.728; 0 0 1]
doffs=131.5
baseline=193
width=64
height=48
"""


def save_pfm(path: Path, numbers: np.ndarray, order: str = "<") -> None:
    """Write a grey PFM; a negative scale says that the smallest byte comes first."""
    head = f"Pf\n{numbers.shape[1]} {numbers.shape[0]}\n{-1.0 if order == '<' else 1.0}\n"
    path.write_bytes(head.encode() + numbers[::-1].astype(f"{order}f4").tobytes())


@pytest.fixture
def scene(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the folder of one scene: the ramp as disparity, infinite in the hole; farther below."""
    monkeypatch.setattr(middlebury, "read_list", lambda _: [["Piano"]])
    scene = tmp_path / "middlebury/Piano-perfect"
    save_picture(scene / "im0.png")
    save_pfm(scene / "disp0.pfm", BASELINE_MM * FOCAL_PX / (1000 * with_hole(np.inf, metres())) - OFFSET_PX)
    disparity = np.fromfile(scene / "disp0.pfm", "<f4", offset=len("Pf\n64 48\n-1.0\n"))
    disparity[np.isclose(disparity, -OFFSET_PX)] = np.inf
    save_pfm(scene / "disp0.pfm", disparity.reshape(SHAPE)[::-1])
    (scene / "calib.txt").write_text(CALIBRATION)
    return scene


def metres() -> np.ndarray:
    return RAMP_M + np.arange(HEIGHT, dtype=np.float32)[:, None] / HEIGHT


def test_the_list_has_23_scenes() -> None:
    assert len({line[0] for line in read_list("middlebury-2014")}) == 23


def test_depth_is_that_of_the_disparity(scene: Path, tmp_path: Path) -> None:
    (view,) = imported(scene.parent, tmp_path / "out", "middlebury")
    np.testing.assert_allclose(metres_of(view), with_hole(np.nan, metres()), rtol=1e-5)


def test_one_pixel_by_hand(scene: Path, tmp_path: Path) -> None:
    save_pfm(scene / "disp0.pfm", np.full(SHAPE, 254.5))  # 193 mm · 4000 / (254.5 + 131.5) = 2000 mm
    (view,) = imported(scene.parent, tmp_path / "out", "middlebury")
    assert metres_of(view)[0, 0] == pytest.approx(2)


@pytest.mark.parametrize("order", ["<", ">"])
def test_pfm_is_stored_from_the_lowest_row_in_either_order_of_bytes(order: str, tmp_path: Path) -> None:
    save_pfm(tmp_path / "a.pfm", metres(), order)
    np.testing.assert_array_equal(read_pfm(tmp_path / "a.pfm", SHAPE), metres())


def test_scores_follow_the_drawing(scene: Path, tmp_path: Path) -> None:
    imported(scene.parent, tmp_path / "out", "middlebury")
    assert scores(tmp_path / "out", tmp_path / "perfect", metres())["AbsRel"] < 0.004
    assert scores(tmp_path / "out", tmp_path / "far", 1.2 * metres())["AbsRel"] == pytest.approx(0.2, abs=0.004)
    assert scores(tmp_path / "out", tmp_path / "half", metres()[::2, ::2])["AbsRel"] < 0.02


@pytest.mark.parametrize(
    ("name", "change", "said"),
    [
        ("im0.png", Path.unlink, r"im0\.png: is missing; unpack the 23 archives SCENE-perfect\.zip"),
        ("disp0.pfm", Path.unlink, r"disp0\.pfm: is missing"),
        (
            "disp0.pfm",
            lambda path: path.write_bytes(b"PF\n64 48\n-1\n"),
            r"disp0\.pfm: cannot be read: it must be a grey",
        ),
        ("disp0.pfm", lambda path: path.write_bytes(b"Pf\n64 48\n-1\n1234"), r"12288 bytes of numbers must follow"),
        ("disp0.pfm", lambda path: save_pfm(path, metres()[1:]), r"of 64×47 pixels, and its picture of 64×48"),
        ("disp0.pfm", lambda path: path.write_bytes(b"Pf\nmany 48\n-1\n"), r"disp0\.pfm: cannot be read"),
        ("calib.txt", Path.unlink, r"calib\.txt: is missing"),
        ("calib.txt", lambda path: path.write_text("doffs=1"), r"calib\.txt: cannot be read: it says no cam0"),
        ("calib.txt", lambda path: path.write_text(CALIBRATION.replace("193", "0")), r"must be above 0"),
        ("calib.txt", lambda path: path.write_text(CALIBRATION.replace("193", "1.2.3")), r"could not convert string"),
        ("calib.txt", lambda path: path.write_bytes(b"\xff\xfe"), r"calib\.txt: cannot be read"),
    ],
)
def test_each_damage_is_told_in_one_sentence(
    name: str, change: Callable[[Path], object], said: str, scene: Path, tmp_path: Path
) -> None:
    change(scene / name)
    with pytest.raises(RequestError, match=said):
        imported(scene.parent, tmp_path / "out", "middlebury")
