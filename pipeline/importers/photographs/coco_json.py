"""JSON as COCO's: pictures, classes, and annotations with masks. Read once, held small, drawn when asked for."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ....scenes.errors import RequestError
from ...dataset.png import MOST_SIDE_PX
from ...dataset.run_lengths import area_px, unpacked
from .coco_masks import CocoMasks
from .json_lists import read_lists

IMAGES, CATEGORIES, ANNOTATIONS = LISTS = "images", "categories", "annotations"
MOST_NUMBER, MOST_NAME = 1 << 53, 255  # of an id; characters

Json = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture of the file: its id, the name of its own file, width and height, and what else was picked."""

    number: int
    name: str
    size_px: tuple[int, int]
    also: Any = None


@dataclass(frozen=True, slots=True)
class Category:
    """A class of the file: its id, and its name as the set writes it."""

    number: int
    name: str


@dataclass(frozen=True, slots=True)
class Annotation:
    """A thing in a picture: its id, the place of its class in the file's list, and its mask as packed run lengths."""

    number: int
    category: int
    runs: str
    crowd: bool


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Columns:
    """The annotations of a file: ids, whose they are, of which class, whether a crowd, and their masks."""

    numbers: array[int] = field(default_factory=lambda: array("q"))
    images: array[int] = field(default_factory=lambda: array("q"))
    categories: array[int] = field(default_factory=lambda: array("q"))
    crowds: bytearray = field(default_factory=bytearray)
    masks: CocoMasks = field(default_factory=CocoMasks)

    def add(self, item: Json) -> None:
        """Take an annotation as the file has it; raises ValueError with the field that is wrong."""
        crowd = item.get("iscrowd", 0)
        if crowd not in (0, 1):
            raise ValueError("iscrowd must be 0 or 1")
        self.numbers.append(whole(item, "id"))
        self.images.append(whole(item, "image_id"))
        self.categories.append(whole(item, "category_id"))
        self.crowds.append(int(crowd))
        self.masks.add(item.get("segmentation"))


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class CocoFile:
    """What a file says: its pictures and classes in their order, and `annotations` for the things in one picture.

    `owned` are the places of all annotations, picture after picture, of which `starts` says where each begins;
    `classes` are the places of their classes.
    """

    path: Path
    pictures: tuple[Picture, ...]
    categories: tuple[Category, ...]
    columns: Columns
    classes: NDArray[np.int64]
    owned: NDArray[np.int64]
    starts: NDArray[np.int64]

    def annotations(self, place: int) -> tuple[Annotation, ...]:
        """Return the things in the picture at `place` in the order of the file, without those that have no pixel."""
        width, height = self.pictures[place].size_px
        rows = self.owned[self.starts[place] : self.starts[place + 1]].tolist()
        drawn = [(row, self.columns.masks.runs(row, (height, width))) for row in rows]
        return tuple(self._annotation(row, runs) for row, runs in drawn if area_px(unpacked(runs)))

    def _annotation(self, row: int, runs: str) -> Annotation:
        return Annotation(self.columns.numbers[row], int(self.classes[row]), runs, bool(self.columns.crowds[row]))


def read_coco(path: Path, also: Callable[[Json], Any] = lambda _: None) -> CocoFile:
    """Return what a file says; `also` picks what else is kept of a picture, and raises ValueError where it is wrong.

    Raises RequestError with the file, and of what is wrong or twice there the list, the id and the field.
    """
    pictures, categories, columns = list[Picture](), list[Category](), Columns()
    for name, item in read_lists(path, LISTS):
        with _naming(path, name, item):
            match name:
                case "images":
                    pictures.append(Picture(whole(item, "id"), file_name(item), _size(item), also(item)))
                case "categories":
                    categories.append(Category(whole(item, "id"), text(item, "name")))
                case _:
                    columns.add(item)
    return _joined(path, pictures, categories, columns)


def whole(item: Json, name: str) -> int:
    """Return a whole number of an item; raises ValueError."""
    value = item.get(name)
    if type(value) is not int or not 0 <= value <= MOST_NUMBER:
        raise ValueError(f"{name} must be a whole number, not {value!r:.40}")
    return value


def text(item: Json, name: str) -> str:
    """Return a text of an item; raises ValueError where it is none, empty, or longer than a name."""
    value = item.get(name)
    if not isinstance(value, str) or not value.strip() or len(value) > MOST_NAME or not value.isprintable():
        raise ValueError(f"{name} must be a text of 1 to {MOST_NAME} characters, not {value!r:.40}")
    return value


def file_name(item: Json) -> str:
    """Return where a picture lies: `file_name`, else the last folder and name of `coco_url`; raises ValueError."""
    name = text(item, "file_name" if "file_name" in item else "coco_url")
    name = name if "file_name" in item else "/".join(name.split("/")[-2:])
    parts = PurePosixPath(name).parts
    if not parts or name.startswith("/") or ".." in parts or "\\" in name or ":" in name:
        raise ValueError(f"file_name must be a path below the folder of pictures, not {name!r:.80}")
    return name


@contextmanager
def _naming(path: Path, name: str, item: Any) -> Iterator[None]:
    """Say of what is wrong with an item whose it is."""
    if not isinstance(item, dict):
        raise RequestError(f"{path}: {name} holds {item!r:.60}, which is no object")
    try:
        yield
    except ValueError as error:
        raise RequestError(f"{path}: {name}, id {item.get('id')!r:.30}: {error}") from None


def _size(item: Json) -> tuple[int, int]:
    width, height = whole(item, "width"), whole(item, "height")
    if not 0 < min(width, height) <= max(width, height) <= MOST_SIDE_PX:
        raise ValueError(f"width and height are {width} and {height}; sides are 1 to {MOST_SIDE_PX} px")
    return width, height


def _joined(path: Path, pictures: Sequence[Picture], categories: Sequence[Category], columns: Columns) -> CocoFile:
    """Return the whole, in which every annotation has its picture and its class; raises RequestError."""
    if empty := [name for name, found in ((IMAGES, pictures), (CATEGORIES, categories)) if not found]:
        raise RequestError(f"{path}: holds no {empty[0]}; it must be an object with the lists {', '.join(LISTS)}")
    images, classes = (np.array([each.number for each in found], np.int64) for found in (pictures, categories))
    numbers = np.array(columns.numbers, np.int64)
    for name, ids in ((IMAGES, images), (CATEGORIES, classes), (ANNOTATIONS, numbers)):
        _check_once(path, name, ids)
    owners = _places(path, numbers, "image_id", np.array(columns.images, np.int64), images)
    of_class = _places(path, numbers, "category_id", np.array(columns.categories, np.int64), classes)
    sizes_px = np.array([each.size_px for each in pictures], np.int64)
    if (outside := columns.masks.outside(sizes_px[owners])).any():
        row = int(outside.argmax())
        width, height = sizes_px[owners[row]].tolist()
        raise RequestError(
            f"{path}: annotations, id {numbers[row]}: segmentation is not of its picture, which is {width}×{height}"
        )
    owned = np.argsort(owners, kind="stable")
    starts = np.searchsorted(owners[owned], np.arange(len(pictures) + 1))
    return CocoFile(path, tuple(pictures), tuple(categories), columns, of_class, owned, starts)


def _check_once(path: Path, name: str, ids: NDArray[np.int64]) -> None:
    found, times = np.unique(ids, return_counts=True)
    if (times > 1).any():
        raise RequestError(f"{path}: {name}, id {found[times.argmax()]}: is there {times.max()} times")


def _places(
    path: Path, numbers: NDArray[np.int64], name: str, wanted: NDArray[np.int64], ids: NDArray[np.int64]
) -> NDArray[np.int64]:
    """Return where ids stand in a list of them; raises RequestError where one does not."""
    order = np.argsort(ids)
    places = order[np.searchsorted(ids[order], wanted).clip(0, len(ids) - 1)]
    if (lost := ids[places] != wanted).any():
        row = int(lost.argmax())
        raise RequestError(f"{path}: annotations, id {numbers[row]}: {name} {wanted[row]} is none of the file's")
    return places
