"""From one camera to another in words, worked out by hand, and what both see."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from cavendish.pipeline.tasks.two_views import Way, attitude, gone, read_way, seen_by_both, way
from cavendish.renderers.analytic import AnalyticRenderer
from cavendish.renderers.frame import Frame
from cavendish.scenes.cameras import Camera
from cavendish.scenes.poses import Pose, Vec3

from ...renderers.closed_forms import camera, scene, thing

NORTH = camera((0, 0, 1), (0, 5, 1))  # looks along +y, level


def looking(eye: Vec3, target: Vec3, roll_deg: float = 0.0) -> Camera:
    return camera(eye, target, roll_deg=roll_deg)


ATTITUDES = {
    "ahead": (looking((0, 0, 1), (0, 5, 1)), (0, 0, 0)),
    "to the right": (looking((0, 0, 1), (5, 0, 1)), (90, 0, 0)),
    "to the left and up": (looking((0, 0, 1), (-1, 0, 2)), (-90, 45, 0)),
    "down": (looking((0, 0, 1), (0, 3**0.5, 0)), (0, -30, 0)),
    "rolled": (looking((0, 0, 1), (1, 1, 1), 10), (45, 0, 10)),
}


@pytest.mark.parametrize(("seen_by", "angles"), ATTITUDES.values(), ids=ATTITUDES.keys())
def test_attitudes_are_compass_horizon_and_roll(seen_by: Camera, angles: tuple[float, ...]) -> None:
    found = attitude(seen_by)
    assert found is not None
    np.testing.assert_allclose(found, angles, atol=1e-9)
    np.testing.assert_allclose(found.rotation(), seen_by.matrix()[:3, :3], atol=1e-12)


def test_who_looks_down_has_no_ahead() -> None:
    assert attitude(looking((0, 0, 5), (0, 0.1, 0))) is None
    assert way(NORTH, looking((0, 0, 5), (0, 0.1, 0))) is None
    assert way(looking((0, 0, 5), (0, 0.1, 0)), NORTH) is None
    assert gone(looking((0, 0, 5), (0, 0.1, 0)), Way((0, 0, 0), (0, 0, 0))) is None


WAYS = {
    "ahead": (NORTH, looking((0, 2, 1), (0, 9, 1)), "2.00 m ahead", "by nothing"),
    "nowhere": (NORTH, NORTH, "by nothing", "by nothing"),
    "left, back and up": (
        *(NORTH, looking((-0.5, -1.25, 1.2), (-0.5, 9, 1.2))),
        *("0.50 m to the left, 1.25 m back, 0.20 m up", "by nothing"),
    ),
    "of one that looks east": (
        looking((0, 0, 1), (5, 0, 1)),
        looking((2, 0, 1), (2, 5, 1)),
        "2.00 m ahead",
        "90.0° to the left",
    ),
    "level, though the first looks down": (
        *(looking((0, 0, 1), (0, 3**0.5, 0)), looking((0, 2, 1), (0, 9, 1), -5)),
        *("2.00 m ahead", "30.0° up, 5.0° counterclockwise"),
    ),
    "the short way round": (
        looking((0, 0, 1), (1, -5, 1)),
        looking((0, 0, 1), (-1, -5, 1)),
        "by nothing",
        "22.6° to the right",
    ),
}


@pytest.mark.parametrize(("one", "other", "move", "turn"), WAYS.values(), ids=WAYS.keys())
def test_ways_are_said_and_gone(one: Camera, other: Camera, move: str, turn: str) -> None:
    along = way(one, other)
    assert along is not None
    assert (along.move, along.turn) == (move, turn)
    said = read_way(move, turn)
    assert said is not None
    there = gone(one, said)
    assert there is not None
    np.testing.assert_allclose(there[0], other.location_m, atol=0.01)
    np.testing.assert_allclose(there[1], other.matrix()[:3, :3], atol=0.002)


@pytest.mark.parametrize(
    ("move", "turn"),
    [("2 m ahead", "by nothing"), ("2.00 m up, 1.00 m ahead", "by nothing"), ("2.00° ahead", "1.0° up"), ("", "")],
    ids=["no hundredths", "another order", "degrees ahead", "nothing"],
)
def test_other_words_say_no_way(move: str, turn: str) -> None:
    assert read_way(move, turn) is None


def rendered(*cameras: Camera) -> list[Frame]:
    """Return a wall 4 m ahead of the first camera, 2 m wide and high, with a box before its left half."""
    wall = thing("box", Pose((0, 4.5, 1), scale=(2, 1, 2)), 1)
    box = thing("box", Pose((-0.5, 3, 1), scale=(1, 0.2, 2)), 2)
    return [AnalyticRenderer().render(scene([wall, box], *cameras), view) for view in range(len(cameras))]


def test_what_both_see_is_what_the_first_shows_of_the_second() -> None:
    """From 1 m to the right the wall's left half comes out behind the box: that the first camera does not see."""
    here, there = rendered(NORTH, looking((1, 0, 1), (1, 5, 1)))
    seen = seen_by_both(here, there)
    x_m = there.camera.rays()[..., 0] * np.where(there.instance > 0, there.depth_m, np.nan) + 1
    wall = there.instance == 1
    front = wall & (np.abs(there.depth_m - 4) < 1e-3)
    assert seen[front & (x_m > 0.1)].all()
    assert not seen[front & (x_m < -0.1)].any()  # hidden from the first by the box, which reaches to x = 0
    assert not seen[there.instance == 0].any()


def test_a_view_sees_all_of_itself_and_nothing_behind_it() -> None:
    here, behind = rendered(NORTH, looking((0, 0, 1), (0, -5, 1)))
    assert (seen_by_both(here, here) == (here.instance > 0)).all()
    assert not seen_by_both(behind, here).any()


def test_another_thing_at_the_same_depth_is_not_the_same() -> None:
    (here,) = rendered(NORTH)
    assert not seen_by_both(replace(here, instance=here.instance + np.uint16(5)), here).any()
