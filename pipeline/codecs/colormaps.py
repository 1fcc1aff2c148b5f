"""Colour maps as tables of 8-bit colours, first entry nearest.

`cube` is the paper's walk over the edges of the RGB cube, `gray` a formula; `plasma`, `inferno` and `viridis` are
`matplotlib.colormaps[name](range(256), bytes=True)[:, :3]`, shipped as `colormaps.csv` so that nobody needs
matplotlib. The test of this module compares the file with matplotlib and says how to write it anew.
"""

from functools import cache
from importlib import resources
from typing import Any

import numpy as np
from numpy.typing import NDArray

from . import cube
from ._images import nearest, to_bytes
from .errors import CodecError

NAMES = ("cube", "plasma", "inferno", "viridis", "gray")


@cache
def table(name: str) -> NDArray[np.uint8]:
    """Return the n×3 uint8 colours of a map (read-only): 1786 for `cube`, 256 for the others."""
    if name not in NAMES:
        raise CodecError(f"colormap is {name!r}; it must be one of {', '.join(NAMES)}")
    colours = cube.colours() if name == "cube" else _gray() if name == "gray" else _shipped(name)
    colours.flags.writeable = False
    return colours


def project(rgb: NDArray[Any], colormap: str) -> tuple[NDArray[Any], NDArray[Any]]:
    """Return the place on the map, 0 … n − 1, and the squared distance from it in 8-bit units."""
    if colormap == "cube":
        return cube.project(rgb)
    colours = table(colormap)
    pixels = to_bytes(rgb)
    index = nearest(pixels.reshape(-1, 3), colours).reshape(rgb.shape[:2])
    return index, np.square(pixels - colours[index].astype(np.int32)).sum(axis=-1)


def _gray() -> NDArray[np.uint8]:
    return np.repeat(np.arange(256, dtype=np.uint8)[:, None], 3, axis=1)


def _shipped(name: str) -> NDArray[np.uint8]:
    text = resources.files(__package__).joinpath("colormaps.csv").read_text("ascii")
    header, *rows = text.splitlines()
    first = header.split(",").index(f"{name}_r")
    return np.array([row.split(",")[first : first + 3] for row in rows], np.uint8)
