"""Air and what falls through it: by the meteorologists' definition, before surfaces, in the picture alone."""

from dataclasses import replace

import numpy as np
import pytest

from cavendish.renderers.analytic import AnalyticRenderer
from cavendish.renderers.weather import veiled, with_falling
from cavendish.scenes.cameras import Camera
from cavendish.scenes.lighting import Sky, Weather, World
from cavendish.scenes.poses import Pose

from . import closed_forms as cf

CLEAR = cf.camera()
AIR = (0.5, 0.4, 0.3)
FOG = Weather("fog", 30.0, AIR)
RAIN = Weather("rain", 2000.0, AIR, rain_mm_h=8.0, seed=3)
SNOWFALL = Weather("snow", 2000.0, AIR, snow_mm_h=2.0, seed=3)


def through(weather: Weather | None) -> Camera:
    return replace(CLEAR, weather=weather)


def black() -> np.ndarray:
    return np.zeros((CLEAR.height_px, CLEAR.width_px, 3), np.float32)


def at(away_m: float) -> np.ndarray:
    """The depths of a sphere of this radius around the camera."""
    return (away_m / np.linalg.norm(CLEAR.rays(), axis=-1)).astype(np.float32)


@pytest.mark.parametrize(
    ("away_m", "share"), [(30.0, 0.95), (60.0, 0.9975), (np.inf, 1.0)], ids=["visibility", "twice", "sky"]
)
def test_a_black_thing_has_five_percent_of_its_contrast_at_the_visibility(away_m: float, share: float) -> None:
    np.testing.assert_allclose(
        veiled(black(), at(away_m), through(FOG)), share * np.broadcast_to(AIR, black().shape), rtol=1e-5
    )


def test_clear_air_and_weather_without_rain_leave_light_as_it_is() -> None:
    light = black() + np.float32(0.2)
    assert veiled(light, at(9.0), CLEAR) is light
    assert with_falling(light, at(9.0), through(FOG)) is light


@pytest.mark.parametrize("weather", [RAIN, SNOWFALL], ids=["rain", "snow"])
def test_what_falls_is_seen_before_what_is_far_and_not_before_what_is_near(weather: Weather) -> None:
    far, near = (with_falling(black(), at(away_m), through(weather)) for away_m in (100.0, 0.4))
    assert far.max() > 0.05 * AIR[0]
    assert far.mean() < 0.1 * np.mean(AIR)
    assert not near.any()
    assert (far <= np.array(AIR) + 1e-6).all()


def test_heavier_rain_hides_more_and_each_view_has_its_own_drops() -> None:
    drops = [
        with_falling(black(), at(100.0), camera)
        for camera in (
            through(RAIN),
            through(RAIN),
            through(replace(RAIN, rain_mm_h=1.0)),
            replace(through(RAIN), noise_seed=5),
        )
    ]
    np.testing.assert_array_equal(drops[0], drops[1])
    assert drops[0].mean() > 1.5 * drops[2].mean()
    assert (drops[0] != drops[3]).any()


def test_rain_falls_along_the_picture_of_a_level_camera() -> None:
    large = replace(through(RAIN), width_px=160, height_px=120, focal_px=400.0, cx_px=80.0, cy_px=60.0)
    light = with_falling(np.zeros((120, 160, 3), np.float32), np.full((120, 160), 50, np.float32), large)[..., 0]
    down, aside = (np.abs(np.diff(light, axis=axis)).mean() for axis in (0, 1))
    assert aside > 1.5 * down


@pytest.mark.parametrize("weather", [FOG, RAIN, SNOWFALL], ids=["fog", "rain", "snow"])
def test_the_analytic_renderer_shows_weather_in_the_picture_alone(weather: Weather) -> None:
    spec = cf.scene([cf.thing("sphere", Pose((0.0, 4.0, 0.0), scale=(2.0, 2.0, 2.0)))], CLEAR)
    renderer, world = AnalyticRenderer(), World(sky=Sky(30.0, 0.0), weather=weather)
    clear, seen = renderer.render(spec, 0), renderer.render(replace(spec, world=world), 0)
    for name in ("depth_m", "normals", "instance"):
        np.testing.assert_array_equal(getattr(clear, name), getattr(seen, name))
    assert clear.objects == seen.objects
    assert (clear.image != seen.image).any()
    assert seen.camera == replace(clear.camera, weather=weather)
