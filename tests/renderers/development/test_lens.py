"""A lens loses and scatters light as it is told to, and moves none of it but red and blue, by a known distance."""

import numpy as np
import pytest

from cavendish.renderers.development.lens import fringed, glowing, shaken, vignetted

NOISE = np.random.default_rng(1).random((48, 64, 3), dtype=np.float32)


def spot(size: int = 101, radius: float = 3.0, at: tuple[float, float] = (50.0, 50.0)) -> np.ndarray:
    """Return a soft spot of light in the dark, H×W×3; `at` is its row and column."""
    y, x = np.mgrid[:size, :size]
    one = np.exp(-((y - at[0]) ** 2 + (x - at[1]) ** 2) / (2 * radius**2))
    return np.repeat(one[..., None], 3, axis=-1).astype(np.float32)


def centre(channel: np.ndarray) -> tuple[float, float]:
    y, x = np.indices(channel.shape)
    return float((y * channel).sum() / channel.sum()), float((x * channel).sum() / channel.sum())


def test_vignetting_takes_its_stops_from_the_corners_and_nothing_from_the_centre() -> None:
    seen = vignetted(np.ones((101, 201, 3), np.float32), 1.0)
    assert seen[50, 100] == pytest.approx(1)
    for corner in (seen[0, 0], seen[0, -1], seen[-1, 0], seen[-1, -1]):
        assert corner == pytest.approx(0.5)
    assert seen[50, 0, 0] == pytest.approx(2 ** -(201**2 / (201**2 + 101**2)))  # by the square of the distance
    np.testing.assert_array_equal(seen, seen[::-1, ::-1])


def test_glare_neither_makes_nor_loses_light() -> None:
    bright = NOISE.copy()
    bright[3, 60] = 1000  # a lamp near the border
    assert glowing(bright, 0.3).sum(dtype=float) == pytest.approx(bright.sum(dtype=float), rel=1e-5)


def test_glare_reaches_far_around_a_lamp_and_falls_off() -> None:
    lamp = np.zeros((101, 101, 3), np.float32)
    lamp[50, 50] = 1
    seen = glowing(lamp, 0.2)
    assert seen[50, 50, 0] > 0.8
    assert seen[50, 53, 0] > seen[50, 58, 0] > 0
    np.testing.assert_allclose(seen, seen[::-1, ::-1], atol=1e-7)
    assert centre(seen[..., 0]) == pytest.approx((50, 50), abs=1e-3)


def test_no_glare_leaves_the_light_alone() -> None:
    np.testing.assert_array_equal(glowing(NOISE, 0.0), NOISE)


@pytest.mark.parametrize("fringe_px", [0.2, 0.45])
def test_fringes_move_red_out_and_blue_in_and_green_not_at_all(fringe_px: float) -> None:
    light = spot(at=(80.0, 80.0))
    seen = fringed(light, fringe_px)
    share = np.hypot(30, 30) / (np.hypot(101, 101) / 2)  # of the way to the corner
    along = fringe_px * share / np.sqrt(2)  # in each direction
    assert centre(seen[..., 0]) == pytest.approx((80 + along, 80 + along), abs=0.02)
    assert centre(seen[..., 2]) == pytest.approx((80 - along, 80 - along), abs=0.02)
    np.testing.assert_array_equal(seen[..., 1], light[..., 1])


@pytest.mark.parametrize("direction_deg", [0.0, 30.0, 90.0, 135.0])
@pytest.mark.parametrize("length_px", [0.4, 1.6, 3.0])
def test_a_hand_that_shakes_spreads_light_along_its_way_and_moves_none(length_px: float, direction_deg: float) -> None:
    light, angle = spot(), np.radians(direction_deg)
    seen = shaken(light, length_px, direction_deg)[..., 0]
    assert seen.sum() == pytest.approx(light[..., 0].sum(), rel=1e-5)
    assert centre(seen) == pytest.approx((50, 50), abs=1e-3)
    y, x = np.indices(seen.shape)
    along, across = (
        np.cos(angle) * (x - 50) - np.sin(angle) * (y - 50),
        np.sin(angle) * (x - 50) + np.cos(angle) * (y - 50),
    )
    spread, kept = (seen * along**2).sum() / seen.sum(), (seen * across**2).sum() / seen.sum()
    assert length_px**2 / 12 <= spread - 9 < length_px**2 / 12 + 0.6  # that of an even way, and of its points
    assert -1e-3 < kept - 9 < 0.3


def test_a_still_hand_leaves_the_light_alone() -> None:
    np.testing.assert_array_equal(shaken(NOISE, 0.0, 77.0), NOISE)
