"""COCO 2017: things of 80 classes, all outlined, save where many of them are one crowd."""

from __future__ import annotations

from pathlib import Path

from ....manifests.benchmark import Benchmark, Role
from ...tasks.words.vocabularies import class_sets
from .coco_json import read_coco
from .coco_set import annotation_file, check_classes, of_coco
from .filed import chosen_split
from .source import PhotographSource

SPLITS = {"val": 5000, "train": 118_287}
NUMBERS = class_sets()["coco"].numbers  # from 1 to 90 with gaps, by name
UNPACK = "annotations_trainval2017.zip and {split}2017.zip"


def read_coco_instances(folder: Path, split: str, role: Role) -> PhotographSource:
    """Return the pictures of one part, asked for classes that are there; to learn from, for all 80.

    A class that only a crowd is of is not asked for. Raises RequestError.
    """
    split, count = chosen_split(split, SPLITS, "train" if role == "train" else "val")
    unpack = UNPACK.format(split=split)
    file = read_coco(annotation_file(folder, f"instances_{split}2017.json", unpack))
    check_classes(file, NUMBERS, "COCO")
    names = [each.name for each in file.categories]
    benchmark = Benchmark(
        split=split,
        role=role,
        tasks=("instance",),
        licence="COCO: annotations CC BY 4.0; pictures by Flickr's terms",
        redistribute=False,
        expected=count,
        classes=tuple(names),
    )
    asked = file.classes_in if role == "test" else lambda _: range(len(names))
    return of_coco(folder, folder / f"{split}2017", file, names, asked, benchmark, unpack)
