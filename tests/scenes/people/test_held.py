"""Things in people's hands: they touch the hands, do not reach into anybody, and stand or hang as such things do."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import numpy as np
import pytest

from cavendish.scenes.contacts import TOLERANCE_M, gaps, overlaps
from cavendish.scenes.object_mesh import geometry_mesh, object_box
from cavendish.scenes.people.casting import sample_person
from cavendish.scenes.people.held import HOLDS, held, holds
from cavendish.scenes.spec import SceneObject

SCREEN_UP = (0.0, 0.0, 1.0)
ROLLS = ("pushing a pushchair", "pushing a trolley")
UPRIGHT = ("carrying", "carrying a bag", "holding a cup", "pulling a suitcase", *ROLLS)


@cache
def pair(posture: str, seed: int = 0) -> tuple[SceneObject, SceneObject]:
    """Return somebody in a posture, and what they hold."""
    rng = np.random.default_rng(seed)
    person = sample_person(rng, (posture,), (16.0, 80.0)).put(1, (1.0, 2.0, 0.0), 70.0)
    return person, held(person, 2, rng)


@pytest.mark.parametrize("posture", [name for name in HOLDS if name != "reading"])
@pytest.mark.parametrize("seed", range(2))
def test_a_thing_lies_in_the_hands_and_not_in_them(posture: str, seed: int) -> None:
    person, thing = pair(posture, seed)
    assert thing.supporter == person.instance
    assert [gap for gap in gaps([person, thing]) if gap.first == 2] == []
    assert overlaps([person, thing], TOLERANCE_M) == []


@pytest.mark.parametrize("posture", ["carrying", "looking at a phone", *ROLLS])
def test_hands_do_not_reach_into_a_thing_by_more_than_scenes_allow(posture: str) -> None:
    """Who stands on something is looked at as everything that can be moved; deeper things leave a scene."""
    person, thing = pair(posture)
    assert overlaps([replace(person, supporter=9), thing], TOLERANCE_M) == []


@pytest.mark.parametrize("posture", UPRIGHT)
def test_what_stands_stands_upright(posture: str) -> None:
    _, thing = pair(posture)
    assert thing.pose.matrix()[2, :3] == pytest.approx((0, 0, 1), abs=1e-4)


@pytest.mark.parametrize("posture", ["pulling a suitcase", "pushing", *ROLLS])
def test_wheels_are_on_the_ground(posture: str) -> None:
    _, thing = pair(posture)
    assert object_box(thing)[0, 2] == pytest.approx(0, abs=0.008)


def test_a_bag_hangs_clear_of_the_ground_below_the_hand() -> None:
    person, bag = pair("carrying a bag")
    low, high = object_box(bag)[:, 2]
    assert low > 0.15
    assert high < 0.55 * object_box(person)[1, 2]


def test_an_umbrella_is_over_the_head() -> None:
    person, umbrella = pair("under an umbrella")
    head = object_box(person)[1]
    box = object_box(umbrella)
    assert box[1, 2] > head[2] + 0.1
    assert (box[0, :2] < person.pose.location_m[:2]).all()
    assert (box[1, :2] > person.pose.location_m[:2]).all()


@pytest.mark.parametrize("posture", ["pushing", *ROLLS])
def test_what_is_pushed_is_ahead_of_who_pushes_it(posture: str) -> None:
    person, barrow = pair(posture)
    ahead = person.pose.matrix()[:3, :3] @ (0, -1, 0)
    assert np.subtract(barrow.pose.location_m, person.pose.location_m) @ ahead > 0.5


def test_who_looks_at_a_phone_sees_its_screen() -> None:
    person, phone = pair("looking at a phone", 5)
    assert phone.category == "phone"
    eyes = np.add(person.pose.location_m, (0.0, 0.0, 0.93 * geometry_mesh(person.geometry).bounds()[1][2]))
    way = eyes - phone.pose.location_m
    assert phone.pose.matrix()[:3, :3] @ SCREEN_UP @ way / np.linalg.norm(way) > 0.3


def test_who_stands_about_holds_nothing() -> None:
    rng = np.random.default_rng(5)
    assert not holds(sample_person(rng, ("standing",)).put(1, (0, 0, 0)))
