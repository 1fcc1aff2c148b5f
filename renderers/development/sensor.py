"""A sensor under a Bayer mosaic: electrons, their noise, and the colours that are made of them.

Exposure is H×W×3 float32, 1 where the green pixels clip.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import convolve, convolve1d, uniform_filter

from .exposure import LUMINANCE
from .lens import Light

SENSITIVITY = np.array([0.55, 1.0, 0.65], dtype=np.float32)  # of red, green and blue pixels to white light
CROSSTALK = 0.3  # the share of each colour that all pixels see alike
BAYER = ((0, 0, 0), (0, 1, 1), (1, 0, 1), (1, 1, 2))  # row, column and colour of the first pixels: RGGB
LOW_PASS = np.array([1, 6, 1], dtype=np.float32) / 8
SQUARE = np.array([[1, 2, 1], [2, 4, 2], [1, 2, 1]], dtype=np.float32) / 4
FLAT = np.float32(1e-6)  # the square of a difference that is none
LUMA_PX, CHROMA_PX = 5, 9  # the windows in which noise is told from detail
CHROMA_DENOISING = 4.0  # times that of luminance: coloured noise disturbs more, and colours have less detail


def crosstalk_matrix() -> NDArray[np.float32]:
    """Return what the colour filters let through, 3×3; rows add up to 1, so that grey stays grey."""
    return ((1 - CROSSTALK) * np.eye(3) + CROSSTALK / 3).astype(np.float32)


def low_passed(exposure: Light) -> Light:
    """Return the light that the filter before a sensor spreads over neighbours, so that thin lines have no colours."""
    for axis in (0, 1):
        exposure = convolve1d(exposure, LOW_PASS, axis=axis, mode="nearest")
    return exposure


def mosaic_of(exposure: Light) -> Light:
    """Return what the pixels of a Bayer sensor get, H×W, 1 where they clip."""
    seen, mosaic = exposure @ (crosstalk_matrix() * SENSITIVITY[:, None]).T, np.empty(exposure.shape[:2], np.float32)
    for row, column, colour in BAYER:
        mosaic[row::2, column::2] = seen[row::2, column::2, colour]
    return mosaic


def read_out(mosaic: Light, full_well_e: float, read_noise_e: float, rng: np.random.Generator) -> Light:
    """Return the mosaic with the noise of its photons and its reading, clipped at 1.

    The variance in electrons is the number of photons that were caught, and that of the reading.
    """
    electrons = np.maximum(mosaic, 0) * np.float32(full_well_e)
    noise = np.sqrt(electrons + np.float32(read_noise_e**2)) * rng.standard_normal(mosaic.shape, np.float32)
    return np.minimum((electrons + noise) / np.float32(full_well_e), 1)


def demosaiced(mosaic: Light) -> Light:
    """Return H×W×3 of a mosaic, white-balanced, at most 1: green along edges, the others by their lead over it."""
    balanced, sites = np.empty_like(mosaic), np.zeros((3, *mosaic.shape), np.float32)
    for row, column, colour in BAYER:
        balanced[row::2, column::2] = np.minimum(mosaic[row::2, column::2] / SENSITIVITY[colour], 1)
        sites[colour, row::2, column::2] = 1
    green = np.where(sites[1], balanced, _along_edges(balanced))
    lead = balanced - green
    red, blue = (convolve(lead * sites[k], SQUARE, mode="mirror") + green for k in (0, 2))
    return np.stack([red, green, blue], axis=-1)


def _along_edges(values: Light) -> Light:
    """Return for each pixel the mean of two neighbours across or down: more of those two that differ less."""
    padded = np.pad(values, 1, mode="reflect")
    left, right, up, down = padded[1:-1, :-2], padded[1:-1, 2:], padded[:-2, 1:-1], padded[2:, 1:-1]
    across, along = (up - down) ** 2 + FLAT, (left - right) ** 2 + FLAT  # each is the weight of the other two
    return (across * (left + right) + along * (up + down)) / (2 * (across + along))


def denoised(rgb: Light, strength: float, full_well_e: float, read_noise_e: float) -> Light:
    """Return the picture without what varies no more than `strength` times as much as the sensor's noise would."""
    if not strength:
        return rgb
    luma = rgb @ LUMINANCE
    noise = strength * (np.maximum(luma, 0) / full_well_e + (read_noise_e / full_well_e) ** 2)
    smooth = _without_noise(luma, noise, LUMA_PX)
    colours = (_without_noise(rgb[..., k] - luma, CHROMA_DENOISING * noise, CHROMA_PX) for k in range(3))
    return np.stack([colour + smooth for colour in colours], axis=-1)


def _without_noise(values: Light, noise: Light, size: int) -> Light:
    """Wiener's filter in a window: the mean where the variance is that of `noise`, the values where it is far above."""
    mean = uniform_filter(values, size)
    variance = np.maximum(uniform_filter(values**2, size) - mean**2, 1e-12)
    kept = np.maximum(variance - noise, 0) / np.maximum(variance, noise)
    return np.asarray(mean + kept * (values - mean), dtype=np.float32)
