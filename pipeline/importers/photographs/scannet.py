"""ScanNet's frames as its exporter writes them: the 800 of the validation that Marigold's authors drew.

The exporter resizes colour and depth apart: as they come, they are 1296 × 968 and 640 × 480, and no pixel of one is a
pixel of the other. Frames are taken where both have one size.
"""

from __future__ import annotations

from pathlib import Path

from ....manifests.benchmark import DEPTH_PROTOCOLS, Benchmark, Role
from ....scenes.errors import RequestError
from .arrays import Shape, read_png16, size_of
from .filed import Layers, Row, chosen_split, of_files
from .lists import read_list
from .source import PhotographSource

SPLITS = {"val": DEPTH_PROTOCOLS["scannet"]}


def read_scannet(folder: Path, split: str, role: Role) -> PhotographSource:
    """Return all frames of the list, from SCENE/color and SCENE/depth of `folder`; raises RequestError."""
    split, rules = chosen_split(split, SPLITS, "val")
    rows = [_row(folder, Path(line[0])) for line in read_list("marigold-scannet")]
    benchmark = Benchmark(
        split=split,
        role=role,
        tasks=("depth",),
        licence="ScanNet: its terms of use",
        redistribute=False,
        expected=len(rows),
        depth=rules,
    )
    source = of_files(folder, rows, _layers, benchmark, "color and depth of each scan of the list")
    _check_size(rows[0][1], source.size_px)
    return source


def _row(folder: Path, named: Path) -> Row:
    """Return picture and depth of a line SCENE/color/000300.jpg; the exporter writes numbers without zeros before."""
    scene, number = folder / named.parts[0], int(named.stem)
    return scene / "color" / f"{number}.jpg", scene / "depth" / f"{number}.png"


def _layers(paths: Row, shape: Shape) -> Layers:
    _check_size(paths[0], shape[::-1])
    return {"depth": read_png16(paths[0], shape, 1000.0)}


def _check_size(depth: Path, size_px: tuple[int, int]) -> None:
    if (there := size_of(depth)) != size_px:
        raise RequestError(
            f"{depth}: is of {there[0]}×{there[1]} pixels, and its picture of {size_px[0]}×{size_px[1]}; export both "
            "in one size (image_size of ScanNet's SensorData)"
        )
