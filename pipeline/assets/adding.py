"""`assets add`: recognises what a path holds, and makes a library of it."""

from __future__ import annotations

import re
import shutil
import zipfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeVar

from ...scenes.assets.library import INDEX, Library
from ...scenes.assets.sources import SAY_UNIT
from ...scenes.errors import RequestError, named
from ..render.inputs import check_blender
from .archives import AR_MAGIC, download_package, unpack_deb, unzip
from .catalogue import CATALOGUE, read_library
from .folders import UP_AXES, read_models
from .items import Rights, SourceContents, files_under, slug
from .library_writer import NAME, Made, finish, make_models, model_library, workshop, write
from .skies import SUFFIXES, read_skies
from .textures import read_textures, sets
from .units import UNITS_M

SWEETHOME3D = "sweethome3d"
T = TypeVar("T")
Follow = Callable[[Iterable[Made], int, Callable[[Made], str]], list[Made]]


@dataclass(frozen=True, slots=True)
class Wish:
    """What a user wants added: a path or SWEETHOME3D, the library's name, whose it is, a tile's width, models' unit."""

    what: str
    name: str
    licence: str
    author: str
    tile_m: float
    unit: str | None = None


def add(wish: Wish, follow: Follow) -> Library:
    """Make and install a library; `follow` runs through the models. Raises RequestError, or WorkError for Blender."""
    name = wish.name or (SWEETHOME3D if _is_package(wish.what) else slug(Path(wish.what).resolve().stem))
    if not re.fullmatch(NAME, name):
        raise RequestError("a library's name is of lower-case letters, digits, '.', '_' and '-'", "name", name)
    unit_m = None if wish.unit is None else named(UNITS_M, wish.unit, "a unit of length", "unit")
    if _is_package(wish.what):
        check_blender(f"{wish.what}: models are read with")  # before it is fetched
    with TemporaryDirectory(prefix="cavendish-") as scratch, _opened(wish.what, Path(scratch)) as folder:
        library = _made(wish, unit_m, name, folder, Path(scratch) / "pictures", follow)
    if not (library.models or library.skies or library.textures):
        shutil.rmtree(workshop(name), ignore_errors=True)
        why = f"; the first of {len(library.excluded)}: {library.excluded[0].reason}" if library.excluded else ""
        raise RequestError(f"{wish.what}: nothing in it can be used{why}", "unit" if SAY_UNIT in why else "")
    finish(library)
    return library


def _made(wish: Wish, unit_m: float | None, name: str, folder: Path, scratch: Path, follow: Follow) -> Library:
    rights = Rights(wish.licence or "not stated", wish.author or "unknown", Path(wish.what).name)
    catalogues = sorted(folder.rglob(CATALOGUE)) if folder.is_dir() else []
    if unit_m and (catalogues or not files_under(folder, UP_AXES)):
        raise RequestError("is for models in files of their own; catalogues state sizes", "unit", wish.unit)
    if catalogues:
        return _models(name, _together(read_library(path.parent) for path in catalogues), scratch, follow)
    if files_under(folder, UP_AXES):
        return _models(name, read_models(folder, rights, unit_m), scratch, follow)
    if sets(folder):
        textures, excluded, pictures = read_textures(folder, wish.tile_m, rights)
        for file, data in pictures.items():
            write(workshop(name) / file, data)
        return Library(name, "textures", textures=tuple(textures), excluded=tuple(excluded))
    if files_under(folder, SUFFIXES):
        skies, excluded, files = read_skies(folder, rights)
        for file, path in files.items():
            write(workshop(name) / file, path.read_bytes())
        return Library(name, "skies", skies=tuple(skies), excluded=tuple(excluded))
    raise RequestError(
        f"{wish.what}: holds nothing that can be added; looked for .sh3f libraries, models ({', '.join(UP_AXES)}), "
        f"environment maps ({', '.join(SUFFIXES)}) and pictures named like wood_albedo.png or wood_roughness.jpg"
    )


def _models(name: str, found: SourceContents, scratch: Path, follow: Follow) -> Library:
    check_blender(f"{name}: models are read with")
    made = follow(make_models(name, found, scratch), len(found.items), _describe)
    return model_library(name, found, made)


def _describe(made: Made) -> str:
    return f"{made.model.id}: {made.model.category}" if made.model else f"left out: {made.reason}"


def _together(parts: Iterable[SourceContents]) -> SourceContents:
    found = list(parts)
    return SourceContents(
        tuple(i for part in found for i in part.items), tuple(e for part in found for e in part.excluded)
    )


def _is_package(what: str) -> bool:
    return what == SWEETHOME3D and not Path(what).exists()


@contextmanager
def _opened(what: str, scratch: Path) -> Iterator[Path]:
    """Give the folder (or the single file) with everything unpacked that has to be."""
    path = download_package(scratch) if _is_package(what) else Path(what)
    if not path.exists():
        raise RequestError(f"{what}: no such file or folder, and the one name that can be fetched is {SWEETHOME3D}")
    if path.is_dir() and (path / INDEX).is_file():
        raise RequestError(f"{what}: is a library already; give the files that one is made of")
    if path.is_file() and _starts_with(path, AR_MAGIC):
        unpack_deb(path, scratch / "package")
        path = scratch / "package"
    archives = [file for file in files_under(path, [".sh3f", ".zip"]) if _is_library(file)]
    for number, archive in enumerate(archives):
        unzip(archive, scratch / "archives" / f"{number:03d}-{slug(archive.stem)}")
    yield scratch / "archives" if archives else path


def _starts_with(path: Path, magic: bytes) -> bool:
    with path.open("rb") as file:
        return file.read(len(magic)) == magic


def _is_library(path: Path) -> bool:
    if not zipfile.is_zipfile(path):
        return False
    with zipfile.ZipFile(path) as archive:
        return CATALOGUE in archive.namelist()
