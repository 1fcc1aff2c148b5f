"""Where a dataset lies: a local folder, or any URL that fsspec opens. Reading, listing, and what went wrong."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from errno import EFBIG, EINVAL, EIO, EISDIR
from functools import partial
from itertools import islice
from pathlib import Path, PurePath
from typing import BinaryIO
from urllib.parse import unquote, urlsplit

from upath import UPath

from ...scenes.errors import RequestError, WorkError, expect, without_secrets

Location = Path | UPath  # of a local file or folder, or of one at a URL
AT_ONCE, BLOCK = 32, 256  # files that are read at once, and those in memory
MOST_JSON = 64 << 20  # bytes of a manifest, a status, a record


class UnfitFileError(OSError):
    """Something that has a file's name, but is a device or a pipe, or larger than it can be."""


NO_FILE = (FileNotFoundError, NotADirectoryError, IsADirectoryError, UnfitFileError)  # none that could be ours


class StorageError(WorkError, OSError):
    """A file could not be published, and nothing of it is there: one sentence that names it; `errno` says why."""

    def __str__(self) -> str:
        return without_secrets(str(self.strerror))


def place(text: str | Location) -> Location:
    """Return the place that a path or a URL names; raises RequestError where no installed package opens such URLs."""
    expect(text, (str, PurePath, UPath), "a path or a URL", "dataset")
    if not isinstance(text, str):
        return text
    if "://" not in text:
        return Path(text)
    if text.startswith("file://"):
        return Path(unquote(urlsplit(text).path))
    try:
        found = UPath(text, use_listings_cache=False)  # others write there, too
        found.fs  # noqa: B018 -- makes sure that it can be opened
    except (ImportError, ValueError) as error:
        raise RequestError(f"{text}: URLs that begin so cannot be opened here: {error}") from None
    return found


def read(root: Location, path: str, most: int | None = None) -> bytes:
    """Return what root/path holds; raises OSError, also where it holds more than `most` bytes (JSON: 64 MiB).

    Links are followed to files alone: a dataset may lie on storage that is linked, but a pipe or a device has no end.
    """
    if most is None and path.endswith(".json"):
        most = MOST_JSON
    with storage_errors():
        found = root / path
        data = _read_local(found, most) if isinstance(found, Path) else _read_remote(found, most)
    if most is not None and len(data) > most:
        raise UnfitFileError(EFBIG, f"it holds more than the {most} bytes that it can have")
    return data


@contextmanager
def opened(path: Location) -> Iterator[BinaryIO]:
    """Open a file to read parts of it; raises OSError, UnfitFileError where it is a pipe or a device."""
    if not isinstance(path, Path):
        with storage_errors():
            file = path.open("rb")
        with file:
            yield file
        return
    _check_regular(os.stat(path))  # before it is opened: opening alone can start what a device does
    with os.fdopen(os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC), "rb") as file:
        _check_regular(os.fstat(file.fileno()))
        yield file


def read_many(root: Location, paths: Iterable[str]) -> Iterator[bytes | None]:
    """Yield what root/path holds for each path, in order; None where there is no such file. Raises OSError.

    Some are read at once, since each takes a while to come from far away; memory holds no more than that.
    """
    waiting = iter(paths)
    with ThreadPoolExecutor(AT_ONCE) as pool:
        while block := list(islice(waiting, BLOCK)):
            yield from pool.map(partial(_read_if_there, root), block)


def listed(root: Location, folder: str) -> Iterator[tuple[str, int]]:
    """Yield name and size of each file in root/folder, from one listing; none where there is no such folder."""
    try:
        if isinstance(root, Path):
            with os.scandir(root / folder) as entries:
                yield from ((entry.name, entry.stat().st_size) for entry in entries if _is_file(entry))
            return
        with storage_errors():
            found = (root / folder).fs.ls((root / folder).path, detail=True)
        yield from ((entry["name"].rpartition("/")[2], entry["size"]) for entry in found if entry["type"] == "file")
    except NO_FILE:
        return


def _is_file(entry: os.DirEntry[str]) -> bool:
    with suppress(OSError):  # a link in a circle
        return entry.is_file()
    return False


def names(root: Location) -> list[str]:
    """Return the names of the files and folders in a folder; raises OSError, NotADirectoryError for a local file."""
    if isinstance(root, Path):
        return os.listdir(root)
    with storage_errors():
        return [str(name).rpartition("/")[2] for name in root.fs.ls(root.path, detail=False)]


def exists(root: Location, path: str) -> bool:
    """Say whether there is a file root/path; raises OSError."""
    with storage_errors():
        return (root / path).exists()


@contextmanager
def storage_errors() -> Iterator[None]:
    """Turn whatever a storage library raises inside into an OSError."""
    try:
        yield
    except OSError:
        raise
    except Exception as error:
        raise OSError(EIO, f"{type(error).__name__}: {error}") from error


def reason(error: Exception) -> str:
    """Return why something failed, in one line: storage libraries do not fill in `strerror`."""
    said = getattr(error, "strerror", None) or str(error) or type(error).__name__
    return without_secrets(said.splitlines()[0])


def _check_regular(info: os.stat_result) -> None:
    if stat.S_ISDIR(info.st_mode):
        raise IsADirectoryError(EISDIR, os.strerror(EISDIR))
    if not stat.S_ISREG(info.st_mode):
        raise UnfitFileError(EINVAL, "it is a pipe or a device, not a file")


def _read_local(path: Path, most: int | None) -> bytes:
    with opened(path) as file:
        size = os.fstat(file.fileno()).st_size
        return file.read(1 + (size if most is None else min(size, most)))


def _read_remote(path: UPath, most: int | None) -> bytes:
    """Ask for no more than shows that it is too much: the size would be a request of its own."""
    return bytes(path.fs.cat_file(path.path, end=None if most is None else most + 1))


def _read_if_there(root: Location, path: str) -> bytes | None:
    try:
        return read(root, path)
    except NO_FILE:
        return None
