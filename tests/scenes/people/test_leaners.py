"""People who lean: their back, shoulder or forearms touch what bears them, and their feet stand away from it."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import numpy as np
import pytest

from cavendish.scenes.contacts import TOLERANCE_M, gaps, overlaps
from cavendish.scenes.object_mesh import geometry_mesh, object_box
from cavendish.scenes.people.grounds import Site, grounds_of
from cavendish.scenes.people.leaners import PROPS, leaning
from cavendish.scenes.people.person import person
from cavendish.scenes.pieces import sample_piece
from cavendish.scenes.poses import Pose, Vec3, turn
from cavendish.scenes.spec import Figure, Material, Procedural, SceneObject

STONE = (Material("stone", (0.5, 0.5, 0.5)),)
FLOOR = SceneObject(1, "floor", "floor", Procedural("slab", (9.0, 9.0, 0.1), 0), Pose((0.0, 0.0, -0.1)), STONE)


def slab(category: str, size_m: Vec3, turn_deg: float = 0.0) -> SceneObject:
    return SceneObject(2, category, category, Procedural("slab", size_m, 0), Pose(rotation=turn("z", turn_deg)), STONE)


def thing(kind: str) -> SceneObject:
    rng = np.random.default_rng(0)
    return sample_piece(kind, rng, rng, {}).put(2, (0.0, 0.0, 0.0))


WALL = slab("wall", (4.0, 0.2, 2.6))
TURNED = slab("wall", (4.0, 0.2, 2.6), 90.0)


@cache
def who_leans_on(prop: SceneObject, posture: str) -> SceneObject:
    """Return somebody who leans on a thing in a posture."""
    objects = FLOOR, prop
    site = Site(objects, grounds_of(objects, ("floor",), along=False), [], [])
    found = (leaning(site, 1, np.random.default_rng(seed)) for seed in range(20))
    piece, place, turn_deg, on = next(
        each
        for ((each),) in filter(None, found)
        if each[0].geometry.posture == posture  # type: ignore[union-attr]
    )
    assert on == 1
    return piece.put(3, place, turn_deg, on)


def points(who: SceneObject) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
    return geometry_mesh(who.geometry).transformed(who.pose.matrix()).vertices


def keypoints(who: SceneObject) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
    assert isinstance(who.geometry, Figure)
    matrix = who.pose.matrix()
    return person(who.geometry).keypoints_m @ matrix[:3, :3].T + matrix[:3, 3]


LEANERS = [
    (WALL, "leaning against"),
    (TURNED, "leaning against"),
    (WALL, "leaning sideways"),
    (TURNED, "leaning sideways"),
    (slab("column", (0.5, 0.5, 3.0)), "leaning against"),
    (thing("railing"), "leaning on"),
    (slab("bar", (2.4, 0.6, 1.1)), "leaning on"),
]
CASES = [f"{posture}, {prop.category} {k}" for k, (prop, posture) in enumerate(LEANERS)]


@pytest.mark.parametrize(("prop", "posture"), LEANERS, ids=CASES)
def test_who_leans_touches_the_thing_and_does_not_reach_into_it(prop: SceneObject, posture: str) -> None:
    who = who_leans_on(prop, posture)
    assert gaps([replace(prop, supporter=0), replace(who, supporter=2)], TOLERANCE_M) == []
    assert overlaps([replace(prop, supporter=9, category="box"), who], TOLERANCE_M) == []
    assert points(who)[:, 2].min() == pytest.approx(0.0, abs=0.005)


@pytest.mark.parametrize("wall", [WALL, TURNED], ids=["wall", "turned wall"])
def test_back_and_hips_lean_on_a_wall_and_the_feet_stand_before_it(wall: SceneObject) -> None:
    who, axis = who_leans_on(wall, "leaning against"), 1 if wall is WALL else 0
    away_m = np.abs(points(who)[:, axis]) - 0.1
    tall_m = object_box(who)[1, 2]
    heights_m = points(who)[away_m < 0.015, 2] / tall_m
    assert (heights_m > 0.7).any()
    assert heights_m.min() > 0.4
    assert np.abs(keypoints(who)[15:17, axis]).min() - 0.1 > 0.2
    assert np.abs(keypoints(who)[0, axis]) > np.abs(keypoints(who)[3:5, axis]).max()  # the nose looks away


def test_a_shoulder_leans_on_a_wall_and_the_feet_stand_beside_it() -> None:
    who = who_leans_on(WALL, "leaning sideways")
    away_m = np.abs(points(who)[:, 1]) - 0.1
    assert points(who)[away_m < 0.015, 2].min() > 0.55 * object_box(who)[1, 2]
    shoulders, ankles = (np.abs(keypoints(who)[rows, 1]).min() for rows in ((5, 6), (15, 16)))
    assert shoulders < ankles


@pytest.mark.parametrize("prop", [each for each, posture in LEANERS if posture == "leaning on"], ids=["railing", "bar"])
def test_both_forearms_lie_on_what_is_as_high_as_the_elbows(prop: SceneObject) -> None:
    who, (low, high) = who_leans_on(prop, "leaning on"), object_box(prop)
    high_m = high[2] - (0.02 if prop.category == "railing" else 0.0)  # its posts have caps
    over = points(who)
    over = over[(over[:, 1] > low[1]) & (over[:, 1] < high[1]) & (over[:, 2] > 0.7)]
    for side in (-1, 1):
        arm = over[side * (over[:, 0] - who.pose.location_m[0]) > 0.03]
        assert arm[:, 2].min() == pytest.approx(high_m, abs=TOLERANCE_M)
    wrists, elbows = keypoints(who)[9:11], keypoints(who)[7:9]
    assert np.abs(wrists[:, 2] - elbows[:, 2]).max() < 0.06
    assert object_box(who)[1, 2] > high[2] + 0.3


def test_forearms_lie_on_nothing_that_is_too_high_or_too_low() -> None:
    for height_m in (0.5, 1.6):
        objects = FLOOR, slab("bar", (2.4, 0.6, height_m))
        site = Site(objects, grounds_of(objects, ("floor",), along=False), [], [])
        assert leaning(site, 1, np.random.default_rng(0)) == []


def test_nobody_leans_where_there_is_nothing_to_lean_on_or_no_room() -> None:
    objects = FLOOR, WALL
    grounds = grounds_of(objects, ("floor",), along=False)
    assert leaning(Site((FLOOR,), grounds, [], []), 1, np.random.default_rng(0)) == []
    assert leaning(Site(objects, grounds, [], [grounds[0].rect]), 1, np.random.default_rng(0)) == []
    assert set(PROPS) == {"wall", "building", "column", "bus stop", "railing", "bar", "reception desk"}
