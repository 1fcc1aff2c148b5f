"""How bright a picture of this light is to be: what a camera's meter says."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

LUMINANCE = np.array([0.2126, 0.7152, 0.0722], dtype=np.float32)  # of linear Rec. 709 primaries
MIDDLE_GREY = 0.18  # the reflectance of a photographer's grey card
EXPOSURE_EV = (-8.0, 8.0)  # as far as exposure goes either way: taste
NIGHT_EV, NIGHT_STOPS = 2.75, 1.5  # scenes that ask for more stops than this are left darker, by so many at most
BACKLIT = 3.0  # of the median: brighter skies and windows count as no brighter, as meters know light from behind
HIGHLIGHT = 8.0  # the scene-linear value that the brightest twentieth of a picture may reach
# Sunlit paving and walls: of what lies less than LOST_EV above middle grey, the brightest twentieth is held at HELD_EV
# above it, by at most MOST_HELD_EV less light. What is brighter, as lamps and windows by day are, is given up.
HELD_EV, LOST_EV, MOST_HELD_EV = 1.75, 4.5, 1.4


def exposure_ev(rgb: NDArray[np.float32]) -> float:
    """Return the stops that bring the log-average luminance of linear RGB (H×W×3) to middle grey, highlights kept.

    What is far brighter than most of the picture, as the sky over a street at dusk, darkens the rest by little. What is
    dark stays somewhat dark: nobody develops a night so that it looks like day.
    """
    luminance = np.maximum(rgb @ np.array([0.2126, 0.7152, 0.0722]), 1e-6)
    metered = np.log(np.minimum(luminance, BACKLIT * np.median(luminance)))
    middle = np.log2(MIDDLE_GREY / np.exp(metered.mean()))
    brightest = np.log2(HIGHLIGHT / np.percentile(luminance, 95))
    wanted = float(np.clip(min(middle, brightest), *EXPOSURE_EV))
    return round(wanted - min(max(wanted - NIGHT_EV, 0.0) / 2, NIGHT_STOPS), 3)


def held_back_ev(rgb: NDArray[np.float32], metered_ev: float) -> float:
    """Return the stops by which a meter takes back what `exposure_ev` says of RGB (H×W×3), so that highlights keep.

    Only highlights that so little less light can save count, and only where they are more than specks.
    """
    above_ev = np.log2(np.maximum(rgb @ LUMINANCE, 1e-6) / MIDDLE_GREY) + metered_ev
    kept: NDArray[np.float32] = above_ev[above_ev < LOST_EV]
    if not kept.size:
        return 0.0
    return round(float(np.clip(np.percentile(kept, 95) - HELD_EV, 0.0, MOST_HELD_EV)), 3)
