"""ETH3D's 13 scenes for training, whose depth is scored by everybody as they are: raw float32 in files named .JPG.

The list is that of Marigold. Depth belongs to the pictures with their distortion, so no camera is stated.
"""

from __future__ import annotations

from pathlib import Path

from ....manifests.benchmark import DEPTH_PROTOCOLS, Benchmark, Role
from .arrays import Shape, known_where, read_floats
from .filed import Layers, Row, chosen_split, of_files
from .lists import read_list
from .source import PhotographSource

SPLITS = {"train": DEPTH_PROTOCOLS["eth3d"]}


def read_eth3d(folder: Path, split: str, role: Role) -> PhotographSource:
    """Return all 454 pictures, from SCENE/images and SCENE/ground_truth_depth of `folder`; raises RequestError."""
    split, rules = chosen_split(split, SPLITS, "train")
    pictures = [Path(line[0]).parts[1:] for line in read_list("marigold-eth3d")]  # without `rgb`
    rows = [
        [folder.joinpath(scene, *rest), folder.joinpath(scene, "ground_truth_depth", *rest[1:])]
        for scene, *rest in pictures
    ]
    benchmark = Benchmark(
        split=split,
        role=role,
        tasks=("depth",),
        licence="ETH3D: CC BY-NC-SA 4.0",
        redistribute=False,
        expected=len(rows),
        depth=rules,
    )
    return of_files(folder, rows, _layers, benchmark, "SCENE_dslr_jpg.7z and SCENE_dslr_depth.7z of all 13 scenes")


def _layers(paths: Row, shape: Shape) -> Layers:
    return {"depth": known_where(read_floats(paths[0], shape))}  # +inf is unknown, no sky
