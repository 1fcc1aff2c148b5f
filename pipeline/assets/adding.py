"""`assets add`: recognises what a path holds, and makes a library of it."""

from __future__ import annotations

import re
import shutil
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from ...scenes.assets.library import INDEX, Library, assets_home
from ...scenes.assets.sources import SAY_UNIT
from ...scenes.errors import RequestError, named
from ..render.inputs import check_blender
from .archives import AR_MAGIC, download_package, unpack_deb, unzip
from .catalogue import CATALOGUE, read_library
from .folders import UP_AXES, read_models
from .items import Follow, Rights, Source, files_under, slug
from .library_writer import NAME, finish, workshop
from .making import library_of, library_of_models, together
from .services.fetching import SERVICES, fetched
from .services.remote import Choice
from .skies import SUFFIXES
from .textures import sets
from .units import UNITS_M

SWEETHOME3D = "sweethome3d"


@dataclass(frozen=True, slots=True)
class Wish:
    """What a user wants added: a path, SWEETHOME3D or a service, its name and rights, and the width of a tile.

    `unit` is that of models' files. `choice` says what is wanted of a service, and None that nothing was said of it.
    """

    what: str
    name: str
    licence: str
    author: str
    tile_m: float
    unit: str | None = None
    choice: Choice | None = None


def add(wish: Wish, follow: Follow) -> Library:
    """Make and install a library; `follow` runs through what takes long.

    Raises RequestError, or WorkError for Blender and for services that fail.
    """
    name = wish.name or _name(wish)
    if not re.fullmatch(NAME, name):
        raise RequestError("a library's name is of lower-case letters, digits, '.', '_' and '-'", "name", name)
    unit_m = None if wish.unit is None else named(UNITS_M, wish.unit, "a unit of length", "unit")
    if _is_package(wish.what):
        check_blender(f"{wish.what}: models are read with")  # before it is fetched
    downloads = assets_home() / f".{name}.downloads"  # kept where it is interrupted, to go on from there
    with TemporaryDirectory(prefix="cavendish-") as scratch:
        pictures = Path(scratch) / "pictures"
        if is_service(wish.what):
            library = _of_a_service(wish, name, downloads, pictures, follow)
        else:
            with _opened(wish, Path(scratch)) as folder:
                library = _made(wish, unit_m, name, folder, pictures, follow)
    if not (library.models or library.skies or library.textures):
        shutil.rmtree(workshop(name), ignore_errors=True)
        why = f"; the first of {len(library.excluded)}: {library.excluded[0].reason}" if library.excluded else ""
        raise RequestError(f"{wish.what}: nothing in it can be used{why}", "unit" if SAY_UNIT in why else "")
    finish(library)
    shutil.rmtree(downloads, ignore_errors=True)
    return library


def is_service(what: str) -> bool:
    """Return whether a service is meant, and no file or folder of that name."""
    return what in SERVICES and not Path(what).exists()


def _name(wish: Wish) -> str:
    if is_service(wish.what):
        choice = wish.choice or Choice()
        return slug(f"{wish.what} {choice.kind} {choice.query}")
    return SWEETHOME3D if _is_package(wish.what) else slug(Path(wish.what).resolve().stem)


def _of_a_service(wish: Wish, name: str, downloads: Path, scratch: Path, follow: Follow) -> Library:
    for field in ("author", "unit"):
        if getattr(wish, field):
            raise RequestError(f"is for files that do not say so; those of {wish.what} do", field, getattr(wish, field))
    choice = wish.choice or Choice()
    sources, left = fetched(wish.what, choice, wish.licence, wish.tile_m, downloads, follow)
    library = library_of(name, choice.kind, sources, scratch, follow)
    return replace(library, excluded=(*left, *library.excluded))


def _made(wish: Wish, unit_m: float | None, name: str, folder: Path, scratch: Path, follow: Follow) -> Library:
    rights = Rights(wish.licence or "not stated", wish.author or "unknown", Path(wish.what).name)
    catalogues = sorted(folder.rglob(CATALOGUE)) if folder.is_dir() else []
    if unit_m and (catalogues or not files_under(folder, UP_AXES)):
        raise RequestError("is for models in files of their own; catalogues state sizes", "unit", wish.unit)
    if catalogues:
        return library_of_models(name, together(read_library(path.parent) for path in catalogues), scratch, follow)
    if files_under(folder, UP_AXES):
        return library_of_models(name, read_models(folder, rights, unit_m), scratch, follow)
    sources = [Source(folder, rights, wish.tile_m)]
    if sets(folder):
        return library_of(name, "textures", sources, scratch, follow)
    if files_under(folder, SUFFIXES):
        return library_of(name, "skies", sources, scratch, follow)
    raise RequestError(
        f"{wish.what}: holds nothing that can be added; looked for .sh3f libraries, models ({', '.join(UP_AXES)}), "
        f"environment maps ({', '.join(SUFFIXES)}) and pictures named like wood_albedo.png or wood_roughness.jpg"
    )


def _is_package(what: str) -> bool:
    return what == SWEETHOME3D and not Path(what).exists()


@contextmanager
def _opened(wish: Wish, scratch: Path) -> Iterator[Path]:
    """Give the folder (or the single file) with everything unpacked that has to be."""
    what = wish.what
    if wish.choice:
        raise RequestError(
            f"{what}: is chosen from by kind, words, resolution, number and size only where it is one of "
            f"{', '.join(SERVICES)}"
        )
    path = download_package(scratch) if _is_package(what) else Path(what)
    if not path.exists():
        raise RequestError(
            f"{what}: no such file or folder, and what can be fetched by name is "
            f"{', '.join(sorted([SWEETHOME3D, *SERVICES]))}"
        )
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
