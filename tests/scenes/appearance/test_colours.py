"""How light colours are, against values of CIE L* worked out by hand."""

from __future__ import annotations

import pytest

from cavendish.scenes.appearance.colours import lightness
from cavendish.scenes.poses import Vec3


@pytest.mark.parametrize(
    ("colour", "share"),
    [
        ((0.0, 0.0, 0.0), 0.0),
        ((1.0, 1.0, 1.0), 1.0),
        ((0.5, 0.5, 0.5), 0.534),  # light 0.2140, cube root 0.5982
        ((0.0, 1.0, 0.0), 0.877),  # light 0.7152, cube root 0.8943
        ((0.03, 0.03, 0.03), 0.021),  # light 0.00232, on the straight piece
    ],
    ids=["black", "white", "grey", "green", "nearly black"],
)
def test_lightness_is_that_of_cie(colour: Vec3, share: float) -> None:
    assert lightness(colour) == pytest.approx(share, abs=5e-4)
