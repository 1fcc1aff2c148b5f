"""Drawings repainted as the targets that they most likely mean: robust decoding is this, and then the strict decoder.

What a model draws is noisy, blurred, and blended along edges. Targets lie on something in the cube of colours: depth on
a path, normals on a sphere, masks on a few points. How far a drawing lies off it says how noisy it is. It is smoothed
by as much, up to edges; what then still lies off is no colour of a target but a blend of two, and is taken from what is
near. A picture that lies on it is returned as it is.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from . import colormaps
from ._clusters import own_colours
from ._images import check_colour, check_rgb, nearest, to_bytes
from ._smoothing import Numbers, Planes, nearest_known, smoothed

RGB = NDArray[np.uint8]
Projection = Callable[[Planes], tuple[Planes, Numbers]]  # the nearest colours of a target, and how far off these are

# The median length of a random vector of 1, 2 or 3 components, each of σ = 1.
_MEDIAN_LENGTH = {1: 0.6745, 2: 1.1774, 3: 1.5382}
_REACH, _REACH_OF_FLAT = 8.0, 5.0  # of smoothing, in σ
_LEAST_REACH = 20.0  # in 8-bit units, as all below
_SURE_SIGMAS, _LEAST_SURE, _MOST_SURE = 3.0, 15.0, 30.6  # what lies no further off is believed
_DOUBT = 2.0  # what is not is like a neighbour that is nearer than so many times its distance from any target
_BETWEEN = 3  # colours: of two, no third lies between
_MIDDLE = 127.5  # of the sphere of normals, and its radius
_NONE = 128.0  # every channel of what is unknown, or no surface
_ROUNDED = 1.5  # what lies no further off a target's colours is one of them


def on_path(rgb: NDArray[Any], colormap: str = "cube") -> RGB:
    """Return a drawing H×W×3 (uint8, or floats in [0, 1]) in the colours of a map, uint8; raises CodecError."""
    check_rgb(rgb)
    colours = colormaps.table(colormap)

    def project(planes: Planes) -> tuple[Planes, Numbers]:
        place, squared = colormaps.project(np.moveaxis(planes, 0, -1) / np.float32(255), colormap)
        found, away = _planes(colours[np.rint(place).astype(np.intp)]), np.sqrt(squared).astype(np.float32)
        unknown = (np.abs(planes - np.float32(_NONE)) <= 1).all(axis=0) & (colormap == "cube")
        return np.where(unknown, np.float32(_NONE), found), np.where(unknown, np.float32(0), away)

    return _restored(to_bytes(rgb), project, 2, _REACH)


def on_sphere(rgb: NDArray[Any]) -> RGB:
    """Return a drawing H×W×3 (as `on_path` takes it) of unit vectors, or none, in any convention; raises CodecError."""
    check_rgb(rgb)

    def project(planes: Planes) -> tuple[Planes, Numbers]:
        vectors = planes - np.float32(_MIDDLE)
        length = np.sqrt(np.einsum("chw,chw->hw", vectors, vectors))
        surface = length >= _MIDDLE / 2
        unit = np.float32(_MIDDLE) + vectors * (_MIDDLE / np.maximum(length, 1)).astype(np.float32)
        return np.where(surface, unit, np.float32(_NONE)), np.where(surface, np.abs(length - _MIDDLE), length)

    return _restored(to_bytes(rgb), project, 1, _REACH)


def in_colours(rgb: NDArray[Any], colours: NDArray[np.uint8]) -> RGB:
    """Return a drawing H×W×3 (as `on_path` takes it) in the n×3 colours of a palette; raises CodecError."""
    check_rgb(rgb)

    def project(planes: Planes) -> tuple[Planes, Numbers]:
        pixels = _bytes(planes)
        found = _planes(colours[nearest(pixels.reshape(-1, 3), colours)].reshape(pixels.shape))
        return found, np.sqrt(np.square(planes - found).sum(axis=0))

    doubt = _DOUBT if len(colours) >= _BETWEEN else 0.0
    return _restored(to_bytes(rgb), project, 3, _REACH_OF_FLAT, doubt)


def in_own_colours(rgb: NDArray[Any], background: tuple[int, int, int]) -> RGB:
    """Return a drawing H×W×3 (as `on_path` takes it) in the background's colour and those that its areas have.

    Raises CodecError.
    """
    check_rgb(rgb)
    check_colour(background, "background")
    drawn = to_bytes(rgb)
    colours = own_colours(drawn, background)
    return drawn if colours is None else in_colours(drawn, colours)


def _restored(rgb: RGB, project: Projection, directions: int, reach: float, doubt: float = _DOUBT) -> RGB:
    """Return what a drawing means, given in how many directions a colour can lie off the colours of targets."""
    _, away = project(_planes(rgb))
    if away.max(initial=0) <= _ROUNDED:
        return rgb
    sigma = float(np.median(away)) / _MEDIAN_LENGTH[directions]
    planes = smoothed(_planes(rgb), max(_LEAST_REACH, reach * sigma))
    target, away = project(planes)
    known = away <= np.clip(_SURE_SIGMAS * sigma, _LEAST_SURE, _MOST_SURE)
    if known.any() and not known.all():
        unknown, chosen, distance = nearest_known(np.where(known, target, planes), known)
        like = distance <= doubt * away.reshape(-1)[unknown]
        flat = target.reshape(3, -1)
        flat[:, unknown[like]] = flat[:, chosen[like]]
    return _bytes(target)


def _planes(rgb: RGB) -> Planes:
    return np.moveaxis(rgb, -1, 0).astype(np.float32, order="C")


def _bytes(planes: Planes) -> RGB:
    return np.clip(np.rint(np.moveaxis(planes, 0, -1)), 0, 255).astype(np.uint8)
