"""Daylight through glass, and lamps that are switched on together."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from ...appearance.environment_maps import HDRI_SUN_DEG, rotation_with_sun_at
from ...lighting import AreaLight, World
from ...spec import SceneObject
from ..shared.floor_plan import Room
from ..shared.window_light import (
    MOODS,
    NEUTRAL,
    WARM,
    RoomLight,
    glass_m2,
    in_state,
    is_screen,
    lit,
    shines,
    sun_light,
    switched,
)

GLOW = 0.8  # of a sign, in W/m²/sr
LIT_WITHIN = frozenset({"train", "vending machine", "checkout", "refrigerator"})  # whose lamps are some of their slots
LAMP_GLOW = 4.0
DAYLIT = 0.07  # of its floor: a hall with less glass has its lamps on by day
ALWAYS_LIT = frozenset({"shop", "gym", "restaurant", "station"})
COOL = (0.93, 0.97, 1.0)
TINTS = (NEUTRAL, COOL, COOL, WARM)  # linear
BROKEN = 0.04  # so many lamps stay dark
AGED, AGED_TINT, AGED_GLOW = 0.12, (1.0, 0.86, 0.68), 0.55  # of the lamps; linear; what is left of their light


def light_hall(room: Room, use: str, rng: np.random.Generator) -> World:
    """Let the sun in, switch the lamps on that this hour asks for, and return the sky."""
    mood = MOODS[int(rng.choice(len(MOODS), p=[weight for _, weight in MOODS]))][0]
    sky = str(rng.choice(mood.skies))
    glazed = [light for light in room.lights if isinstance(light, AreaLight) and light.portal]
    azimuth_deg = _towards_sun(glazed, rng)
    if mood.sun[1] > 0 and glazed:
        _, height_deg = HDRI_SUN_DEG.get(sky, (0.0, rng.uniform(20, 50)))
        room.lights.append(sun_light(azimuth_deg, height_deg, float(rng.uniform(*mood.sun))))
    daylit = glass_m2(room) > DAYLIT * room.size_m[0] * room.size_m[1]
    _switch_on(room, mood, daylit and use not in ALWAYS_LIT, rng)
    rotation_deg = rotation_with_sun_at(sky, azimuth_deg) if sky in HDRI_SUN_DEG else rng.uniform(0, 360)
    return World(strength=round(rng.uniform(*mood.sky), 4), hdri=sky, rotation_deg=round(rotation_deg, 2))


def _towards_sun(glazed: list[AreaLight], rng: np.random.Generator) -> float:
    """Return the azimuth of a sun that shines into one of the openings."""
    if not glazed:
        return float(rng.uniform(0, 360))
    inward = glazed[int(rng.integers(len(glazed)))].pose.matrix()[:3, :3] @ (0.0, 0.0, -1.0)
    return float(np.degrees(np.arctan2(-inward[1], -inward[0])) + rng.uniform(-65, 65))


def _switch_on(room: Room, mood: RoomLight, has_daylight: bool, rng: np.random.Generator) -> None:
    tint = TINTS[int(rng.integers(len(TINTS)))]
    lamps_on = not has_daylight or rng.random() < 0.3 + mood.lamps_on
    for index, thing in enumerate(room.objects):
        family = thing.materials[0].family
        if family == "exit sign" or thing.category in LIT_WITHIN:
            room.objects[index] = _glowing(thing, GLOW if family == "exit sign" else LAMP_GLOW)
        elif is_screen(thing):
            room.objects[index] = switched(thing, rng)
        elif shines(thing) and lamps_on and rng.random() > BROKEN:
            aged = rng.random() < AGED
            thing, lights = lit(thing, AGED_TINT if aged else tint, np.random.Generator(np.random.PCG64(0)))
            room.objects[index] = _dimmed(thing) if aged and not lights else thing
            room.lights += lights
        elif shines(thing):
            room.objects[index] = in_state(thing, "unlit")


def _dimmed(thing: SceneObject) -> SceneObject:
    """Return a lamp whose tubes are old."""
    dim = (replace(each, emission=round(AGED_GLOW * each.emission, 3)) for each in thing.materials)
    return replace(thing, materials=tuple(dim))


def _glowing(thing: SceneObject, emission: float) -> SceneObject:
    glows = ("exit sign", "light panel")
    shining = (replace(each, emission=emission) if each.family in glows else each for each in thing.materials)
    return replace(thing, materials=tuple(shining))
