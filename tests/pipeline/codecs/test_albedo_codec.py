"""Shares of light come back within half a step of sRGB's curve, and every colour of 8 bits as itself."""

from __future__ import annotations

import numpy as np
import pytest

from cavendish.pipeline.codecs import CodecError, albedo


def test_every_colour_comes_back() -> None:
    rgb = np.arange(256, dtype=np.uint8).repeat(3).reshape(16, 16, 3)
    np.testing.assert_array_equal(albedo.encode(albedo.decode(rgb)), rgb)


def test_shares_come_back_within_the_bound() -> None:
    share = np.linspace(0, 1, 300_000).reshape(-1, 100, 3)
    off = np.abs(albedo.decode(albedo.encode(share)) - share)
    assert 0.95 * albedo.max_error() < off.max() <= albedo.max_error() + 1e-7


def test_the_colours_of_shares_are_those_of_srgb() -> None:
    share = np.array([[[0.0, 0.0031308, 0.18], [0.2158605, 0.5, 1.0]]])
    assert albedo.encode(share).tolist() == [[[0, 10, 118], [128, 188, 255]]]


@pytest.mark.parametrize("share", [-0.01, 1.01], ids=str)
def test_a_share_is_one(share: float) -> None:
    with pytest.raises(CodecError, match=r"must lie in \[0, 1\]"):
        albedo.encode(np.full((2, 2, 3), share))
