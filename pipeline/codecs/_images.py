"""What the codecs share: checks of arrays, blocks of rows, and the nearest colour of a list."""

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .errors import CodecError

# Intermediate arrays of this many elements stay in the processor's cache.
_BLOCK = 1 << 15


def check_dtype(array: NDArray[Any], name: str, *dtypes: str) -> None:
    """Raise `CodecError` unless `array` is a numpy array of one of these dtypes."""
    given = array.dtype.name if isinstance(array, np.ndarray) else type(array).__name__
    if given not in dtypes:
        raise CodecError(f"{name} is {given}; it must be a numpy array of {' or '.join(dtypes)}")


def check_rgb(rgb: NDArray[Any]) -> None:
    """Raise `CodecError` unless `rgb` is an H×W×3 picture, uint8 or float32/float64 in [0, 1]."""
    check_dtype(rgb, "rgb", "uint8", "float32", "float64")
    if rgb.ndim != 3 or rgb.shape[2] != 3:
        raise CodecError(f"rgb has shape {rgb.shape}; a picture has shape (height, width, 3)")
    if rgb.dtype != np.uint8 and rgb.size and not (rgb.min() >= 0 and rgb.max() <= 1):
        raise CodecError(f"rgb holds values from {rgb.min()} to {rgb.max()}; floating-point colours lie in [0, 1]")


def check_colour(colour: Sequence[int], name: str) -> None:
    """Raise `CodecError` unless `colour` is three integers in 0 … 255."""
    is_sequence = isinstance(colour, (Sequence, np.ndarray)) and len(colour) == 3
    if not is_sequence or not all(isinstance(value, (int, np.integer)) and 0 <= value <= 255 for value in colour):
        raise CodecError(f"{name} is {colour!r}; a colour is three integers, 0 … 255")


def to_bytes(rgb: NDArray[Any]) -> NDArray[np.uint8]:
    """Return the picture in 8 bits, each value rounded to the nearest."""
    return rgb if rgb.dtype == np.uint8 else np.rint(255 * rgb).astype(np.uint8)


def row_blocks(height: int, width: int) -> Iterator[slice]:
    """Yield slices of rows that cover an image in blocks small enough for the cache."""
    step = max(1, _BLOCK // max(1, width))
    return (slice(row, row + step) for row in range(0, height, step))


def nearest(pixels: NDArray[np.uint8], colours: NDArray[np.uint8]) -> NDArray[np.intp]:
    """Return for each of N×3 `pixels` the index of the nearest of n×3 `colours`; ties go to the first.

    |p − q|² = |p|² + |q|² − 2 p·q, so the nearest q has the least |q|² − 2 p·q: one matrix product. Its terms are
    integers, and with the index in their low 16 bits float64 still holds them exactly.
    """
    listed = colours.astype(np.float64)
    table = 65536 * np.column_stack([-2 * listed, np.square(listed).sum(axis=1)])
    table[:, 3] += np.arange(len(listed))
    index = np.empty(len(pixels), np.intp)
    for block in row_blocks(len(pixels), len(colours)):
        homogeneous = np.ones((4, len(pixels[block])))
        homogeneous[:3] = pixels[block].T
        index[block] = (table @ homogeneous).min(axis=0).astype(np.int64) & 65535
    return index
