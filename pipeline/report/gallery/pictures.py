"""The pictures of the page: small ones that are only looked at, and whole ones whose pixels the page reads."""

from __future__ import annotations

import base64
import io

import numpy as np
from numpy.typing import NDArray
from PIL import Image

THUMBNAIL_PX = 320
QUALITY = 90


def thumbnail(rgb: NDArray[np.uint8]) -> bytes:
    """Return a JPEG that is no wider than THUMBNAIL_PX."""
    picture = Image.fromarray(rgb)
    if picture.width > THUMBNAIL_PX:
        height = max(1, round(picture.height * THUMBNAIL_PX / picture.width))
        picture = picture.resize((THUMBNAIL_PX, height), Image.Resampling.BOX)
    return _jpeg(picture)


def jpeg_of(rgb: NDArray[np.uint8]) -> str:
    """Return a picture that is looked at as a JPEG in base64."""
    return as_text(_jpeg(Image.fromarray(rgb)))


def as_text(data: bytes) -> str:
    """Return bytes in base64."""
    return base64.b64encode(data).decode("ascii")


def _jpeg(picture: Image.Image) -> bytes:
    buffer = io.BytesIO()
    picture.save(buffer, format="JPEG", quality=QUALITY, subsampling=0)
    return buffer.getvalue()
