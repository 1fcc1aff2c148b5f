"""The nearest colour of a short list, in Euclidean RGB distance.

|p − q|² = |p|² + |q|² − 2 p·q, so for each pixel p the nearest q minimises |q|² − 2 p·q: one matrix product. In 8-bit
units every term is an integer below 2²⁴, hence exact in float32.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray


def nearest(rgb: NDArray[Any], colours: NDArray[np.uint8]) -> NDArray[np.intp]:
    """Return, for each pixel of an H×W×3 picture, the index of the nearest of n×3 `colours`; ties go to the first."""
    scale = 1 if rgb.dtype == np.uint8 else 255
    pixels = np.multiply(rgb.reshape(-1, 3), scale, dtype=np.float32)
    listed = colours.astype(np.float32)
    score = pixels @ (-2 * listed.T) + np.square(listed).sum(axis=1)
    return score.argmin(axis=1).reshape(rgb.shape[:2])
