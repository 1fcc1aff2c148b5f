"""Tasks whose answer is a photograph, in whose colours nothing is coded: how drawings are laid beside it."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from .reading import RGB, Coded, Mask, Numbers, Shape

DARKEST_DB, BRIGHTEST_DB = 0.0, 100.0  # ends of PSNR: black for white, and what differs by less than rounding
TARGET, BEFORE = slice(0, 3), slice(3, 6)  # channels of the truth: the picture that is asked, and the one that is shown
DECODED = "picture = target  # H×W×3 sRGB: nothing is coded in its colours"


def decode(rgb: RGB, given: Coded, shape: Shape) -> Numbers:
    """Return the picture at the size of a shape, each pixel the mean of those that it covers."""
    height, width = shape
    if rgb.shape[:2] == shape:
        return rgb
    return np.asarray(Image.fromarray(np.ascontiguousarray(rgb)).resize((width, height), Image.Resampling.BOX))


def off(drawn: Numbers, truth: Numbers) -> Numbers:
    """Return H×W by how much colours differ, from 0 to 1: the mean over the channels."""
    return np.abs(drawn.astype(np.float64) - truth).mean(axis=-1) / 255


def psnr(drawn: Numbers, truth: Numbers, counts: Mask) -> float:
    """Return the peak signal-to-noise ratio over some pixels, in dB, at most 100."""
    squared = np.square((drawn.astype(np.float64) - truth) / 255)[counts].mean()
    return float(np.clip(-10 * np.log10(max(squared, 1e-10)), DARKEST_DB, BRIGHTEST_DB))


def error(drawn: Numbers, truth: Numbers, known: Mask) -> NDArray[np.float64]:
    """Return H×W by how far drawings are off, 1 from half the range of the channels on."""
    return np.where(known, np.clip(2 * off(drawn, truth[..., TARGET]), 0, 1), 0.0)


def figures(numbers: Numbers) -> dict[str, float]:
    """Return what is said of a drawing: how bright it is."""
    return {"brightness": float(numbers.mean() / 255)}
