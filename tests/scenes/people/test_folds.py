"""Cloth folds where it is pushed together: most where a limb is bent, and where trousers stand on shoes."""

from __future__ import annotations

import numpy as np
import pytest

from cavendish.scenes.people.build import rest
from cavendish.scenes.people.folds import HIGH, LOW, Bends, bends, folds
from cavendish.scenes.people.regions import regions
from cavendish.scenes.people.skeleton import Posture
from cavendish.scenes.people.tailoring import sheet

from .figures import somebody

STRAIGHT = Bends((0.0, 0.0), (0.0, 0.0), (0.0, 0.0))
SEED = 4
DOWN, AHEAD = (0.0, 0.0, -1.0), (0.0, -1.0, 0.0)


def deep(bent: Bends, low_m: float, high_m: float, side: int) -> float:
    """Return the standard deviation of the folds on a leg between two heights."""
    of = sheet("tights")
    x, _, z = (of.mix @ regions().points).T
    there = (x * side > 0.02) & (z > low_m) & (z < high_m)
    return float(folds(of, SEED, bent)[there].std())


def test_joints_are_bent_from_not_at_all_to_a_right_angle() -> None:
    aims = {"thigh_l": AHEAD, "calf_l": DOWN, "thigh_r": DOWN, "calf_r": DOWN}
    aims |= {"upperarm_l": DOWN, "lowerarm_l": (0.0, -1.0, -1.0), "upperarm_r": DOWN, "lowerarm_r": DOWN}
    found = bends(rest(somebody()), Posture(aims))
    assert found.elbow == pytest.approx((0.5, 0.0), abs=1e-3)
    assert found.knee == pytest.approx((1.0, 0.0), abs=1e-3)
    assert found.hip == pytest.approx((1.0, 0.0), abs=1e-3)


def test_cloth_folds_deeper_behind_a_knee_that_is_bent_and_not_behind_the_other() -> None:
    bent = Bends((0.0, 0.0), (1.0, 0.0), (0.0, 0.0))
    left, right = (deep(bent, -0.44, -0.32, side) / deep(STRAIGHT, -0.44, -0.32, side) for side in (1, -1))
    assert left > 1.3
    assert right == pytest.approx(1.0)


def test_trousers_fold_more_on_the_shoe_than_on_the_shin() -> None:
    assert deep(STRAIGHT, -0.76, -0.68, 1) > 1.5 * deep(STRAIGHT, -0.60, -0.52, 1)


def test_no_two_limbs_fold_alike_and_none_further_than_cloth_goes() -> None:
    of = sheet("tights")
    one, other = (folds(of, seed, STRAIGHT) for seed in (1, 2))
    legs = (of.mix @ regions().points)[:, 2] < -0.1
    assert abs(np.corrcoef(one[legs], other[legs])[0, 1]) < 0.4
    assert one.min() >= LOW - 1e-6
    assert one.max() <= HIGH + 1e-6
    assert one.std() > 0.25  # seen in a small picture, where a fold is a centimetre deep
