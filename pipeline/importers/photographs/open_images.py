"""Open Images: masks of boxed things, each a PNG of its own, to learn from.

Nobody says that all things of a class have their mask, so a picture is asked for the classes alone that have one, and
no test can be made of it. The set is large: pictures that are not there are passed over, and told.
"""

from __future__ import annotations

import csv
from array import array
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TextIO

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from ....manifests.benchmark import Benchmark, Role
from ....scenes.errors import RequestError
from ...dataset.example import Example, Region
from ...dataset.picture import picture_size
from ...dataset.png import MOST_SIDE_PX
from ...dataset.run_lengths import of_mask, packed
from ...terminal.plaintext import counted
from .arrays import read_photograph, size_of
from .filed import chosen_split
from .label_maps import class_queries
from .source import PhotographSource, naming

SPLITS = {"train": "train-annotations-object-segmentation.csv"}
CLASSES = (
    "class-descriptions-boxable.csv",
    "oidv6-class-descriptions-boxable.csv",
    "oidv7-class-descriptions-boxable.csv",
)
COLUMNS = ("MaskPath", "ImageID", "LabelName")
UNPACK = "train_0.tar.gz to train_f.tar.gz and train-masks-0.zip to train-masks-f.zip, each into a folder of its name"
PLAIN = frozenset("0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_-.")
MOST_NAME = 128


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Masks:
    """The files of masks and the places of their classes, of those pictures that are there."""

    pictures: array[int] = field(default_factory=lambda: array("i"))
    classes: array[int] = field(default_factory=lambda: array("i"))
    names: bytearray = field(default_factory=bytearray)
    ends: array[int] = field(default_factory=lambda: array("q", [0]))

    def add(self, picture: int, of_class: int, name: str) -> None:
        """Take a mask."""
        self.pictures.append(picture)
        self.classes.append(of_class)
        self.names.extend(name.encode())
        self.ends.append(len(self.names))

    def name(self, row: int) -> str:
        """Return the name of a mask's file."""
        return self.names[self.ends[row] : self.ends[row + 1]].decode()

    def by_picture(self) -> dict[int, NDArray[np.int64]]:
        """Return the places of the masks of each picture that has some, in order."""
        owners = np.array(self.pictures, np.int64)
        order = np.argsort(owners, kind="stable")
        ends = np.flatnonzero(np.diff(owners[order])) + 1
        return {int(owners[rows[0]]): rows for rows in np.split(order, ends)}


def read_open_images(folder: Path, split: str, role: Role) -> PhotographSource:
    """Return the pictures of the list that are there; raises RequestError."""
    if role == "test":
        raise RequestError("must be train: not every thing of Open Images has a mask, so it is no test", "role", role)
    split, listed = chosen_split(split, SPLITS, "train")
    names, there = _class_names(folder), sorted(_pictures(folder, split))
    masks, missing = _masks(folder / listed, list(names), {path.stem: place for place, path in enumerate(there)})
    if not masks.pictures:
        raise RequestError(f"{folder}: holds no pictures of {listed}; unpack {UNPACK}")
    mask_paths = (_mask_path(folder, split, masks.name(row)) for row in range(len(masks.pictures)))
    if lost := next((path for path in mask_paths if not path.is_file()), None):
        raise RequestError(f"{lost}: is missing; unpack {UNPACK}")
    by_picture = masks.by_picture()
    paths, rows = [there[place] for place in by_picture], list(by_picture.values())
    read = partial(_example, folder, split, masks, tuple(names.values()))
    return PhotographSource(
        views=tuple(path.relative_to(folder).as_posix() for path in paths),
        files=(folder / listed, *paths),
        size_px=size_of(paths[0]),
        benchmark=_benchmark(split, role, tuple(names.values())),
        read=lambda place: read(paths[place], rows[place]),
        notes=(f"not there, and left out: {counted(missing, 'pictures')} of {listed}",) if missing else (),
    )


def _benchmark(split: str, role: Role, classes: tuple[str, ...]) -> Benchmark:
    return Benchmark(
        split=split,
        role=role,
        tasks=("instance",),
        licence="Open Images: annotations CC BY 4.0; pictures CC BY 2.0",
        redistribute=True,
        classes=classes,
    )


def _pictures(folder: Path, split: str) -> Iterator[Path]:
    """Yield all pictures, which lie in `train`, or in a folder for each first digit of their names."""
    for each in (folder / split, *(folder / f"{split}_{digit:x}" for digit in range(16))):
        if each.is_dir():
            yield from each.glob("*.jpg")


def _class_names(folder: Path) -> dict[str, str]:
    """Return what classes are called, by their number in Freebase; newer files have a head, older ones none."""
    path = next((folder / name for name in CLASSES if (folder / name).is_file()), folder / CLASSES[0])
    with _reading(path) as file:
        rows = [row for row in csv.reader(file) if row and row[0].startswith("/")]
        if not rows or not all(len(row) == 2 and row[1].strip() and row[1].isprintable() for row in rows):
            raise ValueError("its lines must be the number of a class, as /m/01yrx, and its name")
    names = dict(rows)
    if len(set(names.values())) < len(rows):
        raise RequestError(f"{path}: has a class or a name twice")
    return names


def _masks(path: Path, classes: list[str], pictures: Mapping[str, int]) -> tuple[Masks, int]:
    """Return the masks of pictures that are there, and how many pictures are not; raises RequestError."""
    masks, missing = Masks(), set[str]()
    places = {name: place for place, name in enumerate(classes)}
    with _reading(path) as file:
        lines = csv.DictReader(file)
        if lost := [name for name in COLUMNS if name not in (lines.fieldnames or ())]:
            raise ValueError(f"it has no column {lost[0]}")
        for row in lines:
            name, picture, number = (row[column] or "" for column in COLUMNS)
            if number not in places:
                raise ValueError(f"line {lines.line_num}: LabelName {number!r:.40} is no class of the set's list")
            if not 0 < len(name) <= MOST_NAME or not set(name) <= PLAIN or not name.startswith(picture[:1] or "?"):
                raise ValueError(f"line {lines.line_num}: MaskPath {name!r:.60} is no name of a mask")
            if picture in pictures:
                masks.add(pictures[picture], places[number], name)
            else:
                missing.add(picture)
    return masks, len(missing)


def _example(
    folder: Path, split: str, masks: Masks, names: Sequence[str], path: Path, rows: NDArray[np.int64]
) -> Example:
    picture = read_photograph(path)
    size_px = picture_size(picture)
    drawn = [(masks.classes[row], _read_mask(_mask_path(folder, split, masks.name(row)), size_px)) for row in rows]
    regions = tuple(Region(names[of_class], packed(of_mask(mask))) for of_class, mask in drawn if mask.any())
    return Example(picture, size_px, regions=regions, queries=tuple(class_queries(regions, names, absent=False)))


def _mask_path(folder: Path, split: str, name: str) -> Path:
    return folder / f"{split}-masks-{name[0]}" / name


def _read_mask(path: Path, size_px: tuple[int, int]) -> NDArray[np.bool_]:
    """Return a mask, which has another size than its picture, in the picture's, each pixel that of the nearest."""
    with naming(path):
        try:
            with Image.open(path, formats=["PNG"]) as image:
                mode, size = image.mode, image.size
                if mode in ("1", "L") and max(size) <= MOST_SIDE_PX:
                    return np.asarray(image.resize(size_px, Image.Resampling.NEAREST)) > 0
        except OSError:
            raise
        except Exception as error:  # of Pillow: SyntaxError, ValueError, zlib.error, struct.error and others
            raise ValueError(f"damaged PNG: {error or type(error).__name__}") from None
        raise ValueError(
            f"it is of mode {mode} and {size[0]}×{size[1]} px; it must be black and white, of at most {MOST_SIDE_PX}"
        )


@contextmanager
def _reading(path: Path) -> Iterator[TextIO]:
    """Open a CSV file; what is wrong with it becomes a RequestError that names it."""
    with naming(path), path.open(newline="", encoding="utf-8-sig") as file:
        try:
            yield file
        except csv.Error as error:
            raise ValueError(f"it is no CSV: {error}") from None
