"""Poly Haven, as its public documentation describes it: https://github.com/Poly-Haven/Public-API (2026)."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import quote, urlsplit

from pydantic import BaseModel, TypeAdapter

from ....scenes.assets.library import LibraryKind
from ..items import Rights
from ..textures import channel_of
from .remote import Ask, Choice, RemoteAsset, RemoteFile, has_words, understood

TYPES: dict[LibraryKind, str] = {"textures": "textures", "skies": "hdris", "models": "models"}


class _Asset(BaseModel):
    name: str
    authors: dict[str, str] = {}
    tags: list[str] = []
    categories: list[str] = []
    download_count: int = 0
    dimensions: list[float] | None = None  # of a texture, in millimetres


class _File(BaseModel):
    url: str
    size: int
    md5: str
    include: dict[str, _File] = {}


_ASSETS = TypeAdapter(dict[str, _Asset])
_TREE = TypeAdapter(dict[str, Any])
_BY_FORMAT = TypeAdapter(dict[str, _File])


@dataclass(frozen=True, slots=True)
class PolyHaven:
    """Textures, environment maps and models, all CC0."""

    base_url: str = "https://api.polyhaven.com"
    name: str = "polyhaven"
    credit: str = "Powered by Poly Haven (polyhaven.com), all CC0 1.0"
    kinds: tuple[LibraryKind, ...] = tuple(TYPES)

    def find(self, choice: Choice, ask: Ask) -> Iterator[RemoteAsset]:
        """Yield what has the words, the most downloaded first; each asset costs a question of its own."""
        listed = understood(_ASSETS, ask(f"/assets?type={TYPES[choice.kind]}"), f"{self.name}: /assets")
        found = [
            (name, asset)
            for name, asset in listed.items()
            if has_words(choice.query, itertools.chain([name, asset.name], asset.tags, asset.categories))
        ]
        for name, asset in sorted(found, key=lambda each: (-each[1].download_count, each[0])):
            where = f"{self.name}: /files/{name}"
            tree = understood(_TREE, ask(f"/files/{quote(name, safe='')}"), where)
            authors = ", ".join(asset.authors) or "Poly Haven"
            rights = Rights("CC0 1.0", authors, f"https://polyhaven.com/a/{quote(name, safe='')}")
            tile_m = asset.dimensions[0] / 1000 if asset.dimensions else 0.0
            yield RemoteAsset(name, rights, tuple(_files(tree, name, choice, where)), tile_m)


def _files(tree: dict[str, Any], name: str, choice: Choice, where: str) -> Iterator[RemoteFile]:
    """Yield the files of an asset that are needed for its kind: a map, pictures that are known here, or a glTF."""
    if choice.kind == "skies":
        formats = _at(tree, "hdri", choice.resolution, where)
        yield from [_remote(formats[each]) for each in ("hdr", "exr") if each in formats][:1]  # the shorter one
    elif choice.kind == "textures":
        maps = (_at(tree, each, choice.resolution, where) for each in tree)
        pictures = [_remote(formats["jpg"]) for formats in maps if "jpg" in formats]
        yield from (picture for picture in pictures if channel_of(PurePosixPath(picture.name).stem)[0])
    elif "gltf" in (formats := _at(tree, "gltf", choice.resolution, where)):
        model = formats["gltf"]
        yield RemoteFile(model.url, f"{name}.gltf", model.size, model.md5)
        yield from (RemoteFile(file.url, path, file.size, file.md5) for path, file in model.include.items())


def _at(tree: dict[str, Any], name: str, resolution: str, where: str) -> dict[str, _File]:
    """Return the files of a branch at a resolution, by format; none where there is no such branch."""
    branch = tree.get(name)
    sizes = branch.get(resolution) if isinstance(branch, dict) else None
    return understood(_BY_FORMAT, sizes, f"{where}: {name}.{resolution}") if sizes else {}


def _remote(file: _File) -> RemoteFile:
    return RemoteFile(file.url, PurePosixPath(urlsplit(file.url).path).name, file.size, file.md5)
