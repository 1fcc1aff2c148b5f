"""DDAD's validation as its tar unpacks: scenes as JSON, pictures, and scans as .npz, projected into the pictures.

`val` is the front camera of the 3,950 samples, which the authors' challenge scores; `val-all` is all six cameras.
Depth is z in the camera, of points from the scan's time to the picture's, as the authors' package projects them; of
several points in a pixel that keeps the last, and here the nearest stays.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

import numpy as np

from ....manifests.benchmark import DEPTH_PROTOCOLS, Benchmark, Role
from ....scenes.errors import RequestError
from .ddad_scenes import Taken, samples_of, scenes_of
from .filed import chosen_split
from .laser import Projection, View, of_scans, read_npz_scan, refuse_training
from .source import PhotographSource

SAMPLES = 3950
CAMERAS = ("CAMERA_01", "CAMERA_05", "CAMERA_06", "CAMERA_07", "CAMERA_08", "CAMERA_09")
SPLITS = {"val": CAMERAS[:1], "val-all": CAMERAS}
VALIDATION = "1"  # as ddad.json calls it
FOLDER, LASER = "ddad_train_val", "LIDAR"


def read_ddad(folder: Path, split: str, role: Role) -> PhotographSource:
    """Return the pictures of the validation, from `folder` or its `ddad_train_val`; raises RequestError."""
    refuse_training(role)
    split, cameras = chosen_split(split, SPLITS, "val")
    root = folder / FOLDER if (folder / FOLDER).is_dir() else folder
    scenes = scenes_of(root, VALIDATION)
    samples = (sample for scene in scenes for sample in samples_of(scene))
    views = dict(view for sample in samples for view in _views(root, sample, cameras))
    benchmark = Benchmark(
        split=split,
        role=role,
        tasks=("depth",),
        licence="DDAD: CC BY-NC-SA 4.0",
        redistribute=False,
        expected=SAMPLES * len(cameras),
        depth=DEPTH_PROTOCOLS["ddad"],
    )
    return of_scans(folder, views, lambda path: read_npz_scan(path, "data"), benchmark, "DDAD.tar", scenes)


def _views(root: Path, sample: Mapping[str, Taken], cameras: tuple[str, ...]) -> Iterator[View]:
    """Yield the view of each camera; raises RequestError."""
    if lost := next((name for name in (LASER, *cameras) if name not in sample), None):
        raise RequestError(f"{root}: a scene holds a sample without {lost}")
    laser = sample[LASER]
    for camera in (sample[name] for name in cameras):
        to_camera = np.linalg.inv(camera.to_world) @ laser.to_world
        yield (camera.path, laser.path), Projection(to_camera, camera.intrinsics)
