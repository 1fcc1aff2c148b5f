"""The paper's colour map: a walk over seven edges of the RGB cube, black to white, one channel moving at a time.

Eight bits leave 7·255 + 1 = 1786 colours on it. A colour off the walk is projected: on each edge its moving channel
gives the place and the two resting channels the distance, and the nearest edge wins (ties: the earlier place).
"""

from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

# Black, red, yellow, green, cyan, blue, magenta, white.
CORNERS = ((0, 0, 0), (1, 0, 0), (1, 1, 0), (0, 1, 0), (0, 1, 1), (0, 0, 1), (1, 0, 1), (1, 1, 1))

# For each edge: the channel that moves and where it ends; the two channels that rest and where.
_EDGES = [
    (moving, end[moving], [(channel, end[channel]) for channel in range(3) if channel != moving])
    for start, end in pairwise(CORNERS)
    for moving in range(3)
    if start[moving] != end[moving]
]

# 1785 fits into the low bits of an int32, the largest squared distance (2·255²) into those above.
_PLACE_BITS = 11


def colours() -> NDArray[np.uint8]:
    """Return the 1786×3 colours of the walk."""
    corners = 255 * np.array(CORNERS)
    ramp = np.arange(255)[:, None]
    edges = [start + ramp * np.sign(end - start) for start, end in pairwise(corners)]
    return np.concatenate([*edges, corners[-1:]]).astype(np.uint8)


def project(rgb: NDArray[Any]) -> tuple[NDArray[Any], NDArray[Any]]:
    """Return where on the walk each H×W colour projects, 0 … 1785, and its squared distance in 8-bit units.

    Both are integers for uint8 colours and float64 otherwise.
    """
    return _project_bytes(rgb) if rgb.dtype == np.uint8 else _project_floats(rgb)


def _project_bytes(rgb: NDArray[np.uint8]) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """Put distance and place into one integer, so that the minimum over the edges yields both."""
    away, distance = [], []
    for channel in range(3):
        value = rgb[..., channel].astype(np.int32)
        away.append((value, 255 - value))
        distance.append([d * d << _PLACE_BITS for d in away[channel]])
    best = np.full(rgb.shape[:2], np.iinfo(np.int32).max, np.int32)
    for edge, (moving, end, ((a, a_end), (b, b_end))) in enumerate(_EDGES):
        key = distance[a][a_end] + distance[b][b_end]
        key += away[moving][1 - end]
        key += 255 * edge
        np.minimum(best, key, out=best)
    return best & ((1 << _PLACE_BITS) - 1), best >> _PLACE_BITS


def _project_floats(rgb: NDArray[np.floating[Any]]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    away = [(channel, 255 - channel) for channel in 255 * np.moveaxis(rgb, -1, 0).astype(np.float64)]
    place = np.zeros(rgb.shape[:2])
    squared = np.full(rgb.shape[:2], np.inf)
    for edge, (moving, end, ((a, a_end), (b, b_end))) in enumerate(_EDGES):
        here = away[a][a_end] ** 2 + away[b][b_end] ** 2
        closer = here < squared
        squared[closer] = here[closer]
        place[closer] = 255 * edge + away[moving][1 - end][closer]
    return place, squared
