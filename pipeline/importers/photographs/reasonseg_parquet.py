"""ReasonSeg as Parquet: a row for each picture, with a text and a mask, nothing ignored (Ricky06662's layout)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Annotated, Any

import numpy as np
from pydantic import BaseModel, Field, StringConstraints, TypeAdapter

from ....manifests.benchmark import Benchmark
from ....scenes.errors import RequestError
from ...dataset.example import Example, Query, Region
from ...dataset.picture import picture_size
from ...dataset.png import MOST_SIDE_PX
from ...dataset.run_lengths import Mask, of_mask, packed
from .arrays import photograph
from .parquet import parquet_rows, row_reader
from .source import PhotographSource, naming, typed

COLUMNS = ("image", "text", "mask", "img_height", "img_width")
NOTE = "this form of ReasonSeg has no regions to be ignored: what is drawn there counts, other than in its protocol"

Side = Annotated[int, Field(gt=0, le=MOST_SIDE_PX)]


class Image(BaseModel):
    """A picture file."""

    bytes: bytes


class Row(BaseModel):
    """A picture, its size, and what is asked of it."""

    image: Image
    text: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=5000)]
    img_height: Side
    img_width: Side


ROW = TypeAdapter(Row)


def packed_reasonseg(folder: Path, split: str) -> list[Path]:
    """Return the files of a split, in a folder of its name or the one that a download makes."""
    places = (folder / split, folder / f"ReasonSeg_{split}/data")
    return sorted(path for place in places for path in place.glob("*.parquet"))


def of_parquet(folder: Path, files: Sequence[Path], benchmark: Benchmark) -> PhotographSource:
    """Return the pictures of these files, in their order; raises RequestError."""
    sizes = [(path, list(parquet_rows(path, ("img_width", "img_height")))) for path in files]
    rows = [(path, place) for path, found in sizes for place in range(len(found))]
    read = row_reader(COLUMNS)
    first = next((row for _, found in sizes for row in found), {"img_width": 0, "img_height": 0})
    return PhotographSource(
        views=tuple(f"{path.relative_to(folder).as_posix()}, row {place}" for path, place in rows),
        files=tuple(files),
        size_px=(int(first["img_width"] or 0), int(first["img_height"] or 0)),
        benchmark=benchmark,
        read=lambda place: _example(f"{rows[place][0]}: row {rows[place][1]}", read(*rows[place])),
        notes=(NOTE,),
    )


def answered(picture: bytes, target: Mask, ignored: Mask, texts: Sequence[str]) -> Example:
    """Return a picture of which each text asks for the target, or for nothing where that has no pixel."""
    masks = {"target": target, "ignore": ignored}
    regions = tuple(Region(name, packed(of_mask(mask)), name == "ignore") for name, mask in masks.items() if mask.any())
    asked = tuple(place for place, region in enumerate(regions) if not region.crowd)
    without = tuple(place for place, region in enumerate(regions) if region.crowd)
    queries = tuple(Query("referring", text, asked, without) for text in texts)
    return Example(picture, picture_size(picture), regions=regions, queries=queries)


def _example(where: str, found: Mapping[str, Any]) -> Example:
    row = typed(where, ROW, {name: found[name].as_py() for name in COLUMNS if name != "mask"})
    with naming(where):
        picture = photograph(row.image.bytes)
    size_px = (row.img_width, row.img_height)
    if picture_size(picture) != size_px:
        raise RequestError(f"{where}: image is {picture_size(picture)}, and img_width and img_height {size_px}")
    target = _mask(where, found["mask"], size_px)
    return answered(picture, target, np.zeros_like(target), [row.text])


def _mask(where: str, column: Any, size_px: tuple[int, int]) -> Mask:
    """Return a list of rows of truth values as bool H×W; raises RequestError."""
    width, height = size_px
    rows = getattr(column, "values", None)
    lists = rows if hasattr(rows, "value_lengths") else None  # of no other type
    lengths = set(lists.value_lengths().to_pylist()) if lists is not None else set()
    flat = lists.flatten() if lists is not None and (len(lists), lengths) == (height, {width}) else None
    if flat is None or str(flat.type) != "bool" or flat.null_count:
        raise RequestError(f"{where}: mask must be {height} lists of {width} truth values")
    return np.asarray(flat.to_numpy(zero_copy_only=False), np.bool_).reshape(height, width)
