"""COCO's panoptic segmentation: each pixel of a PNG is of one segment, which a JSON file gives a class of 133.

A segment's number is R + 256 G + 65536 B; 0 is void, and counts nowhere. Of the 80 classes of things each segment is a
thing or a crowd; of the other classes all is one segment. Names stay as they are, such as `floor-other-merged`.
"""

from __future__ import annotations

from array import array
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ....manifests.benchmark import Benchmark, Role
from ....scenes.errors import RequestError
from ...dataset.example import Example
from ...dataset.png import png_array
from .arrays import Shape
from .coco_json import file_name, text, whole
from .filed import Row, chosen_split, of_rows
from .json_lists import read_lists
from .label_maps import Thing, class_queries, labelled, read_pictured, regions_of, void_region
from .source import PhotographSource, naming

SPLITS = {"val": 5000, "train": 118287}  # pictures
ALL_CLASSES, THING_CLASSES = 133, 80
LISTS = "images", "annotations", "categories"
MOST_SEGMENT, MOST_SEGMENTS, MOST_PNG_BYTES = (1 << 24) - 1, (1 << 16) - 2, 1 << 26


@dataclass(frozen=True, slots=True)
class Category:
    """A class: its id, its name as the set writes it, and whether its things are told apart."""

    number: int
    name: str
    things: bool


@dataclass(frozen=True, slots=True)
class Segment:
    """A segment of a picture: its number, its label in all pictures, and the thing that it is, if it is one."""

    number: int
    label: int
    thing: Thing | None


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Segments:
    """The segments of all pictures, one picture after another: their numbers, ids of classes, and which are crowds.

    `ends` says how many there are up to each picture's last.
    """

    numbers: array[int] = field(default_factory=lambda: array("q"))
    categories: array[int] = field(default_factory=lambda: array("q"))
    crowds: bytearray = field(default_factory=bytearray)
    ends: array[int] = field(default_factory=lambda: array("q"))

    def add(self, infos: Any) -> None:
        """Take a picture's `segments_info`; raises ValueError with the field that is wrong."""
        if not isinstance(infos, list) or len(infos) > MOST_SEGMENTS or not all(isinstance(i, dict) for i in infos):
            raise ValueError(f"segments_info must be a list of at most {MOST_SEGMENTS} objects")
        numbers = [whole(info, "id") for info in infos]
        if len(set(numbers)) < len(numbers) or not all(0 < number <= MOST_SEGMENT for number in numbers):
            raise ValueError(f"segments_info: id must be 1 to {MOST_SEGMENT}, and of one segment alone")
        self.numbers.extend(numbers)
        self.categories.extend(whole(info, "category_id") for info in infos)
        self.crowds.extend(info.get("iscrowd") == 1 for info in infos)
        self.ends.append(len(self.numbers))


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class PanopticFile:
    """What the JSON says: names of pictures and of the PNGs of their segments, classes, and the segments."""

    names: tuple[tuple[str, str], ...]
    categories: tuple[Category, ...]
    segments: Segments

    @property
    def classes(self) -> tuple[str, ...]:
        """The names of all classes."""
        return tuple(each.name for each in self.categories)

    @property
    def things(self) -> tuple[str, ...]:
        """The names of the classes whose things are told apart."""
        return tuple(each.name for each in self.categories if each.things)

    def of(self, place: int) -> list[Segment]:
        """Return the segments of the picture at a place."""
        known = {each.number: (label, each) for label, each in enumerate(self.categories, start=1)}
        ends = self.segments.ends
        found = []
        for row in range(ends[place - 1] if place else 0, ends[place]):
            label, category = known[self.segments.categories[row]]
            thing = Thing(category.name, bool(self.segments.crowds[row])) if category.things else None
            found.append(Segment(self.segments.numbers[row], label, thing))
        return found


def read_coco_panoptic(folder: Path, split: str, role: Role) -> PhotographSource:
    """Return the pictures of one part, from `val2017` or `train2017`, and `annotations`; raises RequestError."""
    split, count = chosen_split(split, SPLITS, "train" if role == "train" else "val")
    stem = f"panoptic_{split}2017"
    maps = next((each for each in (folder / "annotations" / stem, folder / stem) if each.is_dir()), folder / stem)
    panoptic = read_panoptic(folder / "annotations" / f"{stem}.json")
    rows = [(folder / f"{split}2017" / picture, maps / png) for picture, png in panoptic.names]
    benchmark = Benchmark(
        split=split,
        role=role,
        tasks=("semantic", "instance"),
        licence="COCO: annotations CC BY 4.0, pictures under Flickr's terms",
        redistribute=False,
        expected=count,
        classes=panoptic.classes,
    )
    absent, unpack = role == "train", f"panoptic_annotations_trainval2017.zip, {stem}.zip in it, and {split}2017.zip"
    return of_rows(folder, rows, lambda place: _example(panoptic, place, rows[place], absent), benchmark, unpack)


def read_panoptic(path: Path) -> PanopticFile:
    """Return what the JSON file says; raises RequestError."""
    pictures, maps, categories, segments = dict[int, str](), dict[int, str](), list[Category](), Segments()
    for name, item in read_lists(path, LISTS):
        if not isinstance(item, dict):
            raise RequestError(f"{path}: {name} holds {item!r:.60}, which is no object")
        with naming(f"{path}: {name}, {item.get('id', item.get('image_id'))!r:.30}"):
            match name:
                case "images":
                    _put(pictures, whole(item, "id"), file_name(item))
                case "categories":
                    categories.append(Category(whole(item, "id"), text(item, "name"), item.get("isthing") == 1))
                case _:
                    _put(maps, whole(item, "image_id"), file_name(item))
                    segments.add(item.get("segments_info"))
    if lost := [number for number in maps if number not in pictures]:
        raise RequestError(f"{path}: annotations, {lost[0]}: no picture in images has this id")
    _check_categories(path, categories, segments)
    return PanopticFile(tuple((pictures[number], png) for number, png in maps.items()), tuple(categories), segments)


def _put(known: dict[int, str], number: int, name: str) -> None:
    if number in known:
        raise ValueError("it is there twice")
    known[number] = name


def _check_categories(path: Path, categories: list[Category], segments: Segments) -> None:
    numbers, names = {each.number for each in categories}, {each.name for each in categories}
    things = sum(each.things for each in categories)
    if (len(numbers), len(names), things) != (ALL_CLASSES, ALL_CLASSES, THING_CLASSES):
        raise RequestError(
            f"{path}: categories has {len(numbers)} ids, {len(names)} names and {things} classes of things; "
            f"the set has {ALL_CLASSES}, {ALL_CLASSES} and {THING_CLASSES}"
        )
    if lost := set(segments.categories) - numbers:
        raise RequestError(f"{path}: segments_info holds category_id {min(lost)}, which is none of its categories")


def _example(panoptic: PanopticFile, place: int, row: Row, absent: bool) -> Example:
    picture, shape = read_pictured(row[0])
    segments = panoptic.of(place)
    marks = _marks(row[1], _segment_numbers(row[1], shape), [each.number for each in segments])
    labels = np.array([0, *(each.label for each in segments)], np.uint16)[marks]
    things = {mark: each.thing for mark, each in enumerate(segments, start=1) if each.thing}
    regions = (*regions_of(marks, things), *void_region(marks == 0))
    asked = class_queries(regions, panoptic.things, absent=absent)
    return labelled(picture, labels, panoptic.classes, regions, asked)


def _segment_numbers(path: Path, shape: Shape) -> NDArray[np.int64]:
    """Return the number of each pixel's segment, H×W; raises RequestError."""
    with naming(path):
        if path.stat().st_size > MOST_PNG_BYTES:
            raise ValueError(f"it has over {MOST_PNG_BYTES >> 20} MiB")
        return png_array(path.read_bytes(), shape).astype(np.int64) @ np.array([1, 1 << 8, 1 << 16])


def _marks(path: Path, numbers: NDArray[np.int64], listed: list[int]) -> NDArray[np.uint16]:
    """Return for each pixel the place of its segment in the list, counted from 1, or 0 where it is void.

    Raises RequestError where pixels and list differ.
    """
    found, inverse = np.unique(numbers, return_inverse=True)
    marks = {0: 0} | {number: mark for mark, number in enumerate(listed, start=1)}
    if strange := [number for number in found.tolist() if number not in marks]:
        raise RequestError(f"{path}: holds segment {strange[0]}, which is not in its segments_info")
    if lost := set(listed).difference(found.tolist()):
        raise RequestError(f"{path}: has no pixel of segment {min(lost)}, which is in its segments_info")
    return np.array([marks[number] for number in found.tolist()], np.uint16)[inverse].reshape(numbers.shape)
