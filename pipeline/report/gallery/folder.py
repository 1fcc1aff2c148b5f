"""A folder that appears whole: written aside, then named after what is in it."""

from __future__ import annotations

import hashlib
import shutil
import tempfile
from pathlib import Path

from ...dataset.publish import publish
from ...dataset.storage import Location

_NAME_DIGITS = 12


class NewFolder:
    """Takes files, each by `write`, and puts them in their place under `parent` by `finish`."""

    def __init__(self, parent: Location) -> None:
        self._parent = parent
        beside = parent if isinstance(parent, Path) else None
        if beside:
            beside.mkdir(parents=True, exist_ok=True)
        self._aside = Path(tempfile.mkdtemp(prefix=".", suffix=".new", dir=beside))
        self._digest = hashlib.sha256()
        self.bytes = 0

    def write(self, path: str, data: bytes) -> None:
        """Write one file."""
        target = self._aside / path
        target.parent.mkdir(exist_ok=True)
        target.write_bytes(data)
        self._digest.update(f"{path}\0{len(data)}\0".encode() + data)
        self.bytes += len(data)

    def discard(self) -> None:
        """Remove what was written, which will not be finished."""
        shutil.rmtree(self._aside, ignore_errors=True)

    def finish(self) -> str:
        """Name the folder after the digest of its contents, and return the name."""
        name = self._digest.hexdigest()[:_NAME_DIGITS]
        if isinstance(self._parent, Path):
            self._aside.chmod(0o755)
            shutil.rmtree(self._parent / name, ignore_errors=True)
            self._aside.rename(self._parent / name)
        else:
            for file in sorted(path for path in self._aside.rglob("*") if path.is_file()):
                publish(self._parent, f"{name}/{file.relative_to(self._aside)}", file.read_bytes())
            shutil.rmtree(self._aside)
        return name


def remove_all_but(parent: Location, name: str) -> None:
    """Remove what earlier runs left beside the folder of this name, finished or not."""
    for other in [each for each in parent.iterdir() if each.name != name and each.is_dir()]:
        if isinstance(other, Path):
            shutil.rmtree(other, ignore_errors=True)
        else:
            other.fs.rm(other.path, recursive=True)
