"""Light, a camera's development of it, and the picture: the steps in the order in which they happen in a camera."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PIL.Image import Resampling

from ...scenes.camera_styles import Development
from .exposure import MIDDLE_GREY, exposure_ev, held_back_ev
from .finish import compressed, corrected, resized, sharpened, srgb, tone_mapped
from .lens import Light, fringed, glowing, shaken, vignetted
from .sensor import SENSITIVITY, demosaiced, denoised, low_passed, mosaic_of, read_out
from .white_balance import balance_ev

MOST_LIGHT = float(np.finfo(np.float16).max)
LIFTED = 0.65  # of what highlights were held back by, so much is given again by the tone curve
BASE_EV, MOST_GAIN_EV = 2.5, 3.0  # a light that asks for more stops than the first is amplified, and so is its noise


def kept_light(light: Light) -> NDArray[np.float16]:
    """Return linear light (H×W×3) as it is kept and developed: in half precision, which holds 11 bits of it."""
    return np.clip(np.nan_to_num(light), 0, MOST_LIGHT).astype(np.float16)


def develop(light: NDArray[np.float16], by: Development) -> NDArray[np.uint8]:
    """Return scene-linear light, H×W×3 as `kept_light` gives it, as the sRGB picture that a camera makes of it."""
    height, width = light.shape[:2]
    caught = light.astype(np.float32)
    metered_ev = exposure_ev(caught)
    held_ev = held_back_ev(caught, metered_ev)
    brightest_ev = by.headroom_ev + LIFTED * held_ev
    exposed_ev = metered_ev + by.exposure_ev - held_ev - by.headroom_ev
    exposure = _through_lens(caught, by) * np.float32(2**exposed_ev / MIDDLE_GREY)
    linear = _caught(exposure, by, metered_ev, balance_ev(caught)) * np.float32(MIDDLE_GREY * 2**brightest_ev)
    image = resized(srgb(tone_mapped(linear, brightest_ev, by.contrast)), width, height, Resampling.LANCZOS)
    image = sharpened(np.clip(image, 0, 1), by.sharpening)
    return compressed(np.rint(255 * image).astype(np.uint8), by.jpeg_quality)


def _through_lens(light: Light, by: Development) -> Light:
    still = glowing(vignetted(fringed(light, by.fringe_px), by.vignetting_ev), by.bloom)
    return shaken(still, by.shake_px, by.shake_deg)


def _caught(exposure: Light, by: Development, metered_ev: float, balanced_ev: float) -> Light:
    """Return the colours that sensor and matrix make of an exposure, 1 where they clip."""
    height, width = (round(side * by.scale) for side in exposure.shape[:2])
    whitest = np.float32(1 / SENSITIVITY.min())  # brighter ones clip in all pixels: no filter need ring around a lamp
    exposure = resized(np.minimum(exposure, whitest), width, height, Resampling.BICUBIC)
    full_well_e = by.full_well_e / 2 ** float(np.clip(metered_ev - BASE_EV, 0, MOST_GAIN_EV))
    rng = np.random.Generator(np.random.PCG64(by.noise_seed))
    rgb = demosaiced(read_out(mosaic_of(low_passed(exposure)), full_well_e, by.read_noise_e, rng))
    rgb = denoised(rgb, by.denoising, full_well_e, by.read_noise_e)
    balance = np.exp2(np.array([by.red_ev - balanced_ev, 0.0, by.blue_ev + balanced_ev], np.float32))
    return corrected(np.minimum(rgb * (balance / balance.min()), 1), by.saturation)  # what clips is white
