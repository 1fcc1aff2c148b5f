"""COCO-Stuff: every pixel of COCO's pictures is of a thing's class or of one of 91 kinds of stuff; 255 is nobody's.

Numbers are those of COCO less 1, and go on with stuff from 91 on; eleven between them are of no class.
"""

from __future__ import annotations

from pathlib import Path

from ....manifests.benchmark import Benchmark, Role
from ....scenes.errors import RequestError
from ...dataset.example import Example
from ..files import by_stem
from .filed import Row, chosen_split, of_rows
from .label_maps import labelled, labels_of, read_numbers, read_pictured
from .lists import read_list
from .source import PhotographSource

SPLITS = {"val": 5000, "train": 118287}  # pictures
NAMES = {int(number): " ".join(name) for number, *name in read_list("coco-stuff")}
CLASSES, UNLABELLED = tuple(NAMES.values()), 255
PLACES = {UNLABELLED: 0} | {number: place for place, number in enumerate(NAMES, start=1)}


def read_coco_stuff(folder: Path, split: str, role: Role) -> PhotographSource:
    """Return the pictures of `val2017` or `train2017` that have a map in `annotations`, or beside them.

    Raises RequestError.
    """
    split, count = chosen_split(split, SPLITS, "train" if role == "train" else "val")
    pictures, maps = folder / f"{split}2017", folder / "annotations" / f"{split}2017"
    found = by_stem(maps if maps.is_dir() else pictures, [".png"])
    if lost := next((path for stem, path in found.items() if not stem.isdecimal()), None):
        raise RequestError(f"{lost}: is no map of COCO's, whose names are numbers")
    rows = [(pictures / f"{stem}.jpg", path) for stem, path in sorted(found.items())]
    benchmark = Benchmark(
        split=split,
        role=role,
        tasks=("semantic",),
        licence="COCO-Stuff: annotations CC BY 4.0, pictures under Flickr's terms",
        redistribute=False,
        expected=count,
        classes=CLASSES,
    )
    unpack = f"stuffthingmaps_trainval2017.zip into its annotations, and {split}2017.zip"
    return of_rows(folder, rows, lambda place: _example(rows[place]), benchmark, unpack)


def _example(row: Row) -> Example:
    picture, shape = read_pictured(row[0])
    return labelled(picture, labels_of(row[1], read_numbers(row[1], shape), PLACES), CLASSES)
