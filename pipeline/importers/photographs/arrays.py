"""Arrays as sets store them: depth as 16-bit PNG, as raw floats or as .npy, bounded by the picture that it is of."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from ...dataset.picture import JPEG, picture_array, picture_size, upright
from ...dataset.png import SIGNATURE, png_array, png_bytes
from .source import naming

Shape = tuple[int, int]
MOST_PICTURE_BYTES = 256 << 20


def read_photograph(path: Path) -> bytes:
    """Return what `photograph` makes of a file; raises RequestError."""
    with naming(path):
        return photograph(path.read_bytes() if path.stat().st_size <= MOST_PICTURE_BYTES else b"")


def photograph(data: bytes) -> bytes:
    """Return a picture's own bytes where it is a JPEG (shown as stored) or a plain PNG, else the PNG of its pixels.

    Raises ValueError or OSError where it is damaged.
    """
    picture_size(data)
    if data.startswith(JPEG):
        picture_array(data)  # decoded here once, so that damage is told of this file
        return upright(data)
    with Image.open(io.BytesIO(data), formats=["PNG"]) as image:
        plain = image.mode == "RGB" and not image.info
        if not (plain and data.startswith(SIGNATURE)):
            return png_bytes(_rgb(image))
    png_array(data)
    return data


def read_png16(path: Path, shape: Shape, per_metre: float) -> NDArray[np.float32]:
    """Return the numbers of a 16-bit grey PNG in metres, float32 H×W, NaN where they are 0; raises RequestError."""
    return known_where(png16_numbers(path, shape) / per_metre)


def png16_numbers(path: Path, shape: Shape) -> NDArray[np.uint16]:
    """Return the numbers of a 16-bit grey PNG, H×W; raises RequestError."""
    with naming(path), Image.open(path, formats=["PNG"]) as image:
        if not image.mode.startswith("I"):
            raise ValueError(f"it is a picture of mode {image.mode}; it must be 16-bit grey")
        _expect(image.size[::-1], shape)
        return np.asarray(image).astype(np.uint16)


def read_floats(path: Path, shape: Shape) -> NDArray[np.float32]:
    """Return a file of nothing but little-endian float32, H×W; raises RequestError where it has another size."""
    with naming(path):
        size, wanted = path.stat().st_size, 4 * shape[0] * shape[1]
        if size != wanted:
            raise ValueError(f"it has {size} bytes, and {shape[1]}×{shape[0]} pixels of float32 are {wanted}")
        return np.fromfile(path, "<f4").reshape(shape)


def read_pfm(path: Path, shape: Shape) -> NDArray[np.float32]:
    """Return the numbers of a grey PFM, float32 H×W, the upper row first; raises RequestError.

    Rows are stored from the lowest; the sign of the scale says which byte comes first, and its size nothing.
    """
    with naming(path), path.open("rb") as file:
        kind, size, scale = (file.readline(64).split() for _ in range(3))
        if kind != [b"Pf"] or len(size) != 2 or len(scale) != 1:
            raise ValueError("it must be a grey PFM")
        _expect((int(size[1]), int(size[0])), shape)
        wanted = 4 * shape[0] * shape[1]
        if path.stat().st_size - file.tell() != wanted:
            raise ValueError(f"{wanted} bytes of numbers must follow its head")
        numbers = np.frombuffer(file.read(wanted), "<f4" if float(scale[0]) < 0 else ">f4")
        return numbers.astype(np.float32).reshape(shape)[::-1]


def read_npy(path: Path, shape: tuple[int, ...]) -> NDArray[Any]:
    """Return the array of a .npy file without axes of length 1; raises RequestError where it has another shape."""
    with naming(path), path.open("rb") as file:
        version = np.lib.format.read_magic(file)  # type: ignore[no-untyped-call]
        header = np.lib.format.read_array_header_1_0 if version == (1, 0) else np.lib.format.read_array_header_2_0
        try:
            there, _, dtype = header(file)  # type: ignore[no-untyped-call]
        except MemoryError:  # of Python's parser, where a head is nested too deeply
            raise ValueError("its head is no mapping") from None
        squeezed = tuple(side for side in there if side != 1)
        if squeezed != shape or dtype.hasobject or dtype.kind not in "fiub":
            raise ValueError(f"it is {dtype} of shape {there}, and must be numbers of shape {shape}")
        file.seek(0)
        return np.load(file, allow_pickle=False).reshape(shape)


def known_where(depth_m: NDArray[Any], mask: NDArray[Any] | bool = True) -> NDArray[np.float32]:
    """Return depth H×W in metres, NaN where a mask is 0, or where there is no finite number above 0."""
    with np.errstate(over="ignore"):  # float64 too large for float32 is no number either
        metres = depth_m.astype(np.float32)
    return np.where(np.not_equal(mask, 0) & np.isfinite(metres) & (metres > 0), metres, np.float32(np.nan))


def size_of(path: Path) -> tuple[int, int]:
    """Return width and height of a picture file; raises RequestError."""
    with naming(path), Image.open(path, formats=["PNG", "JPEG"]) as image:
        return image.size


def _expect(there: tuple[int, ...], wanted: tuple[int, ...]) -> None:
    if there != wanted:
        raise ValueError(f"it is of {there[1]}×{there[0]} pixels, and its picture of {wanted[1]}×{wanted[0]}")


def _rgb(image: Image.Image) -> NDArray[np.uint8]:
    if image.mode.startswith("I"):
        return np.repeat((np.asarray(image) >> 8).astype(np.uint8)[..., None], 3, axis=-1)
    return np.asarray(image.convert("RGB"))
