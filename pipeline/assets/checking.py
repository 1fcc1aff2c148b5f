"""`assets list` and `assets check`: what the installed libraries hold, and whether it is still what was written."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np

from ...scenes.assets.library import (
    INDEX,
    Library,
    LibrarySky,
    Model,
    Texture,
    asset_mesh,
    assets_home,
    installed,
    load_library,
)
from ...scenes.errors import AssetError
from ...scenes.spec import Asset
from .entries import digest_of_maps
from .library_writer import files_of


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check of one library found: its faults, and how often each reason left something out."""

    name: str
    faults: tuple[str, ...]
    excluded: dict[str, int]

    def as_dict(self) -> dict[str, Any]:
        """Return it as JSON would have it."""
        return asdict(self)


def summary(name: str) -> dict[str, Any]:
    """Return a library in numbers; raises AssetError."""
    library = load_library(name)
    entries: list[Model | LibrarySky | Texture] = [*library.models, *library.skies]
    entries += library.textures if library.kind == "textures" else ()
    folder = assets_home() / name
    size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    return {
        "name": name,
        "kind": library.kind,
        "entries": len(entries),
        "categories": len({model.category for model in library.models}),
        "excluded": len(library.excluded),
        "MB": round(size / 1e6, 1),
        "licences": dict(sorted(Counter(entry.licence for entry in entries).items())),
    }


def check(names: list[str]) -> Iterator[Checked]:
    """Yield what is wrong with each of the libraries, or with all that are installed."""
    for name in names or installed():
        try:
            library = load_library(name)
        except AssetError as error:
            yield Checked(name, (str(error),), {})
            continue
        reasons = Counter(excluded.reason for excluded in library.excluded)
        yield Checked(name, tuple(_faults(library)), dict(reasons.most_common()))


def _faults(library: Library) -> Iterator[str]:
    home = assets_home() / library.name
    outside = [file for file in sorted(files_of(library)) if not _inside(home, file)]
    yield from (f"{library.name}: {file} leads out of the library" for file in outside)
    if library.name != home.name or outside:
        return
    there = {path.relative_to(home).as_posix() for path in home.rglob("*") if path.is_file()}
    yield from (f"{library.name}: {file} is not in the index" for file in sorted(there - files_of(library) - {INDEX}))
    for sky in library.skies:
        yield from _changed(home, sky.file, sky.sha256)
    for texture in library.textures:
        try:
            pictures = {channel: (home / file).read_bytes() for channel, file in texture.maps.items()}
        except OSError as error:
            yield f"{library.name}: texture {texture.id} cannot be read: {error}"
            continue
        if digest_of_maps(texture.maps, pictures) != texture.digest:
            yield f"{library.name}: texture {texture.id} is not what was written"
    for model in library.models:
        faults = list(_changed(home, model.file, model.digest))
        yield from faults or _misfit(library.name, model.id)


def _misfit(library: str, model: str) -> Iterator[str]:
    """Yield what is wrong with a mesh whose bytes are right."""
    entry = next(each for each in load_library(library).models if each.id == model)
    try:
        mesh = asset_mesh(Asset(library, model, entry.size_m))
    except AssetError as error:
        yield str(error)
        return
    if not np.isfinite(mesh.vertices).all() or mesh.slot.max() >= len(entry.materials):
        yield f"{library}: {model} has vertices that are no numbers, or faces without a material"


def _changed(home: Path, file: str, digest: str) -> Iterator[str]:
    try:
        found = hashlib.sha256((home / file).read_bytes()).hexdigest()
    except OSError:
        yield f"{home.name}: {file} is missing"
        return
    if found != digest:
        yield f"{home.name}: {file} is not what was written"


def _inside(home: Path, file: str) -> bool:
    return (home / file).resolve().is_relative_to(home.resolve())
