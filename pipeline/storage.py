"""Where a dataset lies: a local folder, or any URL that fsspec opens. Reading, listing, and what went wrong."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from errno import EIO
from pathlib import Path
from urllib.parse import unquote, urlsplit

from upath import UPath

from .errors import RequestError

Place = Path | UPath  # of a local file or folder, or of one at a URL


def place(text: str) -> Place:
    """Return the place that a path or a URL names; raises RequestError where no installed package opens such URLs."""
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


def read(root: Place, path: str) -> bytes:
    """Return what root/path holds; raises OSError."""
    with storage_errors():
        return (root / path).read_bytes()


def exists(root: Place, path: str) -> bool:
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
    return (getattr(error, "strerror", None) or str(error) or type(error).__name__).splitlines()[0]
