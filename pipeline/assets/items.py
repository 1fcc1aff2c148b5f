"""What is found in a source before Blender looks at it: models with the facts that are known of them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol, TypeVar

from ...scenes.assets.library import Excluded
from ...scenes.assets.sources import ModelSource
from ...scenes.assets.vocabulary import Concept
from ..dataset.litter import is_litter

T = TypeVar("T")


class Follow(Protocol):
    """A way to show how far work has come."""

    def __call__(self, items: Iterable[T], total: int, describe: Callable[[T], str]) -> list[T]:
        """Run through so many items, showing what is said of each, and return them."""


@dataclass(frozen=True, slots=True)
class Rights:
    """Under which licence something may be used, who made it, and where it comes from."""

    licence: str
    author: str
    source: str


@dataclass(frozen=True, slots=True)
class Source:
    """A folder of files of one origin: whose they are, and the width in metres of a texture's tile.

    `name` is that of the one thing in it, "" where its things are called as their files.
    """

    folder: Path
    rights: Rights
    tile_m: float
    name: str = ""


@dataclass(frozen=True, slots=True)
class SourceItem:
    """A model to be converted, what people call it, what that means, and whose it is."""

    source: ModelSource
    name: str
    synonyms: tuple[str, ...]
    concept: Concept
    rights: Rights


@dataclass(frozen=True, slots=True)
class SourceContents:
    """What a source holds: models to be, and what will not be used."""

    items: tuple[SourceItem, ...]
    excluded: tuple[Excluded, ...]


def slug(text: str) -> str:
    """Return a name that is safe as a file's: lower-case letters, digits and single hyphens, at most 80."""
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")[:80].strip("-") or "unnamed"


def unlike(names: Iterable[str]) -> Iterator[str]:
    """Yield the names, numbered where one came before."""
    seen: dict[str, int] = {}
    for name in names:
        seen[name] = seen.get(name, 0) + 1
        yield name if seen[name] == 1 else f"{name}-{seen[name]}"


def files_under(folder: Path, suffixes: Iterable[str]) -> list[Path]:
    """Return the files of these suffixes in a folder (or the one file), sorted, none of them by a link leading out.

    What macOS leaves beside a file, as `._chair.glb`, is none.
    """
    wanted = {suffix.lower() for suffix in suffixes}
    root = folder if folder.is_dir() else folder.parent
    every = folder.rglob("*") if folder.is_dir() else [folder]
    inside = (path for path in every if path.is_file() and path.resolve().is_relative_to(root.resolve()))
    return sorted(path for path in inside if path.suffix.lower() in wanted and not is_litter(path.name))
