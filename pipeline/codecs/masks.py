"""Segmentation masks as flat colours.

Classes have the colours that the prompt gave them and decode by the nearest of those. Instances have any colour but the
background's and decode by clustering: `decode_instances`.
"""

from collections.abc import Mapping
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from . import restoring
from ._images import check_colour, check_dtype, check_rgb, nearest, to_bytes
from ._instances import TAU, decode_instances
from .errors import CodecError

__all__ = ["TAU", "Palette", "decode", "decode_instances", "encode"]

# label, 0 … 65535 → colour, three integers in 0 … 255
Palette: TypeAlias = Mapping[int, tuple[int, int, int]]


def encode(labels: NDArray[np.integer[Any]], palette: Palette) -> NDArray[np.uint8]:
    """Paint each label in its colour.

    Args:
        labels: H×W, any integer dtype; every label is a key of `palette`.
        palette: label (0 … 65535) to (red, green, blue), all different.

    Returns:
        H×W×3 uint8.

    Raises:
        CodecError: a label without a colour, an empty palette, two equal colours, a wrong shape or dtype.

    """
    keys, colours = _listed(palette)
    check_dtype(labels, "labels", *(f"{sign}int{bits}" for sign in ("", "u") for bits in (8, 16, 32, 64)))
    if labels.ndim != 2:
        raise CodecError(f"labels has shape {labels.shape}; it must be (height, width)")
    flat = labels.reshape(-1)
    changed = np.ones(flat.size, bool)
    changed[1:] = flat[1:] != flat[:-1]
    starts, lengths = _runs(changed)
    found = flat[starts]
    missing = np.setdiff1d(found, keys)
    if missing.size:
        raise CodecError(f"labels holds {missing[0]}, which has no colour in the palette")
    table = np.zeros((keys.max() + 1, 3), np.uint8)
    table[keys] = colours
    rgb = np.empty((*labels.shape, 3), np.uint8)
    for channel in range(3):
        rgb[..., channel] = np.repeat(table[found, channel], lengths).reshape(labels.shape)
    return rgb


def decode(rgb: NDArray[Any], palette: Palette, *, robust: bool = False) -> NDArray[np.int32]:
    """Return the label of the nearest colour of the palette.

    Args:
        rgb: H×W×3, uint8 or float32/float64 in [0, 1].
        palette: as given to `encode`.
        robust: read the picture as the target that it most likely means: smoothed up to edges, blends of two colours
            filled from what is near (`restoring.in_colours`).

    Returns:
        H×W int32 labels; ties go to the label listed first.

    Raises:
        CodecError: an empty palette, two equal colours, a wrong shape or dtype, floating-point colours outside [0, 1].

    """
    keys, colours = _listed(palette)
    check_rgb(rgb)
    pixels = (restoring.in_colours(rgb, colours) if robust else to_bytes(rgb)).reshape(-1, 3)
    values = pixels.reshape(-1)
    differs = values[3:] != values[:-3]
    changed = np.ones(len(pixels), bool)
    # Bytes are compared and joined without regard to pixels, which is faster; every third result is about one pixel.
    changed[1:] = (differs[:-2] | differs[1:-1] | differs[2:])[::3]
    starts, lengths = _runs(changed)
    labels = keys[nearest(pixels.take(starts, axis=0), colours)]
    return np.repeat(labels, lengths).reshape(rgb.shape[:2])


def _runs(changed: NDArray[np.bool_]) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Return the starts and lengths of runs of equal pixels, given which pixels differ from the one before.

    A mask is flat: what is worked out once for each run need not be for each pixel.
    """
    starts = np.flatnonzero(changed)
    return starts, np.diff(starts, append=changed.size)


def _listed(palette: Palette) -> tuple[NDArray[np.int32], NDArray[np.uint8]]:
    """Return the palette as n labels and n×3 colours."""
    if not isinstance(palette, Mapping) or not palette:
        raise CodecError(f"palette is {palette!r}; it must map at least one label to a colour")
    for label, colour in palette.items():
        if not isinstance(label, (int, np.integer)) or not 0 <= label <= 65535:
            raise CodecError(f"palette has the label {label!r}; labels are integers, 0 … 65535")
        check_colour(colour, f"the colour of label {label}")
    colours = np.array(list(palette.values()), np.uint8)
    if len(np.unique(colours, axis=0)) < len(colours):
        raise CodecError("palette gives two labels the same colour; every label needs its own")
    return np.array(list(palette), np.int32), colours
