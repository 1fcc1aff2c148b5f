"""RefCOCO and RefCOCO+ as UNC split them, RefCOCOg as UMD did: sentences that refer to one thing in a picture of COCO.

From what lichengunc/refer handed out, a pickle of the referents and COCO's JSON of the masks, or from that as Parquet.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from ....manifests.benchmark import Benchmark, Role
from ....scenes.errors import RequestError
from ...dataset.example import Region
from .arrays import size_of
from .coco_json import CocoFile, read_coco
from .filed import chosen_split
from .pickled import read_pickle
from .refcoco_parquet import parquet_of, read_referring_parquet
from .referents import Pictured, Referent, Referring, Regions, by_picture, referents_of, referring_example
from .source import PhotographSource, Reader

LICENCE = "expressions: research alone; pictures: Flickr's terms"
PICTURES = ("train2014", "images/train2014", "images/mscoco/images/train2014")
INSTANCES = "instances.json"


@dataclass(frozen=True, slots=True)
class Part:
    """One of the three: who split it, and how many referents and pictures each split has."""

    by: str
    splits: Mapping[str, tuple[int, int]]


PARTS = {
    "refcoco": Part("unc", {"val": (3811, 1500), "testA": (1975, 750), "testB": (1810, 750), "train": (42404, 16994)}),
    "refcoco+": Part("unc", {"val": (3805, 1500), "testA": (1975, 750), "testB": (1798, 750), "train": (42278, 16992)}),
    "refcocog": Part("umd", {"val": (2573, 1300), "test": (5023, 2600), "train": (42226, 21899)}),
}


def reader_of(name: str) -> Reader:
    """Return the reader of one of the three."""
    return partial(_read, name)


def _read(name: str, folder: Path, split: str, role: Role) -> PhotographSource:
    """Return a split of the set in `folder`/`name`, the pictures being beside it; raises RequestError."""
    part = PARTS[name]
    split, (referents, pictures) = chosen_split(split, part.splits, "train" if role == "train" else "val")
    found = _referring(folder, name, part, split)
    there = sum(len(each.referents) for each in found.pictures)
    if there != referents:
        raise RequestError(f"{found.files[0]}: holds {there} referents of {split}, and the set has {referents}")
    paths = [each.path for each in found.pictures]
    if lost := next((path for path in paths if not path.is_file()), None):
        raise RequestError(f"{lost}: is missing; unpack COCO's train2014.zip into {folder}")
    benchmark = Benchmark(
        split=split,
        role=role,
        tasks=("referring",),
        licence=LICENCE,
        redistribute=False,
        expected=pictures,
    )
    return PhotographSource(
        views=tuple(path.relative_to(folder).as_posix() for path in paths),
        files=(*found.files, *paths),
        size_px=size_of(paths[0]),
        benchmark=benchmark,
        read=lambda place: referring_example(found.pictures[place], found.regions(place), role),
    )


def _referring(folder: Path, name: str, part: Part, split: str) -> Referring:
    pickle = folder / name / f"refs({part.by}).p"
    pictures = next((folder / each for each in PICTURES if (folder / each).is_dir()), folder / PICTURES[0])
    files = parquet_of(folder / name, split)
    return (
        _unpickled(pickle, pictures, split)
        if pickle.is_file() or not files
        else read_referring_parquet(files, pictures)
    )


def _unpickled(path: Path, pictures: Path, split: str) -> Referring:
    """Return what the pickle refers to, with the masks of the JSON beside it."""
    referents = by_picture(referents_of(path, read_pickle(path), split))
    coco = read_coco(path.with_name(INSTANCES))
    places = {each.number: place for place, each in enumerate(coco.pictures)}
    owners = dict(zip(coco.columns.numbers, coco.columns.images, strict=True))
    for each in (each for group in referents.values() for each in group):
        if each.image not in places or owners.get(each.annotation) != each.image:
            raise RequestError(
                f"{path}: refers to annotation {each.annotation} of picture {each.image}, which {INSTANCES} has not"
            )
    order = [places[image] for image in referents]
    pictured = [_pictured(coco, place, pictures, group) for place, group in zip(order, referents.values(), strict=True)]
    return Referring(tuple(pictured), (path, coco.path), lambda place: _regions(coco, order[place]))


def _pictured(coco: CocoFile, place: int, pictures: Path, referents: tuple[Referent, ...]) -> Pictured:
    picture = coco.pictures[place]
    return Pictured(pictures / picture.name, picture.size_px, referents)


def _regions(coco: CocoFile, place: int) -> Regions:
    found = coco.annotations(place)
    return {each.number: Region(coco.categories[each.category].name, each.runs) for each in found}
