"""Feet on the ground, hips on the seat, joints as they bend, hands where they are wanted: bare bodies, posed."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import numpy as np
import pytest

from cavendish.scenes.people.anatomy import Points, anatomy
from cavendish.scenes.people.build import rest
from cavendish.scenes.people.contact import seated
from cavendish.scenes.people.hands import FINGERS, RELAXED, fingers
from cavendish.scenes.people.postures import ON_FEET, POSTURES, SEATED
from cavendish.scenes.people.seats import Seat
from cavendish.scenes.people.skeleton import Posture, ends, hinge_axis, posed, transforms, way_at_rest
from cavendish.scenes.people.stance import PALM, planted, stance
from cavendish.scenes.people.surfaces import normals
from cavendish.scenes.spec import Figure

CHAIR = Seat(0.0, -0.22, 0.2, 0.45)
UPRIGHT_OR_SEATED = (*ON_FEET, *SEATED)
IN_POCKETS = ("hands in pockets", "leaning against")  # hands of some
PEOPLE = 10


@cache
def figures() -> tuple[Figure, ...]:
    """Return people from 7 to 85 years, thin and stout."""
    rng = np.random.default_rng(3)
    stature_m = (1.18, 1.35, 1.52, 1.6, 1.66, 1.72, 1.75, 1.8, 1.88, 1.95)
    return tuple(
        Figure(
            sex=float(k % 2),
            age_years=(7.0, 10.0, 13.0, 82.0, 25.0, 40.0, 60.0, 33.0, 50.0, 28.0)[k],
            stature_m=stature_m[k],
            muscle=float(rng.uniform(0.2, 0.9)),
            weight=(0.5, 0.3, 0.7, 0.4, 0.1, 0.95, 0.6, 0.3, 0.9, 0.5)[k],
            origin=(0.3, 0.3, 0.4),
            face=(),
            haircut="",
            clothes=(),
            posture="standing",
            seed=k,
        )
        for k in range(PEOPLE)
    )


@cache
def body(number: int) -> Points:
    return rest(figures()[number])


def posture_of(number: int, name: str) -> Posture:
    figure = figures()[number]
    figure = seated(figure, CHAIR, name) if name in SEATED else replace(figure, posture=name)
    return stance(figure, body(number), np.random.default_rng(number))


def skin(number: int, posture: Posture, *bones: str) -> Points:
    """Return the points of a posed body's skin that follow some bones most."""
    rows = np.unique(anatomy().layers["skin"])
    if bones:
        rows = rows[np.isin(anatomy().mover()[rows], [anatomy().bone(name) for name in bones])]
    return posed(body(number), posture, rows)


@pytest.mark.parametrize("name", ON_FEET)
def test_soles_stand_on_the_ground_and_nothing_is_below_it(name: str) -> None:
    for number in range(PEOPLE):
        posture = posture_of(number, name)
        assert abs(skin(number, posture)[:, 2].min()) < 0.005
        for side in planted(posture):
            assert abs(skin(number, posture, f"foot_{side}", f"ball_{side}")[:, 2].min()) < 0.01


@pytest.mark.parametrize("name", ["standing", "arms folded", "hands in pockets", "talking"])
def test_who_stands_has_both_soles_flat_on_the_ground(name: str) -> None:
    for number in range(PEOPLE):
        posture = posture_of(number, name)
        assert planted(posture) == ("l", "r")
        for side in "lr":
            foot = skin(number, posture, f"foot_{side}", f"ball_{side}")
            sole = foot[foot[:, 2] < 0.01]
            assert np.ptp(sole[:, :2], axis=0).max() > 0.7 * np.ptp(foot[:, :2], axis=0).max()


@pytest.mark.parametrize("name", SEATED)
def test_who_sits_has_the_hips_on_the_seat_and_a_foot_on_the_floor(name: str) -> None:
    for number in range(3, PEOPLE):
        posture = posture_of(number, name)
        hips = skin(number, posture, "pelvis", "thigh_l", "thigh_r")
        behind = hips[hips[:, 1] > -0.1]
        assert CHAIR.height_m - 0.06 < behind[:, 2].min() < CHAIR.height_m
        feet = skin(number, posture, *(f"{bone}_{side}" for bone in ("foot", "ball") for side in planted(posture)))
        assert abs(feet[:, 2].min()) < 0.01
        assert skin(number, posture)[:, 2].min() > -0.01


def test_the_feet_of_a_child_on_a_high_stool_hang() -> None:
    stool = Seat(0.0, -0.15, 0.15, 0.75)
    figure = seated(figures()[0], stool)
    posture = stance(figure, body(0), np.random.default_rng(0))
    assert skin(0, posture, "foot_l", "foot_r")[:, 2].min() > 0.2


@pytest.mark.parametrize("name", UPRIGHT_OR_SEATED)
def test_knees_and_elbows_bend_one_way_only_and_not_too_far(name: str) -> None:
    for number in range(PEOPLE):
        posture = posture_of(number, name)
        turns, _ = transforms(body(number), posture)
        for upper, lower in (("thigh", "calf"), ("upperarm", "lowerarm")):
            for side in "lr":
                first, second = f"{upper}_{side}", f"{lower}_{side}"
                axis = turns[anatomy().bone(first)] @ hinge_axis(body(number), first)
                ways = [turns[anatomy().bone(bone)] @ way_at_rest(body(number), bone) for bone in (first, second)]
                a, b = (way / np.linalg.norm(way) for way in ways)
                bend_deg = np.degrees(np.arctan2(np.cross(a, b) @ axis, a @ b))
                assert -8 < bend_deg < 155, (first, bend_deg)


def test_who_stands_has_the_higher_hip_and_the_lower_shoulder_over_the_leg_that_carries() -> None:
    """The leg that carries is the straighter one."""

    def tails(side: str, *bones: str) -> list[Points]:
        return [_head(number, posture, f"{bone}_{side}") for bone in bones]

    for number in range(PEOPLE):
        posture = posture_of(number, "standing")
        long_m = {side: np.linalg.norm(np.subtract(*tails(side, "thigh", "foot"))) for side in "lr"}
        carries, free = ("l", "r") if long_m["l"] > long_m["r"] else ("r", "l")
        hips_m, shoulders_m = ([tails(side, bone)[0][2] for side in (carries, free)] for bone in ("thigh", "upperarm"))
        assert 0.003 < hips_m[0] - hips_m[1] < 0.03
        assert 0.0 < shoulders_m[1] - shoulders_m[0] < 0.04


def _head(number: int, posture: Posture, bone: str) -> Points:
    turns, shifts = transforms(body(number), posture)
    return turns[anatomy().bone(bone)] @ ends(body(number))[0][anatomy().bone(bone)] + shifts[anatomy().bone(bone)]


def test_the_fingers_of_a_relaxed_hand_bend_more_from_the_first_to_the_last() -> None:
    bent_deg = np.mean(
        [
            [fingers(np.random.default_rng(seed), "l", RELAXED)[f"{name}_02_l"] for name in FINGERS]
            for seed in range(PEOPLE)
        ],
        axis=0,
    )
    assert (np.diff(bent_deg) > 2).all()


def _depth_m(points: Points, surface: Points, out: Points) -> float:
    """Return how deep the deepest of some points lies under a surface, given by its points and normals."""
    from scipy.spatial import KDTree

    away_m, nearest = KDTree(surface).query(points)
    under_m = -np.einsum("ni,ni->n", points - surface[nearest], out[nearest])
    return float(np.where(away_m < 0.12, under_m, 0.0).max())


@pytest.mark.parametrize("name", [name for name in UPRIGHT_OR_SEATED if name not in IN_POCKETS])
def test_arms_do_not_go_through_the_trunk(name: str) -> None:
    rows = np.unique(anatomy().layers["skin"])
    trunk = rows[np.isin(anatomy().mover()[rows], [anatomy().bone(f"spine_0{k}") for k in (1, 2, 3)])]
    for number in range(PEOPLE):
        posture = posture_of(number, name)
        points = posed(body(number), posture)[: anatomy().count]
        out = normals(points, anatomy().layers["skin"])
        arms = skin(number, posture, "lowerarm_l", "lowerarm_r", "hand_l", "hand_r")
        assert _depth_m(arms, points[trunk], out[trunk]) < 0.02


def test_a_hand_meets_its_goal() -> None:
    goal = (0.15, -0.38, 1.05)
    figure = replace(figures()[7], goals=(("hand_l", goal),))
    posture = stance(replace(figure, posture="working"), body(7), np.random.default_rng(7))
    turns, shifts = transforms(body(7), posture)
    bone = anatomy().bone("lowerarm_l")
    wrist = turns[bone] @ ends(body(7))[1][bone] + shifts[bone]
    way = np.asarray(posture.aims["hand_l"]) / np.linalg.norm(posture.aims["hand_l"])
    np.testing.assert_allclose(wrist + PALM * figure.stature_m * way, goal, atol=0.005)


def test_the_head_turns_to_what_it_looks_at() -> None:
    figure = replace(figures()[7], goals=(("eyes", (2.0, -2.0, 1.6)),))
    posture = stance(figure, body(7), np.random.default_rng(7))
    turn = transforms(body(7), posture)[0][anatomy().bone("head")]
    ahead = turn @ (0.0, -1.0, 0.0)
    assert np.degrees(np.arctan2(ahead[0], -ahead[1])) == pytest.approx(45, abs=6)


def test_shoulders_of_who_stands_hang() -> None:
    """Collar bones are turned down on both sides, by as many degrees."""
    turns = POSTURES["standing"](np.random.default_rng(1)).turns
    left, right = turns["clavicle_l"][1], -turns["clavicle_r"][1]
    assert left == right
    assert 2 <= left <= 8
