"""Sets with a file for each picture and for each layer of its truth, as most sets come."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from ....manifests.benchmark import Benchmark
from ....scenes.errors import RequestError
from ...dataset.example import Example, Query
from ...dataset.picture import picture_size
from .arrays import Shape, read_photograph, size_of
from .source import PhotographSource

Part = TypeVar("Part")
Layers = Mapping[str, NDArray[np.float32]]  # what is known, by the task that asks for it
Row = Sequence[Path]  # a picture, and the files of its truth


def of_files(
    folder: Path, rows: Sequence[Row], read: Callable[[Row, Shape], Layers], benchmark: Benchmark, unpack: str
) -> PhotographSource:
    """Return the source of pictures below `folder`; `read` takes the files of a picture's truth, and its shape.

    Raises RequestError as `of_rows` does.
    """
    return of_rows(folder, rows, lambda place: example_of(rows[place], read), benchmark, unpack)


def of_rows(
    folder: Path,
    rows: Sequence[Row],
    read: Callable[[int], Example],
    benchmark: Benchmark,
    unpack: str,
    tables: Sequence[Path] = (),
) -> PhotographSource:
    """Return the source of pictures below `folder`; `read` takes the place of a row of files.

    `tables` say something of all pictures.

    Raises RequestError where a file is missing, and says to `unpack` what it is in.
    """
    if not rows:
        raise RequestError(f"{folder}: holds no pictures of {benchmark.split}; unpack {unpack} into it")
    if lost := next((path for row in rows for path in row if not path.is_file()), None):
        raise RequestError(f"{lost}: is missing; unpack {unpack} into {folder}")
    return PhotographSource(
        views=tuple(row[0].relative_to(folder).as_posix() for row in rows),
        files=(*tables, *(path for row in rows for path in row)),
        size_px=size_of(rows[0][0]),
        benchmark=benchmark,
        read=read,
    )


def chosen_split(name: str, parts: Mapping[str, Part], usual: str) -> tuple[str, Part]:
    """Return the split of a name, `usual` where it is "", and what stands for it; raises RequestError."""
    split = name or usual
    if split not in parts:
        raise RequestError(f"is none; this set has {', '.join(parts)}", "split", split)
    return split, parts[split]


def example_of(row: Row, read: Callable[[Row, Shape], Layers]) -> Example:
    """Return a picture, and the layers of its truth that `read` gives of the files beside it; raises RequestError."""
    picture = read_photograph(row[0])
    size_px = picture_size(picture)
    layers = read(row[1:], (size_px[1], size_px[0]))
    return Example(
        picture,
        size_px,
        depth_m=layers.get("depth"),
        normals=layers.get("normals"),
        queries=tuple(map(Query, layers)),
    )
