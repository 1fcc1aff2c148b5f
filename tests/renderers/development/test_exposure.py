"""Metering: even light comes to middle grey, light from behind darkens little, and nights stay dark."""

import numpy as np
import pytest

from cavendish.renderers.development.exposure import MIDDLE_GREY, NIGHT_EV, NIGHT_STOPS, exposure_ev


def even(value: float) -> np.ndarray:
    return np.full((40, 40, 3), value, np.float32)


@pytest.mark.parametrize("stops", [-2.0, 0.0, 2.5])
def test_even_light_comes_to_middle_grey_by_day_and_by_lamps(stops: float) -> None:
    assert exposure_ev(even(MIDDLE_GREY / 2**stops)) == pytest.approx(stops, abs=2e-3)


def test_a_bright_sky_darkens_a_street_by_little() -> None:
    street = even(0.05)
    backlit = street.copy()
    backlit[:12] = 1.0
    assert exposure_ev(street) - 0.6 < exposure_ev(backlit) < exposure_ev(street)


def test_nights_stay_dark_and_the_brightest_twentieth_keeps_its_light() -> None:
    wanted = NIGHT_EV + 2 * NIGHT_STOPS + 1
    assert exposure_ev(even(MIDDLE_GREY / 2**wanted)) == pytest.approx(wanted - NIGHT_STOPS, abs=2e-3)
    lamps = even(0.02)
    lamps[:4] = 40.0
    assert exposure_ev(lamps) < 0
