"""Weather: drawn from what fits, under a sky that can have it, and nothing else of the scene depends on it."""

import math
from dataclasses import replace

import numpy as np
import pytest

from cavendish.scenes.appearance.sky import daylight, sun_share
from cavendish.scenes.errors import RequestError
from cavendish.scenes.layouts.shared.layout import Contents, SceneSeeds
from cavendish.scenes.lighting import PointLight, Sky, SunLight, Weather, World
from cavendish.scenes.people.casting import sample_person
from cavendish.scenes.poses import Pose
from cavendish.scenes.sampling import sample_scene, with_cameras
from cavendish.scenes.spec import Figure, Primitive, SceneObject
from cavendish.scenes.weather import CLIMATES, airlight, fits, in_weather, under_weather
from cavendish.scenes.weather_names import WEATHERS

NOON = Sky(40.0, 0.0, clouds=0.1)
HALF = Sky(8.0, 0.0, clouds=0.1)  # a low sun, above mist


def place(sky: Sky | None = NOON, *objects: SceneObject) -> Contents:
    world, suns = daylight(sky) if sky else (World(), ())
    return Contents(objects, suns, world)


def thing(category: str) -> SceneObject:
    return SceneObject(1, category, category, Primitive("box"), Pose(), ())


def person(*clothes: str, posture: str = "standing") -> SceneObject:
    piece = sample_person(np.random.default_rng(1), ("standing",))
    assert isinstance(piece.geometry, Figure)
    figure = replace(piece.geometry, clothes=clothes, posture=posture)
    return SceneObject(1, "person", "person", figure, Pose(), ())


def weather_of(contents: Contents) -> Weather:
    assert contents.world.weather
    return contents.world.weather


def test_a_scene_is_the_same_in_any_weather_but_for_its_light_and_its_world() -> None:
    layouts = {"street": 1.0}
    clear, rainy = sample_scene(3, 1, layouts), sample_scene(3, 1, layouts, weather=(("rain", 1.0),))
    assert rainy.world.weather
    assert rainy.world.weather.name == "rain"
    assert rainy.objects == clear.objects
    seen = [with_cameras(spec, (64, 48), [0, 3]).cameras for spec in (clear, rainy)]
    assert seen[0] == seen[1]
    assert replace(rainy, world=clear.world, lights=clear.lights) == clear
    assert rainy == type(rainy).from_json(rainy.to_json())


def test_without_weights_and_with_clear_alone_it_is_clear() -> None:
    seeds = SceneSeeds(1, 2)
    assert under_weather(place(), seeds, ()) == place() == under_weather(place(), seeds, (("clear", 1.0),))
    assert "weather" not in sample_scene(3, 1, {"street": 1.0}).to_json()


@pytest.mark.parametrize("name", CLIMATES)
def test_a_weather_keeps_to_its_climate(name: str) -> None:
    for seed in range(10):
        drawn = in_weather(place(), name, np.random.default_rng(seed))  # type: ignore[arg-type]
        weather, climate = weather_of(drawn), CLIMATES[name]  # type: ignore[index]
        for field in ("visibility_m", "rain_mm_h", "snow_mm_h", "wetness", "snow_cover"):
            low, high = getattr(climate, field)
            assert low - 0.06 <= getattr(weather, field) <= high + 0.06, field


@pytest.mark.parametrize("name", ["haze", "fog"])
def test_what_is_near_is_clear_in_all_air_and_what_is_far_is_gone_in_fog(name: str) -> None:
    for visibility_m in CLIMATES[name].visibility_m:  # type: ignore[index]
        clear = {away_m: math.exp(math.log(0.05) * away_m / visibility_m) for away_m in (15.0, 700.0)}
        assert clear[15.0] > 0.7
        assert name == "haze" or clear[700.0] < 0.06


def test_rain_falls_from_closed_clouds_without_a_sun_and_wet_ground_may_lie_in_it() -> None:
    rainy, wet = (in_weather(place(), name, np.random.default_rng(1)) for name in ("rain", "wet"))
    assert rainy.world.sky
    assert rainy.world.sky.clouds > 0.9
    assert not [light for light in rainy.lights if isinstance(light, SunLight)]
    assert wet.world.sky == NOON
    assert sun_share(NOON) > 0
    assert [light for light in wet.lights if isinstance(light, SunLight)]


def test_a_low_sun_stands_above_mist_and_a_high_one_is_hidden_by_fog() -> None:
    mist, fog = (in_weather(place(sky), "fog", np.random.default_rng(1)) for sky in (HALF, NOON))
    assert mist.lights
    assert not fog.lights


def test_lamps_stay_lit_in_any_weather() -> None:
    lamp = PointLight((0.0, 0.0, 5.0), 90.0, 0.1)
    night = replace(place(Sky(-12.0, 0.0)), lights=(lamp,))
    assert in_weather(night, "fog", np.random.default_rng(1)).lights == (lamp,)


@pytest.mark.parametrize(
    ("name", "contents", "does"),
    [
        ("snow", place(NOON, person("coat", "jeans", "boots")), True),
        ("snow", place(NOON, person("coat", "shorts", "boots")), False),
        ("snow", place(NOON, person("t-shirt", "jeans", "shoes")), False),
        ("snow", place(NOON, thing("sand")), False),
        ("snow", place(NOON, thing("flowers")), False),
        ("rain", place(NOON, person("t-shirt", "shorts", posture="lying")), False),
        ("rain", place(NOON, person("t-shirt", "shorts")), True),
        ("fog", place(None), False),
        ("clear", place(None), True),
    ],
    ids=["coat", "shorts", "t-shirt", "beach", "flowers", "lies in rain", "stands in rain", "indoors", "clear"],
)
def test_weather_does_not_clash_with_what_is_there(name: str, contents: Contents, does: bool) -> None:
    assert fits(name, contents) == does  # type: ignore[arg-type]


def test_what_does_not_fit_is_not_drawn() -> None:
    beach, weights = place(NOON, thing("sand")), (("clear", 1.0), ("snow", 1000.0))
    assert all(under_weather(beach, SceneSeeds(1, n), weights) == beach for n in range(20))
    assert under_weather(beach, SceneSeeds(1, 0), (("snow", 1.0),)) == beach


def test_weights_are_shares() -> None:
    weights = (("clear", 1.0), ("fog", 3.0))
    foggy = [under_weather(place(), SceneSeeds(1, n), weights).world.weather is not None for n in range(400)]
    assert 0.68 < np.mean(foggy) < 0.82


def test_an_unknown_weather_is_refused_by_name() -> None:
    with pytest.raises(RequestError, match=r"'hail' is no weather; .*haze"):
        under_weather(place(), SceneSeeds(1, 0), (("hail", 1.0),))
    assert ("clear", *CLIMATES) == WEATHERS


def test_air_shines_as_the_foot_of_the_sky_does_and_as_its_lamps_do() -> None:
    closed = World(strength=0.4, sky=Sky(40.0, 0.0, clouds=1.0))
    assert airlight(closed, ()) == pytest.approx((0.34, 0.348, 0.36))  # UNDER_CLOUDS of the sky's strength
    assert airlight(closed, (), snow_cover=1.0) == pytest.approx((0.476, 0.4872, 0.504))
    lamp = PointLight((0.0, 0.0, 5.0), 4 * math.pi * 24 * 24, 0.1, (1.0, 0.5, 0.25))  # spread over 24 m × 24 m
    assert airlight(World(), (lamp,)) == pytest.approx((1.0, 0.5, 0.25))
