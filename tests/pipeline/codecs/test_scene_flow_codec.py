"""Motion comes back within half a step of each axis; what stands still is one grey, and what is no surface black."""

from __future__ import annotations

import numpy as np
import pytest

from cavendish.pipeline.codecs import CodecError, scene_flow


def test_motion_comes_back_within_the_bound() -> None:
    flow_m = np.random.default_rng(0).uniform(-0.5, 0.5, (64, 64, 3))
    off_m = np.abs(scene_flow.decode(scene_flow.encode(flow_m, 0.5), 0.5) - flow_m)
    assert 0.9 * scene_flow.max_error(0.5) < off_m.max() <= scene_flow.max_error(0.5) + 1e-7
    assert scene_flow.max_error(0.5) == pytest.approx(1 / 444)


def test_the_colours_of_the_ends() -> None:
    rgb = scene_flow.encode(np.array([[[0.0, 0, 0], [2, -2, 1], [9, 0, -9], [np.nan, 0, 0]]]), 2.0)
    assert rgb[0].tolist() == [[144, 144, 144], [255, 33, 200], [255, 144, 33], [0, 0, 0]]  # 199.5 rounds to even
    assert not scene_flow.decode(rgb, 2.0)[0, 0].any()
    assert np.isnan(scene_flow.decode(rgb, 2.0)[0, 3]).all()


@pytest.mark.parametrize("reach_m", [0.0, -1.0, np.nan, np.inf, "5", True])
def test_a_reach_is_a_length(reach_m: float) -> None:
    with pytest.raises(CodecError, match="length above 0 m"):
        scene_flow.decode(np.zeros((1, 1, 3), np.uint8), reach_m)


def test_motion_has_three_axes() -> None:
    with pytest.raises(CodecError, match="must be"):
        scene_flow.encode(np.zeros((4, 4)), 1.0)
