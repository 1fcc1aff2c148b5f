"""DIODE's validation: depth of a laser scanner with its mask and, where they were unpacked beside it, normals.

The list is that of Marigold, whose files are named as DIODE's own. Indoors counts as UniDepth counts it.
That depth is planar is not stated, and taken for granted by everybody.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from ....manifests.benchmark import DEPTH_PROTOCOLS, Benchmark, Role
from ..files import all_or_none
from .arrays import Shape, known_where, read_npy
from .filed import Layers, Row, chosen_split, of_files
from .lists import read_list
from .source import PhotographSource

SPLITS = {
    "val": DEPTH_PROTOCOLS["diode"],
    "indoors": DEPTH_PROTOCOLS["diode-indoor"],
    "outdoor": DEPTH_PROTOCOLS["diode"],
}
FOCAL_PX, SIZE_PX = (886.81, 927.06), (1024, 768)  # of its one camera, whose centre is the picture's
SHORTEST = 0.5  # of a vector that is meant to have length 1; unknown ones are (0, 0, 0)

Vectors = NDArray[np.float32]


def read_diode(folder: Path, split: str, role: Role) -> PhotographSource:
    """Return the pictures of one part, from `folder` or its `val`; normals are asked for where all have them.

    Raises RequestError.
    """
    split, rules = chosen_split(split, SPLITS, "val")
    root = folder / "val" if (folder / "val").is_dir() else folder
    rows = [[root / name for name in line] for line in read_list("marigold-diode") if line[0].startswith(_start(split))]
    normals = [row[0].with_name(f"{row[0].stem}_normal.npy") for row in rows]
    has_normals = all_or_none(normals)
    benchmark = Benchmark(
        split=split,
        role=role,
        tasks=("depth", "normals") if has_normals else ("depth",),
        licence="DIODE: MIT",
        redistribute=True,
        expected=len(rows),
        depth=rules,
    )
    if has_normals:
        rows = [[*row, path] for row, path in zip(rows, normals, strict=True)]
    return of_files(folder, rows, _layers, benchmark, "val.tar.gz")


def facing(vectors: Vectors) -> Vectors:
    """Return normals H×W×3 (+x right, +y up, +z to the viewer) of length 1, turned to face DIODE's camera.

    Those that are no numbers or too short are (0, 0, 0): unknown.
    """
    height, width, _ = vectors.shape
    lengths = np.linalg.norm(vectors.astype(np.float64), axis=-1, keepdims=True)
    known = np.isfinite(lengths) & (lengths > SHORTEST)
    unit = np.where(known, vectors / np.where(known, lengths, 1), 0)
    x = (np.arange(width) + 0.5 - width / 2) / (FOCAL_PX[0] * width / SIZE_PX[0])
    y = (height / 2 - np.arange(height) - 0.5) / (FOCAL_PX[1] * height / SIZE_PX[1])
    away = unit[..., 0] * x + unit[..., 1] * y[:, None] - unit[..., 2] > 0  # along the ray (x, y, -1) of its pixel
    return np.where(away[..., None], -unit, unit).astype(np.float32)


def _start(split: str) -> str:
    return "" if split == "val" else f"{split}/"


def _layers(paths: Row, shape: Shape) -> Layers:
    depth_m, mask, *normals = paths
    known = {"depth": known_where(read_npy(depth_m, shape), read_npy(mask, shape))}
    return {**known, "normals": facing(read_npy(normals[0], (*shape, 3)))} if normals else known
