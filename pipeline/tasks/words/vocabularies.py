"""Classes of other data sets: which of our categories each of them means, by its own name.

`vocabularies.csv` has a row for each category and a column for each set: the class that the category belongs to, and
after a question mark those that some people would count it in. `vocabulary_classes.csv` lists all classes of the sets,
with the numbers of their label files.
"""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import get_args

from ....manifests.task_options import OWN_NAMES, VocabularyName
from ..data_files import DataFileError
from ..texts import kept
from .language import Concepts, Vocabulary, concepts, words

TITLES = {"ade20k": "ADE20K", "cityscapes": "Cityscapes", "coco": "COCO", "nyu40": "NYU40", "lvis": "LVIS"}
Cells = dict[str, dict[str, tuple[str, ...]]]  # by category, by set


@dataclass(frozen=True, slots=True)
class ClassSet:
    """The classes of a data set. `numbers`: those of its label files, by name; `covers`: categories by name.

    `may_cover`: the categories, by name of the class, that only some people would count in.
    """

    numbers: Mapping[str, int]
    covers: Mapping[str, frozenset[str]]
    may_cover: Mapping[str, frozenset[str]]

    def seen(self, categories: Collection[str]) -> list[str]:
        """Return the classes that something of these categories belongs to, by number."""
        return [name for name in self.numbers if not self.covers.get(name, frozenset()).isdisjoint(categories)]


@dataclass(frozen=True, slots=True)
class Naming:
    """What is asked for, and what it is called."""

    concepts: Concepts
    words: Vocabulary


@kept
def naming(vocabulary: str, language: str) -> Naming:
    """Return the concepts and words of Cavendish in a language, or those of a set, which are English.

    Raises KeyError for a vocabulary that there is not.
    """
    if vocabulary == OWN_NAMES:
        return Naming(concepts(), words(language))
    return naming_of(class_sets()[vocabulary])


def naming_of(classes: ClassSet) -> Naming:
    """Return each class as a concept that has one name; it can be taken for what it may cover."""
    own, plain = concepts(), words("en")
    alike = {name: own.alike.get(name, frozenset()) | may for name, may in classes.may_cover.items()}
    named = Concepts(
        classes=dict(classes.covers),
        merged={},
        alike=own.alike | alike,
        parts=own.parts,
        uncounted=frozenset(name for name, covered in classes.covers.items() if not covered.isdisjoint(own.uncounted)),
    )
    said = {name: (f"{plain.articles[0]}{name}",) for name in classes.covers}
    return Naming(
        named, Vocabulary(articles=plain.articles, background=plain.background, names=said, legends={}, colours={})
    )


@cache
def class_sets() -> dict[str, ClassSet]:
    """Return all sets by name; raises DataFileError where a table is malformed."""
    folder = files(__package__)
    numbers = read_numbers(folder / "vocabulary_classes.csv")
    cells = read_cells(folder / "vocabularies.csv", numbers)
    return {name: _class_set(numbers[name], {row: each[name] for row, each in cells.items()}) for name in numbers}


def read_numbers(path: Traversable | Path) -> dict[str, dict[str, int]]:
    """Return the number of each class by set and name; raises DataFileError."""
    found: dict[str, dict[str, int]] = {name: {} for name in get_args(VocabularyName) if name != OWN_NAMES}
    for line, row in _rows(path, ["vocabulary", "id", "name"]):
        vocabulary, number, name = row
        if vocabulary not in found or not number.isdecimal():
            raise DataFileError(f"{path}:{line}: it must be one of {', '.join(found)}, a number and a name")
        if name in found[vocabulary] or int(number) in found[vocabulary].values():
            raise DataFileError(f"{path}:{line}: {vocabulary}: {number} or {name!r} is there twice")
        found[vocabulary][name] = int(number)
    return found


def read_cells(path: Traversable | Path, numbers: Mapping[str, Collection[str]]) -> Cells:
    """Return the cells of the table by category and set, whose names must be classes; raises DataFileError."""
    table: Cells = {}
    for line, (category, *texts) in _rows(path, ["category", *numbers]):
        if category in table:
            raise DataFileError(f"{path}:{line}: {category}: is there twice")
        cells = {name: tuple(filter(None, text.split(";"))) for name, text in zip(numbers, texts, strict=True)}
        for vocabulary, names in cells.items():
            if problem := _problem(names, numbers[vocabulary]):
                raise DataFileError(f"{path}:{line}: {category}: {vocabulary}: {problem}")
        table[category] = cells
    return table


def _problem(names: tuple[str, ...], known: Collection[str]) -> str:
    if unknown := [name for name in names if name.removeprefix("?") not in known]:
        return f"{unknown[0]!r} is none of its classes"
    sure = [name for name in names if not name.startswith("?")]
    return f"it belongs to one class, not to {' and '.join(sure)}" if len(sure) > 1 else ""


def _rows(path: Traversable | Path, columns: list[str]) -> Iterator[tuple[int, list[str]]]:
    head, *rows = csv.reader(io.StringIO(path.read_text("utf-8")))
    if head != columns:
        raise DataFileError(f"{path}:1: the columns must be {', '.join(columns)}")
    for line, row in enumerate(rows, start=2):
        if len(row) != len(columns):
            raise DataFileError(f"{path}:{line}: has {len(row)} cells, and there are {len(columns)} columns")
        yield line, row


def _class_set(numbers: Mapping[str, int], cells: Mapping[str, tuple[str, ...]]) -> ClassSet:
    covers: defaultdict[str, set[str]] = defaultdict(set)
    may_cover: defaultdict[str, set[str]] = defaultdict(set)
    for category, names in cells.items():
        for name in names:
            (may_cover if name.startswith("?") else covers)[name.removeprefix("?")].add(category)
    return ClassSet(
        numbers,
        {name: frozenset(covers[name]) for name in numbers if name in covers},
        {name: frozenset(may) for name, may in may_cover.items()},
    )
