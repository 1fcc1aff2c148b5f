"""Tables as they are set, and the chairs around them."""

from __future__ import annotations

import numpy as np
import pytest

from cavendish.scenes.layouts.shared.floor_plan import Rect, Room, turned_deg
from cavendish.scenes.layouts.shared.groups import chairs_around
from cavendish.scenes.layouts.shared.table_setting import lay_table
from cavendish.scenes.spec import SceneObject


def laid(seed: int) -> tuple[SceneObject, list[SceneObject]]:
    """Return a table and what is on it."""
    room = Room((4.0, 4.0, 2.6), {}, np.random.default_rng(seed), np.random.default_rng(seed))
    number = room.place(room.make("dining table", (1.6, 0.9, 0.75)), Rect(0.0, 0.0, 1.6, 0.9))
    lay_table(room, number)
    return room.objects[number - 1], room.objects[number:]


@pytest.mark.parametrize("seed", range(8))
def test_a_fork_lies_at_the_left_and_a_knife_at_the_right_of_who_sits_there(seed: int) -> None:
    _, things = laid(seed)
    plates = [thing for thing in things if thing.category == "plate" and abs(thing.pose.location_m[1]) > 0.2]
    assert len(plates) >= 2
    for category, aside in (("fork", -1.0), ("knife", 1.0)):
        for thing in [each for each in things if each.category == category]:
            x, y, _ = thing.pose.location_m
            plate = min(plates, key=lambda each: np.hypot(*np.subtract(each.pose.location_m[:2], (x, y))))
            right = 1.0 if y < 0 else -1.0  # as seen from the chair
            assert np.sign(x - plate.pose.location_m[0]) == right * aside
            away_deg = (turned_deg(thing) - (90.0 if y < 0 else 270.0) + 180) % 360 - 180
            assert abs(away_deg) < 25


def test_hands_have_laid_down_no_two_places_alike() -> None:
    turns = {round(turned_deg(thing) % 180, 1) for _, thing in forks()}
    assert len(turns) > 10


def forks() -> list[tuple[int, SceneObject]]:
    return [(seed, thing) for seed in range(8) for thing in laid(seed)[1] if thing.category == "fork"]


def test_meals_that_have_begun_leave_something_else_on_each_plate() -> None:
    variants = []
    for seed in range(8):
        used = [each for each in laid(seed)[1] if getattr(each.geometry, "generator", "") == "used plate"]
        variants += [getattr(each.geometry, "variant", 0) for each in used]
    assert len(variants) >= 6
    assert len(set(variants)) == len(variants)


def test_chairs_at_a_table_are_pushed_in_or_left_by_different_amounts() -> None:
    outs: list[float] = []
    for seed in range(6):
        room = Room((5.0, 5.0, 2.6), {}, np.random.default_rng(seed), np.random.default_rng(seed))
        chairs_around(room, Rect(0.0, 0.0, 1.6, 0.9))
        chairs = [thing for thing in room.objects if thing.category == "chair"]
        outs += [max(abs(t.pose.location_m[0]) - 0.8, abs(t.pose.location_m[1]) - 0.45) for t in chairs]
    assert np.percentile(outs, 90) - np.percentile(outs, 10) > 0.12
