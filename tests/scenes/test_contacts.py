"""Overlaps and gaps against closed forms."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cavendish.scenes.contacts import TOLERANCE_M, gaps, overlaps, remove_collisions
from cavendish.scenes.geometry import collision as crossings
from cavendish.scenes.geometry import mesh
from cavendish.scenes.lighting import World
from cavendish.scenes.poses import Pose, Vec3, turn
from cavendish.scenes.sampling import sample_scene
from cavendish.scenes.spec import Material, Procedural, SceneObject, SceneSpec

ROOMS = range(8)


def overlap_m(a: mesh.Mesh, b: mesh.Mesh) -> float:
    return crossings.overlap_m(crossings.shape_of(a), crossings.shape_of(b))


def gap_m(a: mesh.Mesh, b: mesh.Mesh) -> float:
    return crossings.gap_m(crossings.shape_of(a), crossings.shape_of(b))


def at(place_m: Vec3, size_m: Vec3 = (1.0, 1.0, 1.0), turn_deg: float = 0.0) -> np.ndarray:
    return Pose(place_m, turn("z", turn_deg), size_m).matrix()


def cube(instance: int, place_m: Vec3, side_m: float = 1.0, supporter: int = 0) -> SceneObject:
    material = (Material("plastic", (0.5, 0.5, 0.5)),)
    return SceneObject(
        instance, "box", "box", Procedural("slab", (side_m,) * 3, 0), Pose(place_m), material, supporter=supporter
    )


def scene(*things: SceneObject) -> SceneSpec:
    return SceneSpec("shapes", 0, 0, things, (), World())


@given(st.floats(0.02, 0.4))
def test_a_box_reaches_into_a_box_as_deep_as_it_was_pushed(depth_m: float) -> None:
    a, b = mesh.box(), mesh.box().transformed(at((1.0 - depth_m, 0.0, 0.0), (1.0, 0.8, 0.8)))
    assert overlap_m(a, b) == pytest.approx(depth_m, abs=1e-9)


@given(st.floats(0.0, 360.0), st.floats(0.001, 0.3))
def test_things_apart_do_not_overlap_however_turned(turn_deg: float, apart_m: float) -> None:
    ball = mesh.sphere()
    other = mesh.sphere().transformed(at((1.0 + apart_m, 0.0, 0.0), turn_deg=turn_deg))
    assert overlap_m(ball, other) == 0.0


def test_balls_that_share_a_lens_overlap() -> None:
    other = mesh.sphere().transformed(at((0.8, 0.0, 0.0)))
    assert 0.1 < overlap_m(mesh.sphere(), other) <= 0.2


def test_what_stands_in_a_hollow_does_not_touch_it() -> None:
    bowl = mesh.lathe([(0.0, 0.0), (0.5, 0.0), (0.5, 0.5), (0.45, 0.5), (0.45, 0.05), (0.0, 0.05)])
    egg = mesh.sphere().transformed(at((0.0, 0.0, 0.3), (0.4, 0.4, 0.4)))
    assert overlap_m(bowl, egg) == 0.0
    assert gap_m(egg, bowl) == pytest.approx(0.05, abs=2e-3)


@given(st.floats(0.0, 0.5))
def test_a_gap_is_as_wide_as_it_was_left(left_m: float) -> None:
    lid = mesh.box().transformed(at((0.0, 0.0, 1.0 + left_m), (0.5, 0.5, 1.0)))
    assert gap_m(lid, mesh.box()) == pytest.approx(left_m, abs=1e-9)


def test_a_post_that_is_sunk_into_the_ground_does_not_hang() -> None:
    ground = mesh.plane().transformed(at((0.0, 0.0, 0.0), (9.0, 9.0, 1.0)))
    seat = mesh.box().transformed(at((0.0, 0.0, 0.85), (1.5, 1.5, 0.1)))
    post = mesh.box().transformed(at((0.0, 0.0, 0.4), (0.05, 0.05, 0.9)))
    assert gap_m(mesh.join([seat, post]), ground) < TOLERANCE_M
    assert gap_m(mesh.join([seat, post]).transformed(at((0.0, 0.0, 0.07))), ground) == pytest.approx(0.02)


def test_of_two_things_that_overlap_the_smaller_goes_with_what_it_carries() -> None:
    floor, large = cube(1, (0.0, 0.0, -9.0), 9.0), cube(2, (0.0, 0.0, 0.0), supporter=1)
    small, cup = cube(3, (0.6, 0.0, 0.0), 0.5, supporter=1), cube(4, (0.7, 0.0, 0.5), 0.1, supporter=3)
    far = cube(5, (3.0, 0.0, 0.0), supporter=1)
    spec = scene(floor, large, small, cup, far)
    assert [(c.first, c.second) for c in overlaps(spec.objects)] == [(2, 3)]
    result = remove_collisions(spec)
    assert result.spec.objects == (floor, large, far)
    assert (result.overlapping, result.floating, result.deepest_overlap_m) == (1, 0, 0.0)


def test_what_hangs_in_the_air_goes() -> None:
    table, cup = cube(1, (0.0, 0.0, 0.0)), cube(2, (0.0, 0.0, 1.02), 0.1, supporter=1)
    (found,) = gaps((table, cup))
    assert (found.first, found.second, found.metres) == (2, 1, pytest.approx(0.02))
    result = remove_collisions(scene(table, cup))
    assert (result.spec.objects, result.floating) == ((table,), 1)
    assert gaps((table, replace(cup, pose=Pose((0.0, 0.0, 1.0))))) == []


def test_a_small_overlap_stays_and_is_told() -> None:
    floor, bed = cube(1, (0.0, 0.0, -9.0), 9.0), cube(2, (0.0, 0.0, 0.0), supporter=1)
    spec = scene(floor, bed, cube(3, (0.0, 0.0, 0.994), 0.5, supporter=2))
    result = remove_collisions(spec)
    assert result.spec is spec
    assert result.deepest_overlap_m == pytest.approx(0.006)


def test_structure_and_what_was_found_in_a_file_may_overlap() -> None:
    wall = replace(cube(1, (0.0, 0.0, 0.0), supporter=1), category="wall")
    assert overlaps((wall, cube(2, (0.4, 0.0, 0.0), 0.5, supporter=1))) == []
    assert overlaps((cube(1, (0.0, 0.0, 0.0)), cube(2, (0.4, 0.0, 0.0), 0.5))) == []


@pytest.mark.parametrize("seed", ROOMS)
def test_a_room_is_clean_by_its_plan_and_wholly_so_once_cleaned(seed: int) -> None:
    spec = sample_scene(seed, 0, {"room": 1.0})
    result = remove_collisions(spec)
    assert len(spec.objects) - len(result.spec.objects) <= 3
    assert overlaps(result.spec.objects, TOLERANCE_M) == []
    assert gaps(result.spec.objects) == []
