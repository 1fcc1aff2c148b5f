"""Matrix, tone curve, sharpening, sizes and JPEG: grey stays grey, brighter stays brighter, nothing moves."""

import numpy as np
import pytest
from PIL.Image import Resampling

from cavendish.renderers.development.finish import (
    colour_matrix,
    compressed,
    corrected,
    linear,
    resized,
    sharpened,
    srgb,
    tone_mapped,
)
from cavendish.renderers.development.sensor import crosstalk_matrix


def test_the_matrix_takes_out_what_the_filters_mixed() -> None:
    np.testing.assert_allclose(colour_matrix(1.0) @ crosstalk_matrix(), np.eye(3), atol=1e-6)


@pytest.mark.parametrize("saturation", [0.0, 0.7, 1.3])
def test_grey_stays_grey_whatever_the_saturation(saturation: float) -> None:
    np.testing.assert_allclose(colour_matrix(saturation) @ [0.5, 0.5, 0.5], 0.5, atol=1e-6)


def test_saturation_0_leaves_luminance_alone() -> None:
    seen = colour_matrix(0.0) @ crosstalk_matrix() @ [1.0, 0.0, 0.0]
    np.testing.assert_allclose(seen, 0.2126, atol=1e-6)


def test_clipped_colours_are_left_as_they_are() -> None:
    bright = np.array([[[1.0, 0.9, 0.6]]], np.float32)
    np.testing.assert_array_equal(corrected(bright, 1.3), bright)


@pytest.mark.parametrize("headroom_ev", [2.4, 3.5, 4.6])
@pytest.mark.parametrize("contrast", [1.0, 1.25, 1.5])
class TestToneCurve:
    """Of every headroom and contrast that a style has."""

    def test_it_rises_everywhere(self, headroom_ev: float, contrast: float) -> None:
        light = np.linspace(0, 0.18 * 2**headroom_ev, 4000, dtype=np.float32)
        assert (np.diff(tone_mapped(light, headroom_ev, contrast)) > 0).all()

    def test_black_grey_and_white_are_where_they_belong(self, headroom_ev: float, contrast: float) -> None:
        light = np.array([0, 0.18, 0.18 * 2**headroom_ev, 1000], np.float32)
        np.testing.assert_allclose(tone_mapped(light, headroom_ev, contrast), [0, 0.18, 1, 1], atol=1e-5)


def test_srgb_is_that_of_the_standard() -> None:
    np.testing.assert_allclose(srgb(np.array([0, 0.002, 0.18, 1], np.float32)), [0, 0.02584, 0.46136, 1], atol=1e-4)
    values = np.linspace(0, 1, 256)
    np.testing.assert_allclose(srgb(linear(values)), values, atol=1e-4)


def test_sharpening_steepens_an_edge_on_both_sides_alike() -> None:
    ramp = np.interp(np.arange(33), [13, 19], [0.3, 0.7]).astype(np.float32)
    image = np.broadcast_to(ramp[None, :, None], (33, 33, 3)).astype(np.float32)
    row = sharpened(image, 1.0)[16, :, 1]
    assert row[19] > 0.71
    assert row[13] < 0.29
    np.testing.assert_allclose(row + row[::-1], 1.0, atol=1e-5)  # about the middle of the edge


@pytest.mark.parametrize("scale", [0.6, 1.5])
def test_another_size_and_back_moves_nothing(scale: float) -> None:
    x = np.arange(60)
    image = np.broadcast_to(np.exp(-(((x - 23.0) / 6) ** 2))[None, :, None], (60, 60, 3)).astype(np.float32)
    there = resized(image, round(60 * scale), round(60 * scale), Resampling.BICUBIC)
    back = resized(there, 60, 60, Resampling.LANCZOS)[30, :, 1]
    assert (back * x).sum() / back.sum() == pytest.approx(23.0, abs=0.02)


def test_jpeg_of_low_quality_is_further_off() -> None:
    image = np.random.default_rng(0).integers(0, 256, (32, 48, 3), dtype=np.uint8)
    off = [np.abs(compressed(image, quality).astype(int) - image).mean() for quality in (40, 98)]
    assert off[0] > off[1] > 0
    assert compressed(image, 90).shape == image.shape
