"""Colours as people perceive them: Oklab, and what is left of them once the light of the picture is taken out.

Oklab: B. Ottosson, "A perceptual color space for image processing", 2020. The colour of the light is estimated as
shades of grey: G. D. Finlayson and E. Trezzi, "Shades of gray and colour constancy", 2004.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

STEP_PX = 4
PALE, ENOUGH = 0.15, 0.1  # saturation of what may well be white or grey, and how much of the picture tells of the light
TINTS = (0.4, 2.5)  # how far a light's channels may lie from its luminance, whatever one colour fills the picture
NORM = 6  # the Minkowski norm of "shades of grey": the bright surfaces of a picture show the light
_LUMA = np.array([0.2126, 0.7152, 0.0722])
_TO_CONES = np.array(
    [
        [0.4122214708, 0.5363325363, 0.0514459929],
        [0.2119034982, 0.6806995451, 0.1073969566],
        [0.0883024619, 0.2817188376, 0.6299787005],
    ]
)
_TO_LAB = np.array(
    [
        [0.2104542553, 0.7936177850, -0.0040720468],
        [1.9779984951, -2.4285922050, 0.4505937099],
        [0.0259040371, 0.7827717662, -0.8086757660],
    ]
)
_CODES = np.arange(256) / 255
_LINEAR = np.where(_CODES <= 0.04045, _CODES / 12.92, ((_CODES + 0.055) / 1.055) ** 2.4)


def linear(rgb: NDArray[np.uint8]) -> Array:
    """Return sRGB codes (…×3) as linear light, 0–1."""
    return np.asarray(_LINEAR[rgb])


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
    lightness, a, b = (np.cbrt(np.clip(light, 0, None) @ _TO_CONES.T) @ _TO_LAB.T).T
    saturation = np.hypot(a, b) / np.maximum(lightness, 1e-3)
    return np.stack([lightness, saturation, np.degrees(np.arctan2(b, a)) % 360], axis=-1)
