"""Children on swings: seated on the plank, fists on the ropes, turned with it; there is room to swing through."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import numpy as np
import pytest

from cavendish.scenes.contacts import TOLERANCE_M, gaps, is_free, overlaps
from cavendish.scenes.generators.outdoor.play import OVER_GROUND_M, perch_of
from cavendish.scenes.layouts.shared.floor_plan import Rect
from cavendish.scenes.people.grounds import Ground, Site
from cavendish.scenes.people.person import person
from cavendish.scenes.people.swings import on_swing, swung
from cavendish.scenes.pieces import sample_piece
from cavendish.scenes.poses import Vec3
from cavendish.scenes.spec import Figure, Procedural, SceneObject

PLACE = (2.0, 1.0, 0.0)


@cache
def pair(seed: int) -> tuple[SceneObject, SceneObject]:
    rng = np.random.default_rng(seed)
    swing = sample_piece("swing", rng, rng, {}).put(1, PLACE, 90.0)
    return swing, on_swing(swing, 2, rng)


def size_m(swing: SceneObject) -> Vec3:
    assert isinstance(swing.geometry, Procedural)
    return swing.geometry.size_m


def angle_deg(swing: SceneObject) -> float:
    assert isinstance(swing.geometry, Procedural)
    rng = np.random.Generator(np.random.PCG64(swing.geometry.variant))
    return perch_of(swing.geometry.size_m, rng).angle_deg


@pytest.mark.parametrize("seed", [0, 1])
def test_a_child_sits_on_the_plank_and_reaches_into_nothing(seed: int) -> None:
    swing, child = pair(seed)
    assert child.supporter == swing.instance
    assert gaps([swing, child]) == []
    assert overlaps([replace(swing, supporter=9), child], 2 * TOLERANCE_M) == []
    assert isinstance(child.geometry, Figure)
    assert child.geometry.age_years < 12


def test_a_child_leans_as_the_swing_does_and_holds_both_ropes() -> None:
    """At an angle a, a seat turned by 90° (its front to +x) that hangs b below the beam is b·sin a ahead of it."""
    swing, child = pair(0)
    assert isinstance(child.geometry, Figure)
    assert swing.pose.matrix()[:3, 2] == pytest.approx((0, 0, 1))
    lean_deg = np.degrees(np.arccos(child.pose.matrix()[2, 2]))
    assert lean_deg == pytest.approx(abs(angle_deg(swing)), abs=0.01)
    joints = person(child.geometry).keypoints_m @ child.pose.matrix()[:3, :3].T + child.pose.location_m
    wrists, hips = joints[9:11] - PLACE, joints[11:13].mean(axis=0) - PLACE
    assert np.abs(np.abs(wrists[:, 1]) - 0.25).max() < 0.05
    below_m = size_m(swing)[2] - 0.04 - OVER_GROUND_M
    assert hips[0] == pytest.approx(below_m * np.sin(np.radians(angle_deg(swing))), abs=0.12)


def site(side_m: float) -> Site:
    return Site((), [Ground(Rect(0, 0, side_m, side_m), 7, lambda x, y: 0.3)], [], [])


def test_a_swing_stands_on_the_ground_with_room_before_and_behind_it() -> None:
    there = site(8.0)
    swing, child = swung(there, 10, np.random.default_rng(0))
    assert (swing.supporter, swing.instance, child.instance) == (7, 10, 11)
    assert swing.pose.location_m[2] == pytest.approx(0.3)
    assert is_free(child, [swing])
    [room] = there.people
    assert room.depth_m == pytest.approx(size_m(swing)[1] + 2.0)


def test_without_room_there_is_no_swing() -> None:
    assert swung(site(2.5), 10, np.random.default_rng(0)) == ()
