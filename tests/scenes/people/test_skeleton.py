"""Bones: they turn, keep their lengths, and reach."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.spatial.transform import Rotation

from cavendish.scenes.people.anatomy import anatomy
from cavendish.scenes.people.build import rest
from cavendish.scenes.people.rotations import about, between, euler
from cavendish.scenes.people.skeleton import Posture, along, ends, posed, reach

from .figures import somebody

WAYS = st.tuples(*[st.floats(-1, 1)] * 3).filter(lambda way: np.linalg.norm(way) > 0.1)


def test_without_a_posture_a_body_stays_at_rest() -> None:
    body = rest(somebody())
    assert posed(body, Posture()) == pytest.approx(body, abs=1e-5)


@given(WAYS, WAYS)
def test_the_turn_from_one_direction_to_another_is_a_turn_and_gets_there(
    a: tuple[float, ...], b: tuple[float, ...]
) -> None:
    turn = between(a, b)
    assert turn @ turn.T == pytest.approx(np.eye(3), abs=1e-9)
    assert np.linalg.det(turn) == pytest.approx(1)
    assert turn @ a / np.linalg.norm(a) == pytest.approx(np.array(b) / np.linalg.norm(b), abs=1e-6)


def test_turns_about_axes_are_those_of_scipy() -> None:
    """Degrees about x, then y, then z, which stay where they are; an angle about an axis of any length."""
    wanted = Rotation.from_euler("xyz", (20.0, -35.0, 110.0), degrees=True).as_matrix()
    assert euler((20.0, -35.0, 110.0)) == pytest.approx(wanted)
    axis = np.array((0.6, 0.0, -0.8))
    assert about(3 * axis, 0.7) == pytest.approx(Rotation.from_rotvec(0.7 * axis).as_matrix())


def test_the_opposite_direction_is_half_a_turn() -> None:
    assert between((0, 0, 1), (0, 0, -1)) @ (0, 0, 1) == pytest.approx((0, 0, -1))


def test_bones_keep_their_lengths_and_aims_are_where_they_point() -> None:
    body = rest(somebody())
    after = posed(body, Posture({"upperarm_l": (0, -1, 0)}, {"spine_02": (10, 0, 25)}))
    before, now = (np.linalg.norm(np.subtract(*ends(points)), axis=1) for points in (body, after))
    assert now == pytest.approx(before, abs=1e-4)
    arm = anatomy().bone("upperarm_l")
    heads, tails = ends(after)
    assert (tails - heads)[arm] / before[arm] == pytest.approx((0, -1, 0), abs=1e-4)


@given(st.floats(-0.1, 0.35), st.floats(-0.5, -0.15), st.floats(0.9, 1.4))
def test_a_hand_gets_to_its_goal_or_as_near_as_the_arm_is_long(x: float, y: float, z: float) -> None:
    body, goal = rest(somebody()), np.array((x, y, z))
    posture = reach(body, Posture(), ("upperarm_l", "lowerarm_l"), goal, (0.5, 0.6, -1))
    heads, tails = ends(posed(body, posture))
    shoulder, wrist = heads[anatomy().bone("upperarm_l")], tails[anatomy().bone("lowerarm_l")]
    length = sum(
        float(np.linalg.norm(np.subtract(*ends(body)), axis=1)[anatomy().bone(name)])
        for name in ("upperarm_l", "lowerarm_l")
    )
    far = float(np.linalg.norm(goal - shoulder))
    assert np.linalg.norm(wrist - goal) == pytest.approx(max(far - 0.9995 * length, 0), abs=5e-3)


def test_what_goes_along_with_a_bone_moves_as_one_piece() -> None:
    body = rest(somebody())
    hat = np.array([(0, 0, 1.9), (0.1, 0, 1.9), (0, 0.1, 1.9)], np.float32)
    moved = along(body, Posture({}, {"head": (20, 0, 40)}), "head", hat)
    assert np.linalg.norm(moved - np.roll(moved, 1, axis=0), axis=1) == pytest.approx(
        np.linalg.norm(hat - np.roll(hat, 1, axis=0), axis=1), abs=1e-5
    )


def test_both_thumbs_bend_towards_their_palms() -> None:
    """The mean body is its own mirror image, and so are its hands when both are bent by as much."""
    body = rest(somebody(face=()))
    posture = Posture(curls={f"thumb_02_{side}": 30.0 for side in "lr"})
    _, tails = ends(posed(body, posture))
    left, right = (tails[anatomy().bone(f"thumb_02_{side}")] for side in "lr")
    assert left * (-1, 1, 1) == pytest.approx(right, abs=2e-3)
    at_rest = ends(body)[1][anatomy().bone("thumb_02_l")]
    assert np.linalg.norm(left - at_rest) > 0.01
