"""PNG in and out: 8-bit RGB, and no chunk that could make a reader change a colour."""

from __future__ import annotations

import io

import numpy as np
from numpy.typing import NDArray
from PIL import Image

PNG_LEVEL = 6


def png_bytes(rgb: NDArray[np.uint8]) -> bytes:
    """Return H×W×3 as a PNG without alpha, palette, gAMA, iCCP, sRGB or eXIf chunks."""
    buffer = io.BytesIO()
    Image.fromarray(rgb).save(buffer, format="PNG", compress_level=PNG_LEVEL)
    return buffer.getvalue()


def png_array(data: bytes) -> NDArray[np.uint8]:
    """Return the uint8 H×W×3 picture of a PNG; raises ValueError where it is damaged or not 8-bit RGB."""
    try:
        with Image.open(io.BytesIO(data), formats=["PNG"]) as image:
            mode, rgb = image.mode, np.asarray(image)
    except (OSError, SyntaxError) as error:
        raise ValueError(f"damaged PNG: {error}") from None
    if mode != "RGB":
        raise ValueError(f"PNG of mode {mode}, not 8-bit RGB")
    return rgb
