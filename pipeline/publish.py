"""Nothing is ever half written: bytes go to a hidden temporary file, to the disk, and then under their name."""

from __future__ import annotations

import hashlib
import os
import tempfile
from pathlib import Path

from ..manifests import FileRecord

PART = ".part"


def publish(root: Path, path: str, data: bytes, durable: bool = True) -> FileRecord:
    """Write `data` to root/path in one step and return its record; a reader sees all of it or none.

    Unless `durable`, it may be lost if the machine stops: for one of many files that are written again anyway.
    """
    target = root / path
    target.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=".", suffix=PART, dir=target.parent)
    try:
        with os.fdopen(handle, "wb") as part:
            part.write(data)
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
    return FileRecord(path=path, bytes=len(data), sha256=hashlib.sha256(data).hexdigest())


def remove_parts(root: Path) -> None:
    """Remove what a killed build left half written."""
    for part in root.glob(f"*/.*{PART}"):
        part.unlink(missing_ok=True)


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
