"""Who sits in cars: all of them under the roof and between the doors, hands on the wheel, one in each that drives."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import numpy as np
import pytest

from cavendish.scenes.contacts import remove_collisions
from cavendish.scenes.generators.outdoor.motor.cabin import RIM_M, cockpit
from cavendish.scenes.generators.outdoor.motor.car import FORMS
from cavendish.scenes.generators.outdoor.motor.forms import SEAT, TRIM, Body
from cavendish.scenes.generators.outdoor.motor.shell import BELT, EDGE, Shell
from cavendish.scenes.geometry.mesh import Mesh
from cavendish.scenes.kinds.registry import KINDS
from cavendish.scenes.layouts.shared.layout import SceneSeeds
from cavendish.scenes.layouts.shared.portraits import people_of
from cavendish.scenes.layouts.street.plan import street_plan
from cavendish.scenes.lighting import World
from cavendish.scenes.object_mesh import geometry_mesh
from cavendish.scenes.people.casting import FOR_A_RIDE
from cavendish.scenes.people.drivers import DRIVER, PASSENGER, driven, in_front
from cavendish.scenes.people.person import person
from cavendish.scenes.pieces import sample_piece
from cavendish.scenes.spec import Figure, Procedural, SceneObject, SceneSpec

SEEDS = SceneSeeds(3, 2)


def body(name: str) -> Body:
    return Body.of(FORMS[name], KINDS[name].low_m)


@cache
def inside(name: str, side: int) -> tuple[Figure, np.ndarray]:
    """Return somebody in the smallest car of a type, and the points of their mesh in its space."""
    piece, at_m = in_front(cockpit(body(name)), side, np.random.default_rng(len(name)))
    assert isinstance(piece.geometry, Figure)
    return piece.geometry, geometry_mesh(piece.geometry).vertices + at_m


def standing(name: str, instance: int, x_m: float, y_m: float) -> SceneObject:
    rng = np.random.default_rng(instance)
    return sample_piece(name, rng, rng, {}).put(instance, (x_m, y_m, 0.0), 90.0, 99)


@pytest.mark.parametrize("side", [DRIVER, PASSENGER])
@pytest.mark.parametrize("name", ["saloon", "van"])
def test_nobody_is_in_the_roof_or_in_a_door(name: str, side: int) -> None:
    _, points = inside(name, side)
    shell = Shell(body(name))
    share = points[:, 1] / shell.body.length_m + 0.5
    assert (shell.top_m(share) - points[:, 2]).min() > 0.02
    station = np.abs(shell.points[:, BELT, 1][:, None] - points[:, 1]).argmin(axis=0)
    rows = shell.points[station, : EDGE + 1]
    half_m = [
        np.interp(z, np.maximum.accumulate(row[:, 2]), row[:, 0]) for z, row in zip(points[:, 2], rows, strict=True)
    ]
    assert (half_m - np.abs(points[:, 0])).min() > 0.03


@pytest.mark.parametrize("name", ["saloon", "van"])
def test_a_driver_has_both_hands_on_the_wheel_and_the_pelvis_on_the_seat(name: str) -> None:
    figure, points = inside(name, DRIVER)
    where = cockpit(body(name))
    for side in (1, -1):
        grip = np.add(where.hub_m, np.multiply(RIM_M, (side * np.cos(np.radians(25)), *2 * [np.sin(np.radians(25))])))
        assert np.linalg.norm(points - grip, axis=1).min() < 0.03
    hips = points[np.linalg.norm(points[:, :2] - (where.hip_m[0], where.hip_m[1] - 0.15), axis=1) < 0.1]
    assert hips[:, 2].min() == pytest.approx(where.hip_m[2] + 0.045, abs=0.025)
    assert points[:, 2].min() == pytest.approx(where.floor_m, abs=0.01)
    assert figure.detail == "far"
    assert not set(figure.clothes) & set(FOR_A_RIDE)


def test_the_wheel_is_on_the_left_and_leans_away_at_its_top() -> None:
    """Cars face −y, so that +x is their left: 13 points of the rim, six around each."""
    shape: Mesh = geometry_mesh(Procedural("saloon", KINDS["saloon"].low_m, 1))
    where, trim = cockpit(body("saloon")), np.unique(shape.triangles[shape.slot == TRIM])
    near = shape.vertices[trim] - where.hub_m
    rim = near[np.abs(np.hypot(near[:, 0] / RIM_M[0], near[:, 2] / RIM_M[2]) - 1) < 0.12]
    rim = rim[np.abs(rim[:, 1]) < 0.1]
    assert rim[rim[:, 2] > 0.1][:, 1].mean() < rim[rim[:, 2] < -0.1][:, 1].mean()
    assert corners_of(shape, SEAT)[:, 0].max() > where.hub_m[0] > 0


def corners_of(shape: Mesh, slot: int) -> np.ndarray:
    return shape.vertices[np.unique(shape.triangles[shape.slot == slot])]


def test_every_car_in_a_lane_is_driven_and_what_carries_goods_is_not() -> None:
    """Two cars in a lane and one far off the middle of the street; a bench is no car."""
    kinds = (("hatchback", 0.0), ("suv", 9.0), ("saloon", 60.0), ("park bench", 4.0))
    plan, _ = street_plan(SEEDS)
    objects = tuple(standing(name, k + 1, x_m, plan.lane_y_m(True, 0)) for k, (name, x_m) in enumerate(kinds))
    found = driven(objects, SEEDS, 6, np.random.default_rng(0))
    assert {who.supporter for who in found} == {1, 2}
    assert [who.instance for who in found] == list(range(5, 5 + len(found)))
    assert driven(objects, SEEDS, 1, np.random.default_rng(0)) == found[:1]


def test_in_most_cars_that_are_parked_there_is_nobody() -> None:
    cars = tuple(standing("hatchback", k + 1, 0.1 * k, 30.0) for k in range(40))
    found = driven(cars, SEEDS, 1, np.random.default_rng(1))
    assert driven(cars[:4], SEEDS, 6, np.random.default_rng(1)) == ()
    assert len(found) == 1


def test_who_sits_in_a_car_stays_there_and_is_no_subject_of_a_portrait() -> None:
    car = standing("hatchback", 1, 0.0, street_plan(SEEDS)[0].lane_y_m(True, 0))
    who = driven((car,), SEEDS, 1, np.random.default_rng(0))
    spec = SceneSpec("street", 2, 3, (replace(car, supporter=0), *who), (), World(), ())
    assert remove_collisions(spec).spec.objects == spec.objects
    assert people_of(spec) == []


def test_a_tall_driver_of_a_low_car_is_as_small_as_its_roof_asks_for() -> None:
    figure, points = inside("saloon", DRIVER)
    assert points[:, 2].max() <= cockpit(body("saloon")).roof_m + 0.02
    assert person(figure).middle_m[2] < figure.stature_m
