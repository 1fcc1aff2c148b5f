"""A sensor counts photons, whose noise it has; grey stays grey under its mosaic; a filter takes noise, not edges."""

import numpy as np
import pytest

from cavendish.renderers.development.sensor import (
    SENSITIVITY,
    crosstalk_matrix,
    demosaiced,
    denoised,
    low_passed,
    mosaic_of,
    read_out,
)


def rng(seed: int = 1) -> np.random.Generator:
    return np.random.Generator(np.random.PCG64(seed))


def even(value: float, size: int = 400) -> np.ndarray:
    return np.full((size, size), value, np.float32)


@pytest.mark.parametrize("level", [0.02, 0.1, 0.5])
@pytest.mark.parametrize("full_well_e", [500.0, 5000.0])
def test_the_variance_of_the_noise_is_that_of_photons_and_reading(level: float, full_well_e: float) -> None:
    electrons = read_out(even(level), full_well_e, 4.0, rng()).astype(float) * full_well_e
    assert electrons.mean() == pytest.approx(level * full_well_e, rel=0.01)
    assert electrons.var() == pytest.approx(level * full_well_e + 4.0**2, rel=0.02)


def test_in_the_dark_only_reading_is_noisy_and_the_full_well_is_the_most() -> None:
    assert (read_out(even(0.0), 1000.0, 5.0, rng()) * 1000).std() == pytest.approx(5, rel=0.01)
    assert read_out(even(3.0), 1000.0, 5.0, rng()).min() == 1


def test_the_low_pass_spreads_light_evenly_and_loses_none() -> None:
    point = np.zeros((7, 7, 3), np.float32)
    point[3, 3] = 64
    seen = low_passed(point)[2:5, 2:5, 0]
    np.testing.assert_array_equal(seen, [[1, 6, 1], [6, 36, 6], [1, 6, 1]])


def test_four_pixels_make_red_green_green_blue() -> None:
    green = np.zeros((4, 4, 3), np.float32)
    green[..., 1] = 1
    own, other = crosstalk_matrix()[1, 1], crosstalk_matrix()[0, 1]  # of green light
    red, blue = other * SENSITIVITY[0], other * SENSITIVITY[2]
    np.testing.assert_allclose(mosaic_of(green), np.tile([[red, own], [own, blue]], (2, 2)), rtol=1e-6)


@pytest.mark.parametrize("size", [(8, 8), (7, 9)], ids=["even sides", "odd sides"])
def test_an_even_grey_comes_through_the_mosaic_as_it_was(size: tuple[int, int]) -> None:
    grey = np.full((*size, 3), 0.4, np.float32)
    np.testing.assert_allclose(demosaiced(mosaic_of(grey)), grey, rtol=1e-5)


def test_a_grey_ramp_comes_through_without_colour() -> None:
    ramp = np.repeat(np.linspace(0.1, 0.9, 32, dtype=np.float32)[None, :, None], 24, axis=0).repeat(3, axis=2)
    inner = demosaiced(mosaic_of(ramp))[2:-2, 2:-2]
    np.testing.assert_allclose(inner, ramp[2:-2, 2:-2], atol=1e-5)


def test_an_edge_is_interpolated_along_and_not_across_it() -> None:
    edge = np.full((24, 24, 3), 0.05, np.float32)
    edge[:, 12:] = 0.9
    seen = demosaiced(mosaic_of(edge))[2:-2]
    assert np.abs(seen - edge[2:-2])[..., 1].max() < 0.02  # a mean of four would be off by a fifth


def test_what_clips_is_white() -> None:
    bright = np.full((8, 8, 3), 5.0, np.float32)
    assert (demosaiced(read_out(mosaic_of(bright), 1000.0, 3.0, rng())) == 1).all()


def test_denoising_takes_most_of_the_noise_from_an_even_surface_and_leaves_its_brightness() -> None:
    noisy = demosaiced(read_out(mosaic_of(np.full((200, 200, 3), 0.3, np.float32)), 1000.0, 3.0, rng()))
    calm = denoised(noisy, 3.0, 1000.0, 3.0)
    assert calm.std((0, 1)).max() < 0.5 * noisy.std((0, 1)).min()
    np.testing.assert_allclose(calm.mean((0, 1)), noisy.mean((0, 1)), atol=1e-3)


def test_denoising_keeps_an_edge() -> None:
    edge = np.full((40, 40, 3), 0.1, np.float32)
    edge[:, 20:] = 0.7
    kept = denoised(edge, 3.0, 2000.0, 3.0)
    assert np.abs(kept - edge).max() < 0.02


def test_none_of_it_leaves_the_picture_alone() -> None:
    noisy = rng().random((16, 16, 3), dtype=np.float32)
    assert denoised(noisy, 0.0, 1000.0, 3.0) is noisy
