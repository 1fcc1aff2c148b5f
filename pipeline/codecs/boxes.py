"""Rectangles, each in a colour of its own: as COCO has them, left, top, width and height in pixels.

Small ones lie over large ones, filled or as outlines LINE_PX wide that lie within. A colour is a box where it covers
2×2 pixels; the box is the smallest that holds all such squares. So a target decodes exactly as long as each side of
each box is seen somewhere, and what has blended along an edge, one pixel wide, is no box.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ._images import check_colour, check_rgb, to_bytes
from .errors import CodecError

LINE_PX = 4
APART = 30.0  # Euclidean, 8-bit RGB: colours no further from one another are of one box
FROM_BACKGROUND = 45.0  # and no further from the background's, of none
MOST_BOXES = 100
_SQUARE = np.ones((2, 2), np.bool_)
Boxes = NDArray[np.float64]  # N×4: left, top, width, height
RGB = tuple[int, int, int]


def encode(
    boxes: Boxes, colours: Sequence[RGB], shape: tuple[int, int], background: RGB = (0, 0, 0), filled: bool = True
) -> NDArray[np.uint8]:
    """Paint boxes N×4 (whole pixels within the shape, height and width) in N colours; returns uint8 H×W×3.

    Raises CodecError where there are not as many colours as boxes, or one is no colour.
    """
    if len(boxes) != len(colours):
        raise CodecError(f"boxes holds {len(boxes)} and colours {len(colours)}; every box needs one colour")
    for colour in (*colours, background):
        check_colour(colour, "a colour of boxes")
    rgb = np.full((*shape, 3), background, np.uint8)
    inner = 0 if filled else LINE_PX
    for place in np.argsort([-width * height for _, _, width, height in boxes], kind="stable"):
        left, top, width, height = (int(side) for side in boxes[place])
        inside = np.zeros((height, width), np.bool_)
        if inner:
            inside[inner : height - inner, inner : width - inner] = True
        rgb[top : top + height, left : left + width][~inside] = colours[place]
    return rgb


def decode(rgb: NDArray[Any], background: RGB = (0, 0, 0)) -> Boxes:
    """Return the boxes in a picture, whatever a model drew: float64 N×4, by their top and then their left.

    Args:
        rgb: H×W×3, uint8 or float32/float64 in [0, 1].
        background: the colour of what is no box.

    Raises:
        CodecError: a wrong shape or dtype, floating-point colours outside [0, 1], a background that is no colour.

    """
    check_rgb(rgb)
    check_colour(background, "background")
    found = [_box(mask) for mask in _of_one_colour(to_bytes(rgb), background)]
    boxes = sorted((box for box in found if box), key=lambda box: (box[1], box[0], box[2:]))
    return np.array(boxes, np.float64).reshape(-1, 4)


def _of_one_colour(rgb: NDArray[np.uint8], background: RGB) -> Iterator[NDArray[np.bool_]]:
    """Yield H×W masks of what has one colour, the most frequent first: around the mean of the fullest 16³ cube."""
    pixels = rgb.reshape(-1, 3).astype(np.float32)
    left = np.flatnonzero(np.linalg.norm(pixels - np.array(background, np.float32), axis=1) > FROM_BACKGROUND)
    cubes = (rgb.reshape(-1, 3) >> 4).astype(np.int64) @ np.array([256, 16, 1])
    for _ in range(MOST_BOXES):
        counts = np.bincount(cubes[left], minlength=1)
        if counts.max() < _SQUARE.size:
            return
        centre = pixels[left[cubes[left] == counts.argmax()]].mean(axis=0)
        alike = np.linalg.norm(pixels[left] - centre, axis=1) <= APART
        mask = np.zeros(len(pixels), np.bool_)
        mask[left[alike]] = True
        yield mask.reshape(rgb.shape[:2])
        left = left[~alike]


def _box(mask: NDArray[np.bool_]) -> tuple[int, int, int, int] | None:
    from scipy import ndimage  # which decoding the other codecs does not need

    places = ndimage.find_objects(ndimage.binary_opening(mask, _SQUARE).astype(np.int8))
    if not places or places[0] is None:
        return None
    down, across = places[0]
    return across.start, down.start, across.stop - across.start, down.stop - down.start
