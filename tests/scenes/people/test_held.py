"""Phones lie in the hands of those who look at them."""

from __future__ import annotations

import numpy as np
import pytest

from cavendish.scenes.contacts import TOLERANCE_M, gaps, overlaps
from cavendish.scenes.object_mesh import geometry_mesh
from cavendish.scenes.people.casting import sample_person
from cavendish.scenes.people.held import held, holds

SCREEN_UP = (0.0, 0.0, 1.0)


@pytest.mark.parametrize("posture", ["looking at a phone", "on the phone"])
@pytest.mark.parametrize("seed", range(3))
def test_a_phone_lies_in_a_hand_and_not_in_it(posture: str, seed: int) -> None:
    rng = np.random.default_rng(seed)
    person = sample_person(rng, (posture,)).put(1, (1.0, 2.0, 0.0), 70.0)
    phone = held(person, 2, rng)
    assert (phone.category, phone.supporter) == ("phone", 1)
    assert [gap for gap in gaps([person, phone]) if gap.first == 2] == []
    assert overlaps([person, phone], TOLERANCE_M) == []


def test_who_looks_at_a_phone_sees_its_screen() -> None:
    rng = np.random.default_rng(5)
    person = sample_person(rng, ("looking at a phone",)).put(1, (0, 0, 0))
    phone = held(person, 2, rng)
    eyes = np.array((0.0, 0.0, 0.93 * geometry_mesh(person.geometry).bounds()[1][2]))
    way = eyes - phone.pose.location_m
    assert phone.pose.matrix()[:3, :3] @ SCREEN_UP @ way / np.linalg.norm(way) > 0.3


def test_who_stands_about_holds_nothing() -> None:
    rng = np.random.default_rng(5)
    assert not holds(sample_person(rng, ("standing",)).put(1, (0, 0, 0)))
