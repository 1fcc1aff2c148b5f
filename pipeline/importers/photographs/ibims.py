"""iBims-1's 100 pictures from its core .mat files: a struct of the picture, laser-scanned depth and masks.

Depth counts where it is not 0 and both masks, of what is invalid and of what is transparent, are 1.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np

from ....manifests.benchmark import DEPTH_PROTOCOLS, Benchmark, Role
from ....scenes.errors import RequestError
from ...dataset.example import Example, Query
from ...dataset.png import MOST_SIDE_PX, png_bytes
from .arrays import known_where
from .filed import chosen_split
from .lists import read_list
from .matlab import Array, Struct, read_struct
from .source import PhotographSource

SPLITS = {"test": DEPTH_PROTOCOLS["ibims"]}  # as UniDepth scores it
FOLDER, VARIABLE = "ibims1_core_mat", "data"


def read_ibims(folder: Path, split: str, role: Role) -> PhotographSource:
    """Return all pictures, from `folder` or its `ibims1_core_mat`; raises RequestError."""
    split, rules = chosen_split(split, SPLITS, "test")
    root = folder / FOLDER if (folder / FOLDER).is_dir() else folder
    names = tuple(line[0] for line in read_list("ibims"))
    files = tuple(root / f"{name}.mat" for name in names)
    if lost := next((path for path in files if not path.is_file()), None):
        raise RequestError(f"{lost}: is missing; unpack {FOLDER}.zip into {folder}")
    benchmark = Benchmark(
        split=split,
        role=role,
        tasks=("depth",),
        licence="iBims-1: as its page says",
        redistribute=False,
        expected=len(names),
        depth=rules,
    )
    return PhotographSource(names, files, _example(files[0]).size_px, benchmark, lambda place: _example(files[place]))


def _example(path: Path) -> Example:
    data = read_struct(path, VARIABLE)
    rgb = _field(path, data, "rgb")
    if rgb.dtype != np.uint8 or rgb.ndim != 3 or rgb.shape[2] != 3 or not 0 < min(rgb.shape) <= MOST_SIDE_PX:
        raise RequestError(f"{path}: rgb is {rgb.dtype} of shape {rgb.shape}, and must be uint8 of height × width × 3")
    shape = rgb.shape[:2]
    depth_m, valid, opaque = (_field(path, data, name, shape) for name in ("depth", "mask_invalid", "mask_transp"))
    return Example(
        png_bytes(np.ascontiguousarray(rgb)),
        (shape[1], shape[0]),
        depth_m=known_where(depth_m, (valid != 0) & (opaque != 0)),
        queries=(Query("depth"),),
    )


def _field(path: Path, data: Struct, name: str, shape: tuple[int, ...] | None = None) -> Array:
    if name not in data:
        raise RequestError(f"{path}: has no numbers called {name}; it has {', '.join(data) or 'none'}")
    array = data[name]
    if shape is not None and array.shape != shape:
        raise RequestError(f"{path}: {name} is of shape {array.shape}, and rgb of {shape}")
    return array
