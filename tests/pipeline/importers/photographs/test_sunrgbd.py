"""SUN RGB-D's folders, fabricated: 16 bits turned by three, files of names that no list knows."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from cavendish.pipeline.importers.photographs import sunrgbd
from cavendish.pipeline.importers.photographs.lists import read_list
from cavendish.scenes.errors import RequestError

from .depth_sets import HOLE, RAMP_M, RGB, SHAPE, imported, metres_of, save_picture, scores, with_hole

VIEWS = ("kv1/NYUdata/NYU0001", "xtion/sun3ddata/hotel/1/0000008-000000234612")
PICTURE, DEPTH = "image/0000008-000000234612.jpg", "depth/0000008-000000263369.png"


def turned(metres: np.ndarray) -> np.ndarray:
    """Return millimetres as they are stored: the three highest of 16 bits are the lowest."""
    millimetres = np.rint(metres * 1000).astype(np.uint16)
    return (millimetres << 3) | (millimetres >> 13)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder with `SUNRGBD` of two pictures, one of them NYUv2's."""
    monkeypatch.setattr(sunrgbd, "read_list", lambda _: [[view] for view in VIEWS])
    for view in VIEWS:
        save_picture(tmp_path / "sun/SUNRGBD" / view / PICTURE)
        save_picture(tmp_path / "sun/SUNRGBD" / view / DEPTH, turned(with_hole(0)))
        save_picture(tmp_path / "sun/SUNRGBD" / view / "depth_bfx/a.png", turned(with_hole(3)))
    return tmp_path / "sun"


def test_the_list_has_5050_pictures_of_which_654_are_nyuv2s() -> None:
    views = [line[0] for line in read_list("sunrgbd-test")]
    assert (len(views), len(set(views))) == (5050, 5050)
    _, nyuv2s = sunrgbd.SPLITS["test-without-nyuv2"]
    assert sum(view.startswith(nyuv2s) for view in views) == 654
    learnt = {line[0] for line in read_list("sunrgbd-train")}
    assert (len(learnt), learnt & set(views)) == (5285, set())


def test_bits_are_turned_back(folder: Path, tmp_path: Path) -> None:
    assert turned(np.array([1.234, 9.0])).tolist() == [8 * 1234, 8 * 9000 % 2**16 + 1]  # 9000 has the 14th bit
    save_picture(folder / "SUNRGBD" / VIEWS[0] / DEPTH, np.full(SHAPE, 8 * 1234, np.uint16))
    first, second = imported(folder, tmp_path / "out", "sunrgbd")
    assert (metres_of(first) == np.float32(1.234)).all()
    np.testing.assert_allclose(metres_of(second), with_hole(np.nan), atol=0.00051)


def test_what_nyuv2_has_can_be_left_out(folder: Path, tmp_path: Path) -> None:
    assert len(imported(folder, tmp_path / "out", "sunrgbd", "test-without-nyuv2")) == 1


def test_to_learn_from_there_is_what_was_filled_in(folder: Path, tmp_path: Path) -> None:
    for view in imported(folder, tmp_path / "out", "sunrgbd", role="train"):
        np.testing.assert_allclose(metres_of(view), with_hole(3), atol=0.00051)


def test_scores_follow_the_drawing_and_8_m_are_the_end(folder: Path, tmp_path: Path) -> None:
    far = with_hole(9.0)
    for view in VIEWS:
        save_picture(folder / "SUNRGBD" / view / DEPTH, turned(far))
    imported(folder, tmp_path / "out", "sunrgbd")
    drawn = np.where(far == 9, 1, far)
    assert scores(tmp_path / "out", tmp_path / "perfect", drawn, drawn)["AbsRel"] < 0.005
    half = RAMP_M[::2, ::2]
    assert scores(tmp_path / "out", tmp_path / "half", half, half)["AbsRel"] < 0.02
    assert far[HOLE].size == 16


@pytest.mark.parametrize(
    ("name", "change", "said"),
    [
        (PICTURE, Path.unlink, r"image: holds no \.jpg file; unpack SUNRGBD\.zip"),
        (DEPTH, Path.unlink, r"depth: holds no \.png file; unpack SUNRGBD\.zip"),
        (
            DEPTH,
            lambda path: path.with_name("b.png").write_bytes(b""),
            r"depth: holds 2 \.png files, and must hold one",
        ),
        (DEPTH, lambda path: path.write_bytes(b"no"), r"263369\.png: cannot be read"),
        (DEPTH, lambda path: Image.fromarray(RGB).save(path), r"mode RGB; it must be 16-bit grey"),
        (DEPTH, lambda path: save_picture(path, np.ones((4, 6), np.uint16)), r"of 6×4 pixels, and its picture of 64×"),
    ],
)
def test_each_damage_is_told_in_one_sentence(
    name: str, change: Callable[[Path], object], said: str, folder: Path, tmp_path: Path
) -> None:
    change(folder / "SUNRGBD" / VIEWS[0] / name)
    with pytest.raises(RequestError, match=said):
        imported(folder, tmp_path / "out", "sunrgbd")


def test_its_pictures_may_not_be_handed_on(folder: Path) -> None:
    assert not sunrgbd.read_sunrgbd(folder, "", "test").benchmark.redistribute
