"""Virtual KITTI 2: renders of five roads by two cameras; Marigold tests on the first road, and learns from the rest.

Of each road it takes six of the ten variants. Depth is planar, in centimetres; 65535 is the sky.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import product
from pathlib import Path

import numpy as np

from ....manifests.benchmark import DEPTH_PROTOCOLS, Benchmark, Role
from .arrays import Shape, read_png16
from .filed import Layers, Row, chosen_split, of_files
from .source import PhotographSource

SPLITS: Mapping[str, Mapping[str, int]] = {  # how many pictures a camera took
    "val": {"Scene01": 447},
    "train": {"Scene02": 233, "Scene06": 270, "Scene18": 339, "Scene20": 837},
}
VARIANTS = ("clone", "morning", "overcast", "sunset", "15-deg-left", "15-deg-right")
CAMERAS = ("Camera_0", "Camera_1")
SKY_M = np.float32(655.35)


def read_vkitti2(folder: Path, split: str, role: Role) -> PhotographSource:
    """Return the 5,364 pictures of `val` or the 20,148 of `train`; raises RequestError."""
    split, scenes = chosen_split(split, SPLITS, "train" if role == "train" else "val")
    rows = [[folder / rgb, folder / depth] for rgb, depth in names(scenes)]
    benchmark = Benchmark(
        split=split,
        role=role,
        tasks=("depth",),
        licence="Virtual KITTI 2: CC BY-NC-SA 3.0",
        redistribute=False,
        expected=len(rows),
        depth=DEPTH_PROTOCOLS["kitti-marigold"],
    )
    return of_files(folder, rows, _layers, benchmark, "vkitti_2.0.3_rgb.tar and vkitti_2.0.3_depth.tar")


def names(scenes: Mapping[str, int]) -> Iterator[tuple[str, str]]:
    """Yield picture and depth of each view in the order of Marigold's lists."""
    for scene, variant, camera in product(scenes, VARIANTS, CAMERAS):
        frames = f"{scene}/{variant}/frames"
        for frame in range(scenes[scene]):
            yield f"{frames}/rgb/{camera}/rgb_{frame:05d}.jpg", f"{frames}/depth/{camera}/depth_{frame:05d}.png"


def _layers(paths: Row, shape: Shape) -> Layers:
    depth_m = read_png16(paths[0], shape, 100.0)
    return {"depth": np.where(depth_m == SKY_M, np.float32(np.inf), depth_m)}
