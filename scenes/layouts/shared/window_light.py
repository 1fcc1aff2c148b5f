"""Daylight, dusk and lamps that are on."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numpy as np

from ...appearance.environment_maps import HDRI_SUN_DEG, rotation_with_sun_at
from ...generators.indoor.lamps import BULB_HEIGHT
from ...lighting import AreaLight, Light, PointLight, SunLight, World
from ...poses import Vec3
from ...spec import Asset, Procedural, SceneObject, State
from .floor_plan import Room

# What a camera's white balance leaves of a bulb's colour; linear.
WARM: Vec3 = (1.0, 0.88, 0.74)
NEUTRAL: Vec3 = (1.0, 0.95, 0.90)
COOL: Vec3 = (0.93, 0.97, 1.0)
BULBS, ODD = (WARM, NEUTRAL, COOL), 0.25  # what bulbs there are, and how many are of another box than most of a room


@dataclass(frozen=True, slots=True)
class RoomLight:
    """How bright the sky and the sun are, and how many of the lamps are on."""

    skies: tuple[str, ...]
    sky: tuple[float, float]
    sun: tuple[float, float]
    lamps_on: float


SUNNY = RoomLight(("city", "forest", "courtyard", "sunrise"), (1.5, 4.0), (8.0, 30.0), 0.2)
OVERCAST = RoomLight(("courtyard", "sunset", "forest"), (2.0, 5.0), (0.0, 0.0), 0.5)
LOW_SUN = RoomLight(("sunrise", "forest"), (0.3, 0.8), (1.5, 5.0), 0.8)
EVENING = RoomLight(("sunset", "night", "courtyard"), (0.01, 0.08), (0.0, 0.0), 0.8)
MOODS = ((SUNNY, 0.4), (OVERCAST, 0.25), (LOW_SUN, 0.1), (EVENING, 0.25))

LAMPS = frozenset({"ceiling lamp", "chandelier", "floor lamp", "table lamp", "lamp"})
MODEL_GAP_M = 0.06  # between a library's lamp and its light, which hangs below the lamp from this height on
HANGING_M = 1.5

DAYLIT = (
    0.4  # W/m²/sr of sky times glass, for each square metre of floor: a room with less has its ceiling lamp on by day
)

SCREENS = frozenset({"television", "monitor", "information screen"})  # whose second material is what shines
SHOWN: tuple[Vec3, ...] = ((0.55, 0.75, 0.95), (0.85, 0.92, 0.98), (0.45, 0.65, 0.9), (0.6, 0.85, 0.8))  # sRGB
SCREEN_GLOW = (1.2, 2.5)  # W/m²/sr
STRENGTHS = {"emitter": 60.0, "lampshade": 1.6, "light panel": 6.0}  # of what shines, by its family, in W/m²/sr


def light_room(room: Room, window_side: int, rng: np.random.Generator) -> World:
    """Switch lamps on, let the sun in and return the sky."""
    mood = MOODS[int(rng.choice(len(MOODS), p=[weight for _, weight in MOODS]))][0]
    sky = str(rng.choice(mood.skies))
    azimuth_deg = window_side + 90 + rng.uniform(-65, 65)  # towards the sun: never behind the window's wall
    if mood.sun[1] > 0:
        _, height_deg = HDRI_SUN_DEG.get(sky, (0.0, rng.uniform(20, 50)))
        room.lights.append(sun_light(azimuth_deg, height_deg, float(rng.uniform(*mood.sun))))
    strength = round(rng.uniform(*mood.sky), 4)
    _switch_on(room, mood, strength * glass_m2(room) < DAYLIT * room.size_m[0] * room.size_m[1], rng)
    rotation_deg = rotation_with_sun_at(sky, azimuth_deg) if sky in HDRI_SUN_DEG else rng.uniform(0, 360)
    return World(strength=strength, hdri=sky, rotation_deg=round(rotation_deg, 2))


def glass_m2(room: Room) -> float:
    """Return the area of a room's windows."""
    glazed = (light.size_m for light in room.lights if isinstance(light, AreaLight) and light.portal)
    return sum(width_m * height_m for width_m, height_m in glazed)


def _switch_on(room: Room, mood: RoomLight, dim: bool, rng: np.random.Generator) -> None:
    """Switch lamps on as the mood has it, and in a dim room surely what hangs from the ceiling."""
    usual = WARM if rng.random() < 0.6 else NEUTRAL
    for index, thing in enumerate(room.objects):
        if not shines(thing):
            continue
        hangs = thing.supporter == room.ceiling
        if rng.random() < mood.lamps_on or (dim and hangs):
            tint = BULBS[int(rng.integers(len(BULBS)))] if rng.random() < ODD else usual
            room.objects[index], lights = lit(thing, tint, rng)
            room.lights += lights
        else:
            room.objects[index] = in_state(thing, "unlit")
    for index, thing in enumerate(room.objects):
        if is_screen(thing):
            room.objects[index] = switched(thing, rng)


def sun_light(azimuth_deg: float, height_deg: float, irradiance_w_m2: float) -> SunLight:
    """Return a sun that stands at an azimuth (from +x) and a height."""
    azimuth, height = math.radians(azimuth_deg), math.radians(height_deg)
    direction = (-math.cos(azimuth) * math.cos(height), -math.sin(azimuth) * math.cos(height), -math.sin(height))
    x, y, z = (round(value, 6) for value in direction)
    return SunLight((x, y, z), round(irradiance_w_m2, 3), angle_deg=0.6, colour=(1.0, 0.93, 0.82))


def lit(thing: SceneObject, tint: Vec3, rng: np.random.Generator) -> tuple[SceneObject, list[Light]]:
    """Return a lamp that is on, and says so, and its light."""
    thing = in_state(thing, "lit")
    if isinstance(thing.geometry, Asset):
        return _lit_model(thing, thing.geometry.size_m[2], tint, rng)
    if not isinstance(thing.geometry, Procedural):
        return thing, []
    generator, (width, _, height) = thing.geometry.generator, thing.geometry.size_m
    shining = _glowing(thing, 0, tint, rng)
    share = BULB_HEIGHT.get(generator)
    if share is None:
        return shining, []
    x, y, z = thing.pose.location_m
    radius_m = round(min(0.04, 0.15 * width), 4)
    return shining, [PointLight((x, y, round(z + share * height, 5)), _power_w(rng), radius_m, tint)]


def _lit_model(
    thing: SceneObject, height_m: float, tint: Vec3, rng: np.random.Generator
) -> tuple[SceneObject, list[Light]]:
    """Return a library's lamp with its shades aglow. Where its bulb is nobody knows: its light comes from before it."""
    for slot, material in enumerate(thing.materials):
        if material.family in STRENGTHS and not material.texture:
            thing = _glowing(thing, slot, tint, rng)
    x, y, z = thing.pose.location_m
    free_m = z - MODEL_GAP_M if z > HANGING_M else z + height_m + MODEL_GAP_M
    return thing, [PointLight((x, y, round(free_m, 5)), _power_w(rng), 0.04, tint)]


def _glowing(thing: SceneObject, slot: int, tint: Vec3, rng: np.random.Generator) -> SceneObject:
    material = thing.materials[slot]
    strength = STRENGTHS[material.family] * rng.uniform(0.7, 1.3)
    glowing = replace(material, colour=_srgb(tint), emission=round(float(strength), 3))
    return replace(thing, materials=(*thing.materials[:slot], glowing, *thing.materials[slot + 1 :]))


def in_state(thing: SceneObject, state: State) -> SceneObject:
    """Return a thing whose words tell its state."""
    return replace(thing, words=replace(thing.words, state=state))


def is_screen(thing: SceneObject) -> bool:
    """Return whether a thing is one of our screens that can be switched on."""
    return isinstance(thing.geometry, Procedural) and thing.category in SCREENS


def switched(thing: SceneObject, rng: np.random.Generator) -> SceneObject:
    """Return a screen that is on, or off: about half of them are on, and glow in one pale colour."""
    if rng.random() < 0.5:
        return in_state(thing, "unlit")
    colour = SHOWN[int(rng.integers(len(SHOWN)))]
    glowing = replace(thing.materials[1], colour=colour, emission=round(float(rng.uniform(*SCREEN_GLOW)), 3))
    return in_state(replace(thing, materials=(thing.materials[0], glowing, *thing.materials[2:])), "lit")


def _power_w(rng: np.random.Generator) -> float:
    return round(float(rng.uniform(60, 120)), 2)


def shines(thing: SceneObject) -> bool:
    """Return whether a thing is a lamp: of ours by its first material, of a library's by its category."""
    if isinstance(thing.geometry, Asset):
        return thing.category in LAMPS
    return thing.materials[0].family in STRENGTHS


def _srgb(colour: Vec3) -> Vec3:
    r, g, b = (np.asarray(colour) ** (1 / 2.2)).round(4).tolist()
    return (r, g, b)
