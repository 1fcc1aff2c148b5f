"""nuScenes' tables and scans, fabricated: every second key frame, points by hand through the poses."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from cavendish.pipeline.importers.photographs import nuscenes
from cavendish.pipeline.importers.photographs.lists import read_list
from cavendish.scenes.errors import RequestError

from .depth_sets import HEIGHT, SHAPE, WIDTH, imported, metres_of, save_picture, scores

AHEAD = [0.5, -0.5, 0.5, -0.5]  # of a camera: its x is the car's right, its y down, its z ahead
LEVEL = [1, 0, 0, 0]
LENS = [[100, 0, 32], [0, 100, 24], [0, 0, 1]]
POINTS = np.array(  # in the laser's frame, which is the car's: x ahead, y left, z up
    [
        [12, 0, 0],  # 10 m before the picture's camera, as the car drives 2 m on
        [22, 0, 0],  # hidden by the first
        [12, -1, 0],  # 1 m to the right: 100 / 10 px
        [12, 0, 1],  # 1 m up
        [-5, 0, 0],  # behind
        [2.9, 0, 0],  # under 1 m ahead
        [12, 3.15, 0],  # on the first column, 0.5 px from the edge
    ],
    np.float32,
)
EXPECTED = {(32, 24): 10.0, (42, 24): 10.0, (32, 14): 10.0}


def tables() -> dict[str, list[dict[str, Any]]]:
    """Return the tables of two scenes, three key frames of the first and one of the second; times run backwards."""
    frames = [("s1", 30), ("s1", 10), ("s1", 20), ("s2", 5), ("s3", 1)]
    channels = ("LIDAR_TOP", "CAM_FRONT", "CAM_BACK")
    shots = [(f"f{place}", channel) for place in range(len(frames)) for channel in channels]
    return {
        "scene": [{"token": f"s{n}", "name": f"scene-{n}"} for n in (2, 1, 3)],
        "sample": [
            {"token": f"f{place}", "scene_token": scene, "timestamp": time}
            for place, (scene, time) in enumerate(frames)
        ],
        "sensor": [{"token": f"of {channel}", "channel": channel} for channel in channels],
        "calibrated_sensor": [
            {
                "token": f"on {channel}",
                "sensor_token": f"of {channel}",
                "rotation": AHEAD if channel == "CAM_FRONT" else LEVEL,
                "translation": [0, 0, 0],
                "camera_intrinsic": [] if channel == "LIDAR_TOP" else LENS,
            }
            for channel in channels
        ],
        "ego_pose": [
            {"token": f"{frame} {channel}", "rotation": LEVEL, "translation": [2 * (channel != "LIDAR_TOP"), 0, 0]}
            for frame, channel in shots
        ],
        "sample_data": [
            {
                "sample_token": frame,
                "calibrated_sensor_token": f"on {channel}",
                "ego_pose_token": f"{frame} {channel}",
                "filename": f"samples/{channel}/{frame}.{'pcd.bin' if channel == 'LIDAR_TOP' else 'jpg'}",
                "is_key_frame": True,
            }
            for frame, channel in shots
        ]
        + [{"sample_token": "f1", "is_key_frame": False}],
    }


def write(folder: Path, name: str, rows: object) -> None:
    (folder / "v1.0-trainval").mkdir(parents=True, exist_ok=True)
    (folder / "v1.0-trainval" / f"{name}.json").write_text(json.dumps(rows, indent=0))


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder of five key frames by two cameras; of scenes 1 and 2, every second is taken."""
    monkeypatch.setattr(nuscenes, "read_list", lambda _: [["scene-1"], ["scene-2"]])
    monkeypatch.setattr(nuscenes, "CAMERAS", ("CAM_FRONT", "CAM_BACK"))
    monkeypatch.setattr(nuscenes, "EVERY", 2)
    monkeypatch.setattr(nuscenes, "EXPECTED", 4)
    for name, rows in tables().items():
        write(tmp_path / "nuscenes", name, rows)
    for shot in tables()["sample_data"][:-1]:
        path = tmp_path / "nuscenes" / shot["filename"]
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.suffix == ".jpg":
            save_picture(path)
        else:
            np.hstack([POINTS, np.zeros((len(POINTS), 2))]).astype("<f4").tofile(path)
    return tmp_path / "nuscenes"


def known(depth_m: np.ndarray) -> dict[tuple[int, int], float]:
    return {(int(x), int(y)): round(float(depth_m[y, x]), 4) for y, x in np.argwhere(~np.isnan(depth_m))}


def test_the_split_has_150_scenes_and_every_tenth_frame_by_six_cameras_are_3612() -> None:
    assert len({line[0] for line in read_list("nuscenes-val")}) == 150
    assert len(range(0, 6019, nuscenes.EVERY)) * len(nuscenes.CAMERAS) == nuscenes.EXPECTED == 3612


def test_frames_are_counted_by_scene_and_time(folder: Path) -> None:
    views = nuscenes.read_nuscenes(folder, "", "test").views
    # Of scene 1: f1, f2, f0; of scene 2: f3.
    assert views == tuple(f"samples/{camera}/{frame}.jpg" for frame in ("f1", "f0") for camera in nuscenes.CAMERAS)


def test_points_come_through_the_poses_and_the_nearest_stays(folder: Path, tmp_path: Path) -> None:
    views = imported(folder, tmp_path / "out", "nuscenes")
    assert known(metres_of(views[0])) == EXPECTED
    assert (
        known(metres_of(views[1])) == {(32, 24): 1.0} or known(metres_of(views[1])) == {}
    )  # looks up: 1 m is too near


def test_scores_follow_the_drawing(folder: Path, tmp_path: Path) -> None:
    imported(folder, tmp_path / "out", "nuscenes")
    drawn = np.full(SHAPE, 10.0)
    perfect = scores(tmp_path / "out", tmp_path / "perfect", *[drawn] * 4)
    assert perfect["AbsRel"] < 0.005
    assert scores(tmp_path / "out", tmp_path / "far", *[1.2 * drawn] * 4)["AbsRel"] == pytest.approx(0.2, abs=0.005)
    half = [drawn[: HEIGHT // 2, : WIDTH // 2]] * 4
    assert scores(tmp_path / "out", tmp_path / "half", *half)["AbsRel"] < 0.005


def changed(name: str, place: int, **fields: Any) -> Callable[[Path], None]:
    rows = tables()[name]
    rows[place] |= fields
    return lambda folder: write(folder, name, rows)


def without(name: str, place: int) -> Callable[[Path], None]:
    return lambda folder: write(folder, name, tables()[name][:place] + tables()[name][place + 1 :])


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda folder: (folder / "v1.0-trainval/ego_pose.json").unlink(), r"ego_pose\.json: is missing"),
        (
            lambda folder: (folder / "v1.0-trainval/sample.json").write_text('[{"token": "f0",'),
            r"sample\.json: cannot be read: it must be one JSON array of objects",
        ),
        (lambda folder: write(folder, "sample", {}), r"sample\.json: cannot be read: it must be one JSON array of obj"),
        (changed("sample", 0, timestamp="no"), r"sample\.json: cannot be read: timestamp: Input should be a valid int"),
        (without("scene", 0), r"scene\.json: holds 1 of the split's 2 scenes"),
        (without("sensor", 1), r"sensor\.json: holds no 'of CAM_FRONT', which another table names"),
        (without("calibrated_sensor", 0), r"calibrated_sensor\.json: holds no 'on LIDAR_TOP', which another table"),
        (without("ego_pose", 3), r"ego_pose\.json: holds no 'f1 LIDAR_TOP', which another table names"),
        (without("sample_data", 4), r"sample_data\.json holds a key frame without CAM_FRONT"),
        (changed("sample_data", 4, filename="../x.jpg"), r"names the file '\.\./x\.jpg', which leads out of it"),
        (changed("calibrated_sensor", 1, camera_intrinsic=[]), r"calibrated_sensor\.json says no camera_intrinsic of"),
        (changed("calibrated_sensor", 1, rotation=[0, 0, 0, 0]), r"calibrated_sensor\.json: cannot be read: .*norm"),
        (
            changed("calibrated_sensor", 1, camera_intrinsic=[[1, 2, 3]]),
            r"camera_intrinsic of on CAM_FRONT must be 3 ×",
        ),
        (
            lambda folder: (folder / "samples/CAM_BACK/f0.jpg").unlink(),
            r"f0\.jpg: is missing; unpack the key frames of",
        ),
        (
            lambda folder: (folder / "samples/LIDAR_TOP/f1.pcd.bin").write_bytes(b"1234"),
            r"f1\.pcd\.bin: cannot be read: it has 4 bytes, and a scan has 20 for each point",
        ),
    ],
)
def test_each_damage_is_told_in_one_sentence(
    change: Callable[[Path], object], said: str, folder: Path, tmp_path: Path
) -> None:
    change(folder)
    with pytest.raises(RequestError, match=said):
        imported(folder, tmp_path / "out", "nuscenes")


def test_another_number_of_pictures_is_refused(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(nuscenes, "EXPECTED", 3612)
    with pytest.raises(RequestError, match="holds 4 pictures of val, and the set's list has 3612"):
        imported(folder, tmp_path / "out", "nuscenes")


def test_a_picture_that_is_none_is_told(folder: Path, tmp_path: Path) -> None:
    Image.new("RGB", (9, 9)).save(folder / "samples/CAM_FRONT/f0.jpg", "BMP")
    with pytest.raises(RequestError, match=r"f0\.jpg: cannot be read"):
        imported(folder, tmp_path / "out", "nuscenes")


def test_its_pictures_may_not_be_handed_on(folder: Path) -> None:
    assert not nuscenes.read_nuscenes(folder, "", "test").benchmark.redistribute
