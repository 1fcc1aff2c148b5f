"""Light in stops: each is twice the light of the one below it, counted from the middle of a picture's own surfaces.

Lights have no upper bound, and nobody can tell from a photograph how bright they were: its exposure took that away.
What is left, and told here, is how much brighter or darker one place is than another.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ...renderers.frame import Frame
from .ramps import Values

LUMINANCE = np.array([0.2126, 0.7152, 0.0722])  # of linear Rec. 709
LEAST_SHARE = 0.2  # of the picture shows such light, or there is little to ask for
DARKEST = -40.0  # stops: what shows none at all
RANGES = ((-4.0, 4.0), (-8.0, 8.0))


def stops(frame: Frame, light: NDArray[np.float16] | None) -> Values | None:
    """Return H×W float64 stops from the median of all surfaces that show any, −inf where there is no surface.

    None where the light is not told, or hardly any is shown. Colours count by their luminance.
    """
    if light is None:
        return None
    luminance, surface = light.astype(np.float64) @ LUMINANCE, frame.valid & (frame.instance > 0)
    shown = surface & (luminance > 0)
    if shown.mean() < LEAST_SHARE:
        return None
    relative = np.where(shown, luminance, 1) / np.median(luminance[shown])
    found = np.where(shown, np.maximum(np.log2(relative), DARKEST), DARKEST)
    return np.where(frame.instance > 0, found, -np.inf)


def said(value: float) -> str:
    """Write an end of a range as prompts do."""
    return f"{abs(value):g} stops {'above' if value > 0 else 'below'} the median"
