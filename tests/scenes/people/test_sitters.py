"""People on the seats of scenes: carried by what they sit on, not where something lies, and in nobody's lap."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from cavendish.scenes.contacts import TOLERANCE_M, gaps, overlaps
from cavendish.scenes.object_mesh import geometry_mesh
from cavendish.scenes.people.sitters import LOUNGER, SEATED_ON, sitters
from cavendish.scenes.pieces import Piece, sample_piece
from cavendish.scenes.sampling import sample_scene
from cavendish.scenes.spec import SceneObject


def thing(kind: str) -> Piece:
    return sample_piece(kind, np.random.default_rng(0), np.random.default_rng(0), {})


def seated_on(objects: tuple[SceneObject, ...], count: int) -> tuple[SceneObject, ...]:
    """Return the people whom these things get, as objects."""
    found = sitters(objects, count, np.random.default_rng(2))
    return tuple(piece.put(100 + k, place, turn, on) for k, (piece, place, turn, on) in enumerate(found))


def test_somebody_sits_on_a_chair_and_faces_as_it_does() -> None:
    chair = thing("chair").put(7, (2.0, 1.0, 0.0), 90.0)
    (person,) = seated_on((chair,), 3)
    assert person.supporter == 7
    assert person.pose.matrix()[:2, :2] == pytest.approx(chair.pose.matrix()[:2, :2], abs=1e-4)
    assert np.hypot(*np.subtract(person.pose.location_m, chair.pose.location_m)[:2]) < 0.5
    assert (gaps([chair, person]), overlaps([chair, person], TOLERANCE_M)) == ([], [])


def test_nobody_sits_where_something_lies() -> None:
    chair = thing("chair").put(1, (0, 0, 0))
    book = thing("book").put(2, (0, -0.03, 0.5), supporter=1)
    assert seated_on((chair, book), 1) == ()


def test_nobody_sits_on_a_table() -> None:
    table = thing("coffee table").put(1, (0, 0, 0))
    assert seated_on((table,), 1) == ()


def test_people_on_one_bench_do_not_share_a_place() -> None:
    bench = thing("bench").put(1, (0, 0, 0))
    people = seated_on((bench,), 4)
    assert 1 <= len(people) <= 3
    assert overlaps(people, TOLERANCE_M) == []


@pytest.mark.parametrize("layout", ["room", "courtyard"])
def test_who_sits_in_a_scene_touches_the_seat_and_reaches_into_nothing(layout: str) -> None:
    scenes = (sample_scene(5, index, {layout: 1.0}).objects for index in range(6))
    objects, people = next((objects, people) for objects in scenes if (people := seated_on(objects, 2)))
    by_number = {each.instance: each for each in objects}
    own = {person.instance for person in people}
    assert all(by_number[person.supporter].category in (*SEATED_ON, LOUNGER) for person in people)
    assert [gap for gap in gaps((*objects, *people)) if gap.first in own] == []
    assert [one for one in overlaps((*objects, *people), TOLERANCE_M) if own & {one.first, one.second}] == []


def at_table(seed: int) -> tuple[SceneObject, SceneObject, SceneObject] | None:
    """Return a table, a chair drawn up to it, and who sits there; None where somebody was drawn who does not fit."""
    rng = np.random.default_rng(seed)
    table = sample_piece("dining table", rng, rng, {}, (1.4, 0.8, 0.75)).put(1, (0, 0, 0))
    piece = sample_piece("chair", rng, rng, {}, (0.45, 0.5, 0.9))
    chair = piece.put(2, (0, 0.4 + 0.25 + 0.06, 0))
    found = (who.put(3, place, turn, on) for who, place, turn, on in sitters((table, chair), 1, rng))
    return next(((table, chair, who) for who in found), None)


def test_who_sits_at_a_table_has_both_hands_on_it_and_the_thighs_below() -> None:
    people = [found for seed in range(8) if (found := at_table(seed))]
    busy = [each for each in people if each[2].geometry.kind == "figure" and each[2].geometry.posture == "at a table"]
    assert busy
    for table, chair, person in busy:
        assert (gaps([chair, person]), overlaps([table, chair, person], TOLERANCE_M)) == ([], [])
        assert overlaps([replace(table, supporter=9), person], TOLERANCE_M) == []
        points = geometry_mesh(person.geometry).transformed(person.pose.matrix()).vertices
        on_table = points[(points[:, 1] < 0.4) & (points[:, 2] > 0.74)]
        for side in (-1, 1):
            assert on_table[side * on_table[:, 0] > 0.02, 2].min() == pytest.approx(0.75, abs=TOLERANCE_M)
        below = points[(points[:, 1] < 0.4) & (points[:, 2] < 0.74)]
        assert below[:, 2].max() < 0.74


def test_hands_lie_in_the_lap_where_there_is_no_table() -> None:
    chair = thing("chair").put(1, (0, 0, 0))
    (person,) = seated_on((chair,), 1)
    assert person.geometry.kind == "figure"
    assert person.geometry.posture != "at a table"
