"""Daylight outdoors: how bright a clear sky and its sun are at every height of the sun, and the moods of a day."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..errors import named
from ..lighting import Sky, SunLight, World
from ..poses import Vec3

# Mean luminance over the upper hemisphere of the sky model that renderers use, without its sun, by the sun's elevation.
ELEVATION_DEG = (-5.0, -2.0, 0.0, 3.0, 8.0, 20.0, 40.0, 70.0)
MODEL_LUMINANCE = (0.0093, 0.139, 0.484, 1.463, 2.729, 3.671, 3.580, 3.250)
NIGHT_BELOW_DEG = -4.5  # from here down the sky model ends, and the glow of towns is all that lights the sky

RADIANCE_PER_MODEL = 0.1  # makes a clear sky at noon 0.35 W/m²/sr, beside a sun of 5 W/m²
SUN_OUTSIDE_W_M2 = 6.0  # above the air, in the same measure
OPTICAL_DEPTH = np.array([0.10, 0.16, 0.28])  # of clear air for red, green and blue, at the zenith
HAZE_DEPTH = 0.035  # added by each unit of dust
OVERCAST = 0.88  # from this cover on no shadow falls

# Haze at the horizon, relative to the mean of a clear sky, by the sun's elevation: light that was scattered many times,
# which the sky model leaves out, so that its horizon would be brown. Colours are taste.
HAZE_STEPS_DEG = (-20.0, -4.0, -1.0, 3.0, 10.0, 25.0)
HAZE: tuple[Vec3, ...] = (
    (2.4, 1.6, 1.0),
    (0.5, 0.45, 0.55),
    (0.9, 0.75, 0.8),
    (1.2, 1.0, 0.95),
    (1.25, 1.2, 1.2),
    (1.2, 1.27, 1.36),
)
UNDER_CLOUDS: Vec3 = (0.85, 0.87, 0.9)  # the same below closed clouds


@dataclass(frozen=True, slots=True)
class Mood:
    """A time of day and its weather: elevation of the sun (degrees), cloud cover (0–1) and dust, each from … to."""

    elevation_deg: tuple[float, float]
    clouds: tuple[float, float]
    dust: tuple[float, float]


MOODS: dict[str, Mood] = {
    "noon": Mood((38.0, 65.0), (0.0, 0.6), (0.6, 2.5)),
    "afternoon": Mood((18.0, 38.0), (0.0, 0.65), (0.8, 3.0)),
    "low sun": Mood((3.5, 12.0), (0.0, 0.55), (0.8, 3.0)),
    "overcast": Mood((20.0, 55.0), (0.9, 1.0), (1.0, 3.0)),
    "dusk": Mood((-3.5, -0.5), (0.0, 0.7), (0.6, 2.0)),
    "night": Mood((-20.0, -8.0), (0.0, 0.8), (1.0, 2.0)),
}


def sample_sky(mood: str, rng: np.random.Generator) -> Sky:
    """Return a sky of one of MOODS, its sun anywhere around; raises RequestError where there is no such mood."""
    ranges = named(MOODS, mood, "a mood of the sky", "mood")
    elevation_deg, clouds, dust = (
        round(float(rng.uniform(*each)), 3) for each in (ranges.elevation_deg, ranges.clouds, ranges.dust)
    )
    return Sky(elevation_deg, round(float(rng.uniform(0, 360)), 2), dust, clouds, int(rng.integers(2**31)))


def daylight(sky: Sky) -> tuple[World, tuple[SunLight, ...]]:
    """Return the world under a sky and the sun that belongs to it; no sun below the horizon or behind closed clouds."""
    clear = RADIANCE_PER_MODEL * model_luminance(sky.sun_elevation_deg)
    behind = max(sky.clouds - 0.5, 0.0) / 0.5  # closed clouds pass on a third of what sun and sky would give
    diffused = 0.3 * _sun_w_m2(sky).mean() * max(math.sin(math.radians(sky.sun_elevation_deg)), 0.0) / math.pi
    world = World(strength=round(float(clear * (1 - 0.5 * behind) + behind * diffused), 6), sky=sky)
    share = sun_share(sky)
    if not share:
        return world, ()
    colour = _sun_w_m2(sky)
    brightest = float(colour.max())
    r, g, b = (colour / brightest).round(4).tolist()
    spread_deg = round(0.53 + 1.5 * sky.clouds, 3)
    return world, (SunLight(_downwards(sky), round(share * brightest, 4), spread_deg, (r, g, b)),)


def sun_share(sky: Sky) -> float:
    """Return how much of its sun a sky lets through; 0 below the horizon and behind closed clouds."""
    return max(1 - sky.clouds / OVERCAST, 0.0) ** 0.5 if sky.sun_elevation_deg > 0 else 0.0


def horizon(sky: Sky) -> Vec3:
    """Return the linear colour of the haze at the horizon, relative to the mean radiance of the clear sky."""
    closed = float(np.clip((sky.clouds - 0.7) / 0.25, 0.0, 1.0)) * (sky.sun_elevation_deg > NIGHT_BELOW_DEG)
    clear = [np.interp(sky.sun_elevation_deg, HAZE_STEPS_DEG, channel) for channel in zip(*HAZE, strict=True)]
    r, g, b = ((1 - closed) * np.asarray(clear) + closed * np.asarray(UNDER_CLOUDS)).tolist()
    return (r, g, b)


def model_luminance(elevation_deg: float) -> float:
    """Return the mean luminance of the unscaled sky model for a sun at this elevation."""
    return float(np.exp(np.interp(elevation_deg, ELEVATION_DEG, np.log(MODEL_LUMINANCE))))


def _sun_w_m2(sky: Sky) -> NDArray[np.float64]:
    """Return what arrives of the sun's red, green and blue on a surface that faces it, after Kasten and Young."""
    above = max(sky.sun_elevation_deg, 0.0)
    air_mass = 1 / (math.sin(math.radians(above)) + 0.50572 * (above + 6.07995) ** -1.6364)
    return np.asarray(SUN_OUTSIDE_W_M2 * np.exp(-(OPTICAL_DEPTH + HAZE_DEPTH * sky.dust) * air_mass))


def _downwards(sky: Sky) -> Vec3:
    up, around = math.radians(sky.sun_elevation_deg), math.radians(sky.sun_azimuth_deg)
    return (-math.cos(up) * math.cos(around), -math.cos(up) * math.sin(around), -math.sin(up))
