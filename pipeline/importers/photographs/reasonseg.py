"""ReasonSeg: a question that takes thought about each picture, and the region that answers it (dvlab-research/LISA).

NAME.json beside NAME.jpg holds polygons, which are painted from the largest to the smallest: the smaller ones win. What
is called ignore counts nowhere, and flags are no regions. The first text is the test's; others say the same anew.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel, Field, StringConstraints, TypeAdapter

from ....manifests.benchmark import Benchmark, Role
from ....scenes.errors import RequestError
from ...dataset.example import Example
from ...dataset.picture import picture_size
from ...dataset.run_lengths import Counts, area_px, of_mask, to_mask
from ..files import in_order
from .arrays import Shape, read_photograph, size_of
from .filed import chosen_split
from .opencv_fill import filled_polygon
from .reasonseg_parquet import answered, of_parquet, packed_reasonseg
from .source import PhotographSource, naming, typed

PICTURES = {"val": 200, "test": 779, "train": 239}
LICENCE = "annotations: Apache 2.0; pictures: of Open Images (CC BY 2.0) and of ScanNet (its terms of use)"
MOST_JSON_BYTES, MOST_SHAPES, MOST_TEXTS, MOST_CHARACTERS = 16 << 20, 1000, 100, 5000
FLAG, IGNORE = "flag", "ignore"
TARGET, IGNORED = 1, 2

Number = Annotated[float, Field(allow_inf_nan=False)]
Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=MOST_CHARACTERS)]


class Outline(BaseModel):
    """A polygon, by the name of what it is, and its corners in pixels."""

    label: Annotated[str, Field(max_length=MOST_CHARACTERS)]
    points: Annotated[list[tuple[Number, Number]], Field(min_length=1, max_length=100_000)]


class Annotation(BaseModel):
    """What is asked of a picture, in one wording or several, and what answers it."""

    text: Annotated[list[Text], Field(min_length=1, max_length=MOST_TEXTS)]
    shapes: Annotated[list[Outline], Field(max_length=MOST_SHAPES)]


ANNOTATION = TypeAdapter(Annotation)


def read_reasonseg(folder: Path, split: str, role: Role) -> PhotographSource:
    """Return the pictures of `folder`/`split`, by name; raises RequestError."""
    split, expected = chosen_split(split, PICTURES, "train" if role == "train" else "val")
    benchmark = Benchmark(
        split=split, role=role, tasks=("referring",), licence=LICENCE, redistribute=False, expected=expected
    )
    if packed_files := packed_reasonseg(folder, split):
        return of_parquet(folder, packed_files, benchmark)
    if not (folder / split).is_dir():
        raise RequestError(f"{folder / split}: is missing; unpack {split}.zip into {folder}")
    pictures = in_order(list((folder / split).glob("*.jpg")))
    pairs = [(path, path.with_suffix(".json")) for path in pictures]
    if lost := next((json for _, json in pairs if not json.is_file()), None):
        raise RequestError(f"{lost}: is missing; unpack {split}.zip into {folder}")
    return PhotographSource(
        views=tuple(path.relative_to(folder).as_posix() for path in pictures),
        files=tuple(path for pair in pairs for path in pair),
        size_px=size_of(pictures[0]) if pictures else (0, 0),
        benchmark=benchmark,
        read=lambda place: _example(*pairs[place], role),
    )


def _example(picture: Path, path: Path, role: Role) -> Example:
    data = read_photograph(picture)
    width, height = picture_size(data)
    annotation = read_annotation(path)
    with naming(path):
        painted = paint(annotation.shapes, (height, width))
    texts = annotation.text if role == "train" else annotation.text[:1]
    return answered(data, painted == TARGET, painted == IGNORED, texts)


def read_annotation(path: Path) -> Annotation:
    """Return a picture's annotation, of UTF-8 or else of Windows' Latin letters; raises RequestError."""
    with naming(path):
        if path.stat().st_size > MOST_JSON_BYTES:
            raise ValueError(f"it has more than {MOST_JSON_BYTES:,} bytes")
        data = path.read_bytes()
        try:
            content = json.loads(data.decode("utf-8"))
        except UnicodeDecodeError:
            content = json.loads(data.decode("cp1252"))
        except RecursionError:
            raise ValueError("it is nested too deeply") from None
    return typed(path, ANNOTATION, content)


def paint(shapes: list[Outline], shape: Shape) -> NDArray[np.uint8]:
    """Return which pixels are the TARGET and which are IGNORED, uint8 H×W; raises ValueError."""
    kept = [each for each in shapes if each.label.lower() != FLAG]
    runs: list[Counts] = [of_mask(filled_polygon(each.points, shape)) for each in kept]
    painted = np.zeros(shape, np.uint8)
    for place in np.argsort([area_px(each) for each in runs])[::-1]:  # ties as in LISA's code
        painted[to_mask(runs[place], shape)] = IGNORED if IGNORE in kept[place].label.lower() else TARGET
    return painted
