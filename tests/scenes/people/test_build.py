"""Bodies: one mesh, shaped by what is known of a person."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cavendish.scenes.people.anatomy import anatomy
from cavendish.scenes.people.build import rest

from .figures import somebody

SHARES = st.floats(0, 1)


def skin(points: np.ndarray) -> np.ndarray:
    """Return the points of the skin."""
    return points[np.unique(anatomy().layers["skin"])]


@given(SHARES, st.floats(7, 85), st.floats(1.1, 2.1), SHARES, SHARES)
def test_a_body_has_the_stature_that_is_asked_for_and_stands_on_the_ground(
    sex: float, age_years: float, stature_m: float, muscle: float, weight: float
) -> None:
    points = skin(
        rest(somebody(sex=sex, age_years=age_years, stature_m=stature_m, muscle=muscle, weight=weight, face=()))
    )
    assert points[:, 2].min() == pytest.approx(0, abs=1e-5)
    assert points[:, 2].max() == pytest.approx(stature_m, abs=1e-4)
    assert np.isfinite(points).all()


def test_weight_makes_wider_and_age_and_sex_change_the_shape() -> None:
    slim, heavy = (skin(rest(somebody(weight=weight))) for weight in (0.1, 0.9))
    belly = (np.abs(slim[:, 2] - 1.1) < 0.04) & (np.abs(slim[:, 0]) < 0.1)
    assert np.ptp(heavy[belly, 1]) > np.ptp(slim[belly, 1]) + 0.02
    others = [skin(rest(somebody(**change))) for change in ({"sex": 0.0}, {"age_years": 80.0}, {"age_years": 9.0})]
    assert all(np.abs(other - skin(rest(somebody()))).max() > 0.01 for other in others)


def test_faces_differ_in_the_head_alone() -> None:
    plain, other = (rest(somebody(face=face)) for face in ((), (("head-round", 0.5),)))
    moved = np.linalg.norm(plain - other, axis=1)[: anatomy().count] > 0.004
    assert moved.any()
    assert plain[: anatomy().count][moved, 2].min() > 1.38  # of 1.78 m: down to the neck


def test_the_packed_data_are_whole() -> None:
    body = anatomy()
    assert body.weights.sum(axis=1) == pytest.approx(1, abs=1e-6)
    assert all(parent < bone for bone, parent in enumerate(body.parents))
    assert all(quads.min() >= 0 and quads.max() < body.count for quads in body.layers.values())
    assert len(body.points) == body.count + 2 * len(body.bones)


def test_the_sides_of_a_face_differ_a_little_and_not_alike_in_two_people() -> None:
    """Mirrored points of the head lie within a few millimetres, but not at the same place."""
    one, other = (rest(somebody(seed=seed, face=())) for seed in (1, 2))
    eyes = [points[anatomy().layers["eyes"]].reshape(2, -1, 3).mean(axis=1) for points in (one, other)]
    assert 0 < np.abs(one - other).max() < 0.02
    for right, left in eyes:
        assert np.abs(right * (-1, 1, 1) - left).max() < 0.004
