"""Numbers along a colour map come back within half a step; what is no colour of the map is no number."""

from __future__ import annotations

import numpy as np
import pytest

from cavendish.pipeline.codecs import CodecError, colormaps, ramp


@pytest.mark.parametrize("colormap", colormaps.NAMES)
@pytest.mark.parametrize(("low", "high"), [(0.0, 3.0), (-90.0, 90.0), (0.0, 0.1)])
def test_numbers_come_back_within_the_bound(colormap: str, low: float, high: float) -> None:
    values = np.random.default_rng(0).uniform(low, high, (64, 64))
    decoded = ramp.decode(ramp.encode(values, low, high, colormap), low, high, colormap).astype(np.float64)
    assert np.abs(decoded - values).max() <= ramp.max_error(low, high, colormap) * (1 + 1e-4)
    assert np.abs(decoded - values).max() > 0.4 * ramp.max_error(low, high, colormap)


def test_the_bound_is_half_a_step() -> None:
    assert ramp.max_error(0, 3, "gray") == pytest.approx(3 / 510)
    assert ramp.max_error(0, 3, "cube") == pytest.approx(3 / 3570)


def test_what_lies_beyond_has_the_colours_of_the_ends() -> None:
    rgb = ramp.encode(np.array([[-np.inf, -1.0, 1.0, 2.0, np.inf]]), 0, 1, "gray")
    assert rgb[0, :, 0].tolist() == [0, 0, 255, 255, 255]


def test_invalid_pixels_and_other_colours_are_no_numbers() -> None:
    valid = np.array([[True, False]])
    rgb = ramp.encode(np.array([[0.5, np.nan]]), 0, 1, "cube", valid)
    assert rgb[0, 1].tolist() == [128, 128, 128]
    assert np.isnan(ramp.decode(rgb, 0, 1, "cube")).tolist() == [[False, True]]
    assert np.isnan(ramp.decode(np.full((1, 1, 3), (255, 0, 0), np.uint8), 0, 1, "gray")).all()


@pytest.mark.parametrize(
    ("values", "low", "high", "colormap", "valid", "said"),
    [
        (np.array([[np.nan]]), 0, 1, "cube", None, "holds NaN"),
        (np.zeros(3), 0, 1, "cube", None, "must be"),
        (np.zeros((1, 1), np.int64), 0, 1, "cube", None, "values is int64"),
        (np.zeros((1, 1)), 1, 1, "cube", None, "must rise"),
        (np.zeros((1, 1)), 0, np.inf, "cube", None, "must rise"),
        (np.zeros((1, 1)), 0, 1, "jet", None, "colormap is 'jet'"),
        (np.zeros((1, 1)), 0, 1, "gray", np.zeros((1, 1), np.bool_), "only the cube"),
    ],
)
def test_what_cannot_be_meant_is_refused(
    values: np.ndarray, low: float, high: float, colormap: str, valid: np.ndarray | None, said: str
) -> None:
    with pytest.raises(CodecError, match=said):
        ramp.encode(values, low, high, colormap, valid)
