"""Pictures as samples hold them: our own PNG, or the JPEG that a photograph came as, whose pixels stay as they are."""

from __future__ import annotations

import io
import struct

import numpy as np
from numpy.typing import NDArray
from PIL import Image, UnidentifiedImageError

from .png import MOST_SIDE_PX, png_array

JPEG = b"\xff\xd8\xff"
EXIF = b"Exif\0\0"
ORIENTATION, SHORT = 0x0112, 3  # a tag of TIFF, and the type of its value
START_OF_SCAN = 0xDA


def image_part(data: bytes) -> str:
    """Return under which of `keys.IMAGES` a picture stands."""
    return "image.jpg" if data.startswith(JPEG) else "image.png"


def picture_array(data: bytes, shape: tuple[int, int] | None = None) -> NDArray[np.uint8]:
    """Return a PNG's or JPEG's pixels as they are stored, uint8 H×W×3; raises ValueError as `png_array` does.

    No orientation tag turns them: annotations are drawn on the pixels.
    """
    if not data.startswith(JPEG):
        return png_array(data, shape)
    width, height = picture_size(data)
    if shape is not None and (height, width) != shape:
        raise ValueError(f"JPEG of {width}×{height} pixels, not {shape[1]}×{shape[0]}")
    try:
        with Image.open(io.BytesIO(data), formats=["JPEG"]) as image:
            return np.asarray(image.convert("RGB"))
    except Exception as error:  # of Pillow: SyntaxError, OSError, ValueError, struct.error and others
        raise ValueError(f"damaged JPEG: {error or type(error).__name__}") from None


def picture_size(data: bytes) -> tuple[int, int]:
    """Return width and height of a PNG or JPEG, which is not decoded; raises ValueError."""
    try:
        with Image.open(io.BytesIO(data), formats=["PNG", "JPEG"]) as image:
            size = image.size
    except UnidentifiedImageError:  # it would name an object in memory
        raise ValueError("no PNG or JPEG") from None
    except Exception as error:
        raise ValueError(f"no PNG or JPEG: {error or type(error).__name__}") from None
    if max(size) > MOST_SIDE_PX:
        raise ValueError(f"picture of {size[0]}×{size[1]} pixels; the most is {MOST_SIDE_PX}×{MOST_SIDE_PX}")
    return size


def upright(jpeg: bytes) -> bytes:
    """Return a JPEG whose orientation tag, if it has one, says 1: as stored. Nothing else changes."""
    place = _orientation_place(jpeg)
    if place is None:
        return jpeg
    at, order = place
    return jpeg[:at] + struct.pack(f"{order}H", 1) + jpeg[at + 2 :]


def _orientation_place(jpeg: bytes) -> tuple[int, str] | None:
    """Return where the orientation tag's value stands, and the order of its bytes as `struct` writes it."""
    at = 2
    while at + 4 <= len(jpeg) and jpeg[at] == 0xFF and jpeg[at + 1] != START_OF_SCAN:
        size = int.from_bytes(jpeg[at + 2 : at + 4])
        if jpeg[at + 1] == 0xE1 and jpeg[at + 4 : at + 10] == EXIF:
            return _tag_place(jpeg, at + 10, at + 2 + size)
        at += 2 + size
    return None


def _tag_place(jpeg: bytes, tiff: int, end: int) -> tuple[int, str] | None:
    order = {b"II": "<", b"MM": ">"}.get(jpeg[tiff : tiff + 2])
    try:
        if order is None:
            return None
        first = tiff + struct.unpack_from(f"{order}I", jpeg, tiff + 4)[0]
        for entry in range(struct.unpack_from(f"{order}H", jpeg, first)[0]):
            at = first + 2 + 12 * entry
            tag, kind = struct.unpack_from(f"{order}HH", jpeg, at)
            if (tag, kind) == (ORIENTATION, SHORT) and at + 12 <= end:
                return at + 8, order
    except struct.error:
        return None
    return None
