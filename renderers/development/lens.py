"""What a lens and a hand that shakes do to light, and on average move none of it: linear H×W×3 float32 in and out."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import affine_transform, convolve, uniform_filter1d

Light = NDArray[np.float32]
GLOW_SHARES = ((0.7, 0.008), (0.3, 0.05))  # of scattered light: how much goes how far, in shares of the picture's width
BOXES = 3  # running means in a row are close to a Gaussian


def shaken(light: Light, length_px: float, direction_deg: float) -> Light:
    """Return the light as it falls on a sensor that is turned evenly while the shutter is open, half of it each way."""
    along, up = math.cos(math.radians(direction_deg)), math.sin(math.radians(direction_deg))
    way = np.linspace(-0.5, 0.5, 2 * math.ceil(length_px) + 1) * length_px
    kernel = _points(-way * up, way * along, math.ceil(length_px / 2)) if length_px else np.ones((1, 1), np.float32)
    return np.stack([convolve(light[..., k], kernel, mode="nearest") for k in range(3)], axis=-1)


def _points(down: Light, right: Light, reach: int) -> Light:
    """Return (2·reach + 1)² weights whose sum is 1, of points that lie between pixels."""
    pixels = np.arange(-reach, reach + 1)[:, None]
    rows, columns = (np.maximum(1 - np.abs(pixels - at), 0) for at in (down, right))
    weights = rows @ columns.T
    return np.asarray(weights / weights.sum(), dtype=np.float32)


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
