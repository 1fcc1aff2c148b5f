"""Furniture that belongs together stands as people left it."""

from __future__ import annotations

import numpy as np

from cavendish.scenes.contacts import is_free
from cavendish.scenes.geometry.collision import gap_m, shape_of
from cavendish.scenes.layouts.shared.floor_plan import Rect, Room, turned_deg
from cavendish.scenes.layouts.shared.groups import chairs_around, hang_on_back, soften
from cavendish.scenes.object_mesh import geometry_mesh
from cavendish.scenes.spec import Procedural, SceneObject


def empty_room(seed: int) -> Room:
    return Room((6.0, 6.0, 2.6), {}, np.random.default_rng(seed), np.random.default_rng(seed))


def apart_m(a: SceneObject, b: SceneObject) -> float:
    first, second = (shape_of(geometry_mesh(each.geometry).transformed(each.pose.matrix())) for each in (a, b))
    return gap_m(first, second, 0.01)


def test_no_two_chairs_at_a_table_stand_alike() -> None:
    room = empty_room(1)
    chairs_around(room, Rect(0.0, 0.0, 1.9, 0.9, 0.0))
    chairs = [thing for thing in room.objects if thing.category == "chair"]
    askew = [(turned_deg(chair) + 45) % 90 - 45 for chair in chairs]
    assert len(chairs) >= 5
    assert len({round(turn, 2) for turn in askew}) == len(chairs)
    assert 1 < np.std(askew) < 25


def test_a_jacket_hangs_over_the_back_of_a_chair_and_touches_it() -> None:
    for seed in range(6):
        room = empty_room(seed)
        number = room.stand(room.make("chair"), Rect(0.0, 0.0, 0.5, 0.5, 40.0 * seed))
        assert number is not None
        hang_on_back(room, number)
        chair, jacket = room.objects
        assert jacket.category == "coat"
        assert jacket.supporter == chair.instance
        assert is_free(jacket, [chair], 0.015)  # backs are bowed
        assert apart_m(jacket, chair) <= 0.01


def test_cushions_lean_at_the_back_of_a_sofa_or_lie_on_its_seat() -> None:
    leaning = 0
    for seed in range(6):
        room = empty_room(seed)
        sofa = room.make("sofa")
        number = room.stand(sofa, Rect(0.0, 0.0, *sofa.size_m[:2], 0.0))
        assert number is not None
        soften(room, number, "cushion", 2)
        for cushion in room.objects[1:]:
            assert isinstance(cushion.geometry, Procedural)
            leaning += cushion.geometry.size_m[2] > 0.3
            assert is_free(cushion, room.objects[:1])
            assert apart_m(cushion, room.objects[0]) <= 0.012
    assert leaning >= 4
