"""Where a dataset lies: a local folder, or any URL that fsspec opens. Reading, listing, and what went wrong."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from errno import EIO
from functools import partial
from itertools import islice
from pathlib import Path
from urllib.parse import unquote, urlsplit

from upath import UPath

from ...scenes.errors import RequestError, WorkError, without_secrets

Location = Path | UPath  # of a local file or folder, or of one at a URL
AT_ONCE, BLOCK = 32, 256  # files that are read at once, and those in memory
NO_FILE = (FileNotFoundError, NotADirectoryError, IsADirectoryError)


class StorageError(WorkError, OSError):
    """A file could not be published, and nothing of it is there: one sentence that names it; `errno` says why."""

    def __str__(self) -> str:
        return without_secrets(str(self.strerror))


def place(text: str | Location) -> Location:
    """Return the place that a path or a URL names; raises RequestError where no installed package opens such URLs."""
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


def read(root: Location, path: str) -> bytes:
    """Return what root/path holds; raises OSError."""
    with storage_errors():
        return (root / path).read_bytes()


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
                yield from ((entry.name, entry.stat().st_size) for entry in entries if entry.is_file())
            return
        with storage_errors():
            found = (root / folder).fs.ls((root / folder).path, detail=True)
        yield from ((entry["name"].rpartition("/")[2], entry["size"]) for entry in found if entry["type"] == "file")
    except NO_FILE:
        return


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


def _read_if_there(root: Location, path: str) -> bytes | None:
    try:
        return read(root, path)
    except NO_FILE:
        return None
