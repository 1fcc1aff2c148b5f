"""Normals as sets store them: three channels of a PNG of 8 or 16 bits, or of OpenEXR, to vectors of length 1."""

from __future__ import annotations

import io
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from ..exr import read_channels
from .arrays import MOST_PICTURE_BYTES, Shape
from .source import naming

Vectors = NDArray[np.float32]
LEAST_LENGTH = 0.5  # of a vector stored as floats; shorter ones mean that nothing is known
RGB8, RGB16 = "RGB", "RGB;16B"  # how Pillow says that a file stores pixels: it keeps the high bytes of 16 bits …
LOW_BYTES = "RGB;16L"  # … and the low ones where it takes the order of bytes for the other


def read_png_normals(path: Path, shape: Shape) -> Vectors:
    """Return 2·v/255 − 1 of an 8-bit RGB PNG, H×W×3 of length 1, (0,0,0) where it is black; raises RequestError."""
    with naming(path):
        return _of_integers(_pixels(_bytes(path), shape, RGB8, RGB8), 255)


def read_png16_normals(path: Path, shape: Shape) -> Vectors:
    """Return 2·v/65535 − 1 of a 16-bit RGB PNG, H×W×3 of length 1, (0,0,0) where it is black; raises RequestError."""
    with naming(path):
        return _of_integers(_rgb16(_bytes(path), shape), 65535)


def read_exr_normals(path: Path, shape: Shape) -> Vectors:
    """Return the channels R, G, B of an OpenEXR file, H×W×3 of length 1; raises RequestError.

    (0,0,0) stands where the stored vector is shorter than LEAST_LENGTH, or not of finite numbers.
    """
    with naming(path):
        channels = read_channels(path, shape)
        if lost := [name for name in "RGB" if name not in channels]:
            raise ValueError(f"it has no channel {lost[0]}; there are {', '.join(sorted(channels))}")
        vectors = np.stack([channels[name] for name in "RGB"], axis=-1).astype(np.float64)
        length = np.linalg.norm(vectors, axis=-1)
        return _unit(vectors, np.isfinite(length) & (length > LEAST_LENGTH))


def _bytes(path: Path) -> bytes:
    size = path.stat().st_size
    if size > MOST_PICTURE_BYTES:
        raise ValueError(f"it has {size >> 20} MiB; the most is {MOST_PICTURE_BYTES >> 20} MiB")
    return path.read_bytes()


def _rgb16(data: bytes, shape: Shape) -> NDArray[np.uint16]:
    high, low = (_pixels(data, shape, RGB16, half) for half in (RGB16, LOW_BYTES))
    return np.uint16(256) * high + low


def _pixels(data: bytes, shape: Shape, stored: str, read_as: str) -> NDArray[np.uint8]:
    """Return the pixels of a PNG, uint8 H×W×3; of 16 bits Pillow gives one byte alone, and `read_as` says which."""
    try:
        with Image.open(io.BytesIO(data), formats=["PNG"]) as image:
            ((codec, box, offset, there),) = image.tile
            size, mode = image.size, image.mode
            if size == shape[::-1] and there == stored:
                image.tile = [(codec, box, offset, read_as)]  # type: ignore[list-item]
                return np.asarray(image)
    except Exception as error:  # of Pillow: SyntaxError, OSError, ValueError, zlib.error, struct.error and others
        raise ValueError(f"damaged PNG: {error or type(error).__name__}") from None
    if size != shape[::-1]:
        raise ValueError(f"it is of {size[0]}×{size[1]} pixels, and its picture of {shape[1]}×{shape[0]}")
    bits = 16 if stored == RGB16 else 8
    raise ValueError(f"it is a picture of mode {mode} ({there}); it must be {bits}-bit RGB")


def _of_integers(numbers: NDArray[np.uint8] | NDArray[np.uint16], most: int) -> Vectors:
    return _unit(numbers.astype(np.float64) * (2 / most) - 1, numbers.any(axis=-1))


def _unit(vectors: NDArray[np.float64], known: NDArray[np.bool_]) -> Vectors:
    length = np.where(known, np.linalg.norm(vectors, axis=-1), 1.0)
    return np.where(known[..., None], vectors / length[..., None], 0).astype(np.float32)
