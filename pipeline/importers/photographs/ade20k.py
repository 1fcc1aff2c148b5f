"""ADE20K as its challenge of scene parsing packed it: 150 classes, whose numbers are the pixels of a grey PNG.

0 is everything else, and is ignored. A class is called as in the first of the set's synonyms.
"""

from __future__ import annotations

from pathlib import Path

from ....manifests.benchmark import Benchmark, Role
from ....scenes.errors import RequestError
from ...dataset.example import Example
from ...tasks.words.vocabularies import class_sets
from .filed import Row, chosen_split, of_rows
from .label_maps import labelled, labels_of, read_numbers, read_pictured
from .source import PhotographSource, naming

SPLITS = {"val": ("validation", 2000), "train": ("training", 20210)}  # its folder, and how many pictures it has
FOLDER, NAMES_FILE = "ADEChallengeData2016", "objectInfo150.txt"
CLASSES = tuple(class_sets()["ade20k"].numbers)
PLACES = {number: number for number in range(len(CLASSES) + 1)}
MOST_NAMES_BYTES = 1 << 16


def read_ade20k(folder: Path, split: str, role: Role) -> PhotographSource:
    """Return the pictures of one part, from `folder` or its `ADEChallengeData2016`; raises RequestError."""
    split, (part, count) = chosen_split(split, SPLITS, "train" if role == "train" else "val")
    root = folder / FOLDER if (folder / FOLDER).is_dir() else folder
    _check_names(root / NAMES_FILE)
    names = [f"ADE_{split}_{number:08d}" for number in range(1, count + 1)]
    rows = [[root / "images" / part / f"{name}.jpg", root / "annotations" / part / f"{name}.png"] for name in names]
    benchmark = Benchmark(
        split=split,
        role=role,
        tasks=("semantic",),
        licence="ADE20K: pictures for research alone, annotations BSD 3-clause",
        redistribute=False,
        expected=count,
        classes=CLASSES,
    )
    return of_rows(folder, rows, lambda place: _example(rows[place]), benchmark, f"{FOLDER}.zip")


def _example(row: Row) -> Example:
    picture, shape = read_pictured(row[0])
    return labelled(picture, labels_of(row[1], read_numbers(row[1], shape), PLACES), CLASSES)


def _check_names(path: Path) -> None:
    """Compare the set's own list of names, if it is there, with ours; raises RequestError where they differ."""
    if not path.is_file():
        return
    with naming(path), path.open(encoding="utf-8") as file:
        lines = file.read(MOST_NAMES_BYTES).splitlines()[1:]
    there = [line.split("\t")[-1].split(",")[0].strip() for line in lines]
    if len(there) != len(CLASSES):
        raise RequestError(f"{path}: lists {len(there)} classes; the challenge has {len(CLASSES)}")
    for name, known in zip(there, CLASSES, strict=True):
        if name != known:
            raise RequestError(f"{path}: calls a class {name[:80]!r} that the challenge calls {known!r}")
