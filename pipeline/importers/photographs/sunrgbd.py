"""SUN RGB-D: 10,335 pictures of four cameras, in folders `image`, `depth` and `depth_bfx` of each.

A test is scored with what the camera measured (`depth`); to learn from, there is what the authors filled in
(`depth_bfx`). Both are millimetres whose 16 bits are turned left by three. What is beyond 8 m is 8 m in their own code,
and does not count here.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from ....manifests.benchmark import DEPTH_PROTOCOLS, Benchmark, Role
from ....scenes.errors import RequestError
from .arrays import Shape, known_where, png16_numbers
from .filed import Layers, Row, chosen_split, of_files
from .lists import read_list
from .source import PhotographSource

SPLITS = {  # the list, and which of its folders are left out
    "test": ("sunrgbd-test", ""),
    "test-without-nyuv2": ("sunrgbd-test", "kv1/NYUdata/"),
    "train": ("sunrgbd-train", ""),
}
DEPTHS: Mapping[Role, str] = {"test": "depth", "train": "depth_bfx"}
MM_PER_M = 1000.0


def read_sunrgbd(folder: Path, split: str, role: Role) -> PhotographSource:
    """Return the 5,050 pictures of the test, the 4,396 that NYUv2 has not, or the 5,285 of the training.

    Raises RequestError.
    """
    split, (name, without) = chosen_split(split, SPLITS, role)
    root = folder / "SUNRGBD" if (folder / "SUNRGBD").is_dir() else folder
    views = [line[0] for line in read_list(name) if not (without and line[0].startswith(without))]
    rows = [(_only(root / view / "image", ".jpg"), _only(root / view / DEPTHS[role], ".png")) for view in views]
    benchmark = Benchmark(
        split=split,
        role=role,
        tasks=("depth",),
        licence="SUN RGB-D: none is stated",
        redistribute=False,
        expected=len(views),
        depth=DEPTH_PROTOCOLS["sunrgbd"],
    )
    return of_files(folder, rows, _layers, benchmark, "SUNRGBD.zip")


def _only(folder: Path, ending: str) -> Path:
    """Return the one file of an ending in a folder; its name often tells the time, which the list does not know."""
    found = [path for path in folder.glob("*") if path.suffix == ending and not path.name.startswith(".")]
    if not found:
        raise RequestError(f"{folder}: holds no {ending} file; unpack SUNRGBD.zip")
    if len(found) > 1:
        raise RequestError(f"{folder}: holds {len(found)} {ending} files, and must hold one")
    return found[0]


def _layers(paths: Row, shape: Shape) -> Layers:
    turned = png16_numbers(paths[0], shape)
    return {"depth": known_where(((turned >> 3) | (turned << 13)) / MM_PER_M)}
