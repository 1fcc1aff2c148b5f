"""Courtyards: the way from the door to the gate is free, things stand apart on their ground, cameras stand clear."""

from functools import cache

import numpy as np
import pytest

from cavendish.scenes.categories import FIXED
from cavendish.scenes.contacts import gaps, overlaps
from cavendish.scenes.generators.outdoor.buildings import PROJECT_M
from cavendish.scenes.generators.outdoor.ways import RAIL_M
from cavendish.scenes.kinds import courtyard
from cavendish.scenes.kinds.animals import KINDS as ANIMALS
from cavendish.scenes.layouts.courtyard.camera import UNDER, clear_m
from cavendish.scenes.layouts.registry import LAYOUTS
from cavendish.scenes.layouts.shared.floor_plan import Rect, footprint
from cavendish.scenes.layouts.shared.in_season import is_litter
from cavendish.scenes.object_mesh import geometry_mesh, object_box
from cavendish.scenes.people.grounds import grounds_of
from cavendish.scenes.sampling import sample_scene
from cavendish.scenes.spec import SceneObject, SceneSpec

from ..framing import as_framed
from ..walking import is_clear

SEEDS = range(16)
UP = ("steps", "staircase")  # to a door
BODY_M = 0.3  # half of the width that a person needs


@cache
def yard(seed: int) -> SceneSpec:
    return sample_scene(seed, 0, {"courtyard": 1.0})


def of(spec: SceneSpec, *categories: str) -> list[SceneObject]:
    return [thing for thing in spec.objects if thing.category in categories]


def size_m(spec: SceneSpec) -> tuple[float, float]:
    paved = footprint(of(spec, "paving")[0])
    return paved.width_m - 0.6, paved.depth_m - 0.6


def standing(spec: SceneSpec) -> list[SceneObject]:
    """Return what stands on the ground within the walls, but for animals; leaves lie, and are of it."""
    grounds = {thing.instance for thing in of(spec, "paving", "lawn")}
    apart = {"wall", "fence", "hedge", "gate", "lawn", "grass"} | {kind.category for kind in ANIMALS.values()}
    found = [thing for thing in spec.objects if thing.supporter in grounds and thing.category not in apart]
    return [thing for thing in found if not is_litter(thing)]


def low_footprints(spec: SceneSpec) -> list[Rect]:
    """Return what is in a walker's way: neither a crown nor a roof on posts."""
    rects = []
    for thing in standing(spec):
        if thing.category == "tree":
            x, y, _ = thing.pose.location_m
            rects.append(Rect(x, y, 0.4, 0.4))
        elif thing.category not in ("pergola", *UP):
            rects.append(footprint(thing))
    return rects


@pytest.mark.parametrize("seed", SEEDS)
def test_one_can_walk_from_the_steps_to_the_gate(seed: int) -> None:
    spec = yard(seed)
    width, depth = size_m(spec)
    gate = of(spec, "gate")[0].pose.location_m
    xs, ys = np.arange(-width / 2, width / 2, 0.15), np.arange(-depth / 2 + 0.05, depth / 2 - 1.6, 0.15)
    free = is_clear(xs, ys, low_footprints(spec), BODY_M)
    reached = np.zeros_like(free)
    reached[np.abs(xs - gate[0]).argmin(), 0] = True
    assert (free & reached).any()
    for _ in range(free.size):
        grown = reached.copy()
        for axis in (0, 1):
            for step in (-1, 1):
                rolled = np.roll(reached, step, axis)
                rolled[(slice(None),) * axis + ((0 if step > 0 else -1),)] = False
                grown |= rolled & free
        if (grown == reached).all():
            break
        reached = grown
    assert reached[:, -1].any()


@pytest.mark.parametrize("seed", SEEDS)
def test_things_stand_apart_on_the_ground_below_them(seed: int) -> None:
    spec = yard(seed)
    by_instance = {thing.instance: thing for thing in spec.objects}
    things = [thing for thing in standing(spec) if thing.category not in ("tree", "pergola", *UP)]
    assert len(things) > 6
    for thing in things:
        ground = by_instance[thing.supporter]
        top_m = object_box(ground)[1, 2]
        assert thing.pose.location_m[2] == pytest.approx(top_m, abs=1e-6)
    rects = [footprint(thing) for thing in things]
    assert not any(a.meets(b) for i, a in enumerate(rects) for b in rects[:i])


@pytest.mark.parametrize("seed", SEEDS)
def test_nothing_reaches_through_a_wall(seed: int) -> None:
    spec = yard(seed)
    width, depth = size_m(spec)
    for thing in standing(spec):
        for x, y in footprint(thing).corners():
            assert abs(x) <= width / 2 + 1e-6, thing.name
            assert abs(y) <= depth / 2 + 1e-6, thing.name


def test_paths_lead_from_the_house_to_the_gate_and_nothing_stands_on_them() -> None:
    seen = 0
    for spec in filter(lambda spec: of(spec, "path"), map(yard, SEEDS)):
        legs = [footprint(leg) for leg in of(spec, "path")]
        gate = of(spec, "gate")[0].pose.location_m
        assert min(leg.distance_m(*gate[:2]) for leg in legs) < 0.2
        rects = [footprint(thing) for thing in standing(spec) if thing.category not in ("tree", "pergola")]
        assert not any(leg.meets(rect, -0.01) for leg in legs for rect in rects)
        assert all(any(a.meets(b, 0.01) for b in legs if b is not a) for a in legs)
        seen += 1
    assert seen >= 3


def test_a_pool_holds_water_below_its_rim_and_a_high_door_has_stairs_with_a_landing() -> None:
    specs = [yard(seed) for seed in SEEDS]
    pools = [pool for spec in specs for pool in of(spec, "swimming pool")]
    assert pools
    for pool in pools:
        shape = geometry_mesh(pool.geometry)
        water = shape.vertices[shape.triangles[shape.slot == 1]][..., 2].max()
        rim = shape.vertices[shape.triangles[shape.slot == 0]][..., 2].max()
        assert 0.05 < rim - water < 0.12
    stairs = [(spec, thing) for spec in specs for thing in of(spec, "staircase")]
    assert stairs
    for spec, thing in stairs:
        house = max(of(spec, "building"), key=lambda house: house.pose.location_m[2])
        assert object_box(thing)[1, 2] - RAIL_M == pytest.approx(house.pose.location_m[2], abs=1e-6)


@pytest.mark.parametrize("seed", SEEDS)
def test_crowns_stay_out_of_houses(seed: int) -> None:
    spec = yard(seed)
    houses = [footprint(house) for house in of(spec, "building")]
    for tree in of(spec, "tree"):
        if tree.supporter != 1:
            crown = footprint(tree)
            assert not any(crown.meets(house) for house in houses)


@pytest.mark.parametrize("seed", range(6))
def test_nothing_overlaps_or_hangs_in_the_air(seed: int) -> None:
    spec = yard(seed)
    assert [contact for contact in overlaps(spec.objects) if contact.metres > 0.01] == []
    assert gaps(spec.objects) == []


@pytest.mark.parametrize("seed", SEEDS)
def test_cameras_stand_clear_of_everything(seed: int) -> None:
    spec = yard(seed)
    width, depth = size_m(spec)
    things = [thing for thing in spec.objects if thing.category not in UNDER]
    for camera in as_framed(spec, (64, 48), range(4)).cameras:
        x, y, z = camera.location_m
        assert clear_m(np.array([camera.location_m]), things)[0] >= 0.4
        assert 0.35 <= z <= 6.0
        assert max(abs(x) - width / 2, abs(y) - depth / 2) < (-0.4 if z < 3 else -PROJECT_M)
        assert 39 <= camera.fov_deg <= 96


def test_yards_are_enclosed_and_of_every_manner() -> None:
    specs = [yard(seed) for seed in SEEDS]
    assert all(8 <= side <= 25 for spec in specs for side in size_m(spec))
    assert all(of(spec, "gate") and of(spec, "building") for spec in specs)
    assert {bool(of(spec, "lawn")) for spec in specs} == {True, False}
    assert yard(2) == sample_scene(2, 0, {"courtyard": 1.0})
    assert SceneSpec.from_json(yard(2).to_json()) == yard(2)


def test_a_courtyard_has_kinds_of_its_own() -> None:
    movable = {kind.category for kind in courtyard.KINDS.values()} - FIXED
    assert "courtyard" in LAYOUTS
    assert len(movable) >= 10


@pytest.mark.parametrize("seed", SEEDS)
def test_weeds_grow_within_the_yard_and_off_its_lawns(seed: int) -> None:
    spec = yard(seed)
    half = np.array(size_m(spec)) / 2
    turf = [footprint(thing) for thing in of(spec, "lawn") if getattr(thing.geometry, "generator", "") == "turf"]
    weeds = ("wall weeds", "paving weeds")
    grown = [thing for thing in of(spec, "grass") if getattr(thing.geometry, "generator", "") in weeds]
    assert grown
    for thing in grown:
        low, high = object_box(thing)
        assert (np.abs([low[:2], high[:2]]) < half + 0.02).all()
        assert high[2] < 0.3
        assert not any(footprint(thing).meets(each, -0.01) for each in turf)


def test_people_stand_on_the_turf_of_a_lawn_and_not_on_its_flowers() -> None:
    lawns = [ground for seed in SEEDS for ground in grounds_of(yard(seed).objects, ("lawn",), along=False)]
    wide = [each for each in lawns if min(each.rect.width_m, each.rect.depth_m) > 1.6]
    assert wide
    assert max(each.height_m(each.rect.x_m, each.rect.y_m) for each in wide) < 0.031


def test_neighbours_gardens_lie_beyond_the_walls() -> None:
    outside = 0
    for seed in SEEDS:
        spec = yard(seed)
        half = np.array(size_m(spec)) / 2
        beyond = [thing for thing in of(spec, "hedge", "fence", "shed", "bush") if thing.supporter == 1]
        outside += len(beyond)
        for thing in beyond:
            low, high = object_box(thing)
            assert (low[:2] > half - 0.01).any() or (high[:2] < 0.01 - half).any()
    assert outside > 100
