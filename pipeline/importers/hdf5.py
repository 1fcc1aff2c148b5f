"""HDF5 of others: arrays and texts that lie in the file itself, looked at before they are read."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import h5py
from h5py import h5d

from ...scenes.errors import RequestError
from ..dataset.hdf5 import child_of
from .files import fitting
from .frames import Array

MOST_TEXT = 64 << 20  # bytes


@contextmanager
def opened(path: Path) -> Iterator[h5py.File]:
    """Open an HDF5 file; raises RequestError, also for what turns out to be damaged while it is read."""
    try:
        with h5py.File(path, "r") as file:
            yield file
    except RequestError:
        raise
    except FileNotFoundError:
        raise RequestError(f"{path}: is missing") from None
    except Exception as error:  # the library raises errors of many types
        said = (str(error).splitlines() or [type(error).__name__])[0]
        raise RequestError(f"{path}: cannot be read as HDF5: {said}") from None


def dataset(file: h5py.File, name: str) -> h5py.Dataset:
    """Return a dataset of an open file; raises RequestError where it has none, or where that leads elsewhere."""
    path = file.filename
    if name not in file.keys():  # noqa: SIM118  `in file` follows links
        raise RequestError(f"{path}: has no dataset {name!r}; it has {', '.join(sorted(map(str, file))) or 'none'}")
    try:
        found = child_of(file, name)
    except ValueError as error:
        raise RequestError(f"{path}: {error}; an import reads no other files than those it was given") from None
    if not isinstance(found, h5py.Dataset):
        raise RequestError(f"{path}: {name} is a group; it must be a dataset")
    plan = found.id.get_create_plist()
    if plan.get_layout() == h5d.VIRTUAL or plan.get_external_count():
        raise RequestError(f"{path}: the numbers of {name} lie in other files; write them into this one")
    return found


def array_of(file: h5py.File, name: str, shape: tuple[int, ...]) -> Array:
    """Return the numbers of an open file's dataset; raises RequestError where it has none of this shape."""
    found = dataset(file, name)
    fitting(Path(file.filename), found, shape)
    return found[()]


def json_of(file: h5py.File, name: str) -> Any:
    """Return what a dataset that is one JSON text says; raises RequestError."""
    found = dataset(file, name)
    if found.shape != () or found.dtype.itemsize > MOST_TEXT:
        raise RequestError(f"{file.filename}: {name} is {found.dtype} of shape {found.shape}; it must be one JSON text")
    try:
        return json.loads(found[()])
    except (TypeError, ValueError, RecursionError):
        raise RequestError(f"{file.filename}: {name} is not JSON") from None
