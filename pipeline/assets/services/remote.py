"""What a service on the web offers, as data, and what is wanted of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar

from pydantic import TypeAdapter, ValidationError

from ....scenes.assets.library import LibraryKind
from ....scenes.errors import WorkError
from ..items import Rights

T = TypeVar("T")
Ask = Callable[[str], Any]  # from a path and query under the service's address to the JSON that it answers


@dataclass(frozen=True, slots=True)
class Choice:
    """Which assets of a service are wanted: the most popular ones of a kind in whose name or tags all words are.

    `resolution` is the width of their pictures, as services write it; `most_mb` bounds what is fetched, in 10⁶ bytes.
    """

    kind: LibraryKind = "textures"
    query: str = ""
    resolution: str = "2k"
    most: int = 100
    most_mb: float = 4000.0


@dataclass(frozen=True, slots=True)
class RemoteFile:
    """A file to be fetched, and where it goes in its asset's folder; 0 bytes and no MD5 where they are not told."""

    url: str
    name: str
    size_bytes: int = 0
    md5: str = ""


@dataclass(frozen=True, slots=True)
class RemoteAsset:
    """An asset of a service. `tile_m` is the width of a texture in metres, 0 where nothing is told of it.

    No files: there are none of the kind and the resolution that are wanted.
    """

    id: str
    rights: Rights
    files: tuple[RemoteFile, ...]
    tile_m: float = 0.0

    @property
    def size_bytes(self) -> int:
        """How much there is to fetch, as far as the service tells."""
        return sum(file.size_bytes for file in self.files)


class Service(Protocol):
    """One service: a changed answer of it is one file to mend."""

    @property
    def name(self) -> str:
        """What it is called at the shell."""

    @property
    def base_url(self) -> str:
        """Where it is asked."""

    @property
    def credit(self) -> str:
        """What its users are to be told of it."""

    @property
    def kinds(self) -> tuple[LibraryKind, ...]:
        """What it is asked for here."""

    def find(self, choice: Choice, ask: Ask) -> Iterator[RemoteAsset]:
        """Yield its assets that are meant, the most popular first; raises WorkError for an answer not as documented."""


def understood(kind: TypeAdapter[T], answer: object, where: str) -> T:
    """Return an answer, or a part of it, as data of a kind; raises WorkError where it is not as documented."""
    try:
        return kind.validate_python(answer)
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(map(str, first["loc"]))
        raise WorkError(f"{where}: answers otherwise than its documentation says: {place}: {first['msg']}") from None


def has_words(query: str, texts: Iterator[str]) -> bool:
    """Return whether each word of a query is a word of the texts, or the beginning of one."""
    there = {word for text in texts for word in text.lower().replace("_", " ").split()}
    return all(any(word.startswith(wanted) for word in there) for wanted in query.lower().split())
