"""Where people use which word of colour or material, in lightness, saturation and hue: data.

Each word has two regions: where everybody would say it, and where it may still be said. They were set by looking at
some hundreds of rendered things, by daylight, by lamps and at night, and at what they are called.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from .light import Array

Range = tuple[float, float]  # from … to
ANY: Range = (0.0, 360.0)


@dataclass(frozen=True, slots=True)
class Region:
    """A part of Oklab; a hue in degrees that ends below its start goes round by red (0°)."""

    lightness: Range
    saturation: Range
    hue: Range = ANY

    def holds(self, look: Array) -> NDArray[np.bool_]:
        """Return which of N×3 pixels lie in it."""
        lightness, saturation, hue = look.T
        start, end = self.hue
        turned = (hue - start) % 360 <= (end - start if end >= start else end - start + 360)
        light = (self.lightness[0] <= lightness) & (lightness <= self.lightness[1])
        return np.asarray(turned & light & (self.saturation[0] <= saturation) & (saturation <= self.saturation[1]))


class Usage(NamedTuple):
    """Where everybody would say a word, and where some would."""

    sure: Region
    loose: Region


COLOURS: dict[str, Usage] = {
    "white": Usage(Region((0.7, 1.0), (0.0, 0.045)), Region((0.6, 1.0), (0.0, 0.07))),
    "grey": Usage(Region((0.32, 0.64), (0.0, 0.055)), Region((0.26, 0.74), (0.0, 0.08))),
    "dark grey": Usage(Region((0.24, 0.42), (0.0, 0.06)), Region((0.18, 0.5), (0.0, 0.1))),
    "black": Usage(Region((0.0, 0.3), (0.0, 0.12)), Region((0.0, 0.4), (0.0, 0.17))),
    "beige": Usage(Region((0.54, 0.88), (0.04, 0.11), (50, 102)), Region((0.45, 0.93), (0.025, 0.14), (35, 110))),
    "brown": Usage(Region((0.24, 0.62), (0.085, 0.24), (36, 82)), Region((0.18, 0.72), (0.055, 0.3), (25, 98))),
    "dark brown": Usage(Region((0.18, 0.38), (0.085, 0.24), (36, 86)), Region((0.14, 0.46), (0.055, 0.3), (25, 100))),
    "red": Usage(Region((0.26, 0.68), (0.19, 1.0), (10, 38)), Region((0.2, 0.74), (0.14, 1.0), (0, 45))),
    "dark red": Usage(Region((0.2, 0.44), (0.17, 1.0), (5, 38)), Region((0.16, 0.52), (0.12, 1.0), (350, 45))),
    "orange": Usage(Region((0.45, 0.82), (0.17, 1.0), (40, 68)), Region((0.38, 0.88), (0.13, 1.0), (33, 77))),
    "yellow": Usage(Region((0.54, 1.0), (0.095, 1.0), (74, 112)), Region((0.38, 1.0), (0.075, 1.0), (65, 118))),
    "green": Usage(Region((0.27, 0.9), (0.06, 1.0), (108, 172)), Region((0.22, 0.95), (0.04, 1.0), (96, 190))),
    "dark green": Usage(Region((0.2, 0.42), (0.06, 1.0), (108, 176)), Region((0.15, 0.5), (0.04, 1.0), (96, 195))),
    "blue": Usage(Region((0.28, 0.9), (0.06, 1.0), (225, 284)), Region((0.2, 0.95), (0.035, 1.0), (205, 294))),
    "dark blue": Usage(Region((0.18, 0.42), (0.06, 1.0), (225, 290)), Region((0.14, 0.5), (0.04, 1.0), (205, 300))),
    "purple": Usage(Region((0.26, 0.85), (0.08, 1.0), (292, 340)), Region((0.2, 0.9), (0.05, 1.0), (284, 350))),
    "pink": Usage(Region((0.58, 0.92), (0.06, 0.27), (345, 28)), Region((0.5, 0.96), (0.04, 0.32), (330, 42))),
}
# Words of material that a look can bear out or deny; of glass, plastic, cloth and glaze colours tell nothing.
TAN = Usage(Region((0.2, 0.8), (0.07, 0.2), (40, 92)), Region((0.16, 0.84), (0.045, 0.25), (32, 100)))
NEUTRAL = Usage(Region((0.3, 0.85), (0.0, 0.05)), Region((0.24, 0.95), (0.0, 0.08)))
MATERIALS: dict[str, Usage] = {
    "wooden": TAN,
    "wicker": TAN,
    "cardboard": TAN,
    "cork": TAN,
    "metal": Usage(Region((0.3, 0.6), (0.0, 0.05)), Region((0.24, 0.72), (0.0, 0.08))),
    "stone": NEUTRAL,
    "concrete": NEUTRAL,
    "slate": NEUTRAL,
    "brick": Usage(Region((0.25, 0.65), (0.09, 0.25), (25, 62)), Region((0.2, 0.72), (0.06, 0.3), (15, 80))),
    "clay": Usage(Region((0.3, 0.7), (0.12, 0.28), (35, 62)), Region((0.25, 0.76), (0.09, 0.32), (25, 72))),
}
# Words of hair, which has its own: "dark" is black or dark brown, "blond" from sand to straw.
HAIR: dict[str, Usage] = {
    "dark hair": Usage(Region((0.0, 0.36), (0.0, 0.2)), Region((0.0, 0.44), (0.0, 0.3))),
    "blond hair": Usage(Region((0.5, 0.92), (0.045, 0.2), (50, 105)), Region((0.42, 0.96), (0.03, 0.25), (40, 112))),
    "grey hair": Usage(Region((0.4, 0.92), (0.0, 0.035)), Region((0.34, 1.0), (0.0, 0.05))),
}
REGIONS = COLOURS | MATERIALS | HAIR
