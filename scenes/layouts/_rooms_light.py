"""Daylight, dusk and lamps that are on."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numpy as np

from ..furniture.lamps import BULB_HEIGHT
from ..lights import HDRI_SUN_DEG, rotation_with_sun_at
from ..spec import Light, PointLight, Procedural, SceneObject, SunLight, Vec3, World
from ._rooms_plan import Room

# What a camera's white balance leaves of a bulb's colour; linear.
WARM: Vec3 = (1.0, 0.88, 0.74)
NEUTRAL: Vec3 = (1.0, 0.95, 0.90)


@dataclass(frozen=True, slots=True)
class Mood:
    """How bright the sky and the sun are, and how many of the lamps are on."""

    skies: tuple[str, ...]
    sky: tuple[float, float]
    sun: tuple[float, float]
    lamps_on: float


SUNNY = Mood(("city", "forest", "courtyard", "sunrise"), (1.5, 4.0), (8.0, 30.0), 0.2)
OVERCAST = Mood(("courtyard", "sunset", "forest"), (2.0, 5.0), (0.0, 0.0), 0.5)
LOW_SUN = Mood(("sunrise", "forest"), (0.3, 0.8), (1.5, 5.0), 0.8)
EVENING = Mood(("sunset", "night", "courtyard"), (0.01, 0.08), (0.0, 0.0), 1.0)
MOODS = ((SUNNY, 0.4), (OVERCAST, 0.25), (LOW_SUN, 0.1), (EVENING, 0.25))

STRENGTHS = {"emitter": 60.0, "lampshade": 5.0, "light panel": 6.0}  # of what shines, by its family, in W/m²/sr


def light_room(room: Room, window_side: int, rng: np.random.Generator) -> World:
    """Switch lamps on, let the sun in and return the sky."""
    mood = MOODS[int(rng.choice(len(MOODS), p=[weight for _, weight in MOODS]))][0]
    sky = str(rng.choice(mood.skies))
    azimuth_deg = window_side + 90 + rng.uniform(-65, 65)  # towards the sun: never behind the window's wall
    if mood.sun[1] > 0:
        _, height_deg = HDRI_SUN_DEG.get(sky, (0.0, rng.uniform(20, 50)))
        room.lights.append(sun_light(azimuth_deg, height_deg, float(rng.uniform(*mood.sun))))
    tint = WARM if rng.random() < 0.6 else NEUTRAL
    for index, thing in enumerate(room.objects):
        if thing.materials[0].family in STRENGTHS and rng.random() < mood.lamps_on:
            room.objects[index], lights = lit(thing, tint, rng)
            room.lights += lights
    rotation_deg = rotation_with_sun_at(sky, azimuth_deg) if sky in HDRI_SUN_DEG else rng.uniform(0, 360)
    return World(strength=round(rng.uniform(*mood.sky), 4), hdri=sky, rotation_deg=round(rotation_deg, 2))


def sun_light(azimuth_deg: float, height_deg: float, irradiance_w_m2: float) -> SunLight:
    """Return a sun that stands at an azimuth (from +x) and a height."""
    azimuth, height = math.radians(azimuth_deg), math.radians(height_deg)
    direction = (-math.cos(azimuth) * math.cos(height), -math.sin(azimuth) * math.cos(height), -math.sin(height))
    x, y, z = (round(value, 6) for value in direction)
    return SunLight((x, y, z), round(irradiance_w_m2, 3), angle_deg=0.6, colour=(1.0, 0.93, 0.82))


def lit(thing: SceneObject, tint: Vec3, rng: np.random.Generator) -> tuple[SceneObject, list[Light]]:
    """Return a lamp that is on, and its light."""
    if not isinstance(thing.geometry, Procedural):
        return thing, []
    generator, (width, _, height) = thing.geometry.generator, thing.geometry.size_m
    strength = STRENGTHS[thing.materials[0].family] * rng.uniform(0.7, 1.3)
    glowing = replace(thing.materials[0], colour=_srgb(tint), emission=round(float(strength), 3))
    shining = replace(thing, materials=(glowing, *thing.materials[1:]))
    share = BULB_HEIGHT.get(generator)
    if share is None:
        return shining, []
    x, y, z = thing.pose.location_m
    power_w = round(float(rng.uniform(60, 120)), 2)
    radius_m = round(min(0.04, 0.15 * width), 4)
    return shining, [PointLight((x, y, round(z + share * height, 5)), power_w, radius_m, tint)]


def _srgb(colour: Vec3) -> Vec3:
    r, g, b = (np.asarray(colour) ** (1 / 2.2)).round(4).tolist()
    return (r, g, b)
