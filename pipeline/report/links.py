"""What is written into OUT stays there: a dataset that was passed on may hold links that lead elsewhere."""

from __future__ import annotations

from pathlib import Path

from ...scenes.errors import RequestError
from ..dataset.storage import Location


def refuse_links(root: Location, *names: str) -> None:
    """Raise RequestError where one of these names in a local OUT is a link."""
    for name in names:
        path = root / name
        if isinstance(path, Path) and path.is_symlink():
            raise RequestError(f"{path}: is a link, and what is written there would lie elsewhere; remove it")
