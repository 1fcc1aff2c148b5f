"""KITTI's test of Eigen: 697 pictures of the raw data, of which 652 have depth in the official annotated archive.

`eigen` is scored with that improved depth, of several scans; `eigen-raw` with the one scan of each picture, as
monodepth2 projects it. Numbers of the two are not to be mixed. Pictures stay whole, and Garg's crop is taken of that.
`selection` are the 1,000 pictures that KITTI itself chose for validation, cut to 1216 × 352, with improved depth.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from ....manifests.benchmark import DEPTH_PROTOCOLS, Benchmark, DepthRules, Role
from ....scenes.errors import RequestError
from .arrays import Shape, read_png16
from .filed import Layers, Row, chosen_split, of_files
from .laser import Matrix, read_scan, refuse_training, scattered
from .lists import read_list
from .source import PhotographSource, naming

PER_METRE = 256.0
MOST_CALIBRATION_CHARACTERS = 1 << 16
CAMERA = "image_02"  # the left colour camera
ANNOTATED, RAW, SELECTION = "data_depth_annotated.zip", "the raw drives", "data_depth_selection.zip"
SELECTED = 1000


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the set: its pictures' files below a folder, their depth, how that counts, and what to unpack."""

    rows: Callable[[Path], list[Row]]
    layers: Callable[[Row, Shape], Layers]
    rules: DepthRules
    archives: str


def read_kitti(folder: Path, split: str, role: Role) -> PhotographSource:
    """Return the pictures of a part; raises RequestError."""
    refuse_training(role)
    split, part = chosen_split(split, SPLITS, "eigen")
    rows = part.rows(folder)
    benchmark = Benchmark(
        split=split,
        role=role,
        tasks=("depth",),
        licence="KITTI: CC BY-NC-SA 3.0",
        redistribute=False,
        expected=SELECTED if split == "selection" else len(rows),
        depth=part.rules,
    )
    return of_files(folder, rows, part.layers, benchmark, part.archives)


def scan_depth(points_m: NDArray[np.float64], to_picture: Matrix, shape: Shape) -> NDArray[np.float32]:
    """Return the depth H×W of a scan N×3, NaN where no point is; `to_picture` is 3×4.

    As in monodepth2, depth is how far ahead of the laser a point is (its x), places are rounded and counted from 1, and
    the nearest of a pixel stays. There, points of a row's last pixel are mixed up with those of the next one's first.
    """
    ahead = points_m[points_m[:, 0] >= 0]
    x, y, depth = to_picture[:, :3] @ ahead.T + to_picture[:, 3:]
    with np.errstate(divide="ignore", invalid="ignore"):
        at_px = np.round(np.stack([x / depth, y / depth], axis=1)) - 1
    return scattered(ahead[:, 0], at_px, shape)


def to_picture(cameras: Path, laser: Path) -> Matrix:
    """Return the 3×4 matrix from a date's laser to the pixels of CAMERA; raises RequestError."""
    rectified = _calibration(cameras, {"P_rect_02": (3, 4), "R_rect_00": (3, 3)})
    placed = _calibration(laser, {"R": (3, 3), "T": (3, 1)})
    in_first = np.hstack([placed["R"], placed["T"]])
    turned = np.vstack([rectified["R_rect_00"] @ in_first, [0, 0, 0, 1]])
    return rectified["P_rect_02"] @ turned


def _eigen(row: Callable[[Path, list[str]], Row], folder: Path) -> list[Row]:
    return [found for line in read_list("kitti-eigen") if (found := row(folder, line))]


def _selection(folder: Path) -> list[Row]:
    """Return DRIVE_image_FRAME_CAMERA.png of the folder `image`, and what is called alike in `groundtruth_depth`."""
    inner = Path("depth_selection/val_selection_cropped")  # as the archive has it
    root = next((each for each in (folder / inner, folder / inner.name) if each.is_dir()), folder)
    pictures = sorted((root / "image").glob("*_image_0*.png"))
    depths = [picture.name.replace("_image_", "_groundtruth_depth_", 1) for picture in pictures]
    return [(picture, root / "groundtruth_depth" / depth) for picture, depth in zip(pictures, depths, strict=True)]


def _picture(folder: Path, drive: str, frame: str) -> Path:
    return folder / drive[:10] / drive / CAMERA / "data" / f"{frame}.png"


def _improved_row(folder: Path, line: list[str]) -> Row:
    """Return the files of a picture; none of one without improved depth, which a third word of its line says."""
    drive, frame, *none = line
    if none:
        return ()
    name = f"{drive}/proj_depth/groundtruth/{CAMERA}/{frame}.png"
    parts = [folder / part / name for part in ("train", "val")]  # a drive is in one of them
    found = next((path for path in parts if path.is_file()), None)
    if found is None:
        raise RequestError(f"{name}: is missing in train and val of {folder}; unpack {ANNOTATED} into it")
    return _picture(folder, drive, frame), found


def _raw_row(folder: Path, line: list[str]) -> Row:
    drive, frame, *_ = line
    date = folder / drive[:10]
    scan = date / drive / "velodyne_points" / "data" / f"{frame}.bin"
    return _picture(folder, drive, frame), scan, date / "calib_cam_to_cam.txt", date / "calib_velo_to_cam.txt"


def _improved(paths: Row, shape: Shape) -> Layers:
    return {"depth": read_png16(paths[0], shape, PER_METRE)}


def _raw(paths: Row, shape: Shape) -> Layers:
    scan, cameras, laser = paths
    return {"depth": scan_depth(read_scan(scan, 4), to_picture(cameras, laser), shape)}


def _calibration(path: Path, shapes: dict[str, Shape]) -> dict[str, Matrix]:
    """Return the matrices of these names out of lines `NAME: NUMBERS`."""
    with naming(path):
        with path.open(encoding="utf-8") as file:
            lines = file.read(MOST_CALIBRATION_CHARACTERS).splitlines()
        found = {name: values.split() for name, colon, values in (line.partition(":") for line in lines) if colon}
        if lost := next((name for name in shapes if name not in found), None):
            raise ValueError(f"it says no {lost}")
        return {name: _matrix(name, found[name], shape) for name, shape in shapes.items()}


def _matrix(name: str, words: list[str], shape: Shape) -> Matrix:
    numbers = np.array(words, np.float64)
    if numbers.size != shape[0] * shape[1] or not np.isfinite(numbers).all():
        raise ValueError(f"{name} must be {shape[0] * shape[1]} numbers")
    return numbers.reshape(shape)


GARG = DEPTH_PROTOCOLS["kitti-garg"]
SPLITS = {
    "eigen": Part(partial(_eigen, _improved_row), _improved, GARG, f"{ANNOTATED} and {RAW}"),
    "eigen-raw": Part(partial(_eigen, _raw_row), _raw, GARG, RAW),
    "selection": Part(_selection, _improved, DEPTH_PROTOCOLS["all"], SELECTION),
}
