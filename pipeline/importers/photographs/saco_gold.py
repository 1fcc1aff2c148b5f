"""SA-Co/Gold: pictures, noun phrases, and for each phrase what three people marked, each by themselves.

Each of seven parts has three JSON files as COCO's, in which an entry of `images` is a phrase asked of a picture, with
or without annotations. A question is scored where all three say that they marked every instance; a crowd, which
somebody could not part into instances, is dropped, as SA-Co's own code does. Scores are means over the parts.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ....manifests.benchmark import Benchmark, MaskRules, Role
from ....scenes.errors import RequestError
from ...dataset.example import Example, Query, Region
from ...dataset.picture import picture_size
from ..files import entries
from .arrays import read_photograph, size_of
from .coco_json import CocoFile, Json, read_coco, text
from .filed import chosen_split
from .source import PhotographSource

SUBSETS = {  # how many pairs of picture and phrase the authors count
    "metaclip": 33393,
    "sa1b": 13258,
    "attributes": 9245,
    "crowded": 20687,
    "wiki_common": 65502,
    "fg_food": 13951,
    "fg_sports_equipment": 12166,
}
ALL = "all"
PEOPLE = "abc"
RENAMED = ".rf."  # in names that Roboflow gives: a.jpeg becomes a_jpeg.rf.HASH.jpg
MOST_FOLDERS = 100  # below DIR, in which files are looked for
PHRASE, EXHAUSTIVE = "text_input", "is_instance_exhaustive"


@dataclass(frozen=True, slots=True)
class Pair:
    """What is kept of a phrase asked of a picture: the phrase, and whether all of its instances are marked."""

    phrase: str
    exhaustive: bool


@dataclass(frozen=True, slots=True, eq=False)
class Subset:
    """A part: what each person's file holds, where the first one's pairs stand in it, and which of these are scored."""

    name: str
    files: tuple[CocoFile, ...]
    places: tuple[NDArray[np.int64], ...]
    scored: NDArray[np.int64]

    def marked(self, pair: int) -> Iterator[Region]:
        """Yield what everybody marked for a pair, person after person, in the order of their files."""
        phrase = self.files[0].pictures[pair].also.phrase
        for person, (file, places) in enumerate(zip(self.files, self.places, strict=True)):
            for each in file.annotations(int(places[pair])):
                yield Region(phrase, each.runs, each.crowd, person)


Asked = Sequence[tuple[Subset, int]]  # of one picture: parts, and places of pairs in their first files


def read_saco_gold(folder: Path, split: str, role: Role) -> PhotographSource:
    """Return the pictures of one part, or of all, each with all phrases that are asked of it; raises RequestError."""
    if role == "train":
        raise RequestError("SA-Co/Gold is a test; nothing of it is to learn from", "role", role)
    split, names = chosen_split(split, {ALL: tuple(SUBSETS), **{name: (name,) for name in SUBSETS}}, ALL)
    subsets = [_subset(folder, name) for name in names]
    asked = _by_picture(folder, subsets)
    paths = tuple(asked)
    if lost := next((path for path in paths if not path.is_file()), None):
        raise RequestError(f"{lost}: is missing; unpack the pictures of MetaCLIP and of SA-1B into {folder}")
    benchmark = Benchmark(
        split=split,
        role=role,
        tasks=("instance",),
        licence="SA-Co/Gold: that of SAM",
        redistribute=False,
        expected=len(paths),
        masks=MaskRules(annotators=len(PEOPLE), crowds="dropped"),
    )
    return PhotographSource(
        views=tuple(path.relative_to(folder).as_posix() for path in paths),
        files=(*(file.path for subset in subsets for file in subset.files), *paths),
        size_px=size_of(paths[0]) if paths else (0, 0),
        benchmark=benchmark,
        read=lambda place: _example(paths[place], asked[paths[place]]),
        notes=tuple(note for subset in subsets for note in _notes(subset)),
    )


def _subset(folder: Path, name: str) -> Subset:
    paths = [_found(folder, f"gold_{name}_merged_{person}_release_test.json") for person in PEOPLE]
    first = _small(read_coco(paths[0], _pair))
    files, places = [first], [np.arange(len(first.pictures))]
    scored = np.array([pair.also.exhaustive for pair in first.pictures])
    for path in paths[1:]:
        other = read_coco(path, _pair)
        order = _places(first, other)
        scored &= np.array([other.pictures[place].also.exhaustive for place in order])
        files.append(replace(other, pictures=tuple(first.pictures[pair] for pair in np.argsort(order))))
        places.append(order)
    return Subset(name, tuple(files), tuple(places), np.flatnonzero(scored))


def _pair(item: Json) -> Pair:
    exhaustive = item.get(EXHAUSTIVE)
    if exhaustive not in (0, 1):
        raise ValueError(f"{EXHAUSTIVE} must be 0 or 1, not {exhaustive!r:.40}")
    return Pair(text(item, PHRASE), bool(exhaustive))


def _small(file: CocoFile) -> CocoFile:
    """Return a file whose pairs share what they have alike, so that a picture of many phrases is named once."""
    known: dict[Any, Any] = {}

    def one(value: Any) -> Any:
        return known.setdefault(value, value)

    shared = (
        replace(each, name=one(each.name), size_px=one(each.size_px), also=one(each.also)) for each in file.pictures
    )
    return replace(file, pictures=tuple(shared))


def _places(first: CocoFile, other: CocoFile) -> NDArray[np.int64]:
    """Return where the pairs of a file stand in that of another person; raises RequestError where they are others."""
    there = {pair.number: place for place, pair in enumerate(other.pictures)}
    for pair in first.pictures:
        twin = other.pictures[there[pair.number]] if pair.number in there else None
        if twin is None or (twin.name, twin.size_px, twin.also.phrase) != (pair.name, pair.size_px, pair.also.phrase):
            raise RequestError(f"{other.path}: images, id {pair.number}: is not the pair that {first.path.name} has")
    if len(there) > len(first.pictures):
        raise RequestError(f"{other.path}: holds {len(there)} pairs, and {first.path.name} {len(first.pictures)}")
    return np.array([there[pair.number] for pair in first.pictures], np.int64)


def _by_picture(folder: Path, subsets: Sequence[Subset]) -> dict[Path, list[tuple[Subset, int]]]:
    """Return the pairs that are scored by the picture that they ask of, in the order of the files."""
    asked: dict[Path, list[tuple[Subset, int]]] = {}
    for subset in subsets:
        pictures = subset.files[0].pictures
        base = _found(folder, pictures[0].name).parents[len(Path(pictures[0].name).parts) - 1]
        for pair in subset.scored.tolist():
            asked.setdefault(base / pictures[pair].name, []).append((subset, pair))
    if all(path.is_file() for path in asked):
        return asked
    renamed = {path.name.partition(RENAMED)[0]: path for path in entries(folder, below=True) if RENAMED in path.name}
    return {_there(path, renamed): pairs for path, pairs in asked.items()}


def _there(path: Path, renamed: Mapping[str, Path]) -> Path:
    return path if path.is_file() else renamed.get(path.name.replace(".", "_"), path)


def _found(folder: Path, name: str) -> Path:
    """Return the file of this name in a folder, or in one directly below it; in the first where it is in none."""
    below = islice((each for each in entries(folder) if each.is_dir()), MOST_FOLDERS)
    return next((each / name for each in (folder, *below) if (each / name).is_file()), folder / name)


def _example(path: Path, asked: Asked) -> Example:
    picture = read_photograph(path)
    size_px, regions, queries = picture_size(picture), list[Region](), list[Query]()
    for subset, pair in asked:
        said = subset.files[0].pictures[pair]
        if said.size_px != size_px:
            raise ValueError(f"it is of {size_px} pixels, and {subset.files[0].path.name} says {said.size_px}")
        marked = list(enumerate(subset.marked(pair), start=len(regions)))
        counted, crowds = (tuple(place for place, each in marked if each.crowd is kind) for kind in (False, True))
        queries.append(Query("instance", said.also.phrase, counted, crowds, subset.name))
        regions += [each for _, each in marked]
    return Example(picture, size_px, regions=tuple(regions), queries=tuple(queries))


def _notes(subset: Subset) -> Iterator[str]:
    there, stated = len(subset.files[0].pictures), SUBSETS[subset.name]
    if there != stated:
        yield f"{subset.name}: its files hold {there:,} pairs of picture and phrase, and its authors count {stated:,}"
    if left := there - len(subset.scored):
        yield f"{subset.name}: {left:,} of {there:,} pairs are not asked: not everybody marked all of their instances"
