"""Maps of numbers as sets store them in PNG: from numbers to labels of classes, regions of things, and questions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from ....scenes.errors import RequestError
from ...dataset.example import Example, Query, Region
from ...dataset.picture import picture_size
from ...dataset.run_lengths import packed, run_lengths
from .arrays import Shape, read_photograph
from .source import naming

EIGHT_BITS = frozenset(
    {"L", "P", "P;4", "P;2", "P;1"}
)  # how Pillow says that a PNG stores whole numbers, of palettes …
SIXTEEN_BITS = frozenset({"I;16B"})  # … the places; grey of fewer bits it would stretch to 255
VOID = "void"  # the name of regions where nobody says what is there: they answer no question, and count in none
NOWHERE = 0xFFFF  # no label

Numbers = NDArray[np.uint16]


@dataclass(frozen=True, slots=True)
class Thing:
    """What a number in a map of things stands for: a thing of a class, or a crowd of them."""

    name: str
    crowd: bool = False


def read_numbers(path: Path, shape: Shape, stored: frozenset[str] = EIGHT_BITS) -> Numbers:
    """Return the numbers of a grey PNG, or the places of one with a palette, uint16 H×W; raises RequestError.

    `stored`: EIGHT_BITS or SIXTEEN_BITS. Nothing is decoded before the size is known to be the picture's.
    """
    with naming(path):
        try:
            with Image.open(path, formats=["PNG"]) as image:
                size, how = image.size, str(image.tile[0][3])
                if size == shape[::-1] and how in stored:
                    return np.asarray(image).astype(np.uint16)
        except OSError:
            raise
        except Exception as error:  # of Pillow: SyntaxError, ValueError, zlib.error, struct.error and others
            raise ValueError(f"damaged PNG: {error or type(error).__name__}") from None
        if size != shape[::-1]:
            raise ValueError(f"it is of {size[0]}×{size[1]} pixels, and its picture of {shape[1]}×{shape[0]}")
        bits = "16-bit grey" if stored == SIXTEEN_BITS else "8-bit grey, or have a palette"
        raise ValueError(f"it stores its pixels as {how}; it must be {bits}")


def numbers_in(numbers: Numbers) -> list[int]:
    """Return the numbers of a map, each once, in order."""
    return np.flatnonzero(np.bincount(numbers.ravel())).tolist()  # a tenth of the time of np.unique, which sorts


def labels_of(path: Path, numbers: Numbers, places: Mapping[int, int]) -> Numbers:
    """Return the label of each number, 0 where it is to be ignored; raises RequestError where a number has none."""
    table = np.full(1 << 16, NOWHERE, np.uint16)
    table[list(places)] = list(places.values())
    labels = table[numbers]
    lost = labels == NOWHERE
    if lost.any():
        raise RequestError(f"{path}: holds the number {numbers[lost].min()}, which stands for no class of the set")
    return labels


def regions_of(numbers: Numbers, things: Mapping[int, Thing]) -> tuple[Region, ...]:
    """Return the regions of the numbers H×W that stand for things, in the order of the numbers."""
    return tuple(
        Region(things[number].name, packed(counts), things[number].crowd)
        for number, counts in run_lengths(numbers)
        if number in things
    )


def void_region(unknown: NDArray[np.bool_]) -> tuple[Region, ...]:
    """Return the region of bool H×W where nobody says what is there; none where that is nowhere."""
    return regions_of(unknown.astype(np.uint16), {1: Thing(VOID, crowd=True)})


def class_queries(regions: Sequence[Region], classes: Sequence[str], *, absent: bool) -> Iterator[Query]:
    """Yield a question for each class that has a region, and with `absent` for those that have neither one nor a crowd.

    Crowds of the class and what is VOID do not count.
    """
    void = tuple(place for place, region in enumerate(regions) if region.name == VOID)
    for name in classes:
        there = [place for place, region in enumerate(regions) if region.name == name]
        crowds = tuple(place for place in there if regions[place].crowd)
        counted = tuple(place for place in there if place not in crowds)
        if counted or (absent and not crowds):
            yield Query("instance", name, counted, (*crowds, *void))


def labelled(
    picture: bytes,
    labels: Numbers,
    classes: Sequence[str],
    regions: tuple[Region, ...] = (),
    asked: Iterable[Query] = (),
) -> Example:
    """Return a picture with its labels, places in `classes` counted from 1, and what is asked beside them."""
    return Example(
        picture,
        picture_size(picture),
        labels=labels,
        names={label: classes[label - 1] for label in numbers_in(labels) if label},
        regions=regions,
        queries=(Query("semantic"), *asked),
    )


def read_pictured(path: Path) -> tuple[bytes, Shape]:
    """Return the bytes of a photograph and its height and width; raises RequestError."""
    picture = read_photograph(path)
    width, height = picture_size(picture)
    return picture, (height, width)
