"""The football of a game: before the foot of who kicks it, on the same ground, or in the air ahead of them."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest

from cavendish.scenes.contacts import TOLERANCE_M, is_free
from cavendish.scenes.layouts.shared.floor_plan import Rect
from cavendish.scenes.object_mesh import geometry_mesh, object_box
from cavendish.scenes.people.ball_games import ball_of, kicks
from cavendish.scenes.people.casting import sample_person
from cavendish.scenes.people.company import CHILD, PARTIES, around_a_ball, cast
from cavendish.scenes.people.held import equipped
from cavendish.scenes.people.person import person
from cavendish.scenes.spec import Figure, SceneObject

GROUND = 7


@cache
def kicker() -> SceneObject:
    piece = sample_person(np.random.default_rng(2), ("kicking",), CHILD)
    return piece.put(1, (3.0, -1.0, 0.4), 90.0, GROUND)


@cache
def balls() -> tuple[SceneObject, ...]:
    return tuple(ball_of(kicker(), 2, np.random.default_rng(seed)) for seed in range(20))


def test_a_ball_lies_before_the_foot_or_flies() -> None:
    """Who is turned by 90° faces +x: the ball is ahead there, and on the ground at 0.4 m unless it flies."""
    lies = [ball for ball in balls() if ball.supporter == GROUND]
    flies = [ball for ball in balls() if ball.supporter == 0]
    assert len(lies) + len(flies) == len(balls())
    assert 2 <= len(flies) <= 11
    assert [object_box(ball)[0, 2] for ball in lies] == pytest.approx([0.4] * len(lies))
    assert min(object_box(ball)[0, 2] for ball in flies) > 0.5
    assert all(ball.pose.location_m[0] > 3.2 for ball in balls())


def test_a_ball_reaches_into_nobody_and_is_as_large_as_a_football() -> None:
    assert all(is_free(ball, [kicker()], TOLERANCE_M) for ball in balls())
    low, high = object_box(balls()[0])
    assert high - low == pytest.approx([0.22] * 3, abs=0.012)


def test_who_kicks_stands_on_one_foot_and_has_the_other_ahead() -> None:
    figure = kicker().geometry
    assert isinstance(figure, Figure)
    ankles = person(figure).keypoints_m[15:17]
    assert abs(ankles[0, 1] - ankles[1, 1]) > 0.2
    assert abs(ankles[0, 2] - ankles[1, 2]) > 0.05
    assert geometry_mesh(figure).vertices[:, 2].min() == pytest.approx(0.0, abs=0.005)


def test_who_kicks_gets_a_ball_and_nobody_kicks_where_there_is_no_room_for_it() -> None:
    people, rng = [kicker()], np.random.default_rng(0)
    there = equipped(people, (), rng)
    assert [thing.category for thing in there] == ["person", "football"]
    box = sample_person(np.random.default_rng(2), ("standing",), CHILD).put(5, (3.5, -1.0, 0.4), 0.0, GROUND)
    assert [thing.category for thing in equipped(people, (box,), np.random.default_rng(1))] in (
        [],
        ["person", "football"],
    )


def test_in_a_game_of_children_the_first_one_kicks_and_all_face_the_middle() -> None:
    party = PARTIES["ball game"]
    people = [piece.put(k, (0, 0, 0)) for k, piece in enumerate(cast(party, 2, np.random.default_rng(0), "far"))]
    assert [kicks(each) for each in people] == [True, False]
    spots = around_a_ball(3, Rect(0, 0, 0, 0, 0.0), np.random.default_rng(0))
    for x, y, turn_deg in spots:
        assert 1.0 <= np.hypot(x, y) <= 1.9
        ahead = (np.sin(np.radians(turn_deg)), -np.cos(np.radians(turn_deg)))
        assert np.dot(ahead, (-x, -y)) / np.hypot(x, y) > 0.9
