"""People who sit on the ground: hips and soles are on it, knees up; where it is uneven, nobody sits or lies."""

from __future__ import annotations

import math

import numpy as np
import pytest

from cavendish.scenes.layouts.shared.floor_plan import Rect
from cavendish.scenes.object_mesh import geometry_mesh
from cavendish.scenes.people.casting import sample_person
from cavendish.scenes.people.grounds import Ground, laid, placed_on
from cavendish.scenes.people.person import person
from cavendish.scenes.pieces import Piece
from cavendish.scenes.spec import Figure


def sits(seed: int) -> Piece:
    return sample_person(np.random.default_rng(seed), ("sitting on the ground",))


@pytest.mark.parametrize("seed", range(4))
def test_who_sits_on_the_ground_has_hips_and_soles_on_it(seed: int) -> None:
    figure = sits(seed).geometry
    assert isinstance(figure, Figure)
    points, joints = geometry_mesh(figure).vertices, person(figure).keypoints_m
    hips, knees, ankles = joints[11:13].mean(axis=0), joints[13:15], joints[15:17]
    for place in (hips, *ankles):
        near = np.linalg.norm(points[:, :2] - place[:2], axis=1) < 0.12
        assert points[near, 2].min() == pytest.approx(0.0, abs=0.01)
    assert hips[2] < 0.2
    assert knees[:, 2].min() > hips[2] + 0.15
    assert not {"skirt", "dress"} & set(figure.clothes)


def test_who_sits_on_a_slope_is_as_low_as_it_is_and_on_a_steep_one_nowhere() -> None:
    piece = sits(0)
    for rise, there in ((0.02, True), (0.2, False)):
        ground = Ground(Rect(0, 0, 9, 9), 1, lambda x, y, rise=rise: rise * x)  # type: ignore[misc]
        z = laid(placed_on(ground, piece, (0.0, 0.0, 0.0)), ground)[1][2]
        assert math.isnan(z) is not there
        assert not there or z == pytest.approx(-rise * piece.size_m[0] / 2)
