"""Pictures of others: turned as their EXIF says, bounded, and not read as anything that their pixels do not say."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import ExifTags, Image

from ...scenes.errors import RequestError
from .frames import Array

PICTURES = (".png", ".jpg", ".jpeg")
KINDS = ("PNG", "JPEG", "MPO", "WEBP")  # whatever the ending says; a text that draws itself (EPS) is no picture
TURNS = {  # how a picture must be turned, by its EXIF orientation
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
SIDEWAYS = frozenset({5, 6, 7, 8})


def picture_size(path: Path) -> tuple[int, int]:
    """Return width and height of a picture as it is shown, reading no more than its header; raises RequestError."""
    with _picture(path) as image:
        width, height = image.size
        return (height, width) if _orientation(image) in SIDEWAYS else (width, height)


def read_picture(path: Path) -> NDArray[np.uint8]:
    """Return a picture as it is shown, uint8 H×W×3; raises RequestError unless it is 8-bit RGB or grey."""
    with _picture(path) as image:
        return _rgb(path, _turned(image))


def read_vectors(path: Path) -> NDArray[np.uint8]:
    """Return a picture whose colours are directions, uint8 H×W×3; raises RequestError, also where EXIF turns it."""
    with _picture(path) as image:
        image.load()
        if _orientation(image) > 1:
            raise RequestError(f"{path}: is turned by its EXIF, which would leave its vectors as they are; turn both")
        return _rgb(path, image)


def read_numbers(path: Path, shape: tuple[int, ...]) -> Array:
    """Return the numbers H×W of an 8- or 16-bit PNG, of a palette its places; raises RequestError."""
    with _picture(path, ("PNG",)) as image:
        if image.mode not in ("L", "P", "I", "I;16"):
            raise RequestError(f"{path}: is a picture of mode {image.mode}; it must be 8- or 16-bit with one channel")
        if image.mode == "L" and _bits(path) < 8:
            raise RequestError(f"{path}: has {_bits(path)} bits of grey; write numbers in 8 or 16 bits")
        numbers = _sized(path, image, shape)
        if image.mode == "P" and _misleads(image, numbers):
            raise RequestError(
                f"{path}: its palette's greys are other numbers than their places, and nothing says which are meant; "
                "write 8- or 16-bit grey"
            )
        return numbers


def read_levels(path: Path, shape: tuple[int, ...]) -> NDArray[np.uint16]:
    """Return the numbers H×W of a 16-bit grey PNG; raises RequestError where it has other or fewer levels."""
    with _picture(path, ("PNG",)) as image:
        if image.mode not in ("I", "I;16") or _bits(path) != 16:
            raise RequestError(
                f"{path}: is {_bits(path)}-bit of mode {image.mode}, a picture of depth and no depth; "
                "it must be 16-bit grey, or .npy or .exr"
            )
        return _sized(path, image, shape).astype(np.uint16)


def _rgb(path: Path, image: Image.Image) -> NDArray[np.uint8]:
    if image.mode not in ("RGB", "L"):
        raise RequestError(f"{path}: is a picture of mode {image.mode}; it must be 8-bit RGB or grey")
    return np.asarray(image.convert("RGB"))


def _sized(path: Path, image: Image.Image, shape: tuple[int, ...]) -> Array:
    """Return the pixels; their number is looked at before they are unpacked."""
    turned = image.size[::-1] if _orientation(image) in SIDEWAYS else image.size
    if turned != (shape[1], shape[0]):
        raise RequestError(f"{path}: is {turned[0]}×{turned[1]}, but its picture is {shape[1]}×{shape[0]}")
    return np.asarray(_turned(image))


def _turned(image: Image.Image) -> Image.Image:
    image.load()  # EXIF may come last
    turn = TURNS.get(_orientation(image))
    return image if turn is None else image.transpose(turn)


def _orientation(image: Image.Image) -> int:
    """Return how EXIF, as far as it is read, says that the picture was held; PNG's own `getexif` would load it."""
    found = Image.Image.getexif(image).get(ExifTags.Base.Orientation, 1)
    return found if isinstance(found, int) else 1


def _misleads(image: Image.Image, places: Array) -> bool:
    """Whether all that is used of a palette is grey, and some of it another number than its place."""
    used = np.unique(places)
    table = np.zeros((256, 3), np.uint8)
    colours = np.array(image.getpalette("RGB"), np.uint8).reshape(-1, 3)
    table[: len(colours)] = colours
    greys = table[used]
    return bool((greys == greys[:, :1]).all() and (greys[:, 0] != used).any())


def _bits(path: Path) -> int:
    """Return the bits of each channel that a PNG states; Pillow spreads fewer than 8 over all greys."""
    with path.open("rb") as file:
        return (file.read(25) or b"\0")[-1]


@contextmanager
def _picture(path: Path, kinds: tuple[str, ...] = KINDS) -> Iterator[Image.Image]:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(path, formats=kinds) as image:
                yield image
    except RequestError:
        raise
    except FileNotFoundError:
        raise RequestError(f"{path}: is missing") from None
    except Exception as error:  # of Pillow: OSError, SyntaxError, ValueError, zlib.error, struct.error and others
        said = (str(error).splitlines() or [type(error).__name__])[0]
        raise RequestError(f"{path}: cannot be read as a picture: {said}") from None
