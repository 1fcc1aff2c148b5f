"""Colours as people see them: OKLab (Ottosson 2020), in which equal distances look about equally different."""

from __future__ import annotations

from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

Floats = TypeVar("Floats", np.float32, np.float64)

_SRGB = np.arange(256) / 255
LINEAR = np.where(_SRGB <= 0.04045, _SRGB / 12.92, ((_SRGB + 0.055) / 1.055) ** 2.4).astype(np.float32)  # of a byte

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


def of_light(light: NDArray[Floats]) -> NDArray[Floats]:
    """Return the OKLab colours (…×3) of linear RGB (…×3), in the floats that this comes in."""
    cones = np.cbrt(np.clip(light, 0, None) @ _TO_CONES.T.astype(light.dtype))
    return np.asarray(cones @ _TO_LAB.T.astype(light.dtype))


def oklab(rgb: NDArray[np.uint8]) -> NDArray[np.float32]:
    """Return the OKLab colours (…×3, float32) of 8-bit sRGB ones (…×3).

    Lightness 0 (black) to 1 (white), then green to red and blue to yellow, about −0.3 to 0.3; two colours side by side
    are told apart from a distance of about 0.02 on.
    """
    return of_light(LINEAR[rgb])
