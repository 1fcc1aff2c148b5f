"""Asset libraries: what `cavendish assets add` has measured and converted, as data.

A library is a folder with an `index.json`, meshes (`.npz`) and pictures. Everything in it was made by
`renderers.blender.model_conversion`; this module reads it, and needs no Blender.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Literal, TypeVar

import numpy as np
from pydantic import TypeAdapter, ValidationError

from ..errors import AssetError, allowed
from ..geometry.mesh import Mesh
from ..poses import Vec3
from ..spec import Asset, Material, Surface, Words

INDEX = "index.json"
HOME_VARIABLE = "CAVENDISH_ASSETS"

ARRAYS: dict[str, type] = {  # of a mesh's file, and what they are in memory
    "vertices": np.float64,
    "triangles": np.int64,
    "smooth": np.bool_,
    "slot": np.int64,
    "uv": np.float64,
}
LibraryKind = Literal["models", "skies", "textures"]
MountPlace = Literal["floor", "wall", "ceiling", "surface"]


@dataclass(frozen=True, slots=True)
class Model:
    """One model: its mesh stands on z = 0, is centred in x and y, and its front faces −y, in metres.

    `category` is one of the vocabulary's. `up_axis` is that of the file it came from.
    `materials` are indexed by the mesh's slots. `digest` is the SHA-256 of what was converted, `sha256` of the source.
    """

    id: str
    file: str
    category: str
    name: str
    synonyms: tuple[str, ...]
    size_m: Vec3
    up_axis: str
    surfaces: tuple[Surface, ...]
    materials: tuple[Material, ...]
    words: Words
    licence: str
    author: str
    source: str
    sha256: str
    digest: str


@dataclass(frozen=True, slots=True)
class LibrarySky:
    """An environment map, its mean luminance, and its sun before any turn: azimuth from +x and elevation in degrees.

    `sun_share` is how much of the mean luminance comes from around the sun; little where a camera has clipped it.
    """

    id: str
    file: str
    mean_luminance: float
    sun_deg: tuple[float, float] | None
    licence: str
    author: str
    source: str
    sha256: str
    sun_share: float = 0.0


@dataclass(frozen=True, slots=True)
class Texture:
    """Pictures by what they give ("colour", "roughness", "metallic", "normal", "alpha").

    `tile_m` is the width of one repetition on a surface in metres; 0 where the model's own coordinates count.
    """

    id: str
    maps: dict[str, str]
    tile_m: float
    licence: str
    author: str
    source: str
    digest: str


@dataclass(frozen=True, slots=True)
class Excluded:
    """Something that was found and cannot be used."""

    id: str
    reason: str


@dataclass(frozen=True, slots=True)
class Library:
    """One library as its index lists it."""

    name: str
    kind: LibraryKind
    models: tuple[Model, ...] = ()
    skies: tuple[LibrarySky, ...] = ()
    textures: tuple[Texture, ...] = ()
    excluded: tuple[Excluded, ...] = ()


_ADAPTER = TypeAdapter(Library)
LibraryEntry = TypeVar("LibraryEntry", Model, LibrarySky, Texture)


def assets_home() -> Path:
    """Return the folder that holds the libraries: $CAVENDISH_ASSETS, or `cavendish/assets` among the user's data."""
    data = os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share"
    return Path(os.environ.get(HOME_VARIABLE) or Path(data) / "cavendish" / "assets")


def installed() -> list[str]:
    """Return the names of the libraries that this machine has, sorted."""
    home = assets_home()
    return sorted(path.parent.name for path in home.glob(f"*/{INDEX}")) if home.is_dir() else []


def library_digest(name: str) -> str:
    """Return the SHA-256 of a library's index, which holds the digests of all its content; raises AssetError."""
    return hashlib.sha256(_index_bytes(name)).hexdigest()


@dataclass(frozen=True, slots=True)
class LibraryState:
    """Which library there is under a name now: the file of its index, and which version of it.

    An index is replaced whenever anything in its library changes, so what is cached by this is never out of date.
    """

    index: Path
    inode: int
    modified_ns: int
    size_bytes: int


def library_state(name: str) -> LibraryState:
    """Return the state of an installed library; raises AssetError."""
    index = assets_home() / name / INDEX
    try:
        found = index.stat()
    except OSError:
        raise _not_installed(name) from None
    return LibraryState(index, found.st_ino, found.st_mtime_ns, found.st_size)


def load_library(name: str) -> Library:
    """Return an installed library; raises AssetError."""
    return _load(library_state(name))


def model_of(asset: Asset) -> Model:
    """Return the index entry of an asset; raises AssetError."""
    return _model(asset, library_state(asset.library))


def asset_mesh(asset: Asset) -> Mesh:
    """Return the mesh of an asset; raises AssetError."""
    return _mesh(asset, library_state(asset.library))


@lru_cache(maxsize=16)
def _load(state: LibraryState) -> Library:
    try:
        return _ADAPTER.validate_json(state.index.read_bytes())
    except ValidationError as error:
        raise AssetError(f"{state.index}: {str(error).splitlines()[0]}; add the library again") from None
    except OSError as error:
        raise AssetError(f"{state.index}: cannot be read: {error.strerror}") from None


@lru_cache(maxsize=4096)
def _model(asset: Asset, state: LibraryState) -> Model:
    return _entry(_load(state).models, asset.library, asset.model)


@lru_cache(maxsize=256)
def _mesh(asset: Asset, state: LibraryState) -> Mesh:
    path = state.index.parent / _model(asset, state).file
    try:
        with np.load(path, allow_pickle=False) as arrays:
            return Mesh(*(arrays[name].astype(kind) for name, kind in ARRAYS.items()))
    except (OSError, KeyError, ValueError) as error:
        raise AssetError(f"{path}: cannot be read: {error}; add the library {asset.library} again") from None


def texture_of(reference: str) -> tuple[Path, Texture]:
    """Return the folder and the entry of the texture LIBRARY/ID; raises AssetError."""
    library, _, name = reference.partition("/")
    return assets_home() / library, _entry(load_library(library).textures, library, name)


def sky_of(reference: str) -> tuple[Path, LibrarySky]:
    """Return the file and the entry of the sky LIBRARY/ID; raises AssetError."""
    library, _, name = reference.partition("/")
    sky = _entry(load_library(library).skies, library, name)
    return assets_home() / library / sky.file, sky


def _entry(entries: Sequence[LibraryEntry], library: str, name: str) -> LibraryEntry:
    for entry in entries:
        if entry.id == name:
            return entry
    raise AssetError(f"library {library} has no {name!r}{allowed(name, (entry.id for entry in entries))}")


def _index_bytes(name: str) -> bytes:
    path = assets_home() / name / INDEX
    try:
        return path.read_bytes()
    except OSError:
        raise _not_installed(name) from None


def _not_installed(name: str) -> AssetError:
    have = ", ".join(installed()) or "none"
    return AssetError(f"no asset library {name!r} in {assets_home()}; `cavendish assets add` it (there: {have})")
