"""Weather put over a finished scene outdoors: haze, fog, rain, wet ground after it, snow.

Nothing that the truth knows of depends on it: things, cameras and words stay as they are. What changes is the sky,
where it has to, the sun with it, and the scene's `World.weather`, which renderers show in the picture alone.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import cast

import numpy as np
from numpy.typing import NDArray

from .appearance.seasons import is_in_leaf
from .appearance.sky import daylight, horizon
from .errors import RequestError, allowed
from .layouts.shared.layout import Contents, SceneSeeds
from .lighting import Light, PointLight, Sky, SunLight, Weather, WeatherName, World
from .poses import Vec3
from .seeds import Stream
from .spec import Figure
from .weather_names import CLEAR, WEATHERS

Range = tuple[float, float]
Weights = tuple[tuple[str, float], ...]  # of kinds of weather, by name
NONE: Range = (0.0, 0.0)


@dataclass(frozen=True, slots=True)
class Climate:
    """What one kind of weather is like: fields of `Weather`, each from … to, and how closed its clouds are.

    With `clouds` above zero the sky is closed so far, unless the sun stands below `mist_deg`. Ranges are taste, within
    what meteorologists call by these names.
    """

    visibility_m: Range
    clouds: Range = NONE
    rain_mm_h: Range = NONE
    snow_mm_h: Range = NONE
    wetness: Range = NONE
    snow_cover: Range = NONE
    mist_deg: float = -90.0


CLIMATES: Mapping[WeatherName, Climate] = {
    "haze": Climate((1000.0, 5000.0)),
    "fog": Climate((150.0, 700.0), clouds=(0.92, 1.0), wetness=(0.0, 0.35), mist_deg=12.0),
    "rain": Climate((900.0, 5000.0), clouds=(0.93, 1.0), rain_mm_h=(1.0, 14.0), wetness=(0.65, 1.0)),
    "wet": Climate((4000.0, 15000.0), wetness=(0.45, 0.9)),
    "snow": Climate(
        (400.0, 4000.0), clouds=(0.9, 1.0), snow_mm_h=(0.0, 3.0), wetness=(0.2, 0.6), snow_cover=(0.5, 1.0)
    ),
}

SUMMERY = frozenset({"flowers", "sand", "swimming pool", "sun lounger", "water", "hay bale", "plate", "mug", "glass"})
WARM = frozenset({"jumper", "hoodie", "jacket", "anorak", "suit jacket", "coat"})
LIGHT = frozenset({"shorts", "sandals", "sun hat", "skirt", "sunglasses"})
LIE_IN_THE_SUN = frozenset({"lying"})
SNOW_LIGHT = 0.4  # so much brighter is air over full snow
CLEAR_M = 18_000.0  # how far one sees in clear air of the lowlands
LAMPS_REACH_M = 12.0  # around lamps the air is lit so far


def under_weather(contents: Contents, seeds: SceneSeeds, weights: Weights) -> Contents:
    """Return the contents in a weather drawn by `weights` from those that fit; as they are where none is asked for.

    Where no physical sky is, or nothing else fits, it is clear.
    """
    _check_names(weights)
    fitting = {name: weight for name, weight in weights if fits(cast(WeatherName, name), contents)}
    if not fitting:
        return contents
    rng = seeds.generator(Stream.WEATHER)
    total = sum(fitting.values())
    name = str(rng.choice([*fitting], p=[weight / total for weight in fitting.values()]))
    return contents if name == CLEAR else in_weather(contents, cast(WeatherName, name), rng)


def _check_names(weights: Weights) -> None:
    if unknown := [name for name, _ in weights if name not in WEATHERS]:
        raise RequestError(f"{unknown[0]!r} is no weather; {allowed(unknown[0], sorted(WEATHERS))}", "weather")


def fits(name: WeatherName, contents: Contents) -> bool:
    """Return whether a weather does not clash with what is there: no snow on a beach, no rain on who lies outside."""
    if name == CLEAR:
        return True
    if contents.world.sky is None or contents.source:
        return False
    people = [thing.geometry for thing in contents.objects if isinstance(thing.geometry, Figure)]
    if name == "snow":
        is_summer = any(thing.category in SUMMERY or is_in_leaf(thing) for thing in contents.objects)
        return not is_summer and all(map(is_warm, people))
    if lying_snow(contents):
        return name in ("haze", "fog")
    return name != "rain" or all(one.posture not in LIE_IN_THE_SUN for one in people)


def clear_air(world: World, lights: tuple[Light, ...]) -> Weather:
    """Return what clear air looks like over kilometres: the pale blue of far hills."""
    return Weather(CLEAR, CLEAR_M, airlight(world, lights))


def is_warm(person: Figure) -> bool:
    """Return whether somebody is dressed for snow."""
    return bool(WARM & {*person.clothes}) and not LIGHT & {*person.clothes}


def lying_snow(contents: Contents) -> float:
    """Return how much of the ground is under snow before any weather is put over it, 0–1."""
    return contents.world.weather.snow_cover if contents.world.weather else 0.0


def in_weather(contents: Contents, name: WeatherName, rng: np.random.Generator) -> Contents:
    """Return the contents in this weather, under a sky that can have it; their world must have a physical sky."""
    if contents.world.sky is None or name not in CLIMATES:
        raise RequestError(f"{name!r} is no weather that a scene without a physical sky can have", "weather")
    climate = CLIMATES[name]
    sky = _clouded(contents.world.sky, climate, rng)
    world, suns = daylight(sky)
    lights = (*suns, *(light for light in contents.lights if not isinstance(light, SunLight)))
    visibility_m = round(math.exp(rng.uniform(*np.log(climate.visibility_m))), 1)
    ranges = (climate.rain_mm_h, climate.snow_mm_h, climate.wetness, climate.snow_cover)
    rain, snow, wetness, cover = (round(float(rng.uniform(*each)), 3) for each in ranges)
    cover = max(cover, lying_snow(contents))
    air = airlight(world, lights, cover)
    weather = Weather(name, visibility_m, air, rain, snow, wetness, cover, int(rng.integers(2**31)))
    return replace(contents, lights=lights, world=replace(world, weather=weather))


def _clouded(sky: Sky, climate: Climate, rng: np.random.Generator) -> Sky:
    """Return the sky closed as far as the weather wants it; a low sun may stand above fog that lies on the ground."""
    clouds = round(float(rng.uniform(*climate.clouds)), 3)
    is_mist = 0 < sky.sun_elevation_deg < climate.mist_deg
    return sky if is_mist or sky.clouds > clouds else replace(sky, clouds=clouds)


def airlight(world: World, lights: tuple[Light, ...], snow_cover: float = 0.0) -> Vec3:
    """Return what lit air shines with at any depth (W/m²/sr): the foot of the sky, and what lamps add to it.

    Snow on the ground gives back light, which makes the foot of the sky as bright as itself.
    """
    lamps = [light for light in lights if isinstance(light, PointLight)]
    day = np.asarray(horizon(world.sky)) * world.strength if world.sky else np.zeros(3)
    day *= 1 + SNOW_LIGHT * snow_cover
    r, g, b = (day + _lamplight(lamps)).round(6).tolist()
    return (r, g, b)


def _lamplight(lamps: list[PointLight]) -> NDArray[np.float64]:
    """Return what lamps of a street or yard give the air between them, spread evenly over all directions."""
    if not lamps:
        return np.zeros(3)
    places = np.array([lamp.location_m[:2] for lamp in lamps])
    wide_m, deep_m = (places.max(axis=0) - places.min(axis=0) + 2 * LAMPS_REACH_M).tolist()
    power_w = np.sum([lamp.power_w * np.asarray(lamp.colour) for lamp in lamps], axis=0)
    return np.asarray(power_w / (4 * math.pi * wide_m * deep_m))
