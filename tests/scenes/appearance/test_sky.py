"""Skies: what each mood promises, and a sun that agrees with its sky."""

import math

import numpy as np
import pytest

from cavendish.scenes.appearance.sky import MOODS, daylight, sample_sky
from cavendish.scenes.lighting import Sky
from cavendish.scenes.spec import SceneSpec


@pytest.mark.parametrize("mood", MOODS)
def test_a_sky_keeps_to_its_mood(mood: str) -> None:
    skies = [sample_sky(mood, np.random.default_rng(seed)) for seed in range(20)]
    low, high = MOODS[mood].elevation_deg
    assert all(low <= sky.sun_elevation_deg <= high for sky in skies)
    assert len({sky.seed for sky in skies}) == 20


def test_the_sun_shines_from_where_it_stands() -> None:
    _, (sun,) = daylight(Sky(30.0, 90.0))
    assert sun.direction == pytest.approx((0.0, -math.cos(math.radians(30)), -0.5))


def test_a_low_sun_is_weaker_and_redder() -> None:
    _, (low,) = daylight(Sky(5.0, 0.0))
    _, (high,) = daylight(Sky(60.0, 0.0))
    assert low.irradiance_w_m2 < 0.6 * high.irradiance_w_m2
    assert low.colour[2] < 0.5 * high.colour[2]


def test_the_day_darkens_in_order_and_closed_clouds_cast_no_shadow() -> None:
    strengths = [daylight(Sky(elevation, 0.0))[0].strength for elevation in (40.0, 3.0, 0.0, -2.0, -10.0)]
    assert strengths == sorted(strengths, reverse=True)
    assert daylight(Sky(40.0, 0.0, clouds=0.95))[1] == ()
    assert daylight(Sky(-1.0, 0.0))[1] == ()


def test_a_sky_survives_json() -> None:
    world, lights = daylight(Sky(30.0, 90.0, 2.0, 0.4, 7))
    spec = SceneSpec("x", 0, 0, (), lights, world)
    assert SceneSpec.from_json(spec.to_json()) == spec
