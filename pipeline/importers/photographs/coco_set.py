"""Sets whose truth is one file of COCO's JSON: where their files lie, and what their pictures are asked."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from pathlib import Path

from ....manifests.benchmark import Benchmark
from ....scenes.errors import RequestError
from ...dataset.example import Example, Region
from ...dataset.picture import picture_size
from .arrays import read_photograph
from .coco_json import CocoFile
from .label_maps import class_queries
from .source import PhotographSource

Asked = Callable[[int], Collection[int]]  # of a picture's place: the places of the classes that it is asked for


def annotation_file(folder: Path, name: str, unpack: str) -> Path:
    """Return where a file of annotations lies, in `annotations` or in the folder itself; raises RequestError."""
    places = (folder / "annotations" / name, folder / name)
    if there := next((path for path in places if path.is_file()), None):
        return there
    raise RequestError(f"{places[0]}: is missing; unpack {unpack} into {folder}")


def check_classes(file: CocoFile, numbers: Mapping[str, int], title: str) -> None:
    """Raise RequestError unless the classes of a file are those of the set, by name and number."""
    there = {each.name: each.number for each in file.categories}
    if there != numbers or len(there) != len(file.categories):
        wrong = min(dict(there.items() ^ numbers.items()), default="one that is there twice")
        raise RequestError(f"{file.path}: categories must be the {len(numbers)} of {title}, unlike {wrong!r}")


def of_coco(
    folder: Path, pictures: Path, file: CocoFile, names: Sequence[str], asked: Asked, benchmark: Benchmark, unpack: str
) -> PhotographSource:
    """Return the source of a file whose pictures lie below `pictures`, each asked for instances of classes.

    `names` are what the file's classes are called in prompts. Where a picture is asked for a class and nothing is
    annotated, nothing is there. Raises RequestError where a picture is missing, and says to `unpack` what it is in,
    or where nothing is annotated.
    """
    if not len(file.owned):
        raise RequestError(f"{file.path}: holds no annotations, and so nothing to ask for")
    paths = [pictures / each.name for each in file.pictures]
    if lost := next((path for path in paths if not path.is_file()), None):
        raise RequestError(f"{lost}: is missing; unpack {unpack} into {folder}")
    return PhotographSource(
        views=tuple(path.relative_to(folder).as_posix() for path in paths),
        files=(file.path, *paths),
        size_px=file.pictures[0].size_px,
        benchmark=benchmark,
        read=lambda place: _example(file, place, paths[place], names, asked(place)),
    )


def _example(file: CocoFile, place: int, path: Path, names: Sequence[str], asked: Collection[int]) -> Example:
    picture, size_px = read_photograph(path), file.pictures[place].size_px
    if (there := picture_size(picture)) != size_px:
        raise RequestError(
            f"{path}: is of {there[0]}×{there[1]} pixels, and {file.path.name} says {size_px[0]}×{size_px[1]}"
        )
    things = file.annotations(place)
    regions = tuple(Region(names[each.category], each.runs, each.crowd) for each in things)
    too_small = file.classes_in(place) - {each.category for each in things}  # to have a pixel: neither there nor absent
    wanted = [names[category] for category in sorted(asked) if category not in too_small]
    return Example(picture, size_px, regions=regions, queries=tuple(class_queries(regions, wanted, absent=True)))
