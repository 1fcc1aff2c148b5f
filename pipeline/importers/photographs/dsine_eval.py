"""Tests of normals as DSINE's authors packed them: NYUv2, ScanNet, iBims-1, Sintel and Virtual KITTI in `dsine_eval`.

Lists, encodings and masks are those of baegwangbin/DSINE (`data/datasets`). It stores outward normals, away from the
camera, of axes right, down, front: red is full where a surface faces left, green where up, blue where to the camera.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from ....manifests.benchmark import Benchmark, Role
from ....scenes.errors import RequestError
from ...codecs.normals import CONVENTIONS
from ...dataset.example import Example, Query
from ...dataset.picture import picture_size
from .arrays import Shape, read_photograph, size_of
from .directions import Vectors, read_exr_normals, read_png16_normals, read_png_normals
from .lists import read_list
from .source import PhotographSource

SIGNS = np.array(CONVENTIONS["dsine"], np.float32)  # of what is stored, to +x right, +y up, +z towards the camera
PICKLED = "oasis"


@dataclass(frozen=True, slots=True)
class Part:
    """One of the five: how the name of its normals ends, how they are read, and under which licence they stand."""

    ending: str
    read: Callable[[Path, Shape], Vectors]
    licence: str


PARTS = {
    "nyuv2": Part("_normal.png", read_png_normals, "NYUv2: none is stated"),
    "scannet": Part("_normal.png", read_png_normals, "ScanNet: its terms of use"),
    "ibims": Part("_normal.exr", read_exr_normals, "iBims-1: see its authors' page"),
    "sintel": Part("_normal.exr", read_exr_normals, "MPI-Sintel: see its authors' page"),
    "vkitti": Part("_normal.png", read_png16_normals, "Virtual KITTI 2: CC BY-NC-SA 3.0"),
}


def read_dsine_eval(folder: Path, split: str, role: Role) -> PhotographSource:
    """Return one of the five tests, `split` being its name; raises RequestError."""
    part, names = _part(folder, split), [line[0] for line in read_list(f"dsine-{split}")]
    files = [(folder / split / name, folder / split / _normals_name(name, part)) for name in names]
    if lost := next((path for pair in files for path in pair if not path.is_file()), None):
        raise RequestError(f"{lost}: is missing; unpack dsine_eval.zip, and give the folder that holds {split}")
    benchmark = Benchmark(
        split=split, role=role, tasks=("normals",), licence=part.licence, redistribute=False, expected=len(names)
    )
    return PhotographSource(
        views=tuple(names),
        files=tuple(path for pair in files for path in pair),
        size_px=size_of(files[0][0]),
        benchmark=benchmark,
        read=lambda place: _example(part, *files[place]),
    )


def _part(folder: Path, split: str) -> Part:
    if split == PICKLED:
        raise RequestError("is not read: its normals are pickles, and a pickle may run anything", "split", split)
    if split not in PARTS:
        raise RequestError(f"is none; of these sets {folder} may hold {', '.join(PARTS)}", "split", split)
    return PARTS[split]


def _normals_name(name: str, part: Part) -> str:
    return name[: name.rindex("_img.")] + part.ending


def _example(part: Part, picture: Path, normals: Path) -> Example:
    data = read_photograph(picture)
    size_px = picture_size(data)
    vectors = SIGNS * part.read(normals, (size_px[1], size_px[0]))
    return Example(data, size_px, normals=vectors, queries=(Query("normals"),))
