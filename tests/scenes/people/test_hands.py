"""Hands: no two are alike, and what they hold is held firmly."""

from __future__ import annotations

import numpy as np

from cavendish.scenes.people.hands import FINGERS, GRIPPING, RELAXED, fingers

HANDS = 200


def test_no_two_hands_that_hold_nothing_are_alike() -> None:
    """The fingers of 200 people's hands differ by 8° or more in the mean of joints, left from right as well."""
    rng = np.random.default_rng(2)
    found = np.array([list(fingers(rng, side, RELAXED).values()) for _ in range(HANDS // 2) for side in "lr"])
    apart = np.abs(found[:, None] - found[None]).mean(axis=2)[np.triu_indices(HANDS, 1)]
    assert apart.min() > 0
    assert np.median(apart) > 8
    assert found[:, : 3 * len(FINGERS)].min() > 0
    assert found.max() < 90


def test_the_little_finger_of_a_hand_at_rest_bends_more_than_the_first() -> None:
    rng = np.random.default_rng(3)
    for _ in range(20):
        bends = fingers(rng, "l", RELAXED)
        assert all(bends[f"pinky_0{k}_l"] > bends[f"index_0{k}_l"] for k in (1, 2, 3))


def test_hands_that_grip_hold_nearly_as_they_are_told() -> None:
    bends = fingers(np.random.default_rng(4), "r", GRIPPING)
    for finger in FINGERS:
        assert np.allclose([bends[f"{finger}_0{k + 1}_r"] / GRIPPING[k] for k in range(3)], 1.0, atol=0.21)
