from __future__ import annotations

import math

import numpy as np

from cavendish.scenes.layouts.room.left_about import LEFT_ABOUT, leave_about
from cavendish.scenes.layouts.shared.floor_plan import Rect, Room, footprint
from cavendish.scenes.layouts.shared.shell import build_shell
from cavendish.scenes.object_mesh import object_box


def left_in(use: str, seed: int, *, rug: bool = False) -> tuple[Room, int]:
    """Return an empty room of a use with what has been left about there, and how many things it held before."""
    room = Room((4.0, 5.0, 2.6), {}, np.random.default_rng(seed), np.random.default_rng(seed))
    build_shell(room, use)
    if rug:
        piece = room.make("rug")
        room.lay(piece, Rect(0.0, 0.0, *piece.size_m[:2]))
    held = len(room.objects)
    leave_about(room, use)
    return room, held


def test_about_half_of_the_rooms_have_something_near_one_spot() -> None:
    found = [left_in("living room", seed) for seed in range(60)]
    things = [room.objects[held:] for room, held in found]
    assert 0.35 < np.mean([bool(each) for each in things]) < 0.75
    assert max(map(len, things)) <= LEFT_ABOUT["living room"][1]
    for each in things:
        places = np.array([thing.pose.location_m[:2] for thing in each])
        assert len(each) < 2 or np.ptp(places, axis=0).max() < 2.2
        assert all(not a.meets(b) for k, a in enumerate(map(footprint, each)) for b in map(footprint, each[:k]))


def test_a_bathroom_has_nothing_on_its_floor() -> None:
    room, held = left_in("bathroom", 0)
    assert len(room.objects) == held


def test_what_is_left_on_a_rug_stands_on_it_wholly() -> None:
    on_rugs = 0
    for seed in range(60):
        room, held = left_in("bedroom", seed, rug=True)
        rugs = [thing for thing in room.objects[:held] if thing.category == "rug"]
        for thing, rug in ((thing, rug) for thing in room.objects[held:] for rug in rugs):
            if footprint(thing).meets(footprint(rug)):
                on_rugs += 1
                assert thing.supporter == rug.instance
                assert math.isclose(object_box(thing)[0, 2], object_box(rug)[1, 2], abs_tol=1e-3)
    assert on_rugs > 3
