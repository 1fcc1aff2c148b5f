"""What a scene file can name: kinds of files, where each is looked for, and which suffixes it may have."""

from __future__ import annotations

import mmap
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

MOVIES = frozenset({".avi", ".mkv", ".mov", ".mp4", ".mpeg", ".mpg", ".webm"})
STILLS_OF_8_BIT = frozenset(
    {".bmp", ".gif", ".j2c", ".j2k", ".jp2", ".jpeg", ".jpg", ".png", ".sgi", ".rgb", ".svg", ".tga", ".webp"}
)
STILLS_OF_MORE = frozenset({".cin", ".dds", ".dpx", ".exr", ".hdr", ".ktx2", ".psd", ".tif", ".tiff", ".tx"})
PICTURES = MOVIES | STILLS_OF_8_BIT | STILLS_OF_MORE
Mapped = mmap.mmap | bytes
LAYERS = frozenset({".usd", ".usda", ".usdc", ".usdz"})


class Kind(StrEnum):
    """What a file is to the one that names it. An `OTHER` may well be missing, and is covered where it is there."""

    PICTURE = "picture"
    BUFFER = "buffer"
    MATERIALS = "material file"
    LIBRARY = "library"
    LAYER = "layer"
    FONT = "font"
    VOLUME = "volume"
    CACHE = "cache"
    LIGHT = "light profile"
    OTHER = "file"


SUFFIXES = {
    Kind.PICTURE: PICTURES,
    Kind.BUFFER: frozenset({".bin", ".buf", ".buffer", ".dat", ".glbin"}),
    Kind.MATERIALS: frozenset({".mtl"}),
    Kind.LIBRARY: frozenset({".blend"}),
    Kind.LAYER: LAYERS,
    Kind.FONT: frozenset({".otc", ".otf", ".pfa", ".pfb", ".ttc", ".ttf", ".woff", ".woff2"}),
    Kind.VOLUME: frozenset({".vdb", ".nvdb"}),
    Kind.CACHE: frozenset({".abc", ".mdd", ".pc2", *LAYERS, ".vdb", ".uni", ".raw", ".gz", ".bobj", ".json", ".npz"}),
    Kind.LIGHT: frozenset({".ies"}),
}


@dataclass(frozen=True, slots=True)
class Named:
    """A file as it is `written` in another one, and where it may be: the first of `paths` that is there counts.

    `frames`: its number counts on, from file to file. `needed`: without it the other one cannot be opened.
    """

    kind: Kind
    written: str
    paths: tuple[Path, ...]
    frames: bool = False
    needed: bool = False


def kind_of(written: str) -> Kind:
    """Return what a file probably is, by its suffix alone."""
    suffix = Path(written).suffix.lower()
    likely = (Kind.PICTURE, Kind.LAYER, Kind.VOLUME, Kind.LIGHT)
    return next((kind for kind in likely if suffix in SUFFIXES[kind]), Kind.OTHER)


def text_of(data: bytes) -> str:
    """Return a path from a file; bytes that are no UTF-8 stay those of the file's name on disk."""
    return data.decode("utf-8", "surrogateescape")


def unix(written: str) -> str:
    """Return a path with slashes, without the drive of a Windows path, as Blender reads it elsewhere."""
    return re.sub(r"^[A-Za-z]:(?=/)", "", written.replace("\\", "/"))


@contextmanager
def mapped(path: Path) -> Iterator[Mapped]:
    """Return what a file holds, to search through: it is not read into memory. Raises OSError."""
    with path.open("rb") as file:
        if not path.stat().st_size:
            yield b""
            return
        with mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
            yield data
