"""nuScenes' validation: of its 6,019 key frames every tenth, by all six cameras, with the laser's scan projected in.

The list is ours, as nobody publishes theirs: key frames are counted on through the 150 scenes of the official split, by
name and time, and of every tenth, beginning with the first, the pictures of the six cameras are taken: 3,612.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

import numpy as np

from ....manifests.benchmark import DEPTH_PROTOCOLS, Benchmark, Role
from ....scenes.errors import RequestError
from .filed import chosen_split
from .laser import Projection, View, of_scans, read_scan, refuse_training
from .lists import read_list
from .nuscenes_tables import TABLES, Seen, samples_of, seen_in
from .source import PhotographSource
from .tables import below

SPLITS = {"val": "v1.0-trainval"}  # the folder of its tables
CAMERAS = ("CAM_FRONT", "CAM_FRONT_RIGHT", "CAM_BACK_RIGHT", "CAM_BACK", "CAM_BACK_LEFT", "CAM_FRONT_LEFT")
LASER = "LIDAR_TOP"
EVERY, EXPECTED = 10, 3612
COLUMNS = 5  # of a scan: x, y, z, intensity, ring
NEAR_M, MARGIN_PX = 1.0, 1  # as in the authors' devkit


def read_nuscenes(folder: Path, split: str, role: Role) -> PhotographSource:
    """Return the pictures of our list; raises RequestError."""
    refuse_training(role)
    split, version = chosen_split(split, SPLITS, "val")
    names = [line[0] for line in read_list(f"nuscenes-{split}")]
    frames = seen_in(folder / version, samples_of(folder / version, names)[::EVERY])
    views = dict(view for frame in frames for view in _views(folder, frame))
    benchmark = Benchmark(
        split=split,
        role=role,
        tasks=("depth",),
        licence="nuScenes: CC BY-NC-SA 4.0",
        redistribute=False,
        expected=EXPECTED,
        depth=DEPTH_PROTOCOLS["nuscenes"],
    )
    tables = [folder / version / f"{name}.json" for name in TABLES]
    unpack = f"the key frames of {version}"
    return of_scans(folder, views, lambda path: read_scan(path, COLUMNS), benchmark, unpack, tables)


def _views(folder: Path, frame: Mapping[str, Seen]) -> Iterator[View]:
    """Yield the view of each camera; raises RequestError."""
    if lost := next((channel for channel in (LASER, *CAMERAS) if channel not in frame), None):
        raise RequestError(f"{folder}: sample_data.json holds a key frame without {lost}")
    laser = frame[LASER]
    for camera in (frame[channel] for channel in CAMERAS):
        if not camera.intrinsics.size:
            raise RequestError(f"{folder}: calibrated_sensor.json says no camera_intrinsic of {camera.filename}")
        to_camera = np.linalg.inv(camera.to_world) @ laser.to_world
        row = below(folder, camera.filename), below(folder, laser.filename)
        yield row, Projection(to_camera, camera.intrinsics, NEAR_M, MARGIN_PX)
