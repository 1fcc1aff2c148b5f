"""A folder that appears whole: written aside, then named after what is in it."""

from __future__ import annotations

import hashlib
import re
import shutil
import tempfile
from pathlib import Path
from types import TracebackType
from typing import Self

from ...dataset.publish import publish
from ...dataset.storage import Location

_NAME_DIGITS = 12
_OURS = re.compile(rf"[0-9a-f]{{{_NAME_DIGITS}}}|\.[a-z0-9_]{{8}}\.new")  # the latter by tempfile, for one unfinished


class NewFolder:
    """Takes files, each by `write`, and puts them in their place under `parent` by `finish`.

    Nothing is left of it where the block that it opens ends before that.
    """

    def __init__(self, parent: Location) -> None:
        self._parent = parent
        beside = parent if isinstance(parent, Path) else None
        if beside:
            beside.mkdir(parents=True, exist_ok=True)
        self._aside = Path(tempfile.mkdtemp(prefix=".", suffix=".new", dir=beside))
        self._digest = hashlib.sha256()
        self.bytes = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        shutil.rmtree(self._aside, ignore_errors=True)

    def write(self, path: str, data: bytes) -> None:
        """Write one file."""
        target = self._aside / path
        target.parent.mkdir(exist_ok=True)
        target.write_bytes(data)
        self._digest.update(f"{path}\0{len(data)}\0".encode() + data)
        self.bytes += len(data)

    def finish(self) -> str:
        """Name the folder after the digest of its contents, and return the name."""
        name = self._digest.hexdigest()[:_NAME_DIGITS]
        if isinstance(self._parent, Path):
            self._aside.chmod(0o755)
            place = self._parent / name
            place.unlink() if place.is_symlink() else shutil.rmtree(place, ignore_errors=True)
            self._aside.rename(place)
        else:
            for file in sorted(path for path in self._aside.rglob("*") if path.is_file()):
                publish(self._parent, f"{name}/{file.relative_to(self._aside)}", file.read_bytes())
        return name


def remove_all_but(parent: Location, name: str) -> None:
    """Remove what earlier runs left beside the folder of this name, finished or not, and nothing of anybody else's."""
    for other in [each for each in parent.iterdir() if each.name != name and _OURS.fullmatch(each.name)]:
        if not isinstance(other, Path):
            other.fs.rm(other.path, recursive=True)
        elif other.is_dir() and not other.is_symlink():
            shutil.rmtree(other, ignore_errors=True)
