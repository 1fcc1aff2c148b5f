"""The light of a picture, and what colours are once it is taken out of them.

It is estimated as shades of grey: G. D. Finlayson and E. Trezzi, "Shades of gray and colour constancy", 2004.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ..oklab import LINEAR, of_light

Array = NDArray[np.float64]

STEP_PX = 4
PALE, ENOUGH = 0.15, 0.1  # saturation of what may well be white or grey, and how much of the picture tells of the light
TINTS = (0.4, 2.5)  # how far a light's channels may lie from its luminance, whatever one colour fills the picture
NORM = 6  # the Minkowski norm of "shades of grey": the bright surfaces of a picture show the light
_LUMA = np.array([0.2126, 0.7152, 0.0722])


def linear(rgb: NDArray[np.uint8]) -> Array:
    """Return sRGB codes (…×3) as linear light, 0–1."""
    return LINEAR[rgb].astype(np.float64)


def light_of(image: NDArray[np.uint8]) -> Array:
    """Return the colour of a picture's light as linear RGB of luminance 1.

    It is read off every fourth row and column; what is blown out or has a strong colour of its own tells nothing of it.
    """
    pixels = linear(image[::STEP_PX, ::STEP_PX].reshape(-1, 3))
    told = pixels[(pixels.max(axis=1) < 0.95) & (pixels.max(axis=1) > 0.01)]
    pale = told[appearance(told)[:, 1] <= PALE]
    told = pale if len(pale) >= ENOUGH * len(pixels) else told
    if not len(told):
        return np.ones(3)
    light = np.linalg.norm(told, NORM, axis=0)
    return np.clip(light / (light @ _LUMA), *TINTS)


def appearance(light: Array) -> Array:
    """Return linear RGB (N×3) as lightness (0–1), saturation (chroma by lightness) and hue in degrees (N×3).

    Saturation and hue stay as they are where a surface turns into the shade.
    """
    lightness, a, b = of_light(light).T
    saturation = np.hypot(a, b) / np.maximum(lightness, 1e-3)
    return np.stack([lightness, saturation, np.degrees(np.arctan2(b, a)) % 360], axis=-1)
