"""Keypoints: discs of RADIUS_PX around points, in a colour for each kind of point, such as every left wrist.

A picture is read by the nearest of the palette's colours; what touches, corners too, and holds 2×2 pixels is one disc,
whose middle is the point. A disc that lies whole in the picture, and under no other, comes back within MAX_ERROR_PX.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from . import masks

RADIUS_PX = 4.0
MAX_ERROR_PX = 0.25  # the middle of the pixels of a disc lies 0.24 px off its own at most, wherever that is
MOST_OF_A_KIND = 1000
_SQUARE = np.ones((2, 2), np.bool_)
Points = NDArray[np.float64]  # N×3: label, across and down in pixels


def encode(points: Points, shape: tuple[int, int], palette: masks.Palette) -> NDArray[np.uint8]:
    """Paint points N×3 (label, across, down) as uint8 H×W×3 of a shape, height and width; later ones lie over others.

    `palette` maps the labels, from 1, to colours, and 0 to that of the background. Raises CodecError as `masks.encode`.
    """
    labels = np.zeros(shape, np.int64)
    for label, x, y in points:
        window = tuple(
            slice(max(int(middle - RADIUS_PX) - 1, 0), max(int(middle + RADIUS_PX) + 2, 0)) for middle in (y, x)
        )
        down, across = (np.arange(size)[part] + 0.5 for size, part in zip(shape, window, strict=True))
        labels[window][np.hypot(across[None, :] - x, down[:, None] - y) <= RADIUS_PX] = int(label)
    return masks.encode(labels, palette)


def decode(rgb: NDArray[Any], palette: masks.Palette) -> Points:
    """Return the points in a picture, whatever a model drew: float64 N×3, label, across and down, by their labels.

    `rgb` is H×W×3, uint8 or float32/float64 in [0, 1]; of more than MOST_OF_A_KIND of a label, the first. Raises
    CodecError as `masks.decode`.
    """
    from scipy import ndimage  # which decoding the other codecs does not need

    labels = masks.decode(rgb, palette)
    places = enumerate(ndimage.find_objects(labels), start=1)
    found = [
        (label, x + place[1].start, y + place[0].start)
        for label, place in places
        if place is not None
        for x, y in _discs(labels[place] == label)
    ]
    return np.array(found, np.float64).reshape(-1, 3)


def _discs(mask: NDArray[np.bool_]) -> list[tuple[float, float]]:
    """Return the middles of the discs in a mask, across and down."""
    from scipy import ndimage

    areas, _ = ndimage.label(mask, structure=np.ones((3, 3)))
    kept = np.setdiff1d(areas[ndimage.binary_opening(mask, _SQUARE)], [0])[:MOST_OF_A_KIND]
    middles = np.array(ndimage.center_of_mass(mask, areas, kept), np.float64).reshape(-1, 2)
    return [(x + 0.5, y + 0.5) for y, x in middles.tolist()]
