"""What a camera's software makes of colours: matrix, tone curve, sharpening, size and JPEG."""

from __future__ import annotations

import io
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image
from scipy.ndimage import gaussian_filter

from .exposure import LUMINANCE, MIDDLE_GREY
from .lens import Light
from .sensor import crosstalk_matrix

DETAIL_PX = 0.7  # the sigma below which detail is fine
FADING = np.float32(0.3)  # so far below clipping a colour begins to fade
HALF_COLOUR = 2  # Pillow's number for 4:2:0: colour at half the size, as cameras save it


def colour_matrix(saturation: float) -> NDArray[np.float32]:
    """Return the 3×3 matrix that takes crosstalk out and multiplies colour; grey stays grey."""
    grey = np.tile(LUMINANCE, (3, 1))
    return np.asarray((grey + saturation * (np.eye(3) - grey)) @ np.linalg.inv(crosstalk_matrix()), dtype=np.float32)


def corrected(rgb: Light, saturation: float) -> Light:
    """Return the sensor's colours, at most 1, as those of the scene; near 1, where nobody knows them, as they are."""
    known = np.clip((1 - rgb.max(axis=-1, keepdims=True)) / FADING, 0, 1)
    return np.clip(rgb + known * (rgb @ colour_matrix(saturation).T - rgb), 0, 1)


def tone_mapped(light: Light, headroom_ev: float, contrast: float) -> Light:
    """Return light as display-linear values: middle grey is kept, what lies `headroom_ev` above it becomes 1.

    The curve is xᶜ / (a xᶜ + b): a power in the shadows, a shoulder in the highlights, rising everywhere.
    """
    brightest = MIDDLE_GREY * 2**headroom_ev
    middle, white = MIDDLE_GREY**contrast, brightest**contrast
    a = (white - middle / MIDDLE_GREY) / (white - middle)
    b = white * (1 - a)
    power = np.clip(light, 0, np.float32(brightest)) ** np.float32(contrast)
    return np.minimum(power / (np.float32(a) * power + np.float32(b)), 1)


def srgb(linear: Light) -> Light:
    """Return display-linear values, 0–1, as sRGB encodes them."""
    return np.where(linear <= 0.0031308, 12.92 * linear, 1.055 * np.maximum(linear, 1e-9) ** (1 / 2.4) - 0.055)


def linear(encoded: NDArray[np.floating[Any]]) -> Light:
    """Return what sRGB encodes, 0–1, as `srgb` takes it."""
    power = ((np.maximum(encoded, 0.04045) + 0.055) / 1.055) ** 2.4
    return np.where(encoded <= 0.04045, encoded / 12.92, power).astype(np.float32)


def sharpened(image: Light, share: float) -> Light:
    """Return the picture with a share of its fine detail added, in luminance alone."""
    luma = image @ LUMINANCE
    return np.clip(image + share * (luma - gaussian_filter(luma, DETAIL_PX))[..., None], 0, 1)


def resized(image: Light, width: int, height: int, filter_: Image.Resampling) -> Light:
    """Return the picture at another size; its edges stay its edges."""
    if image.shape[:2] == (height, width):
        return image
    channels = (Image.fromarray(np.ascontiguousarray(image[..., k])) for k in range(3))
    return np.stack([np.asarray(channel.resize((width, height), filter_)) for channel in channels], axis=-1)


def compressed(image: NDArray[np.uint8], quality: int) -> NDArray[np.uint8]:
    """Return a picture as it is after it has been saved as JPEG."""
    buffer = io.BytesIO()
    Image.fromarray(image).save(buffer, "JPEG", quality=quality, subsampling=HALF_COLOUR)
    return np.asarray(Image.open(buffer))
