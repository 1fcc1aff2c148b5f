"""LVIS v1: things of 1,203 classes in COCO's pictures, each picture searched for some of these alone.

A picture is asked for the classes that are annotated in it, and for those that its list says are absent
(`neg_category_ids`); not for those of which not all things are outlined (`not_exhaustive_category_ids`).
"""

from __future__ import annotations

from array import array
from collections.abc import Collection
from pathlib import Path
from typing import Any

from ....manifests.benchmark import Benchmark, Role
from ....scenes.errors import RequestError
from ...tasks.words.vocabularies import class_sets
from .coco_json import CocoFile, Json, read_coco
from .coco_set import annotation_file, check_classes, of_coco
from .filed import chosen_split
from .source import PhotographSource

SPLITS = {"val": 19_809, "train": 100_170}
NUMBERS = class_sets()["lvis"].numbers
ABSENT, PARTLY = LISTS = "neg_category_ids", "not_exhaustive_category_ids"
UNPACK = "lvis_v1_{split}.json.zip, train2017.zip and val2017.zip"  # val has pictures of both


def read_lvis(folder: Path, split: str, role: Role) -> PhotographSource:
    """Return the pictures of one part, which lie in COCO's folders as `coco_url` says; raises RequestError."""
    split, count = chosen_split(split, SPLITS, "train" if role == "train" else "val")
    unpack = UNPACK.format(split=split)
    file = read_coco(annotation_file(folder, f"lvis_v1_{split}.json", unpack), _lists)
    check_classes(file, NUMBERS, "LVIS v1")
    _check_lists(file)
    benchmark = Benchmark(
        split=split,
        role=role,
        tasks=("instance",),
        licence="LVIS v1: annotations CC BY 4.0; pictures by Flickr's terms",
        redistribute=False,
        expected=count,
        classes=tuple(each.name for each in file.categories),
    )
    places = {each.number: place for place, each in enumerate(file.categories)}

    def asked(place: int) -> Collection[int]:
        absent, partly = ({places[number] for number in numbers} for numbers in file.pictures[place].also)
        return (file.classes_in(place) | absent) - partly

    return of_coco(folder, folder, file, [readable(each.name) for each in file.categories], asked, benchmark, unpack)


def readable(name: str) -> str:
    """Return a class's name as it stands in a prompt: `bow_(weapon)` is "bow (weapon)", as there is another bow."""
    return name.replace("_", " ")


def _lists(item: Json) -> tuple[array[int], ...]:
    return tuple(_numbers(name, item.get(name)) for name in LISTS)


def _numbers(name: str, given: Any) -> array[int]:
    if not isinstance(given, list) or not all(type(each) is int and 0 <= each < 1 << 31 for each in given):
        raise ValueError(f"{name} must be a list of classes' ids")
    return array("i", given)


def _check_lists(file: CocoFile) -> None:
    known = {each.number for each in file.categories}
    for picture in file.pictures:
        for name, numbers in zip(LISTS, picture.also, strict=True):
            if lost := set(numbers) - known:
                raise RequestError(
                    f"{file.path}: images, id {picture.number}: {name} has {min(lost)}, which is none of the file's"
                )
