"""Cityscapes: streets of fifty cities, 19 classes that everybody scores, of which eight are told apart thing by thing.

Labels are the set's own numbers (`labelIds`), whose classes outside of the 19 are ignored, as are licence plates (-1,
stored as 255). In `instanceIds` a number from 1000 on is a thing, 1000 times its class and more; a smaller one is a
class, of the eight a group of things. What is void there does not count, as in the set's own evaluation.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np

from ....manifests.benchmark import Benchmark, MaskRules, Role
from ....scenes.errors import RequestError
from ...dataset.example import Example
from ...tasks.words.vocabularies import class_sets
from ..files import entries
from .filed import Row, chosen_split, of_rows
from .label_maps import (
    SIXTEEN_BITS,
    Numbers,
    Thing,
    class_queries,
    labelled,
    labels_of,
    numbers_in,
    read_numbers,
    read_pictured,
    regions_of,
    void_region,
)
from .source import PhotographSource

SPLITS = {"val": 500, "train": 2975}  # pictures; nobody has the labels of `test`
PICTURE, LABELS, THINGS = "_leftImg8bit.png", "_gtFine_labelIds.png", "_gtFine_instanceIds.png"
NUMBERS = class_sets()["cityscapes"].numbers  # of the 19 classes, by name
CLASSES = tuple(NUMBERS)
THING_CLASSES = ("person", "rider", "car", "truck", "bus", "train", "motorcycle", "bicycle")
EVERY_NUMBER, LICENCE_PLATE = range(34), 255
COUNTED_NUMBERS, THINGS_OF_CLASS = range(24, 34), 1000  # those of caravans and trailers (29, 30) are in no score
PLACES = dict.fromkeys((*EVERY_NUMBER, LICENCE_PLATE), 0) | {
    number: place for place, number in enumerate(NUMBERS.values(), start=1)
}
VOID_NUMBERS = [number for number in EVERY_NUMBER if not PLACES[number]]
SMALLEST_PX = 100


def read_cityscapes(folder: Path, split: str, role: Role) -> PhotographSource:
    """Return the pictures of one part, below `leftImg8bit` and `gtFine`; raises RequestError."""
    split, count = chosen_split(split, SPLITS, "train" if role == "train" else "val")
    benchmark = Benchmark(
        split=split,
        role=role,
        tasks=("semantic", "instance"),
        licence="Cityscapes: as its page says",
        redistribute=False,
        expected=count,
        masks=MaskRules(smallest_px=SMALLEST_PX),
        classes=CLASSES,
    )
    rows, absent = _rows(folder, split), role == "train"
    unpack = "leftImg8bit_trainvaltest.zip and gtFine_trainvaltest.zip"
    return of_rows(folder, rows, lambda place: _example(rows[place], absent=absent), benchmark, unpack)


def _rows(folder: Path, split: str) -> list[Row]:
    """Return picture, labels and things of every view that has one of them, by city and name."""
    pictures, truths = folder / "leftImg8bit" / split, folder / "gtFine" / split
    ends = {pictures: (PICTURE,), truths: (LABELS, THINGS)}
    views = {
        path.relative_to(root).as_posix().removesuffix(end)
        for root, wanted in ends.items()
        for path in entries(root, below=True)
        for end in wanted
        if path.name.endswith(end)
    }
    return [
        [pictures / f"{view}{PICTURE}", truths / f"{view}{LABELS}", truths / f"{view}{THINGS}"]
        for view in sorted(views)
    ]


def _example(row: Row, *, absent: bool) -> Example:
    picture, shape = read_pictured(row[0])
    labels = labels_of(row[1], read_numbers(row[1], shape), PLACES)
    numbers = read_numbers(row[2], shape, SIXTEEN_BITS)
    regions = (*regions_of(numbers, _things(row[2], numbers)), *void_region(np.isin(numbers, VOID_NUMBERS)))
    return labelled(picture, labels, CLASSES, regions, class_queries(regions, THING_CLASSES, absent=absent))


def _things(path: Path, numbers: Numbers) -> dict[int, Thing]:
    """Return what the numbers stand for that are of the eight classes; raises RequestError where one is of no class."""
    names = {NUMBERS[name]: name for name in THING_CLASSES}
    found = {}
    for number in numbers_in(numbers):
        single = number // THINGS_OF_CLASS in COUNTED_NUMBERS
        if not single and number not in EVERY_NUMBER:
            raise RequestError(f"{path}: holds the number {number}, which stands for no class and no thing of the set")
        name = names.get(number // THINGS_OF_CLASS if single else number)
        if name:
            found[number] = Thing(name, crowd=not single)
    return found
