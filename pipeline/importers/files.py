"""Files of others, read with one sentence for whatever is wrong with them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import h5py
import numpy as np
from numpy.typing import NDArray
from PIL import Image

from ...scenes.errors import RequestError
from .frames import Array

PICTURES = (".png", ".jpg", ".jpeg")


def in_order(paths: Sequence[Path]) -> list[Path]:
    """Return the paths in the order in which people count: 2 before 10."""
    return sorted(paths, key=lambda path: [part.zfill(20) for part in re.split(r"(\d+)", path.as_posix())])


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


def fitting(path: Path, array: Array, shape: tuple[int, ...]) -> Array:
    """Return the array; raises RequestError where it holds no numbers, or has not the shape of its picture."""
    if array.dtype.kind not in "fiu":
        raise RequestError(f"{path}: holds an array of {array.dtype}, which are no numbers")
    if array.shape != shape:
        raise RequestError(f"{path}: holds an array of shape {array.shape}; with its picture it must be {shape}")
    return array


def whole(path: Path, array: Array, low: int = 0) -> NDArray[np.int64]:
    """Return instance or class numbers; raises RequestError where they are no integers, or lie below `low`."""
    if array.dtype.kind not in "iu" or (array.size and array.min() < low):
        raise RequestError(
            f"{path}: holds {array.dtype} from {array.min()}; numbers of things are integers from {low} on"
        )
    return array.astype(np.int64)


def picture_size(path: Path) -> tuple[int, int]:
    """Return width and height of a picture, reading no more than its header; raises RequestError."""
    with _picture(path) as image:
        return image.size


def read_picture(path: Path) -> NDArray[np.uint8]:
    """Return a picture as uint8 H×W×3; raises RequestError unless it is 8-bit RGB or grey."""
    with _picture(path) as image:
        if image.mode not in ("RGB", "L"):
            raise RequestError(f"{path}: is a picture of mode {image.mode}; it must be 8-bit RGB or grey")
        return np.asarray(image.convert("RGB"))


def read_numbers(path: Path) -> Array:
    """Return the numbers H×W of an 8- or 16-bit PNG, of a palette its places; raises RequestError."""
    with _picture(path) as image:
        if image.mode not in ("L", "P", "I", "I;16"):
            raise RequestError(f"{path}: is a picture of mode {image.mode}; it must be 8- or 16-bit with one channel")
        return np.asarray(image)


def read_npy(path: Path) -> Array:
    """Return the floating-point array of an .npy file; raises RequestError."""
    try:
        array = np.load(path, allow_pickle=False)
    except (OSError, ValueError, EOFError) as error:
        raise RequestError(f"{path}: cannot be read as .npy: {_line(error)}") from None
    if not isinstance(array, np.ndarray) or array.dtype.kind != "f":
        raise RequestError(f"{path}: must hold one array of floating-point numbers")
    return array


def read_exr(path: Path, wanted: Sequence[Sequence[str]]) -> Array:
    """Return the first of these groups of channels that an OpenEXR file has, H×W×n; raises RequestError."""
    try:
        import OpenEXR
    except ImportError:
        raise RequestError(f"{path}: reading OpenEXR needs the package openexr; install cavendish[render]") from None
    try:
        channels = OpenEXR.File(str(path), separate_channels=True).channels()
    except (OSError, ValueError, RuntimeError) as error:
        raise RequestError(f"{path}: cannot be read as OpenEXR: {_line(error)}") from None
    group = next((group for group in wanted if all(name in channels for name in group)), None)
    if group is None:
        known = " or ".join(" ".join(group) for group in wanted)
        raise RequestError(f"{path}: has the channels {', '.join(sorted(channels))}; wanted are {known}")
    return np.stack([channels[name].pixels for name in group], axis=-1)


def read_json(path: Path) -> Any:
    """Return the content of a JSON file; raises RequestError."""
    try:
        return json.loads(path.read_bytes())
    except FileNotFoundError:
        raise RequestError(f"{path}: is missing") from None
    except (OSError, ValueError) as error:
        raise RequestError(f"{path}: cannot be read as JSON: {_line(error)}") from None


def read_classes(path: Path) -> dict[int, str]:
    """Return a JSON file's categories by number; raises RequestError."""
    listed = read_json(path)
    if not isinstance(listed, dict) or not all(n.isdecimal() and isinstance(c, str) for n, c in listed.items()):
        raise RequestError(f'{path}: must map numbers to categories, such as {{"1": "chair"}}')
    return {int(number): category for number, category in listed.items()}


@contextmanager
def opened(path: Path) -> Iterator[h5py.File]:
    """Open an HDF5 file; raises RequestError, also for what turns out to be damaged while it is read."""
    try:
        with h5py.File(path, "r") as file:
            yield file
    except FileNotFoundError:
        raise RequestError(f"{path}: is missing") from None
    except (OSError, RuntimeError) as error:
        raise RequestError(f"{path}: cannot be read as HDF5: {_line(error)}") from None


def array_of(file: h5py.File, name: str, shape: tuple[int, ...]) -> Array:
    """Return the numbers of an open file's dataset; raises RequestError where it has none of this shape."""
    return fitting(Path(file.filename), dataset(file, name)[()], shape)


def dataset(file: h5py.File, name: str) -> h5py.Dataset:
    """Return a dataset of an open file; raises RequestError."""
    found = file.get(name)
    if not isinstance(found, h5py.Dataset):
        raise RequestError(
            f"{file.filename}: has no dataset {name!r}; it has {', '.join(sorted(map(str, file))) or 'none'}"
        )
    return found


@contextmanager
def _picture(path: Path) -> Iterator[Image.Image]:
    try:
        with Image.open(path) as image:
            yield image
    except FileNotFoundError:
        raise RequestError(f"{path}: is missing") from None
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        raise RequestError(f"{path}: cannot be read as a picture: {_line(error)}") from None


def _times(size: tuple[int, int]) -> str:
    return f"{size[0]}×{size[1]}"


def _line(error: Exception) -> str:
    return (str(error).splitlines() or [type(error).__name__])[0]
