"""White balance: casts of lamps and skies are found in what is nearly grey, and colours of things are no casts."""

import numpy as np
import pytest

from cavendish.renderers.development.white_balance import CORRECTED, MOST_EV, balance_ev


def light(*colours: tuple[float, float, float]) -> np.ndarray:
    """Return light of even bands of some colours."""
    return np.repeat(np.array(colours, np.float32)[:, None], 32, axis=1)


def test_grey_is_left_as_it_is() -> None:
    assert balance_ev(light((0.2, 0.2, 0.2), (0.9, 0.9, 0.9))) == 0.0


@pytest.mark.parametrize("warmth_ev", [0.6, -0.6])
def test_a_part_of_a_cast_is_taken_out(warmth_ev: float) -> None:
    cast = 2 ** (warmth_ev / 2)
    assert balance_ev(light((cast, 1, 1 / cast))) == pytest.approx(CORRECTED * warmth_ev / 2, abs=2e-3)


def test_strong_casts_are_left_in_part() -> None:
    assert balance_ev(light((1.6, 1.0, 0.55))) == pytest.approx(MOST_EV)


def test_the_colours_of_things_are_no_cast() -> None:
    assert balance_ev(light((0.1, 0.5, 0.1), (0.8, 0.1, 0.05))) == 0.0
    assert balance_ev(light((0.1, 0.5, 0.1), (0.8, 0.1, 0.05), (0.5, 0.5, 0.5))) == 0.0


def test_what_is_dark_tells_nothing() -> None:
    assert balance_ev(light((1, 1, 1), (0.002, 0.001, 0.0008), (0.002, 0.001, 0.0008))) == 0.0
    assert balance_ev(np.zeros((4, 4, 3), np.float32)) == 0.0
