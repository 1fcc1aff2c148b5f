"""DIODE's own files, fabricated: the mask wins, normals face the camera, indoors has a range of its own."""

from __future__ import annotations

import tarfile
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

import cavendish
from cavendish.pipeline.codecs import normals
from cavendish.pipeline.dataset.png import png_bytes
from cavendish.pipeline.importers.photographs import diode
from cavendish.pipeline.importers.photographs.lists import read_list
from cavendish.scenes.errors import RequestError

from .depth_sets import HEIGHT, RAMP_M, SHAPE, WIDTH, imported, metres_of, save_picture, scores, with_hole

NAMES = [[f"{side}/a{end}" for end in (".png", "_depth.npy", "_depth_mask.npy")] for side in ("indoors", "outdoor")]
SLANTED = np.array([0.6, 0, 0.8])


def vectors() -> np.ndarray:
    """Return slanted normals of length 1; the upper left ones face away, the lower right ones are unknown."""
    stored = np.broadcast_to(SLANTED, (*SHAPE, 3)).copy()
    stored[:4, :4] *= -1
    stored[-4:, -4:] = 0
    return stored


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder with `val` of two pictures, one indoors, the other outdoor."""
    monkeypatch.setattr(diode, "read_list", lambda _: NAMES)
    for picture, metres, mask in NAMES:
        save_picture(tmp_path / "diode/val" / picture)
        np.save(tmp_path / "diode/val" / metres, with_hole(7)[..., None])
        np.save(tmp_path / "diode/val" / mask, with_hole(0, np.ones(SHAPE)))
    return tmp_path / "diode"


def give_normals(folder: Path) -> None:
    for picture, *_ in NAMES:
        np.save(folder / "val" / picture.replace(".png", "_normal.npy"), vectors())


def test_the_list_has_325_indoors_and_446_outdoor() -> None:
    starts = [line[0].split("/")[0] for line in read_list("marigold-diode")]
    assert (starts.count("indoors"), starts.count("outdoor"), len(starts)) == (325, 446, 771)


@pytest.mark.parametrize(("split", "count"), [("", 2), ("indoors", 1), ("outdoor", 1)])
def test_the_mask_wins(split: str, count: int, folder: Path, tmp_path: Path) -> None:
    views = imported(folder, tmp_path / "out", "diode", split)
    assert len(views) == count
    for view in views:
        np.testing.assert_array_equal(metres_of(view), with_hole(np.nan))
        assert view.normals is None


def test_normals_are_turned_to_face_the_camera(folder: Path, tmp_path: Path) -> None:
    give_normals(folder)
    for view in imported(folder, tmp_path / "out", "diode"):
        assert view.normals is not None
        expected = np.broadcast_to(SLANTED, (*SHAPE, 3)).astype(np.float32).copy()
        expected[-4:, -4:] = 0
        np.testing.assert_allclose(view.normals, expected, atol=1e-4)  # truth files hold them in 16 bits


def test_what_faces_the_camera_is_told_by_the_ray_of_its_pixel() -> None:
    sideways = np.broadcast_to(np.array([1, 0, 0.1]), (*SHAPE, 3)) / np.hypot(1, 0.1)
    x = diode.facing(sideways)[..., 0]
    assert (x[:, : WIDTH // 2] > 0).all()  # on the left, a surface that looks right looks at the camera
    assert (x[:, -4:] < 0).all()
    down = np.broadcast_to(np.array([0, -1, 0.1]), (*SHAPE, 3)) / np.hypot(1, 0.1)
    y = diode.facing(down)[..., 1]
    assert (y[: HEIGHT // 2] < 0).all()  # a ceiling
    assert (y[-4:] > 0).all()


def test_vectors_that_are_none_are_unknown() -> None:
    bad = vectors()
    bad[10, 10], bad[11, 11], bad[12, 12] = np.nan, [0.1, 0, 0], [0, 0, 0.7]
    facing = diode.facing(bad)
    assert not facing[[10, 11], [10, 11]].any()
    np.testing.assert_allclose(facing[12, 12], [0, 0, 1])


def test_scores_follow_the_drawing(folder: Path, tmp_path: Path) -> None:
    imported(folder, tmp_path / "out", "diode", "indoors")
    assert scores(tmp_path / "out", tmp_path / "perfect", RAMP_M)["AbsRel"] < 0.004
    assert scores(tmp_path / "out", tmp_path / "far", 1.2 * RAMP_M)["AbsRel"] == pytest.approx(0.2, abs=0.004)
    assert scores(tmp_path / "out", tmp_path / "half", RAMP_M[::2, ::2])["AbsRel"] < 0.02


@pytest.mark.parametrize(("turn", "mean_deg"), [((1, 1, 1), 0), ((-1, 1, 1), 73.7)])
def test_normals_are_scored(turn: tuple[int, ...], mean_deg: float, folder: Path, tmp_path: Path) -> None:
    give_normals(folder)
    imported(folder, tmp_path / "out", "diode", "indoors")
    drawn = np.broadcast_to(SLANTED * turn, (*SHAPE, 3)).astype(np.float32)
    (tmp_path / "drawn").mkdir()
    (tmp_path / "drawn/00000000-00-01-normals.png").write_bytes(png_bytes(normals.encode(drawn, "vision-banana")))
    report = cavendish.evaluate(tmp_path / "out", tmp_path / "drawn", "test")
    assert report["scores"]["normals"]["mean°"] == pytest.approx(mean_deg, abs=0.5)


def test_indoors_counts_from_1_cm_to_25_m(folder: Path, tmp_path: Path) -> None:
    np.save(folder / "val" / NAMES[0][1], with_hole(7, np.where(RAMP_M < 1.5, 0.3, 30)))
    imported(folder, tmp_path / "out", "diode", "indoors")
    assert scores(tmp_path / "out", tmp_path / "drawn", np.full(SHAPE, 0.3))["AbsRel"] < 0.01


@pytest.mark.parametrize(
    ("place", "change", "said"),
    [
        (0, Path.unlink, r"a\.png: is missing; unpack val\.tar\.gz"),
        (1, Path.unlink, r"a_depth\.npy: is missing; unpack val\.tar\.gz"),
        (1, lambda path: path.write_bytes(b"no"), r"a_depth\.npy: cannot be read"),
        (1, lambda path: np.save(path, np.ones((3, 3))), r"float64 of shape \(3, 3\), and must be numbers"),
        (2, lambda path: np.save(path, np.array([{}])), r"object of shape \(1,\), and must be numbers"),
    ],
)
def test_each_damage_is_told_in_one_sentence(
    place: int, change: Callable[[Path], object], said: str, folder: Path, tmp_path: Path
) -> None:
    change(folder / "val" / NAMES[0][place])
    with pytest.raises(RequestError, match=said):
        imported(folder, tmp_path / "out", "diode")


def test_normals_of_some_are_refused(folder: Path, tmp_path: Path) -> None:
    give_normals(folder)
    (folder / "val/outdoor/a_normal.npy").unlink()
    with pytest.raises(RequestError, match=r"outdoor/a_normal\.npy: is missing, but other views have theirs"):
        imported(folder, tmp_path / "out", "diode")


def test_normals_of_another_size_are_refused(folder: Path, tmp_path: Path) -> None:
    give_normals(folder)
    np.save(folder / "val/indoors/a_normal.npy", np.ones((3, *SHAPE)))
    with pytest.raises(RequestError, match=r"a_normal\.npy: cannot be read: it is float64 of shape"):
        imported(folder, tmp_path / "out", "diode")


def test_it_can_be_learnt_from(folder: Path, tmp_path: Path) -> None:
    give_normals(folder)
    imported(folder, tmp_path / "out", "diode", role="train")
    (shard,) = (tmp_path / "out").rglob("train-*.tar")
    with tarfile.open(shard) as samples:
        names = " ".join(samples.getnames())
    assert ("-depth.target.png" in names, "-normals.target.png" in names) == (True, True)
