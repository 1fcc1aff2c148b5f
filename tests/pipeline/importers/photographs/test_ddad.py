"""DDAD's tar, fabricated in the layout of its authors' data format: two scenes, points by hand through the poses."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from cavendish.pipeline.importers.photographs import ddad
from cavendish.scenes.errors import RequestError

from .depth_sets import SHAPE, imported, metres_of, save_picture, scores

AHEAD = {"qw": 0.5, "qx": -0.5, "qy": 0.5, "qz": -0.5}
CAMERAS = ("CAMERA_01", "CAMERA_05")
POINTS = np.array([[10.0, 0, 0, 1], [20.0, 0, 0, 1], [10.0, -1, 0, 1], [-5.0, 0, 0, 1], [np.nan, 0, 0, 1]])
EXPECTED = {(32, 24): 10.0, (42, 24): 10.0}
FIRST = "ddad_train_val/000150/scene_a.json"
SCAN = "ddad_train_val/000150/point_cloud/LIDAR/0.npz"


def pose(rotation: dict[str, float]) -> dict[str, Any]:
    return {"rotation": rotation, "translation": {"x": 100.0, "y": 50.0, "z": 0.0}}


def scene() -> dict[str, Any]:
    """Return a scene of one sample, whose sensors stand in one place of the world."""
    files = {"LIDAR": "point_cloud/LIDAR/0.npz", **{camera: f"rgb/{camera}/0.png" for camera in CAMERAS}}
    kinds = {"LIDAR": "point_cloud"}
    return {
        "name": "a",
        "samples": [{"calibration_key": "lenses", "datum_keys": list(files), "id": {"index": "0"}}],
        "data": [
            {
                "key": name,
                "id": {"name": name, "index": "0"},
                "datum": {
                    kinds.get(name, "image"): {
                        "filename": file,
                        "pose": pose({"qw": 1.0} if name == "LIDAR" else AHEAD),
                    }
                },
            }
            for name, file in files.items()
        ],
    }


def lenses() -> dict[str, Any]:
    """Return the calibration of all sensors; the laser's is nothing, as there."""
    lens = {"fx": 100.0, "fy": 100.0, "cx": 32.0, "cy": 24.0, "skew": 0.0}
    return {"names": ["LIDAR", *CAMERAS], "intrinsics": [dict.fromkeys(lens, 0.0), *[lens] * len(CAMERAS)]}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the tar's folder with two scenes for validation, and one to learn from that is not there."""
    monkeypatch.setattr(ddad, "SAMPLES", 2)
    monkeypatch.setattr(ddad, "SPLITS", {"val": CAMERAS[:1], "val-all": CAMERAS})
    root = tmp_path / "ddad/ddad_train_val"
    files = {"0": {"filenames": ["000000/scene_x.json"]}}
    files["1"] = {"filenames": ["000150/scene_a.json", "000151/scene_b.json"]}
    for name in files["1"]["filenames"]:
        home = (root / name).parent
        for camera in CAMERAS:
            save_picture(home / "rgb" / camera / "0.png")
        (home / "point_cloud/LIDAR").mkdir(parents=True)
        np.savez_compressed(home / "point_cloud/LIDAR/0.npz", data=POINTS)
        (home / "calibration").mkdir()
        (home / "calibration/lenses.json").write_text(json.dumps(lenses()))
        (root / name).write_text(json.dumps(scene()))
    (root / "ddad.json").write_text(json.dumps({"metadata": {}, "scene_splits": files}))
    return tmp_path / "ddad"


def known(depth_m: np.ndarray) -> dict[tuple[int, int], float]:
    return {(int(x), int(y)): round(float(depth_m[y, x]), 4) for y, x in np.argwhere(~np.isnan(depth_m))}


@pytest.mark.parametrize(("split", "count"), [("val", 2), ("val-all", 4)])
def test_the_nearest_point_of_each_pixel_is_known(split: str, count: int, folder: Path, tmp_path: Path) -> None:
    views = imported(folder, tmp_path / "out", "ddad", split)
    assert [known(metres_of(view)) for view in views] == [EXPECTED] * count


def test_scores_follow_the_drawing(folder: Path, tmp_path: Path) -> None:
    imported(folder, tmp_path / "out", "ddad")
    drawn = np.full(SHAPE, 10.0)
    assert scores(tmp_path / "out", tmp_path / "perfect", drawn, drawn)["AbsRel"] < 0.005
    assert scores(tmp_path / "out", tmp_path / "far", 1.2 * drawn, drawn)["AbsRel"] == pytest.approx(0.1, abs=0.005)
    half = drawn[::2, ::2]
    assert scores(tmp_path / "out", tmp_path / "half", half, half)["AbsRel"] < 0.005


def rewritten(name: str, content: Any) -> Callable[[Path], object]:
    return lambda folder: (folder / name).write_text(json.dumps(content))


def scene_with(place: int, **fields: Any) -> dict[str, Any]:
    changed = scene()
    changed["data"][place] |= fields
    return changed


def archive_of(**members: bytes) -> Callable[[Path], None]:
    def write(folder: Path) -> None:
        with zipfile.ZipFile(folder / SCAN, "w") as archive:
            for name, data in members.items():
                archive.writestr(f"{name}.npy", data)

    return write


def npy(array: np.ndarray) -> bytes:
    file = io.BytesIO()
    np.save(file, array)
    return file.getvalue()


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda folder: (folder / "ddad_train_val/ddad.json").unlink(), r"ddad\.json: is missing"),
        (rewritten("ddad_train_val/ddad.json", {"scene_splits": {}}), r"ddad\.json: has no split 1"),
        (
            rewritten("ddad_train_val/ddad.json", []),
            r"ddad\.json: cannot be read: Input should be a valid dict",
        ),
        (lambda folder: (folder / FIRST).unlink(), r"scene_a\.json: is missing"),
        (rewritten(FIRST, {"samples": []}), r"scene_a\.json: cannot be read: data: Field required"),
        (
            rewritten(FIRST, scene_with(0, key="other")),
            r"scene_a\.json: .* it names 'LIDAR', of which nothing",
        ),
        (rewritten(FIRST, scene_with(1, id={"name": "CAMERA_09"})), r"scene_a\.json: .* it names 'CAMERA_09', of"),
        (
            rewritten(FIRST, scene_with(1, datum={})),
            r"scene_a\.json: cannot be read: CAMERA_01: is neither an image nor",
        ),
        (
            rewritten(FIRST, scene_with(1, datum={"image": {"filename": "/etc/x.png", "pose": pose(AHEAD)}})),
            r"names the file '/etc/x\.png', which leads out of it",
        ),
        (
            lambda folder: (folder / "ddad_train_val/000150/calibration/lenses.json").unlink(),
            r"lenses\.json: is missing",
        ),
        (
            rewritten("ddad_train_val/000150/calibration/lenses.json", {"names": ["LIDAR"], "intrinsics": []}),
            r"lenses\.json: has 1 names and 0 intrinsics",
        ),
        (lambda folder: (folder / SCAN).unlink(), r"0\.npz: is missing; unpack DDAD\.tar into"),
        (lambda folder: (folder / SCAN).write_bytes(b"no"), r"0\.npz: cannot be read: File is not a zip file"),
        (archive_of(other=b""), r"0\.npz: cannot be read: .*data\.npy"),
        (archive_of(data=npy(np.ones(3))), r"0\.npz: cannot be read: it holds float64 of shape \(3,\)"),
        (archive_of(data=npy(np.ones((2, 4)))[:-8]), r"it holds float64 of shape \(2, 4\) in 56 bytes"),
        (archive_of(data=npy(np.array([[{}]], dtype=object))), r"it holds object of shape \(1, 1\)"),
    ],
)
def test_each_damage_is_told_in_one_sentence(
    change: Callable[[Path], object], said: str, folder: Path, tmp_path: Path
) -> None:
    change(folder)
    with pytest.raises(RequestError, match=said):
        imported(folder, tmp_path / "out", "ddad")


def test_its_pictures_may_not_be_handed_on(folder: Path) -> None:
    assert not ddad.read_ddad(folder, "", "test").benchmark.redistribute
