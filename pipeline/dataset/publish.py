"""Nothing is ever half written: a file is published whole, under its name, or not at all.

Locally the bytes go to a hidden temporary file, to the disk, and then under their name. Object stores show a file
once all of it has arrived, so there is nothing to rename; whether it arrived as it was sent is checked.
"""

from __future__ import annotations

import errno
import hashlib
import os
import re
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from upath import UPath
from upath.implementations.cloud import CloudPath

from ...manifests import FileRecord, StorageRetry
from .storage import NO_FILE, Location, StorageError, reason, storage_errors

PREFIX, SUFFIX = ".cavendish-", ".part"
PART = re.compile(re.escape(PREFIX) + "[a-z0-9_]{8}" + re.escape(SUFFIX))  # as tempfile fills it in
WAITS_S = (1.0, 5.0, 25.0, 60.0)  # between tries; storage libraries themselves try again within seconds
FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
REFUSED = (errno.EACCES, errno.EPERM, errno.EROFS)
FINAL = (
    *FULL,
    *REFUSED,
    errno.EEXIST,
    errno.EINVAL,
    errno.EISDIR,
    errno.ELOOP,
    errno.ENAMETOOLONG,
    errno.ENOSYS,
    errno.ENOTDIR,
)
Retried = Callable[[StorageRetry], None]


def publish(
    root: Location,
    path: str,
    data: bytes,
    durable: bool = True,
    waits_s: Sequence[float] = WAITS_S,
    retried: Retried = lambda retry: None,
) -> FileRecord:
    """Write `data` to root/path in one step and return its record; a reader sees all of it or none.

    Unless `durable`, it may be lost if the machine stops: for one of many files that are written again anyway. A
    failure that may pass is told to `retried`, and tried again after each of `waits_s`; a full disk and a refusal are
    said at once. Raises StorageError.
    """
    target = root / path
    for tries, wait_s in enumerate((*waits_s, None), start=1):
        try:
            if isinstance(root, Path):
                refuse_links(root, path)
            _publish_once(target, data, durable)
            break
        except OSError as error:
            if wait_s is None or _is_final(error, target):
                raise StorageError(error.errno, f"{target}: {_why(error)}") from error
            retried(StorageRetry(path=path, tries=tries, message=reason(error)))
            time.sleep(wait_s)
    return FileRecord(path=path, bytes=len(data), sha256=hashlib.sha256(data).hexdigest())


@contextmanager
def streaming(target: Path) -> Iterator[BinaryIO]:
    """Open a local file to be written piece by piece; it has its name once the block ends, and none where that fails.

    Raises StorageError.
    """
    try:
        with _part_of(target, durable=True) as part:
            yield part
    except StorageError:
        raise  # of another file that was published meanwhile
    except OSError as error:
        raise StorageError(error.errno, f"{target}: {_why(error)}") from error


def is_part(name: str) -> bool:
    """Say whether a file of this name is one that we never finished."""
    return PART.fullmatch(name) is not None


def remove_parts(root: Location) -> None:
    """Remove what a killed build left half written, and nothing else, in OUT and its folders.

    Links are not followed. Who is writing one nevertheless writes it again.
    """
    if isinstance(root, Path):
        with suppress(*NO_FILE):
            for folder in (root, *_folders(root)):
                _remove_parts_in(folder)


def refuse_links(root: Path, path: str) -> None:
    """Raise OSError where root/path would lie outside of root, since a folder on the way is a link."""
    way = PurePosixPath(path)
    if way.is_absolute() or ".." in way.parts:
        raise OSError(errno.EINVAL, f"{path!r} leads out of {root}")
    for folder in list(way.parents)[-2::-1]:
        if (root / folder).is_symlink():
            raise OSError(errno.ELOOP, f"{folder} is a link, and nothing is written through one; remove it")


def _folders(root: Path) -> list[Path]:
    with os.scandir(root) as entries:
        return [Path(entry.path) for entry in entries if entry.is_dir(follow_symlinks=False)]


def _remove_parts_in(folder: Path) -> None:
    with suppress(PermissionError), os.scandir(folder) as entries:
        parts = [entry.path for entry in entries if is_part(entry.name) and entry.is_file(follow_symlinks=False)]
    for part in parts:
        Path(part).unlink(missing_ok=True)


def _publish_once(target: Location, data: bytes, durable: bool) -> None:
    if isinstance(target, Path):
        _write(target, data, durable)
        return
    with storage_errors():
        if not isinstance(target, CloudPath):  # which know no folders
            target.parent.mkdir(parents=True, exist_ok=True)
        target.fs.pipe_file(target.path, data)
        if not _arrived(target, data):
            raise OSError(errno.EIO, "what arrived is not what was sent")


def _write(target: Path, data: bytes, durable: bool) -> None:
    with _part_of(target, durable) as part:
        part.write(data)


@contextmanager
def _part_of(target: Path, durable: bool) -> Iterator[BinaryIO]:
    target.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=PREFIX, suffix=SUFFIX, dir=target.parent)
    try:
        with os.fdopen(handle, "wb") as part:
            yield part
            if durable:
                part.flush()
                os.fsync(part.fileno())
        Path(name).chmod(0o644)
        Path(name).replace(target)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    if durable:
        _sync_folder(target.parent)


def _arrived(target: UPath, data: bytes) -> bool:
    """Compare size and MD5 with what the store says; where it says no MD5 (encrypted, in parts), read all of it."""
    info = target.fs.info(target.path)
    if info["size"] != len(data):
        return False
    tag = str(info.get("ETag", "")).strip('"')
    return tag == hashlib.md5(data, usedforsecurity=False).hexdigest() or target.fs.cat_file(target.path) == data


def _is_final(error: OSError, target: Location) -> bool:
    if isinstance(error, FileNotFoundError):  # no such bucket, or a folder that cannot be made, as in /proc
        return not isinstance(target, Path) or not target.parent.is_dir()  # else a sweep took the part
    return error.errno in FINAL or isinstance(error, PermissionError)


def _why(error: OSError) -> str:
    if error.errno in FULL:
        return f"the disk is full, or over its quota ({reason(error)}); make room"
    if error.errno in REFUSED or isinstance(error, PermissionError):
        return f"may not be written ({reason(error)})"
    return f"cannot be written: {reason(error)}"


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
