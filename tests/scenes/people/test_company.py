"""People who belong together: how many, how old, and where they stand towards one another."""

from __future__ import annotations

import itertools
import math

import numpy as np
import pytest

from cavendish.scenes.layouts.shared.floor_plan import Rect
from cavendish.scenes.people.company import CHILD, PARTIES, Formation, about, abreast, cast, drawn, ring
from cavendish.scenes.people.postures import POSTURES
from cavendish.scenes.spec import Figure

HERE = Rect(2.0, -1.0, 0.0, 0.0, 90.0)  # whoever is turned by 90° faces +x


def rng() -> np.random.Generator:
    return np.random.default_rng(4)


def apart_m(spots: list[tuple[float, float, float]]) -> list[float]:
    return [math.dist(a[:2], b[:2]) for k, a in enumerate(spots) for b in spots[:k]]


@pytest.mark.parametrize("size", [2, 3, 4, 5])
def test_those_in_a_ring_face_its_middle_at_the_distance_of_friends(size: int) -> None:
    spots = ring(size, HERE, rng())
    assert 0.6 < min(apart_m(spots)) < 1.35
    for x, y, turn_deg in spots:
        to_middle_deg = math.degrees(math.atan2(HERE.y_m - y, HERE.x_m - x))
        assert (to_middle_deg - (turn_deg - 90) + 180) % 360 - 180 == pytest.approx(0, abs=1e-6)


def test_those_who_walk_together_are_side_by_side() -> None:
    spots = abreast(3, HERE, rng())
    assert [x for x, _, _ in spots] == pytest.approx([2.0] * 3, abs=0.21)
    assert sorted(abs(a[1] - b[1]) for a, b in itertools.pairwise(spots))[0] >= 0.7
    assert [turn for _, _, turn in spots] == pytest.approx([90.0] * 3, abs=16)


def test_children_at_play_are_about_with_room_between_them() -> None:
    spots = about(4, HERE, rng())
    assert min(apart_m(spots)) > 0.7
    assert max(math.dist(spot[:2], (2.0, -1.0)) for spot in spots) < 1.81


@pytest.mark.parametrize("stand", [abreast, ring])
def test_one_alone_stands_there(stand: Formation) -> None:
    ((x, y, _),) = stand(1, HERE, rng())
    assert (x, y) == pytest.approx((2.0, -1.0), abs=0.21)


def test_no_party_is_larger_than_those_who_are_left() -> None:
    chance = rng()
    sizes = {most: {drawn(dict.fromkeys(PARTIES, 1.0), most, chance)[1] for _ in range(2000)} for most in (1, 2, 9)}
    assert sizes == {1: {1}, 2: {1, 2}, 9: {1, 2, 3, 4, 5}}


def test_a_family_has_parents_and_a_child() -> None:
    ages = [
        piece.geometry.age_years for piece in cast(PARTIES["family"], 3, rng()) if isinstance(piece.geometry, Figure)
    ]
    assert [age < 13 for age in ages] == [False, True, False]
    assert CHILD[0] <= ages[1] <= CHILD[1]


def test_every_party_does_what_there_is_a_posture_for() -> None:
    assert {name for party in PARTIES.values() for name in party.doing} <= set(POSTURES)
