"""Courtyards: the way from the door to the gate is free, things stand apart on their ground, cameras stand clear."""

from functools import cache

import numpy as np
import pytest

from cavendish.scenes.categories import FIXED
from cavendish.scenes.contacts import gaps, overlaps
from cavendish.scenes.generators.outdoor.buildings import PROJECT_M
from cavendish.scenes.kinds import courtyard
from cavendish.scenes.layouts.courtyard.camera import UNDER, clear_m
from cavendish.scenes.layouts.registry import LAYOUTS
from cavendish.scenes.layouts.shared.floor_plan import Rect, footprint
from cavendish.scenes.object_mesh import object_box
from cavendish.scenes.sampling import sample_scene, with_cameras
from cavendish.scenes.spec import SceneObject, SceneSpec

SEEDS = range(16)
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
    """Return what stands on the ground within the walls."""
    grounds = {thing.instance for thing in of(spec, "paving", "lawn")}
    apart = {"wall", "fence", "hedge", "gate", "lawn"}
    return [thing for thing in spec.objects if thing.supporter in grounds and thing.category not in apart]


def low_footprints(spec: SceneSpec) -> list[Rect]:
    """Return what is in a walker's way: neither a crown nor a roof on posts."""
    rects = []
    for thing in standing(spec):
        if thing.category == "tree":
            x, y, _ = thing.pose.location_m
            rects.append(Rect(x, y, 0.4, 0.4))
        elif thing.category not in ("pergola", "steps"):
            rects.append(footprint(thing))
    return rects


@pytest.mark.parametrize("seed", SEEDS)
def test_one_can_walk_from_the_steps_to_the_gate(seed: int) -> None:
    spec = yard(seed)
    width, depth = size_m(spec)
    gate = of(spec, "gate")[0].pose.location_m
    xs, ys = np.arange(-width / 2, width / 2, 0.15), np.arange(-depth / 2 + 0.05, depth / 2 - 1.6, 0.15)
    free = np.array([[all(r.distance_m(x, y) > BODY_M for r in low_footprints(spec)) for y in ys] for x in xs])
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
    things = [thing for thing in standing(spec) if thing.category not in ("tree", "pergola", "steps")]
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
    for camera in with_cameras(spec, (64, 48), range(4)).cameras:
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
