"""PNG in and out: 8-bit RGB, and no chunk that could make a reader change a colour."""

from __future__ import annotations

import io

import numpy as np
from numpy.typing import NDArray
from PIL import Image

PNG_LEVEL = 6
MOST_SIDE_PX = 8192  # as in a recipe
SIGNATURE = b"\x89PNG\r\n\x1a\n"


def png_bytes(rgb: NDArray[np.uint8]) -> bytes:
    """Return H×W×3 as a PNG without alpha, palette, gAMA, iCCP, sRGB or eXIf chunks."""
    buffer = io.BytesIO()
    Image.fromarray(rgb).save(buffer, format="PNG", compress_level=PNG_LEVEL)
    return buffer.getvalue()


def png_array(data: bytes, shape: tuple[int, int] | None = None) -> NDArray[np.uint8]:
    """Return the uint8 H×W×3 picture of a PNG; raises ValueError where it is damaged or not 8-bit RGB.

    It must be of `shape` (H, W) where that is given, and of at most 8192×8192: this is looked at before it is decoded.
    """
    size = png_size(data)
    if max(size) > MOST_SIDE_PX:
        raise ValueError(f"PNG of {size[0]}×{size[1]} pixels; the most is {MOST_SIDE_PX}×{MOST_SIDE_PX}")
    if shape is not None and size != shape[::-1]:
        raise ValueError(f"PNG of {size[0]}×{size[1]} pixels, not {shape[1]}×{shape[0]}")
    try:
        with Image.open(io.BytesIO(data), formats=["PNG"]) as image:
            mode, same = image.mode, image.size == size
            rgb = np.asarray(image) if mode == "RGB" and same else None
    except Exception as error:  # of Pillow: SyntaxError, OSError, ValueError, zlib.error, struct.error and others
        raise ValueError(f"damaged PNG: {error or type(error).__name__}") from None
    if not same:
        raise ValueError("damaged PNG: it states two sizes")
    if rgb is None:
        raise ValueError(f"PNG of mode {mode}, not 8-bit RGB")
    return rgb


def png_size(data: bytes) -> tuple[int, int]:
    """Return width and height, as the first chunk states them; raises ValueError where the data begin as no PNG."""
    if len(data) < 33 or data[:8] != SIGNATURE or data[12:16] != b"IHDR":
        raise ValueError("damaged PNG: it does not begin as one")
    return int.from_bytes(data[16:20]), int.from_bytes(data[20:24])
