"""Writes a library's folder: beside its place first, model by model, and moved there when it is whole."""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from ...scenes.assets.library import INDEX, Excluded, Library, Model, Texture, assets_home
from ...scenes.assets.sources import Converted
from ...scenes.errors import RequestError
from .conversion import convert_all
from .entries import NewEntry, entry_of
from .items import SourceContents, SourceItem
from .units import wrong_unit

CONVERTER = 2  # raised whenever the same model gives other bytes
NAME = r"^[a-z0-9][a-z0-9._-]{0,63}$"


@dataclass(frozen=True, slots=True)
class Made:
    """What became of one model: its entry and its textures, or why there is none. `key` tells whether it is current."""

    key: str
    model: Model | None = None
    textures: tuple[Texture, ...] = ()
    reason: str = ""


_MADE = TypeAdapter(Made)
_LIBRARY = TypeAdapter(Library)


def workshop(name: str) -> Path:
    """Return the folder in which a library grows, made where it is not there."""
    path = assets_home() / f".{name}.partial"
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise RequestError(
            f"{path}: cannot be made: {error}; $CAVENDISH_ASSETS names the folder of libraries"
        ) from None
    return path


def make_models(name: str, found: SourceContents, scratch: Path) -> Iterator[Made]:
    """Yield what becomes of each model; what an earlier, interrupted run has made is taken over."""
    folder = workshop(name)
    keys = {item.source.id: _key(name, item) for item in found.items}
    earlier = {item.source.id: _earlier(folder, item.source.id, keys[item.source.id]) for item in found.items}
    waiting = [item for item in found.items if earlier[item.source.id] is None]
    results = convert_all((item.source for item in waiting), scratch)
    for item in found.items:
        before = earlier[item.source.id]
        if before is not None:
            yield before
            continue
        made = _outcome(folder, keys[item.source.id], name, item, next(results))
        write(folder / "made" / f"{item.source.id}.json", _MADE.dump_json(made))
        yield made
        shutil.rmtree(scratch / item.source.id, ignore_errors=True)


def model_library(name: str, found: SourceContents, made: list[Made]) -> Library:
    """Return the library of what was made, in the order of ids."""
    failed = [
        Excluded(item.source.id, each.reason) for item, each in zip(found.items, made, strict=True) if not each.model
    ]
    return Library(
        name,
        "models",
        models=tuple(sorted((each.model for each in made if each.model), key=lambda model: model.id)),
        textures=tuple(sorted((t for each in made for t in each.textures), key=lambda texture: texture.id)),
        excluded=tuple(sorted((*found.excluded, *failed), key=lambda excluded: excluded.id)),
    )


def finish(library: Library) -> Path:
    """Write the index and move the folder to its place, in that of an older library of the name; returns it."""
    folder, home = workshop(library.name), assets_home() / library.name
    needed = files_of(library)
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.relative_to(folder).as_posix() not in needed:
            path.unlink()
    shutil.rmtree(folder / "made", ignore_errors=True)
    write(folder / INDEX, _LIBRARY.dump_json(library, indent=1))
    old = assets_home() / f".{library.name}.old"
    shutil.rmtree(old, ignore_errors=True)
    if home.exists():
        home.rename(old)
    folder.rename(home)
    shutil.rmtree(old, ignore_errors=True)
    return home


def files_of(library: Library) -> set[str]:
    """Return the files that a library's index names, relative to its folder."""
    maps = {file for texture in library.textures for file in texture.maps.values()}
    return maps | {model.file for model in library.models} | {sky.file for sky in library.skies}


def write(path: Path, data: bytes) -> None:
    """Write a file whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{path.name}.tmp")
    temporary.write_bytes(data)
    os.replace(temporary, path)


def _outcome(folder: Path, key: str, name: str, item: SourceItem, result: Converted | str) -> Made:
    if isinstance(result, str):
        return Made(key, reason=result)
    entry = entry_of(name, item, result)
    if why := wrong_unit(item, entry.model.size_m):
        return Made(key, reason=why)
    return _kept(folder, key, entry)


def _kept(folder: Path, key: str, entry: NewEntry) -> Made:
    for file, data in entry.files.items():
        write(folder / file, data)
    return Made(key, entry.model, entry.textures)


def _earlier(folder: Path, model: str, key: str) -> Made | None:
    try:
        made = _MADE.validate_json((folder / "made" / f"{model}.json").read_bytes())
    except (OSError, ValidationError):
        return None
    return made if made.key == key else None


def _key(name: str, item: SourceItem) -> str:
    """Return the SHA-256 of everything that decides what a model becomes, as far as it is known beforehand."""
    facts = asdict(item) | {"source": {**asdict(item.source), "path": item.source.path.name}}
    return hashlib.sha256(f"{CONVERTER} {name} {facts}".encode() + item.source.path.read_bytes()).hexdigest()
