"""NYUv2 from `nyu_depth_v2_labeled.mat`, which is HDF5 whose axes are the other way round: 1449 × 3 × width × height.

Depth as the Kinect measured it (`rawDepths`, 0 in holes) is what everybody scores; to learn from, there is `depths`,
whose holes its authors filled. A split is a list of places in the file, counted from 1 as in `splits.mat`.
"""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

import h5py
import numpy as np
from numpy.typing import NDArray

from ....manifests.benchmark import DEPTH_PROTOCOLS, Benchmark, Role
from ....scenes.errors import RequestError
from ...dataset.example import Example, Query
from ...dataset.png import MOST_SIDE_PX, png_bytes
from ..hdf5 import dataset, opened
from .arrays import known_where
from .filed import chosen_split
from .lists import read_list
from .source import PhotographSource

FILE = "nyu_depth_v2_labeled.mat"
DEPTHS = {"test": "rawDepths", "train": "depths"}
MOST_CHUNK_BYTES = 1 << 28


def read_nyuv2(folder: Path, split: str, role: Role) -> PhotographSource:
    """Return the test's 654 pictures or the training's 795; raises RequestError."""
    split, _ = chosen_split(split, DEPTHS, role)
    depths = DEPTHS[role]
    numbers = tuple(line[0] for line in read_list(f"nyuv2-{split}"))
    path = folder / FILE
    with opened(path) as file:
        _, height, width = _shape(file, depths, max(map(int, numbers)))
    benchmark = Benchmark(
        split=split,
        role=role,
        tasks=("depth",),
        licence="NYUv2: none is stated",
        redistribute=False,
        expected=len(numbers),
        depth=DEPTH_PROTOCOLS["nyu"],
    )
    return PhotographSource(
        views=numbers,
        files=(path,),
        size_px=(width, height),
        benchmark=benchmark,
        read=lambda place: _example(path, depths, int(numbers[place])),
    )


def _example(path: Path, depths: str, number: int) -> Example:
    with opened(path) as file:
        _, height, width = _shape(file, depths, number)
        rgb: NDArray[Any] = dataset(file, "images")[number - 1].T
        depth_m: NDArray[Any] = dataset(file, depths)[number - 1].T
    picture = png_bytes(np.ascontiguousarray(rgb))
    return Example(picture, (width, height), depth_m=known_where(depth_m), queries=(Query("depth"),))


def _shape(file: h5py.File, depths: str, most: int) -> tuple[int, int, int]:
    """Return how many pictures there are, their height and width; raises RequestError where `most` are not there."""
    images, metres = dataset(file, "images"), dataset(file, depths)
    count, width, height = metres.shape if metres.ndim == 3 else (0, 0, 0)
    if images.shape != (count, 3, width, height) or images.dtype != np.uint8 or metres.dtype.kind != "f":
        raise RequestError(
            f"{file.filename}: images is {images.dtype} of shape {images.shape}, and {depths} {metres.dtype} of shape "
            f"{metres.shape}; they must be uint8 of N × 3 × width × height and floats of N × width × height"
        )
    largest = max(math.prod(each.chunks or (1,)) * each.dtype.itemsize for each in (images, metres))
    if not 0 < max(width, height) <= MOST_SIDE_PX or largest > MOST_CHUNK_BYTES:
        raise RequestError(f"{file.filename}: {width}×{height} pixels in pieces of {largest} bytes are too large")
    if count < most:
        raise RequestError(f"{file.filename}: holds {count} pictures, and the set's list asks for number {most}")
    return count, height, width
