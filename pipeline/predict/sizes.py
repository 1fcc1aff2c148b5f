"""Which size a model is given and draws: pictures grow by their edge to what a model can take, and are cut back.

Nothing here touches a target: drawings may have any size, and `evaluate` brings their numbers to that of the truth.
"""

from __future__ import annotations

import math

import numpy as np
from PIL import Image

from .asked import RGB

Shape = tuple[int, int]  # height and width


def shrunk(image: RGB, most_pixels: int) -> RGB:
    """Return a picture H×W×3 of at most so many pixels, in its shape; one that is small enough is left alone."""
    height, width = image.shape[:2]
    if height * width <= most_pixels:
        return image
    share = math.sqrt(most_pixels / (height * width))
    size = max(1, int(width * share)), max(1, int(height * share))
    return np.asarray(Image.fromarray(image).resize(size, Image.Resampling.LANCZOS))


def padded(image: RGB, multiple: int, least: int = 1) -> RGB:
    """Return a picture whose sides are multiples of `multiple` and at least `least`: its last row and column go on."""
    grown = (max(side + -side % multiple, least + -least % multiple) - side for side in image.shape[:2])
    return np.pad(image, (*((0, more) for more in grown), (0, 0)), "edge")


def cut(drawn: RGB, given: Shape, shape: Shape) -> RGB:
    """Return of a drawing what shows the first `shape` pixels of the padded picture `given`, whatever its size."""
    height, width = (
        max(1, round(side * part / whole)) for side, part, whole in zip(drawn.shape[:2], shape, given, strict=True)
    )
    return drawn[:height, :width]
