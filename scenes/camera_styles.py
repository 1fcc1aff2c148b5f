"""Styles of cameras: what a phone's, a webcam's or a dashcam's lens, sensor and software do, as ranges to draw from.

Here are numbers alone; `renderers.development` makes the picture. The ranges are taste, judged on pictures.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any, Literal, get_args

import numpy as np
from pydantic import Field

StyleName = Literal["ideal", "phone", "dslr", "webcam", "dashcam", "robot", "compact"]
Number = Annotated[float, Field(allow_inf_nan=False)]
Range = tuple[float, float]
STYLE_NAMES: tuple[StyleName, ...] = get_args(StyleName)
IDEAL: StyleName = "ideal"  # developed by Blender's view transform: no lens, no sensor


@dataclass(frozen=True, slots=True)
class Development:
    """How the light of one view becomes its picture. Nothing here moves a surface by more than half a pixel.

    `noise_seed` is that of the sensor's noise. Errors are in stops: `exposure_ev` of the whole, `red_ev` and `blue_ev`
    of the white balance; `vignetting_ev` is lost in the corners. Red and blue lie `fringe_px` off green in the corners,
    outwards and inwards. While the shutter is open the picture moves by `shake_px` towards `shake_deg` (from right,
    counter-clockwise), half of it before the truth's instant. `bloom` is the share of light that lens and windscreen
    scatter. The sensor has `scale` of its pixels along one of the picture's, clips `headroom_ev` above middle grey,
    holds `full_well_e` electrons then and reads with `read_noise_e` electrons of noise. `denoising` counts how many
    times the variance of that noise is taken for noise, `sharpening` the share of fine detail that is added; `contrast`
    is the slope of the tone curve, `saturation` multiplies colour, `jpeg_quality` is libjpeg's.
    """

    style: StyleName
    noise_seed: int
    exposure_ev: Number
    red_ev: Number
    blue_ev: Number
    vignetting_ev: Number
    fringe_px: Number
    bloom: Number
    scale: Number
    headroom_ev: Number
    full_well_e: Number
    read_noise_e: Number
    denoising: Number
    sharpening: Number
    contrast: Number
    saturation: Number
    jpeg_quality: int
    shake_px: Number = 0.0  # as all held still before
    shake_deg: Number = 0.0


STYLES: Mapping[StyleName, Mapping[str, Range]] = {
    "phone": {
        "exposure_ev": (-0.65, 0.0),
        "red_ev": (-0.08, 0.08),
        "blue_ev": (-0.08, 0.08),
        "vignetting_ev": (0.1, 0.3),
        "fringe_px": (0.0, 0.15),
        "bloom": (0.01, 0.04),
        "scale": (2.0, 2.0),
        "headroom_ev": (4.0, 4.6),
        "full_well_e": (4000.0, 10000.0),
        "read_noise_e": (2.0, 4.0),
        "denoising": (2.0, 4.0),
        "sharpening": (1.0, 1.6),
        "contrast": (1.45, 1.7),
        "saturation": (1.1, 1.35),
        "jpeg_quality": (82, 94),
        "shake_px": (0.0, 0.6),
        "shake_deg": (0.0, 180.0),
    },
    "dslr": {
        "exposure_ev": (-0.7, 0.1),
        "red_ev": (-0.06, 0.06),
        "blue_ev": (-0.06, 0.06),
        "vignetting_ev": (0.1, 0.9),
        "fringe_px": (0.0, 0.25),
        "bloom": (0.005, 0.02),
        "scale": (2.0, 2.0),
        "headroom_ev": (3.3, 4.0),
        "full_well_e": (12000.0, 40000.0),
        "read_noise_e": (3.0, 6.0),
        "denoising": (0.3, 1.0),
        "sharpening": (0.8, 1.4),
        "contrast": (1.5, 1.8),
        "saturation": (1.05, 1.25),
        "jpeg_quality": (92, 98),
        "shake_px": (0.0, 0.8),
        "shake_deg": (0.0, 180.0),
    },
    "webcam": {
        "exposure_ev": (-0.4, 0.6),
        "red_ev": (-0.15, 0.2),
        "blue_ev": (-0.25, 0.15),
        "vignetting_ev": (0.2, 0.6),
        "fringe_px": (0.05, 0.3),
        "bloom": (0.06, 0.15),
        "scale": (0.8, 1.0),
        "headroom_ev": (2.4, 2.9),
        "full_well_e": (700.0, 1800.0),
        "read_noise_e": (2.0, 4.0),
        "denoising": (1.0, 3.0),
        "sharpening": (0.8, 1.6),
        "contrast": (1.05, 1.25),
        "saturation": (0.75, 1.0),
        "jpeg_quality": (55, 80),
        "shake_px": (0.0, 0.5),
        "shake_deg": (0.0, 180.0),
    },
    "dashcam": {
        "exposure_ev": (-0.3, 0.5),
        "red_ev": (-0.18, 0.02),
        "blue_ev": (-0.08, 0.12),
        "vignetting_ev": (0.3, 0.9),
        "fringe_px": (0.1, 0.35),
        "bloom": (0.08, 0.2),
        "scale": (1.0, 1.0),
        "headroom_ev": (2.8, 3.4),
        "full_well_e": (1200.0, 3000.0),
        "read_noise_e": (2.0, 5.0),
        "denoising": (1.0, 3.0),
        "sharpening": (0.6, 1.3),
        "contrast": (1.1, 1.2),
        "saturation": (0.65, 0.9),
        "jpeg_quality": (40, 70),
        "shake_px": (0.0, 0.4),
        "shake_deg": (0.0, 180.0),
    },
    "robot": {
        "exposure_ev": (-0.7, 0.4),
        "red_ev": (-0.15, 0.1),
        "blue_ev": (-0.15, 0.1),
        "vignetting_ev": (0.2, 0.8),
        "fringe_px": (0.05, 0.3),
        "bloom": (0.02, 0.06),
        "scale": (1.0, 1.0),
        "headroom_ev": (2.4, 2.8),
        "full_well_e": (1800.0, 6000.0),
        "read_noise_e": (3.0, 7.0),
        "denoising": (0.0, 0.0),
        "sharpening": (0.0, 0.3),
        "contrast": (1.0, 1.1),
        "saturation": (0.8, 1.0),
        "jpeg_quality": (88, 96),
        "shake_px": (0.0, 1.0),
        "shake_deg": (0.0, 180.0),
    },
    "compact": {
        "exposure_ev": (-0.6, 0.2),
        "red_ev": (-0.12, 0.15),
        "blue_ev": (-0.15, 0.12),
        "vignetting_ev": (0.3, 0.8),
        "fringe_px": (0.2, 0.45),
        "bloom": (0.03, 0.08),
        "scale": (1.0, 1.2),
        "headroom_ev": (2.4, 2.7),
        "full_well_e": (1000.0, 2500.0),
        "read_noise_e": (3.0, 6.0),
        "denoising": (0.3, 1.5),
        "sharpening": (0.9, 1.6),
        "contrast": (1.35, 1.6),
        "saturation": (1.1, 1.35),
        "jpeg_quality": (60, 85),
        "shake_px": (0.0, 0.9),
        "shake_deg": (0.0, 180.0),
    },
}


def drawn_development(style: StyleName, rng: np.random.Generator) -> Development:
    """Return how one camera of a style develops its light; raises KeyError for the ideal one, which does not."""
    numbers: dict[str, Any] = {name: round(float(rng.uniform(*ends)), 4) for name, ends in STYLES[style].items()}
    numbers["jpeg_quality"] = round(numbers["jpeg_quality"])
    return Development(style, int(rng.integers(2**31)), **numbers)
