"""Files of others by name, and their arrays and JSON, with one sentence for whatever is wrong with them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from ...scenes.errors import RequestError
from ..dataset.litter import is_litter
from ..dataset.storage import read, reason
from .frames import Array

MOST_NAMED = 3


class Shaped(Protocol):
    """An array, here or in a file."""

    @property
    def dtype(self) -> np.dtype[Any]:
        """What kind of numbers it holds."""

    @property
    def shape(self) -> tuple[int, ...]:
        """How many of them."""


def in_order(paths: Sequence[Path]) -> list[Path]:
    """Return the paths in the order in which people count: 2 before 10."""
    return sorted(paths, key=lambda path: [part.zfill(20) for part in re.split(r"(\d+)", path.as_posix())])


def entries(folder: Path, *, below: bool = False) -> list[Path]:
    """Return what a folder, or with `below` each folder in it, holds, without what other systems leave behind."""
    found = folder.rglob("*") if below else folder.glob("*")
    return in_order([path for path in found if not any(map(is_litter, path.relative_to(folder).parts))])


def by_stem(folder: Path, endings: Iterable[str], *, below: bool = False) -> dict[str, Path]:
    """Return the files of these endings, however large those are written, by their path without it.

    Raises RequestError where two have one name, or names that other systems take for one.
    """
    wanted = tuple(endings)
    found: dict[str, Path] = {}
    for path in entries(folder, below=below):
        if path.suffix.lower() not in wanted or not path.is_file():
            continue
        stem = path.relative_to(folder).with_suffix("").as_posix()
        other = found.setdefault(stem.casefold(), path)
        if other != path:
            raise RequestError(f"{path}: there is another file of this name, {other.name}; keep one, or rename it")
    return {path.relative_to(folder).with_suffix("").as_posix(): path for path in found.values()}


def partner(files: Mapping[str, Path], stem: str) -> Path | None:
    """Return the file of a picture's name; raises RequestError where only capitals are between them."""
    near = [path for other, path in files.items() if other.casefold() == stem.casefold()]
    if near and stem not in files:
        raise RequestError(f"{near[0]}: its picture is called {stem}; write both alike")
    return files.get(stem)


def left_over(there: Iterable[Path], used: Iterable[Path]) -> tuple[str, ...]:
    """Return a sentence with the files that are there and not used; none where all are."""
    known = set(used)
    rest = [path for path in there if path not in known]
    if not rest:
        return ()
    named = ", ".join(f"{path.parent.name}/{path.name}" for path in rest[:MOST_NAMED])
    more = f" and {len(rest) - MOST_NAMED} more" if len(rest) > MOST_NAMED else ""
    return (f"not used, as no picture has their name, or their kind is not read: {named}{more}",)


def same_size(sizes: Sequence[tuple[Path, tuple[int, int]]]) -> tuple[int, int]:
    """Return the one size (width, height) that all pictures have; raises RequestError."""
    first, size = sizes[0]
    for path, other in sizes:
        if other != size:
            raise RequestError(
                f"{path}: is {_times(other)}, but {first.name} is {_times(size)}; one import takes pictures of one size"
            )
    return size


def all_or_none(paths: Sequence[Path]) -> bool:
    """Tell whether these files are there; raises RequestError where only some of them are."""
    missing = [path for path in paths if not path.is_file()]
    if missing and len(missing) < len(paths):
        raise RequestError(f"{missing[0]}: is missing, but other views have theirs; give it to all views or to none")
    return not missing


def fitting(path: Path, array: Shaped, shape: tuple[int, ...]) -> None:
    """Raise RequestError where an array holds no numbers, or has not the shape that its picture asks for."""
    if array.dtype.kind not in "fiu":
        raise RequestError(f"{path}: holds an array of {array.dtype}, which are no numbers")
    if array.shape != shape:
        raise RequestError(f"{path}: holds an array of shape {array.shape}; with its picture it must be {shape}")


def whole(path: Path, array: Array, low: int = 0) -> NDArray[np.int64]:
    """Return instance or class numbers; raises RequestError where they are no integers, or lie below `low`."""
    if array.dtype.kind not in "iu" or (array.size and array.min() < low):
        raise RequestError(
            f"{path}: holds {array.dtype} from {array.min()}; numbers of things are integers from {low} on"
        )
    return array.astype(np.int64)


def read_npy(path: Path, shape: tuple[int, ...]) -> Array:
    """Return the numbers of an .npy file, of which none is read before its shape is known; raises RequestError."""
    try:
        array = np.load(path, mmap_mode="r", allow_pickle=False)
    except Exception as error:  # of headers that are no Python, or state more than there is
        said = (str(error).splitlines() or [type(error).__name__])[0]
        raise RequestError(f"{path}: cannot be read as .npy: {said}") from None
    if not isinstance(array, np.ndarray):
        raise RequestError(f"{path}: is an archive of arrays; it must hold one array")
    fitting(path, array, shape)
    return np.array(array)


def read_json(path: Path) -> Any:
    """Return the content of a JSON file; raises RequestError."""
    try:
        return json.loads(read(path.parent, path.name))
    except FileNotFoundError:
        raise RequestError(f"{path}: is missing") from None
    except (OSError, ValueError, RecursionError) as error:
        raise RequestError(f"{path}: cannot be read as JSON: {reason(error)}") from None


def read_classes(path: Path) -> dict[int, str]:
    """Return a JSON file's categories by number; raises RequestError."""
    listed = read_json(path)
    if not isinstance(listed, dict) or not all(
        re.fullmatch("[0-9]{1,18}", n) and isinstance(c, str) for n, c in listed.items()
    ):
        raise RequestError(f'{path}: must map numbers to categories, such as {{"1": "chair"}}')
    return {int(number): category for number, category in listed.items()}


def _times(size: tuple[int, int]) -> str:
    return f"{size[0]}×{size[1]}"
