"""Pascal VOC 2012's segmentation: places in a palette are classes, and in another file things; 255 is their border.

The border is ignored, also where things are told apart: in it lie things that were too hard to outline, so no class is
called absent. A thing is of the class that most of its pixels have.
"""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np

from ....manifests.benchmark import Benchmark, Role
from ....scenes.errors import RequestError
from ...dataset.example import Example
from .filed import Row, chosen_split, of_rows
from .label_maps import (
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
from .source import PhotographSource, naming

SPLITS = {"val": 1449, "train": 1464}  # pictures
ROOTS = ("VOCdevkit/VOC2012", "VOC2012", ".")
BACKGROUND, BORDER = 1, 255  # a label, and a number
CLASSES = (
    "background", "aeroplane", "bicycle", "bird", "boat", "bottle", "bus", "car", "cat", "chair", "cow", "diningtable",
    "dog", "horse", "motorbike", "person", "pottedplant", "sheep", "sofa", "train", "tvmonitor",
)  # fmt: skip
PLACES = {BORDER: 0} | {number: number + 1 for number in range(len(CLASSES))}
NAME, MOST_LIST_BYTES = re.compile("[0-9A-Za-z_]{1,64}"), 1 << 20


def read_voc(folder: Path, split: str, role: Role) -> PhotographSource:
    """Return the pictures of one part, from `folder` or its `VOCdevkit/VOC2012`; raises RequestError."""
    split, count = chosen_split(split, SPLITS, "train" if role == "train" else "val")
    root = next(folder / root for root in ROOTS if root == "." or (folder / root).is_dir())
    rows = [
        [
            root / "JPEGImages" / f"{name}.jpg",
            root / "SegmentationClass" / f"{name}.png",
            root / "SegmentationObject" / f"{name}.png",
        ]
        for name in _names(root / "ImageSets/Segmentation" / f"{split}.txt")
    ]
    benchmark = Benchmark(
        split=split,
        role=role,
        tasks=("semantic", "instance"),
        licence="Pascal VOC: pictures under Flickr's terms",
        redistribute=False,
        expected=count,
        classes=CLASSES,
    )
    return of_rows(folder, rows, lambda place: _example(rows[place]), benchmark, "VOCtrainval_11-May-2012.tar")


def _names(path: Path) -> list[str]:
    """Return the names that a list holds, a line each; raises RequestError."""
    with naming(path), path.open(encoding="utf-8") as file:
        names = file.read(MOST_LIST_BYTES).split()
        if bad := next((name for name in names if not NAME.fullmatch(name)), None):
            raise ValueError(f"it lists {bad[:80]!r}, which is no name of a picture")
    return names


def _example(row: Row) -> Example:
    picture, shape = read_pictured(row[0])
    labels = labels_of(row[1], read_numbers(row[1], shape), PLACES)
    numbers = read_numbers(row[2], shape)
    regions = (*regions_of(numbers, _things(row[2], numbers, labels)), *void_region(numbers == BORDER))
    return labelled(picture, labels, CLASSES, regions, class_queries(regions, CLASSES, absent=False))


def _things(path: Path, numbers: Numbers, labels: Numbers) -> dict[int, Thing]:
    """Return the thing that each number stands for; raises RequestError where one has no pixel of a class."""
    things = {}
    for number in sorted(set(numbers_in(numbers)) - {0, BORDER}):
        votes = np.bincount(labels[numbers == number], minlength=BACKGROUND + 1)
        votes[: BACKGROUND + 1] = 0
        if not votes.any():
            raise RequestError(f"{path}: thing {number} has no pixel of a class in SegmentationClass")
        things[number] = Thing(CLASSES[int(votes.argmax()) - 1])
    return things
