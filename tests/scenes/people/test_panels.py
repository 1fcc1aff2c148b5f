"""Cloth is laid flat in metres: seams lie a quarter of the way round, hems are known by how near they are."""

from __future__ import annotations

import numpy as np
import pytest

from cavendish.scenes.geometry.mesh import Mesh
from cavendish.scenes.people.build import rest
from cavendish.scenes.people.clothes import wear
from cavendish.scenes.people.panels import APART_M, NEAR_M, ROUND_M, turns
from cavendish.scenes.people.skeleton import Posture
from cavendish.scenes.people.wardrobe import cuts_of

from .figures import somebody


def worn(*clothes: str) -> list[Mesh]:
    cuts = tuple(cut for cut, _ in cuts_of(clothes))
    return wear(cuts, rest(somebody()), Posture(), np.random.default_rng(3))


def uv(cloth: Mesh) -> np.ndarray:
    assert cloth.uv is not None
    assert cloth.uv.shape == (len(cloth.triangles), 3, 3)
    return cloth.uv


@pytest.mark.parametrize(
    ("place_m", "panel", "turn_deg"),
    [
        ((0.0, -0.17, 0.3), 0, 0),  # the pit of the stomach
        ((0.145, -0.068, 0.3), 0, 90),  # the left side, half way to the back
        ((-0.145, -0.068, 0.3), 0, -90),
        ((0.23, -0.031, -0.37), 1, 90),  # outside of the left knee
        ((-0.23, -0.031, -0.37), 1, 90),  # and of the right one
        ((0.158, -0.10, -0.37), 1, 0),  # the kneecap
    ],
)
def test_places_lie_so_far_round(place_m: tuple[float, float, float], panel: int, turn_deg: float) -> None:
    found = np.degrees(turns(np.array([place_m], np.float32)))[0, panel]
    assert found == pytest.approx(turn_deg, abs=3)


def test_below_the_arm_is_a_quarter_round_its_sleeve_on_both_sides() -> None:
    """On the upper arm, which falls outwards at 50°, 4 cm inwards and down from its axis."""
    left = np.array([0.24 - 0.031, -0.014, 0.437 - 0.025], np.float32)
    found = np.degrees(turns(np.stack([left, left * (-1, 1, 1)]).astype(np.float32)))[:, 2]
    assert found == pytest.approx([90, 90], abs=8)


def test_trunk_legs_and_sleeves_lie_apart() -> None:
    jeans, shirt = worn("jeans", "t-shirt")
    legs, top = uv(jeans)[..., 0], uv(shirt)[..., 0]
    assert set(np.round(legs.mean(axis=1) / APART_M).astype(int)) == {-1, 0, 1}
    assert set(np.round(top.mean(axis=1) / APART_M).astype(int)) == {-2, 0, 2}
    assert np.abs(legs - APART_M * np.round(legs / APART_M)).max() < 1.5 * np.pi * ROUND_M[0]


def test_no_triangle_runs_all_round() -> None:
    for cloth in worn("jeans", "t-shirt"):
        assert np.ptp(uv(cloth)[..., 0], axis=1).max() < np.pi * ROUND_M[0]


def test_cloth_is_laid_flat_nearly_as_large_as_it_is_on_the_chest() -> None:
    """Of the triangles on the breast, whose print is to be read."""
    shirt = worn("jeans", "t-shirt")[1]
    corners, flat = shirt.vertices[shirt.triangles], uv(shirt)
    chest = (np.abs(flat[..., 0]) < 0.1).all(axis=1) & (np.abs(flat[..., 1] - 0.35) < 0.06).all(axis=1)
    wide = np.ptp(corners[chest][..., 0], axis=1).sum() / np.ptp(flat[chest][..., 0], axis=1).sum()
    assert wide == pytest.approx(1.0, abs=0.2)


def test_a_hem_is_known_by_the_third_coordinate() -> None:
    """It is full at the hem of a t-shirt, which lies at the crotch, and none from 6 cm above it on."""
    shirt = uv(worn("jeans", "t-shirt")[1]).reshape(-1, 3)
    trunk = np.abs(shirt[:, 0]) < 0.45
    at_hem = trunk & (np.abs(shirt[:, 1]) < 0.002)
    above = trunk & (shirt[:, 1] > 0.07) & (shirt[:, 1] < 0.3)
    assert shirt[at_hem, 2].mean() == pytest.approx(NEAR_M, abs=0.005)
    assert shirt[above, 2].max() == 0
