"""RefCOCO and its kin as Parquet: a row for each referent, its mask and picture in COCO's JSON (jxu124's layout)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Any

import numpy as np
from pydantic import BaseModel, Field, Json, TypeAdapter

from ....scenes.errors import RequestError
from ...dataset.example import Region
from ...dataset.png import MOST_SIDE_PX
from ...dataset.run_lengths import area_px, unpacked
from .coco_json import file_name
from .coco_masks import CocoMasks
from .lists import read_list
from .parquet import parquet_rows
from .referents import Number, Pictured, Referent, Referring, Regions, Row, by_picture, referent_of
from .source import naming, typed

NAMES = {"train": "train", "val": "validation", "testA": "test", "testB": "testB", "test": "test"}
COLUMNS = ("ann_id", "image_id", "split", "sentences", "raw_anns", "raw_image_info")

Side = Annotated[int, Field(gt=0, le=MOST_SIDE_PX)]


class Thing(BaseModel):
    """An annotation of COCO's."""

    id: Number
    category_id: Number
    segmentation: Any


class Info(BaseModel):
    """What COCO says of a picture."""

    file_name: str
    width: Side
    height: Side


class PackedRow(Row):
    """A referent with its annotation and its picture."""

    raw_anns: Json[Thing]
    raw_image_info: Json[Info]


ROW = TypeAdapter(PackedRow)


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class _Things:
    """The things that rows tell of, by the number of their annotation: their masks, classes and pictures' sizes."""

    masks: CocoMasks = field(default_factory=CocoMasks)
    places: dict[int, int] = field(default_factory=dict)
    categories: list[int] = field(default_factory=list)
    sizes_px: list[tuple[int, int]] = field(default_factory=list)

    def add(self, row: PackedRow, where: str) -> None:
        """Take what a row tells of its thing; raises RequestError."""
        thing, info = row.raw_anns, row.raw_image_info
        if thing.id != row.ann_id:
            raise RequestError(f"{where}: raw_anns is of annotation {thing.id}, and ann_id is {row.ann_id}")
        if thing.id not in self.places:
            with naming(where):
                self.masks.add(thing.segmentation)
            self.places[thing.id] = len(self.categories)
            self.categories.append(thing.category_id)
            self.sizes_px.append((info.width, info.height))

    def region(self, annotation: int, names: dict[int, str]) -> Region:
        """Return a thing as a region, called as COCO does."""
        place = self.places[annotation]
        width, height = self.sizes_px[place]
        category = self.categories[place]
        return Region(names.get(category, str(category)), self.masks.runs(place, (height, width)))


def parquet_of(folder: Path, split: str) -> list[Path]:
    """Return the files of a split, in `folder` or its `data`."""
    return sorted(path for place in (folder, folder / "data") for path in place.glob(f"{NAMES[split]}-*.parquet"))


def read_referring_parquet(files: Sequence[Path], pictures: Path) -> Referring:
    """Return what the rows of these files refer to; raises RequestError with the file, the row and the field."""
    things, infos, referents = _Things(), dict[int, Info](), list[Referent]()
    for path in files:
        for place, content in enumerate(parquet_rows(path, COLUMNS)):
            where = f"{path}: row {place}"
            row = typed(where, ROW, content)
            with naming(where):
                file_name(row.raw_image_info.model_dump())
            things.add(row, where)
            infos[row.image_id] = row.raw_image_info
            referents.append(referent_of(row))
    if things.masks.outside(np.array(things.sizes_px, np.int64).reshape(-1, 2)).any():
        raise RequestError(f"{files[0]}: a segmentation is not of its picture")
    pictured = [
        Pictured(pictures / infos[image].file_name, (infos[image].width, infos[image].height), group)
        for image, group in by_picture(referents).items()
    ]
    names = {int(number): " ".join(name) for number, *name in read_list("coco-things")}
    return Referring(tuple(pictured), tuple(files), lambda place: _regions(things, pictured[place], names))


def _regions(things: _Things, pictured: Pictured, names: dict[int, str]) -> Regions:
    found = {each.annotation: things.region(each.annotation, names) for each in pictured.referents}
    return {number: region for number, region in found.items() if area_px(unpacked(region.runs))}
