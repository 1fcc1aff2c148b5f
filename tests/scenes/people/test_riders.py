"""People on bicycles: pelvis on the saddle, hands on the grips, feet on the pedals, wheels on the ground."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import numpy as np
import pytest

from cavendish.scenes.contacts import TOLERANCE_M, gaps, overlaps
from cavendish.scenes.generators.outdoor.bicycle import Mount, mount_of
from cavendish.scenes.layouts.shared.layout import SceneSeeds
from cavendish.scenes.object_mesh import geometry_mesh, object_box
from cavendish.scenes.people.casting import FOR_A_RIDE
from cavendish.scenes.people.riders import bicycle_at, on_bicycle, ridden
from cavendish.scenes.sampling import sample_scene
from cavendish.scenes.spec import Figure, Procedural, SceneObject

SEEDS = range(4)


@cache
def pair(seed: int, turn_deg: float = 0.0) -> tuple[SceneObject, SceneObject]:
    rng = np.random.default_rng(seed)
    ride = bicycle_at(1, (0.0, 0.0, 0.0), turn_deg, 0, rng)
    rider = on_bicycle(ride, turn_deg, rng)
    return ride, rider


def mount(ride: SceneObject) -> Mount:
    assert isinstance(ride.geometry, Procedural)
    return mount_of(ride.geometry.size_m, np.random.Generator(np.random.PCG64(ride.geometry.variant)))


@pytest.mark.parametrize("seed", SEEDS)
def test_a_rider_touches_saddle_grips_and_pedals(seed: int) -> None:
    ride, rider = pair(seed)
    points = geometry_mesh(rider.geometry).vertices + rider.pose.location_m
    where = mount(ride)
    for place_m in (where.saddle_m, *where.grips_m, *where.pedals_m):
        assert np.linalg.norm(points - place_m, axis=1).min() < 0.014  # vertices are some 2 cm apart
    assert rider.supporter == ride.instance
    assert gaps([ride, rider]) == []


@pytest.mark.parametrize("seed", SEEDS)
def test_a_bicycle_bears_its_rider_where_its_mesh_says(seed: int) -> None:
    ride, _ = pair(seed)
    shape, where = geometry_mesh(ride.geometry), mount(ride)
    for place_m in (where.saddle_m, *where.grips_m, *where.pedals_m):
        near = shape.vertices[np.linalg.norm(shape.vertices[:, :2] - place_m[:2], axis=1) < 0.075]
        beside = near[np.abs(near[:, 2] - place_m[2]) < 0.05]
        assert beside[:, 2].max() == pytest.approx(place_m[2], abs=0.008)


@pytest.mark.parametrize("turn_deg", [0.0, 70.0])
def test_a_bicycle_stands_upright_and_its_rider_faces_as_it_does(turn_deg: float) -> None:
    ride, rider = pair(1, turn_deg)
    assert ride.pose.matrix()[2, :3] == pytest.approx((0, 0, 1))
    assert object_box(ride)[0, 2] == pytest.approx(0, abs=0.001)
    assert rider.pose.matrix()[:3, :3] == pytest.approx(ride.pose.matrix()[:3, :3], abs=1e-4)
    assert overlaps([replace(ride, supporter=9), rider], 2 * TOLERANCE_M) == []


def test_nobody_rides_in_a_skirt_and_most_wear_a_helmet() -> None:
    clothes = [rider.geometry.clothes for _, rider in map(pair, range(12)) if isinstance(rider.geometry, Figure)]
    assert not any(name in FOR_A_RIDE for worn in clothes for name in worn)
    assert 3 <= sum("helmet" in worn for worn in clothes) <= 11


def test_riders_keep_to_the_side_of_the_road_and_out_of_the_way() -> None:
    objects = sample_scene(3, 2, {"street": 1.0}).objects
    found = ridden("street", objects, SceneSeeds(3, 2), 2, np.random.default_rng(0))
    assert [thing.category for thing in found] == ["bicycle", "person"] * (len(found) // 2)
    assert len(found) >= 2
    own = {thing.instance for thing in found}
    assert own.isdisjoint(thing.instance for thing in objects)
    road = next(thing for thing in objects if thing.category == "road")
    assert all(thing.supporter == road.instance for thing in found[::2])
    assert all(abs(thing.pose.location_m[1]) < object_box(road)[1, 1] for thing in found)
    assert [gap for gap in gaps((*objects, *found)) if gap.first in own] == []
    assert [one for one in overlaps((*objects, *found), TOLERANCE_M) if own & {one.first, one.second}] == []


def test_riders_follow_the_path_of_a_landscape() -> None:
    for index in range(12):
        objects = sample_scene(3, index, {"landscape": 1.0}).objects
        found = ridden("landscape", objects, SceneSeeds(3, index), 3, np.random.default_rng(0))
        paths = [thing.instance for thing in objects if thing.category == "path"]
        assert bool(paths) or not found
        if found:
            assert {thing.supporter for thing in found[::2]} == set(paths)
            assert [gap for gap in gaps((*objects, *found)) if gap.first == found[0].instance] == []
            return
    pytest.fail("no landscape had a rider")


def test_nobody_rides_in_a_room() -> None:
    objects = sample_scene(3, 0, {"room": 1.0}).objects
    assert ridden("room", objects, SceneSeeds(3, 0), 3, np.random.default_rng(0)) == []
