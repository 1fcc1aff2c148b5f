"""What a camera takes for the colour of light: the usual cast of what is nearly grey, of which it takes a part out."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from .exposure import LUMINANCE
from .lens import Light

# So much of a cast is taken out, and at most so many stops of red and of blue: taste. It is the sensor's red and blue,
# which are mixed with green, so that about half as much again goes from the picture.
CORRECTED, MOST_EV = 0.42, 0.3
WARMTH_EV, TINT_EV = 1.6, 0.6  # redder or bluer, or greener or more purple than this, nothing is taken for grey
LEAST_SHARE = 0.05  # of the picture that must be nearly grey
DARK = 0.1  # of the mean luminance: darker pixels tell nothing


def balance_ev(light: Light) -> float:
    """Return the stops by which red is taken back, and blue raised, in linear light H×W×3; below 0 under blue light.

    Colours are moved between those of lamps and of the sky alone, as cameras do: lawns and woods do not look like them.
    """
    luminance = light @ LUMINANCE
    told = np.log2(np.maximum(light[luminance > DARK * max(float(luminance.mean()), 1e-6)], 1e-6))
    warmth_ev, tint_ev = told[:, 0] - told[:, 2], told[:, 1] - (told[:, 0] + told[:, 2]) / 2
    grey: NDArray[np.float32] = warmth_ev[(np.abs(warmth_ev) < WARMTH_EV) & (np.abs(tint_ev) < TINT_EV)]
    if grey.size < LEAST_SHARE * luminance.size:
        return 0.0
    return round(float(np.clip(CORRECTED * np.median(grey) / 2, -MOST_EV, MOST_EV)), 3)
