"""What every decoder asks of the picture it is given."""

from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .errors import CodecError

# Rows are taken in blocks of about this many pixels, so that intermediate arrays stay in the processor's cache.
_BLOCK_PIXELS = 1 << 14


def check_rgb(rgb: NDArray[Any]) -> None:
    """Raise `CodecError` unless `rgb` is an H×W×3 picture, uint8 or float32/float64 in [0, 1]."""
    check_array(rgb, "rgb", ("uint8", "float32", "float64"))
    if rgb.ndim != 3 or rgb.shape[2] != 3:
        raise CodecError(f"rgb has shape {rgb.shape}; a picture has shape (height, width, 3)")
    if rgb.dtype != np.uint8 and rgb.size and not (rgb.min() >= 0 and rgb.max() <= 1):
        raise CodecError(f"rgb holds values from {rgb.min()} to {rgb.max()}; floating-point colours lie in [0, 1]")


def check_array(array: NDArray[Any], name: str, dtypes: tuple[str, ...]) -> None:
    """Raise `CodecError` unless `array` is a numpy array of one of these dtypes."""
    if not isinstance(array, np.ndarray) or array.dtype.name not in dtypes:
        given = array.dtype.name if isinstance(array, np.ndarray) else type(array).__name__
        raise CodecError(f"{name} is {given}; it must be a numpy array of {' or '.join(dtypes)}")


def row_blocks(height: int, width: int) -> Iterator[slice]:
    """Yield slices of rows that cover an image in blocks small enough for the cache."""
    step = max(1, _BLOCK_PIXELS // max(1, width))
    return (slice(row, row + step) for row in range(0, height, step))
