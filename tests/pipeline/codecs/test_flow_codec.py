"""Flow comes back within a derived bound: hue is its direction, saturation its length up to a reach."""

from __future__ import annotations

import math

import numpy as np
import pytest

from cavendish.pipeline.codecs import CodecError, flow


def test_flow_comes_back_within_the_bound() -> None:
    rng = np.random.default_rng(0)
    angle, length = rng.uniform(0, 2 * math.pi, (256, 256)), 32 * rng.random((256, 256))
    flow_px = np.stack([length * np.cos(angle), length * np.sin(angle)], axis=-1)
    off_px = np.linalg.norm(flow.decode(flow.encode(flow_px, 32.0), 32.0) - flow_px, axis=-1)
    assert 0.7 * flow.max_error(32.0) < off_px.max() <= flow.max_error(32.0)
    assert flow.max_error(32.0) == pytest.approx(32 * (0.5 / 255 + math.radians(60) / 255))


def test_every_colour_of_the_wheel_comes_back_as_itself() -> None:
    """What is painted, decoded and painted again is the same picture."""
    flow_px = np.random.default_rng(1).normal(0, 8, (64, 64, 2))
    rgb = flow.encode(flow_px, 16.0)
    assert (rgb.max(axis=-1) == 255).all()
    np.testing.assert_array_equal(flow.encode(flow.decode(rgb, 16.0), 16.0), rgb)


def test_the_colours_of_the_directions() -> None:
    right, down, left, up = (4.0, 0.0), (0.0, 4.0), (-4.0, 0.0), (0.0, -4.0)
    rgb = flow.encode(np.array([[right, down, left, up, (0.0, 0.0), (2.0, 0.0)]]), 4.0)
    violet, yellow_green = [128, 0, 255], [128, 255, 0]
    assert rgb[0].tolist() == [[255, 0, 0], yellow_green, [0, 255, 255], violet, [255, 255, 255], [255, 128, 128]]


def test_longer_flow_keeps_its_direction() -> None:
    (found,) = flow.decode(flow.encode(np.array([[[30.0, 40.0]]]), 5.0), 5.0)
    assert found[0] == pytest.approx([3.0, 4.0], abs=flow.max_error(5.0))


def test_no_flow_is_black() -> None:
    rgb = flow.encode(np.array([[[np.nan, 0.0], [np.inf, 1.0]]]), 4.0)
    assert not rgb.any()
    assert np.isnan(flow.decode(rgb, 4.0)).all()


@pytest.mark.parametrize("reach_px", [0.0, -1.0, np.nan, np.inf, "5", True])
def test_a_reach_is_a_length(reach_px: float) -> None:
    with pytest.raises(CodecError, match="length above 0 px"):
        flow.decode(np.zeros((1, 1, 3), np.uint8), reach_px)


def test_flow_has_two_axes() -> None:
    with pytest.raises(CodecError, match="must be"):
        flow.encode(np.zeros((4, 4, 3)), 1.0)
