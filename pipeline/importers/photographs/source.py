"""What a set of photographs offers to an import, and how the readers of sets say what is wrong with their files."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tokenize import TokenError
from typing import TypeVar

from PIL import Image
from pydantic import TypeAdapter, ValidationError

from ....manifests.benchmark import Benchmark, Role
from ....manifests.records import first_fault
from ....scenes.errors import RequestError
from ...dataset.example import Example

T = TypeVar("T")
# What Pillow raises, too, and numpy for the heads of .npy files, which it parses as Python's.
OF_LIBRARIES = (Image.DecompressionBombError, SyntaxError, struct.error, zlib.error, TokenError, RecursionError)


@dataclass(frozen=True, slots=True)
class PhotographSource:
    """One part of a set: its views in the order of its list, the files that they need, and what is asked of them.

    `size_px` is that of the first picture; others may differ. `notes` are sentences on what is there and not read.
    """

    views: tuple[str, ...]
    files: tuple[Path, ...]
    size_px: tuple[int, int]
    benchmark: Benchmark
    read: Callable[[int], Example]
    notes: tuple[str, ...] = ()


Reader = Callable[[Path, str, Role], PhotographSource]  # of a folder, a split ("": the usual one) and a role


@contextmanager
def naming(path: Path | str) -> Iterator[None]:
    """Turn what goes wrong with a file into a RequestError of one sentence that names it."""
    try:
        yield
    except FileNotFoundError:
        raise RequestError(f"{path}: is missing") from None
    except (OSError, ValueError, KeyError, EOFError, OverflowError, *OF_LIBRARIES) as error:
        said = next(iter(str(error).splitlines()), "") or type(error).__name__
        raise RequestError(f"{path}: cannot be read: {said[:200]}") from None


def typed(path: Path | str, shape: TypeAdapter[T], content: object) -> T:
    """Return what a file holds as what it has to be; raises RequestError with the first field that is not."""
    try:
        return shape.validate_python(content)
    except ValidationError as error:
        raise RequestError(f"{path}: {first_fault(error)}") from None
