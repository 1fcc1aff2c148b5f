"""Shoes stand in pairs beside doors, with a parcel and post; dishes lie in the bowl of a sink."""

from __future__ import annotations

from functools import cache
from itertools import combinations

import numpy as np
import pytest

from cavendish.scenes.layouts.room.by_the_door import REACH_M, put_by_the_door
from cavendish.scenes.layouts.shared.clutter import put, surfaces_of
from cavendish.scenes.layouts.shared.floor_plan import Room, footprint
from cavendish.scenes.layouts.shared.shell import build_shell
from cavendish.scenes.object_mesh import object_box
from cavendish.scenes.spec import SceneObject


@cache
def left_in(use: str, seed: int) -> tuple[SceneObject, tuple[SceneObject, ...]]:
    """Return the door of an empty room of a use, and what is put beside it."""
    room = Room((4.0, 5.0, 2.6), {}, np.random.default_rng(seed), np.random.default_rng(seed))
    build_shell(room, use)
    held = len(room.objects)
    put_by_the_door(room, use)
    door = next(thing for thing in room.objects if thing.category == "door")
    return door, tuple(room.objects[held:])


def test_shoes_are_two_of_a_kind_side_by_side() -> None:
    found = [[thing for thing in left_in("living room", seed)[1] if thing.category == "shoe"] for seed in range(30)]
    assert 0.5 < np.mean([bool(shoes) for shoes in found]) < 0.9
    for shoes in found:
        for left, right in zip(shoes[::2], shoes[1::2], strict=True):
            assert (left.geometry, left.materials) == (right.geometry, right.materials)
            apart_m = np.subtract(left.pose.location_m, right.pose.location_m)
            assert 0.1 < float(np.hypot(*apart_m[:2])) < 0.18


def test_nothing_is_before_the_door_and_all_is_near_it() -> None:
    for seed in range(30):
        door, things = left_in("living room", seed)
        x, y, _ = door.pose.location_m
        for thing in things:
            gap_m = footprint(thing).distance_m(x, y)
            assert footprint(door).width_m / 2 < gap_m < REACH_M + 1.2
        assert not any(footprint(a).meets(footprint(b)) for a, b in combinations(things, 2))


def test_an_office_has_post_and_no_shoes_and_a_bathroom_neither() -> None:
    office = [thing for seed in range(20) for thing in left_in("office", seed)[1]]
    assert {thing.category for thing in office} == {"box", "paper"}
    assert not left_in("bathroom", 0)[1]


@pytest.mark.parametrize("seed", range(3))
def test_dishes_stand_on_the_floor_of_the_bowl(seed: int) -> None:
    room = Room((4.0, 5.0, 2.6), {}, np.random.default_rng(seed), np.random.default_rng(seed))
    piece = room.make("sink")
    sink = room.objects[room.add(piece, (0.0, 0.0, 0.7), 90.0, 0) - 1]
    _, bowl, _ = surfaces_of(sink)
    number = put(room, sink, bowl, "mug")
    assert number is not None
    (low, high), (sink_low, sink_high) = object_box(room.objects[number - 1]), object_box(sink)
    assert low[2] == pytest.approx(0.704, abs=1e-3)
    assert high[2] < sink_high[2]
    assert (low[:2] > sink_low[:2] + 0.06).all()
    assert (high[:2] < sink_high[:2] - 0.06).all()
