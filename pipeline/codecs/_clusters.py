"""The colours that the areas of a drawing have: modes of the colours of what is flat."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ._smoothing import Planes, smoothed

RGB = NDArray[np.uint8]

LEAST_SHARE = 5e-5  # of a picture: what has a colour of its own
_RARE_PX, _RARE_SHARE = 4, 2e-4  # of a picture: fewer pixels of a colour are rare
_MOST_RARE = 1e-3  # of a picture: with more of rare colours it is no target
_REACH, _LEAST_REACH = 8.0, 20.0  # of smoothing, in σ and in 8-bit units
_FLAT_SIGMAS, _LEAST_FLAT = 3.0, 8.0  # of the range of a channel in 3×3 pixels: after smoothing, and in 8-bit units
_APART = 28.0  # Euclidean: colours no further from one another are one
_FROM_BACKGROUND = 40.0  # and no further from the background's are that; those of targets are 60 or more apart
_MOST_COLOURS = 500
_ROUNDS = 3


def own_colours(rgb: RGB, background: tuple[int, int, int]) -> RGB | None:
    """Return n×3 colours of the areas of a drawing H×W×3, the background's first; None where it is as flat as targets.

    Colours come by frequency, in cubes of 8³; each is the mean of what lies near it.
    """
    if _is_flat(rgb):
        return None
    noisy = np.moveaxis(rgb, -1, 0).astype(np.float32, order="C")
    planes = smoothed(noisy, max(_LEAST_REACH, _REACH * _sigma(noisy)))
    pixels = _of_areas(planes, max(_LEAST_FLAT, _FLAT_SIGMAS * _sigma(planes)))
    left = pixels[np.linalg.norm(pixels - np.array(background, np.float32), axis=1) > _FROM_BACKGROUND]
    least_px = LEAST_SHARE * rgb.shape[0] * rgb.shape[1]
    return np.unique(np.array([background, *_modes(left, least_px)], np.uint8), axis=0)


def _modes(left: NDArray[np.float32], least_px: float) -> list[tuple[int, ...]]:
    found = []
    for _ in range(_MOST_COLOURS):
        cubes = (left.astype(np.int64) >> 3) @ np.array([1024, 32, 1])
        fullest = cubes == np.bincount(cubes, minlength=1).argmax()
        if fullest.sum() < 1 or len(left) < least_px:
            break
        near = fullest
        for _ in range(_ROUNDS):
            near = (np.linalg.norm(left - left[near].mean(axis=0), axis=1) <= _APART) | fullest
        if near.sum() >= least_px:
            found.append(tuple(np.rint(left[near].mean(axis=0)).astype(int).tolist()))
        left = left[~near]
    return found


def _is_flat(rgb: RGB) -> bool:
    """Return whether hardly a pixel has a colour that is rare."""
    numbers = rgb.reshape(-1, 3).astype(np.int64) @ np.array([65536, 256, 1])
    counts = np.unique(numbers, return_counts=True)[1]
    rare = counts < max(_RARE_PX, _RARE_SHARE * numbers.size)
    return bool(counts[rare].sum() <= _MOST_RARE * numbers.size)


def _of_areas(planes: Planes, flat: float) -> NDArray[np.float32]:
    """Return the N×3 colours around which hardly anything changes."""
    from scipy.ndimage import maximum_filter, minimum_filter

    size = (1, 3, 3)
    span = (maximum_filter(planes, size) - minimum_filter(planes, size)).max(axis=0)
    return planes[:, span <= flat].T


def _sigma(planes: Planes) -> float:
    """Return the noise of a channel, of which neighbours in flat areas differ by √2 as much."""
    differences = np.abs(np.diff(planes, axis=2))
    return float(np.median(differences)) / (0.6745 * np.sqrt(2)) if differences.size else 0.0
