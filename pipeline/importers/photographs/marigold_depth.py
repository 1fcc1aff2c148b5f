"""Tests of depth as Marigold's authors packed them: NYUv2, KITTI, ETH3D, ScanNet and DIODE, one folder for each tar.

Lists, encodings and ranges are those of prs-eth/Marigold (`data_split`, `src/dataset`, `config/dataset_depth`).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from ....manifests.benchmark import DEPTH_PROTOCOLS, Benchmark, DepthRules, Role
from ....scenes.errors import RequestError
from .arrays import Shape, known_where, read_floats, read_npy, read_png16
from .filed import of_files
from .lists import read_list
from .source import PhotographSource

Depth = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Part:
    """One of the five: how its depth is read, what counts of it, and under which licence it stands."""

    read: Callable[[Sequence[Path], Shape], Depth]
    depth: DepthRules
    licence: str
    redistribute: bool = False


def _png(per_metre: float, paths: Sequence[Path], shape: Shape) -> Depth:
    return read_png16(paths[0], shape, per_metre)


def _raw(paths: Sequence[Path], shape: Shape) -> Depth:
    """Return ETH3D's depth, whose +inf is unknown and no sky."""
    return known_where(read_floats(paths[0], shape))


def _masked(paths: Sequence[Path], shape: Shape) -> Depth:
    """Return DIODE's depth, known where its mask says so."""
    return known_where(read_npy(paths[0], shape), read_npy(paths[1], shape))


PARTS = {
    "nyu": Part(partial(_png, 1000.0), DEPTH_PROTOCOLS["nyu"], "NYUv2: none is stated"),
    "kitti": Part(
        partial(_png, 256.0),
        DEPTH_PROTOCOLS["kitti-marigold"],
        "KITTI: CC BY-NC-SA 3.0",
    ),
    "eth3d": Part(_raw, DEPTH_PROTOCOLS["eth3d"], "ETH3D: CC BY-NC-SA 4.0"),
    "scannet": Part(partial(_png, 1000.0), DEPTH_PROTOCOLS["scannet"], "ScanNet: its terms of use"),
    "diode": Part(_masked, DEPTH_PROTOCOLS["diode"], "DIODE: MIT", redistribute=True),
}


def read_marigold_depth(folder: Path, split: str, role: Role) -> PhotographSource:
    """Return one of the five tests, `split` being its name; raises RequestError."""
    if split not in PARTS:
        raise RequestError(f"is none; of these tars {folder} may hold {', '.join(PARTS)}", "split", split)
    part, lines = PARTS[split], read_list(f"marigold-{split}")
    rows = [[folder / name for name in line] for line in lines]
    benchmark = Benchmark(
        split=split,
        role=role,
        tasks=("depth",),
        licence=part.licence,
        redistribute=part.redistribute,
        expected=len(lines),
        depth=part.depth,
    )
    return of_files(
        folder, rows, lambda paths, shape: {"depth": part.read(paths, shape)}, benchmark, f"the tar of {split}"
    )
