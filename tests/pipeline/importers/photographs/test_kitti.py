"""KITTI's archives, fabricated: two dates of two sizes, depth in train and val, and scans worked by hand."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

import cavendish
from cavendish.manifests.benchmark import DEPTH_PROTOCOLS
from cavendish.pipeline.evaluation.metrics import counted_depth
from cavendish.pipeline.importers.photographs import kitti
from cavendish.pipeline.importers.photographs.lists import read_list
from cavendish.scenes.errors import RequestError

from .depth_sets import SHAPE, imported, metres_of, save_picture, scores

FIRST, SECOND = "2011_09_26_drive_0002_sync", "2011_09_28_drive_0002_sync"
FRAME = "0000000069"
LINES = [[FIRST, FRAME], [FIRST, "0000000070", "none"], [SECOND, FRAME]]
SHAPES = {FIRST: (375, 1242), SECOND: (370, 1226)}
PARTS = {FIRST: "train", SECOND: "val"}
CAMERAS = "P_rect_02: 700 0 621 0 0 700 187 0 0 0 1 0\nR_rect_00: 1 0 0 0 1 0 0 0 1\ncalib_time: 09-Jan-2012\n"
LASER = "R: 0 -1 0 0 0 -1 1 0 0\nT: 0 0 -0.27\n"  # the camera looks ahead from 27 cm before the laser
POINTS = np.array(
    [
        [10.27, 0, 0],  # 10 m before the camera, in its middle: x 621, y 187
        [20.27, 0, 0],  # behind the first
        [10.27, -1, 0],  # 1 m to the right: 700 / 10 px
        [10.27, 0, 1],  # 1 m up
        [-5, 0, 0],  # behind the car
        [10.27, 50, 0],  # out of sight
    ],
    np.float32,
)


def metres(drive: str) -> np.ndarray:
    """Return 5 to 55 m from top to bottom, known in 18 % of the pixels."""
    height, width = SHAPES[drive]
    ramp = np.broadcast_to(5 + 50 * np.arange(height)[:, None] / height, (height, width))
    return np.where(np.random.default_rng(1).random((height, width)) < 0.18, ramp, np.nan)


def picture(drive: str, frame: str) -> str:
    return f"{drive[:10]}/{drive}/image_02/data/{frame}.png"


def depth(drive: str) -> str:
    return f"{PARTS[drive]}/{drive}/proj_depth/groundtruth/image_02/{FRAME}.png"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder with three pictures of two sizes, of which two have improved depth and all a scan."""
    monkeypatch.setattr(kitti, "read_list", lambda _: LINES)
    folder = tmp_path / "kitti"
    for drive, frame, *none in LINES:
        save_picture(folder / picture(drive, frame), np.full((*SHAPES[drive], 3), 90, np.uint8))
        if not none:
            save_picture(folder / depth(drive), np.nan_to_num(np.rint(metres(drive) * 256)).astype(np.uint16))
        scan = folder / drive[:10] / drive / "velodyne_points/data" / f"{frame}.bin"
        scan.parent.mkdir(parents=True, exist_ok=True)
        np.hstack([POINTS, np.ones((len(POINTS), 1))]).astype("<f4").tofile(scan)
        (folder / drive[:10] / "calib_cam_to_cam.txt").write_text(CAMERAS)
        (folder / drive[:10] / "calib_velo_to_cam.txt").write_text(LASER)
    return folder


def test_the_list_has_697_pictures_of_which_652_have_improved_depth() -> None:
    lines = read_list("kitti-eigen")
    assert (len(lines), sum(len(line) == 2 for line in lines)) == (697, 652)
    assert len({tuple(line[:2]) for line in lines}) == 697
    of_marigold = [line[0] for line in read_list("marigold-kitti")]
    assert [picture(*line) for line in lines if len(line) == 2] == of_marigold


def test_improved_depth_comes_from_train_and_val_and_pictures_keep_their_size(folder: Path, tmp_path: Path) -> None:
    views = imported(folder, tmp_path / "out", "kitti")
    assert [view.size_px for view in views] == [(1242, 375), (1226, 370)]
    for view, drive in zip(views, PARTS, strict=True):
        np.testing.assert_allclose(metres_of(view), metres(drive), atol=0.5 / 256 + 1e-6)


def test_gargs_crop_is_of_the_whole_picture() -> None:
    known = np.ones((375, 1242))
    rows, columns = np.nonzero(counted_depth(known, known > 0, DEPTH_PROTOCOLS["kitti-garg"]))
    assert (rows.min(), rows.max() + 1, columns.min(), columns.max() + 1) == (153, 371, 44, 1197)


def test_scores_follow_the_drawing(folder: Path, tmp_path: Path) -> None:
    imported(folder, tmp_path / "out", "kitti")
    drawn = [np.broadcast_to(np.nanmax(metres(drive), axis=1)[:, None], SHAPES[drive]) for drive in PARTS]
    assert scores(tmp_path / "out", tmp_path / "perfect", *drawn)["AbsRel"] < 0.005
    far = scores(tmp_path / "out", tmp_path / "far", *(1.2 * each for each in drawn))
    assert far["AbsRel"] == pytest.approx(0.2, abs=0.005)
    wide = [each[np.linspace(0, len(each) - 1, 384).astype(int)][:, :1].repeat(1248, axis=1) for each in drawn]
    assert scores(tmp_path / "out", tmp_path / "1248x384", *wide)["AbsRel"] < 0.01
    assert scores(tmp_path / "out", tmp_path / "half", *(each[::2, ::2] for each in drawn))["AbsRel"] < 0.01


def test_a_scan_is_read_as_monodepth2_reads_it(folder: Path, tmp_path: Path) -> None:
    views = imported(folder, tmp_path / "out", "kitti", "eigen-raw")
    assert len(views) == 3
    found = {(int(x), int(y)): round(float(metres_of(views[0])[y, x]), 4) for y, x in known(metres_of(views[0]))}
    # Ahead of the laser, not of the camera; places are counted from 1; the nearer of two stays.
    assert found == {(620, 186): 10.27, (690, 186): 10.27, (620, 116): 10.27}


def known(depth_m: np.ndarray) -> np.ndarray:
    return np.argwhere(~np.isnan(depth_m))


def test_the_two_truths_have_names_of_their_own(folder: Path, tmp_path: Path) -> None:
    for split, said in (("eigen", '"kitti eigen": surfaces of'), ("eigen-raw", '"kitti eigen-raw": surfaces of')):
        imported(folder, tmp_path / split, "kitti", split)
        (tmp_path / f"drawn {split}").mkdir()
        save_picture(tmp_path / f"drawn {split}" / "00000000-00-00-depth.png", np.zeros((375, 1242, 3), np.uint8))
        report = cavendish.evaluate(tmp_path / split, tmp_path / f"drawn {split}", "test")
        assert report["protocol"]["depth"]["counts"].startswith(said)


@pytest.mark.parametrize("inner", ["", "val_selection_cropped", "depth_selection/val_selection_cropped"])
def test_kittis_own_selection_comes_from_its_archive(
    inner: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kitti, "SELECTED", 2)
    folder = tmp_path / "selection" / inner
    for camera in ("02", "03"):
        save_picture(folder / f"image/{FIRST}_image_0000000005_image_{camera}.png")
        depth = folder / f"groundtruth_depth/{FIRST}_groundtruth_depth_0000000005_image_{camera}.png"
        save_picture(depth, np.full(SHAPE, 2560, np.uint16))
    views = imported(tmp_path / "selection", tmp_path / "out", "kitti", "selection")
    assert [float(metres_of(view).mean()) for view in views] == [10, 10]
    perfect = scores(tmp_path / "out", tmp_path / "perfect", *[np.full(SHAPE, 10.0)] * 2)
    assert perfect["AbsRel"] < 0.005
    (folder / f"image/{FIRST}_image_0000000005_image_02.png").unlink()
    with pytest.raises(RequestError, match="holds 1 pictures of selection, and the set's list has 2"):
        imported(tmp_path / "selection", tmp_path / "less", "kitti", "selection")
    depth.unlink()
    with pytest.raises(RequestError, match=r"image_03\.png: is missing; unpack data_depth_selection\.zip"):
        imported(tmp_path / "selection", tmp_path / "none", "kitti", "selection")


def test_an_empty_folder_holds_no_selection(tmp_path: Path) -> None:
    with pytest.raises(RequestError, match=r"holds no pictures of selection; unpack data_depth_selection\.zip into it"):
        kitti.read_kitti(tmp_path, "selection", "test")


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-3])


@pytest.mark.parametrize(
    ("split", "name", "change", "said"),
    [
        (
            "eigen",
            picture(FIRST, FRAME),
            Path.unlink,
            r"0069\.png: is missing; unpack data_depth_annotated\.zip and th",
        ),
        ("eigen", depth(SECOND), Path.unlink, r"image_02/0000000069\.png: is missing in train and val of .*; unpack"),
        ("eigen", depth(FIRST), lambda path: path.write_bytes(b"no"), r"0000000069\.png: cannot be read"),
        (
            "eigen",
            depth(FIRST),
            lambda path: Image.new("I;16", (9, 9)).save(path),
            r"of 9×9 pixels, and its picture of 1242×375",
        ),
        ("eigen-raw", f"2011_09_26/{FIRST}/velodyne_points/data/{FRAME}.bin", Path.unlink, r"0069\.bin: is missing"),
        (
            "eigen-raw",
            f"2011_09_26/{FIRST}/velodyne_points/data/{FRAME}.bin",
            cut,
            r"0069\.bin: cannot be read: it has 93 bytes, and a scan has 16 for each point",
        ),
        ("eigen-raw", "2011_09_26/calib_cam_to_cam.txt", Path.unlink, r"calib_cam_to_cam\.txt: is missing"),
        (
            "eigen-raw",
            "2011_09_26/calib_cam_to_cam.txt",
            lambda path: path.write_text("R_rect_00: 1 0 0 0 1 0 0 0 1"),
            r"calib_cam_to_cam\.txt: cannot be read: it says no P_rect_02",
        ),
        (
            "eigen-raw",
            "2011_09_26/calib_velo_to_cam.txt",
            lambda path: path.write_text("R: 1 2 3\nT: 0 0 0"),
            r"calib_velo_to_cam\.txt: cannot be read: R must be 9 numbers",
        ),
        (
            "eigen-raw",
            "2011_09_26/calib_velo_to_cam.txt",
            lambda path: path.write_text(LASER.replace("-0.27", "no")),
            r"calib_velo_to_cam\.txt: cannot be read: could not convert",
        ),
    ],
)
def test_each_damage_is_told_in_one_sentence(
    split: str, name: str, change: Callable[[Path], object], said: str, folder: Path, tmp_path: Path
) -> None:
    change(folder / name)
    with pytest.raises(RequestError, match=said):
        imported(folder, tmp_path / "out", "kitti", split)


def test_it_cannot_be_learnt_from_as_it_is_too_sparse(folder: Path, tmp_path: Path) -> None:
    with pytest.raises(RequestError, match="role train: is not possible here: far over 5 % of each picture is unknown"):
        imported(folder, tmp_path / "out", "kitti", role="train")


def test_its_pictures_may_not_be_handed_on(folder: Path) -> None:
    assert not kitti.read_kitti(folder, "", "test").benchmark.redistribute
