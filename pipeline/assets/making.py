"""From folders of files to a library of one kind, its files written where it grows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from ...scenes.assets.library import Excluded, Library, LibraryKind, LibrarySky, Texture
from ..render.inputs import check_blender
from .folders import read_models
from .items import Follow, Source, SourceContents, unlike
from .library_writer import Made, make_models, model_library, workshop, write
from .skies import read_skies
from .textures import read_textures

Entry = TypeVar("Entry", Texture, LibrarySky)


def library_of(name: str, kind: LibraryKind, sources: list[Source], scratch: Path, follow: Follow) -> Library:
    """Return the library of what folders hold of a kind; raises RequestError, or WorkError for Blender."""
    if kind == "models":
        return library_of_models(
            name, together(read_models(each.folder, each.rights) for each in sources), scratch, follow
        )
    return _of_textures(name, sources) if kind == "textures" else _of_skies(name, sources)


def library_of_models(name: str, found: SourceContents, scratch: Path, follow: Follow) -> Library:
    """Return the library of models that were found, converted by Blender, which raises RequestError or WorkError."""
    check_blender(f"{name}: models are read with")
    made = follow(make_models(name, found, scratch), len(found.items), _describe)
    return model_library(name, found, made)


def together(parts: Iterable[SourceContents]) -> SourceContents:
    """Return what several sources hold as one."""
    found = list(parts)
    return SourceContents(
        tuple(i for part in found for i in part.items), tuple(e for part in found for e in part.excluded)
    )


def _of_textures(name: str, sources: list[Source]) -> Library:
    textures: list[Texture] = []
    excluded: list[Excluded] = []
    for source in sources:
        found, left, pictures = read_textures(source.folder, source.tile_m, source.rights)
        textures, excluded = textures + _named(found, source), excluded + left
        for file, data in pictures.items():
            write(workshop(name) / file, data)
    return Library(name, "textures", textures=tuple(textures), excluded=tuple(excluded))


def _of_skies(name: str, sources: list[Source]) -> Library:
    skies: list[LibrarySky] = []
    excluded: list[Excluded] = []
    for source in sources:
        found, left, files = read_skies(source.folder, source.rights)
        skies, excluded = skies + _named(found, source), excluded + left
        for file, path in files.items():
            write(workshop(name) / file, path.read_bytes())
    return Library(name, "skies", skies=tuple(skies), excluded=tuple(excluded))


def _named(found: list[Entry], source: Source) -> list[Entry]:
    """Return what a folder holds, called as the folder's one thing where it is named."""
    names = unlike(source.name or each.id for each in found)
    return [replace(each, id=name) for each, name in zip(found, names, strict=True)]


def _describe(made: Made) -> str:
    return f"{made.model.id}: {made.model.category}" if made.model else f"left out: {made.reason}"
