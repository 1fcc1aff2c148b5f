"""Metering: even light comes to middle grey, light from behind darkens little, nights stay dark, sunlit walls keep."""

import numpy as np
import pytest

from cavendish.renderers.development.exposure import (
    HELD_EV,
    LOST_EV,
    MIDDLE_GREY,
    MOST_HELD_EV,
    NIGHT_EV,
    NIGHT_STOPS,
    exposure_ev,
    held_back_ev,
)


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


@pytest.mark.parametrize(
    ("above_ev", "rows", "held_ev"),
    [
        (HELD_EV - 0.5, 8, 0.0),
        (HELD_EV + 0.7, 8, 0.7),
        (HELD_EV + 0.7, 1, 0.0),  # specks
        (LOST_EV - 0.3, 8, MOST_HELD_EV),
        (LOST_EV + 0.3, 8, 0.0),  # lamps, and windows by day
    ],
)
def test_what_is_sunlit_is_held_back_as_far_as_that_can_save_it(above_ev: float, rows: int, held_ev: float) -> None:
    street = even(MIDDLE_GREY)
    street[:rows] *= 2**above_ev
    assert held_back_ev(street, 0.0) == pytest.approx(held_ev, abs=2e-3)
