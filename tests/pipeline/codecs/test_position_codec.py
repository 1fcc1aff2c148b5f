"""Points come back within half a step of each axis; what lies outside is black, and no point is near it."""

from __future__ import annotations

import numpy as np
import pytest

from cavendish.pipeline.codecs import CodecError, position


def test_points_come_back_within_the_bound() -> None:
    points_m = np.random.default_rng(0).uniform((-5, -5, 0), (5, 5, 10), (64, 64, 3))
    off_m = np.abs(position.decode(position.encode(points_m, 5.0), 5.0) - points_m)
    assert 0.9 * position.max_error(5.0) < off_m.max() <= position.max_error(5.0) + 1e-6
    assert position.max_error(5.0) == pytest.approx(10 / 446)


def test_the_colours_of_the_ends() -> None:
    points_m = np.array([[[-2.0, 0, 4], [2, 2, 0], [2.001, 0, 1], [np.inf, 0, 1], [np.nan, 0, 1], [0, 0, -0.01]]])
    rgb = position.encode(points_m, 2.0)
    assert rgb[0, :2].tolist() == [[32, 144, 255], [255, 255, 32]]  # halfway is 143.5, rounded to even
    assert not rgb[0, 2:].any()
    assert np.isnan(position.decode(rgb, 2.0)[0, 2:]).all()


@pytest.mark.parametrize("reach_m", [0.0, -1.0, np.nan, np.inf, "5", True])
def test_a_reach_is_a_length(reach_m: float) -> None:
    with pytest.raises(CodecError, match="length above 0 m"):
        position.decode(np.zeros((1, 1, 3), np.uint8), reach_m)


def test_points_have_three_axes() -> None:
    with pytest.raises(CodecError, match="must be"):
        position.encode(np.zeros((4, 4)), 1.0)
