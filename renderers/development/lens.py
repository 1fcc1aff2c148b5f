"""What a lens does to light, symmetrically about the picture's centre: linear H×W×3 float32 in and out."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import affine_transform, uniform_filter1d

Light = NDArray[np.float32]
GLOW_SHARES = ((0.7, 0.008), (0.3, 0.05))  # of scattered light: how much goes how far, in shares of the picture's width
BOXES = 3  # running means in a row are close to a Gaussian


def vignetted(light: Light, stops: float) -> Light:
    """Return the light with so many stops lost in the corners, growing with the square of the distance."""
    height, width = light.shape[:2]
    y, x = np.linspace(-1, 1, height)[:, None], np.linspace(-1, 1, width)
    across, down = width**2, height**2
    radius2 = (x**2 * across + y**2 * down) / (across + down)
    return light * np.exp2(-stops * radius2).astype(np.float32)[..., None]


def fringed(light: Light, fringe_px: float) -> Light:
    """Return the light with red magnified and blue reduced so that both lie `fringe_px` off green in the corners."""
    height, width = light.shape[:2]
    growth = fringe_px / (np.hypot(height, width) / 2)
    return np.stack([_magnified(light[..., k], 1 + sign * growth) for k, sign in enumerate((1, 0, -1))], axis=-1)


def _magnified(channel: Light, factor: float) -> Light:
    if factor == 1:
        return channel
    centre = (np.array(channel.shape) - 1) / 2
    inverse = np.full(2, 1 / factor)
    found = affine_transform(channel, inverse, centre * (1 - inverse), order=1, mode="nearest")
    return np.asarray(found, dtype=np.float32)


def glowing(light: Light, share: float) -> Light:
    """Return the light with a share of it scattered around where it came from; none is lost or won."""
    width = light.shape[1]
    scattered = sum(part * _spread(light, reach * width) for part, reach in GLOW_SHARES)
    return np.asarray((1 - share) * light + share * scattered, dtype=np.float32)


def _spread(light: Light, sigma_px: float) -> Light:
    """Blur as a Gaussian of this width does; the borders mirror, so that the sum stays."""
    size = 2 * round(np.sqrt(3 * sigma_px**2 / BOXES + 0.25) - 0.5) + 1  # odd: nothing moves
    for axis in (0, 1) * BOXES:
        light = uniform_filter1d(light, size, axis=axis, mode="reflect")
    return light
