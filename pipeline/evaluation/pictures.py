"""Drawn pictures as files: 8-bit colours out of whatever a folder holds, or one sentence that says what is wrong."""

from __future__ import annotations

import io
import stat
import warnings
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import ExifTags, Image, UnidentifiedImageError

from ..dataset.litter import is_litter
from ..dataset.png import MOST_SIDE_PX, SIGNATURE
from ..terminal.plaintext import one_line

RGB = NDArray[np.uint8]
SUFFIXES = (".png", ".jpg", ".jpeg", ".webp")
FORMATS = ("PNG", "JPEG", "WEBP")
MODES = ("RGB", "RGBA", "L", "LA", "P", "PA")  # of 8 bits a channel
MOST_BYTES = 512 * 2**20
PNG_BIT_DEPTH = 24  # where a PNG's first chunk states it


class PictureError(Exception):
    """A picture that cannot be decoded or scored: one sentence that names it and says why."""


def read_drawing(path: Path) -> RGB:
    """Return a picture as uint8 H×W×3, grey ones too; raises PictureError, whatever is wrong with the file."""
    try:
        return _opaque(_opened(_bytes(path)))
    except PictureError as error:
        raise PictureError(f"{path.name}: {error}") from None
    except UnidentifiedImageError:
        raise PictureError(f"{path.name}: cannot be read as a picture: it is no PNG, JPEG or WebP") from None
    except Image.DecompressionBombError:
        raise PictureError(f"{path.name}: has too many pixels; the most is {MOST_SIDE_PX}×{MOST_SIDE_PX}") from None
    except Exception as error:  # of Pillow: OSError, SyntaxError, ValueError, struct.error, zlib.error and others
        why = (isinstance(error, OSError) and error.strerror) or one_line(error, 200) or type(error).__name__
        raise PictureError(f"{path.name}: cannot be read as a picture: {why}") from None


def files_in(folder: Path) -> list[Path]:
    """Return what a folder holds, in order, without what other systems leave there."""
    return sorted(path for path in folder.iterdir() if not is_litter(path.name))


def is_picture(path: Path) -> bool:
    """Return whether a file is called like a picture that `read_drawing` reads."""
    return path.suffix.lower() in SUFFIXES


def _bytes(path: Path) -> bytes:
    found = path.stat()
    if not stat.S_ISREG(found.st_mode):
        raise PictureError("is not a file")
    if found.st_size > MOST_BYTES:
        raise PictureError(f"has {found.st_size:,} bytes; the most is {MOST_BYTES:,}")
    return path.read_bytes()


def _opened(data: bytes) -> Image.Image:
    """Return a picture that is not decoded yet; raises PictureError for what would decode to something else."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of a large picture, which is refused below
        image = Image.open(io.BytesIO(data), formats=FORMATS)
    if max(image.size) > MOST_SIDE_PX:
        raise PictureError(f"has {_times(image)} pixels; the most is {MOST_SIDE_PX}×{MOST_SIDE_PX}")
    if image.mode not in MODES or (data.startswith(SIGNATURE) and data[PNG_BIT_DEPTH] == 16):
        bits = "16 bits a channel" if data.startswith(SIGNATURE) and data[PNG_BIT_DEPTH] == 16 else f"mode {image.mode}"
        raise PictureError(f"has {bits}; 8-bit RGB or grey is wanted")
    if getattr(image, "n_frames", 1) > 1:
        raise PictureError("is an animation; one picture is wanted")
    if (turned := image.getexif().get(ExifTags.Base.Orientation, 1)) != 1:
        raise PictureError(f"is turned by its EXIF orientation {turned}; save it upright")
    return image


def _opaque(image: Image.Image) -> RGB:
    """Return the colours; raises PictureError where alpha would change them."""
    if image.has_transparency_data:
        image = image.convert("RGBA")
        if image.getchannel("A").getextrema() != (255, 255):
            raise PictureError("is partly transparent; save it opaque")
    return np.asarray(image.convert("RGB"))


def _times(image: Image.Image) -> str:
    return f"{image.width}×{image.height}"
