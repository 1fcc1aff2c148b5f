"""Land that lies under snow: on its ground as snow of its own, on all that stands there in the picture."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from ...lighting import SunLight, Weather, World
from ...weather import airlight

CLEAR_M = (6_000.0, 25_000.0)  # how far one sees in air that has snowed out


def under_snow(world: World, suns: tuple[SunLight, ...], rng: np.random.Generator) -> World:
    """Return the world after snow has fallen: it lies everywhere, and no more of it comes."""
    visibility_m = round(float(rng.uniform(*CLEAR_M)), 1)
    air = airlight(world, suns, 1.0)
    return replace(world, weather=Weather("snow", visibility_m, air, snow_cover=1.0, seed=int(rng.integers(2**31))))
