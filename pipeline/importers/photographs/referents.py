"""What RefCOCO and its kin say of pictures: who is referred to, in which sentences, in which part of the set."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, Field, TypeAdapter

from ....manifests.benchmark import Role
from ....scenes.errors import RequestError
from ...dataset.example import Example, Query, Region
from ...dataset.picture import picture_size
from .arrays import read_photograph
from .source import typed

MOST_REFERENTS, MOST_SENTENCES, MOST_CHARACTERS = 100_000, 100, 2000

Number = Annotated[int, Field(ge=0, lt=1 << 53)]
Regions = Mapping[int, Region]  # by the number of their annotation; one that has no pixel is not among them


class Sentence(BaseModel):
    """One way to refer to a thing, as the set's authors cleaned it."""

    sent: Annotated[str, Field(max_length=MOST_CHARACTERS)]


class Row(BaseModel):
    """What the set says of one referent; other fields are not needed."""

    ann_id: Number
    image_id: Number
    split: Annotated[str, Field(max_length=20)]
    sentences: Annotated[list[Sentence], Field(max_length=MOST_SENTENCES)]


ROW = TypeAdapter(Row)


@dataclass(frozen=True, slots=True)
class Referent:
    """An annotation by its number, that of its picture, and the sentences that refer to it."""

    annotation: int
    image: int
    sentences: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Pictured:
    """A picture's file, its width and height as the set states them, and its referents."""

    path: Path
    size_px: tuple[int, int]
    referents: tuple[Referent, ...]


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Referring:
    """One part of a set: its pictures in the order in which it first refers to them, and what is referred to in each.

    `files` are what that was read from, `regions` of the picture at a place.
    """

    pictures: tuple[Pictured, ...]
    files: tuple[Path, ...]
    regions: Callable[[int], Regions]


def referents_of(path: Path, content: object, split: str) -> list[Referent]:
    """Return the referents of a split in the order of the file; raises RequestError, naming the referent and field."""
    if not isinstance(content, list) or len(content) > MOST_REFERENTS:
        raise RequestError(f"{path}: must hold a list of at most {MOST_REFERENTS:,} referents")
    rows = (typed(f"{path}: referent {place}", ROW, item) for place, item in enumerate(content))
    return [referent_of(row) for row in rows if row.split == split]


def referent_of(row: Row) -> Referent:
    """Return what is kept of a row."""
    sentences = [each.sent.strip() for each in row.sentences]
    return Referent(row.ann_id, row.image_id, tuple(filter(None, sentences)))


def by_picture(referents: Iterable[Referent]) -> dict[int, tuple[Referent, ...]]:
    """Return the referents of each picture, by its number."""
    found: dict[int, list[Referent]] = {}
    for each in referents:
        found.setdefault(each.image, []).append(each)
    return {image: tuple(each) for image, each in found.items()}


def referring_example(pictured: Pictured, regions: Regions, role: Role) -> Example:
    """Return a picture of which each sentence asks for its referent.

    A test asks in small letters, as is the custom, and for nothing where no pixel shows the referent; training
    does not ask that. Raises RequestError where the picture has another size than the set states.
    """
    picture = read_photograph(pictured.path)
    size_px = picture_size(picture)
    if size_px != pictured.size_px:
        there, stated = ("×".join(map(str, each)) for each in (size_px, pictured.size_px))
        raise RequestError(f"{pictured.path}: is {there}, and the set's annotations are of {stated}")
    asked = dict.fromkeys(each.annotation for each in pictured.referents if each.annotation in regions)
    places = {annotation: place for place, annotation in enumerate(asked)}
    queries = [
        Query("referring", sentence if role == "train" else sentence.lower(), _found(places, each))
        for each in pictured.referents
        if role == "test" or each.annotation in places
        for sentence in each.sentences
    ]
    return Example(picture, size_px, regions=tuple(regions[each] for each in asked), queries=tuple(queries))


def _found(places: Mapping[int, int], referent: Referent) -> tuple[int, ...]:
    return (places[referent.annotation],) if referent.annotation in places else ()
