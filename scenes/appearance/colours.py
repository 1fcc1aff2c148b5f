"""Colours of things, by the names that people use for them (sRGB, 0–1)."""

from __future__ import annotations

import numpy as np

from ..poses import Vec3

OBJECT_COLOURS: dict[str, Vec3] = {
    "red": (0.72, 0.10, 0.09),
    "orange": (0.90, 0.44, 0.08),
    "yellow": (0.92, 0.76, 0.15),
    "green": (0.16, 0.50, 0.20),
    "blue": (0.12, 0.27, 0.62),
    "purple": (0.42, 0.18, 0.50),
    "pink": (0.90, 0.52, 0.62),
    "brown": (0.36, 0.22, 0.13),
    "black": (0.06, 0.06, 0.06),
    "grey": (0.45, 0.45, 0.45),
    "white": (0.88, 0.88, 0.86),
}


def jittered(colour: Vec3, rng: np.random.Generator, amount: float) -> Vec3:
    """Return the colour with each channel moved by up to `amount`, clipped to 0–1."""
    r, g, b = np.clip(np.asarray(colour) + rng.uniform(-amount, amount, 3), 0, 1).tolist()
    return (r, g, b)


def lightness(colour: Vec3) -> float:
    """Return the lightness of an sRGB colour, CIE L* as a share: 0 is black, 1 is white."""
    channels = np.asarray(colour)
    linear = np.where(channels <= 0.04045, channels / 12.92, ((channels + 0.055) / 1.055) ** 2.4)
    light = float(linear @ (0.2126, 0.7152, 0.0722))
    return round(1.16 * float(np.cbrt(light)) - 0.16 if light > 0.008856 else 9.033 * light, 3)
