"""Streets: traffic keeps to its lanes, pavements stay passable, and cameras stand where nothing is."""

from collections import Counter
from functools import cache
from itertools import pairwise

import numpy as np
import pytest
from numpy.typing import NDArray

from cavendish.scenes.categories import STRUCTURE
from cavendish.scenes.contacts import gaps, overlaps
from cavendish.scenes.generators.outdoor.buildings import LAMP, LIT
from cavendish.scenes.kinds import street
from cavendish.scenes.kinds.animals import KINDS as ANIMALS
from cavendish.scenes.layouts import SceneSeeds
from cavendish.scenes.layouts.registry import LAYOUTS
from cavendish.scenes.layouts.shared.floor_plan import footprint, turned_deg
from cavendish.scenes.layouts.shared.in_season import is_litter
from cavendish.scenes.layouts.street.build import TRENCH_M
from cavendish.scenes.layouts.street.camera import UNDER, clear_m
from cavendish.scenes.layouts.street.plan import KERB_M, Plan, street_plan
from cavendish.scenes.lighting import AreaLight, PointLight
from cavendish.scenes.object_mesh import object_mesh
from cavendish.scenes.sampling import sample_scene
from cavendish.scenes.spec import Procedural, SceneObject, SceneSpec

from ..framing import as_framed

SEEDS = [index for index in range(30) if street_plan(SceneSeeds(3, index))[0].place == "street"][:12]
VEHICLES = frozenset({"car", "van", "lorry", "bus"})


@cache
def scene(index: int) -> tuple[SceneSpec, Plan]:
    spec = sample_scene(3, index, {"street": 1.0})
    return spec, street_plan(SceneSeeds(3, index))[0]


def of(spec: SceneSpec, *categories: str) -> list[SceneObject]:
    return [thing for thing in spec.objects if thing.category in categories]


def across_m(thing: SceneObject) -> NDArray[np.float64]:
    return np.array([y for _, y in footprint(thing).corners()])


@pytest.mark.parametrize("index", SEEDS)
def test_vehicles_drive_and_park_on_the_road_as_the_traffic_does(index: int) -> None:
    spec, plan = scene(index)
    vehicles = of(spec, *VEHICLES)
    assert len(vehicles) > 3
    for vehicle in vehicles:
        y = vehicle.pose.location_m[1]
        forward = abs(turned_deg(vehicle) - 90) < 5  # who parks is a little askew
        assert plan.side(forward) == np.sign(y)
        assert vehicle.pose.location_m[2] == 0
        assert np.abs(across_m(vehicle)).max() <= plan.half_road_m + 0.01
        in_lane = [abs(y - plan.lane_y_m(forward, lane)) for lane in range(plan.lanes)]
        parked = plan.parking_m and abs(y) > plan.half_road_m - plan.parking_m
        assert parked or min(in_lane) <= plan.lane_m / 2


@pytest.mark.parametrize("index", SEEDS)
def test_no_two_vehicles_share_their_ground(index: int) -> None:
    spec, _ = scene(index)
    places = [footprint(vehicle) for vehicle in of(spec, *VEHICLES)]
    assert not any(a.meets(b) for i, a in enumerate(places) for b in places[:i])


def test_hardly_any_vehicle_stands_behind_its_like() -> None:
    alike = []
    for index in SEEDS:
        vehicles = of(scene(index)[0], *VEHICLES)
        for lane in {round(vehicle.pose.location_m[1] / 2) for vehicle in vehicles}:
            row = [vehicle for vehicle in vehicles if round(vehicle.pose.location_m[1] / 2) == lane]
            row.sort(key=lambda vehicle: vehicle.pose.location_m[0])
            alike += [a.geometry == b.geometry for a, b in pairwise(row)]
    assert len(alike) > 100
    assert np.mean(alike) < 0.03


@pytest.mark.parametrize("index", SEEDS)
def test_diggings_differ_from_the_road_and_no_two_trenches_meet(index: int) -> None:
    spec, plan = scene(index)
    road = next(thing for thing in of(spec, "road") if thing.pose.location_m[2] < 0)
    dug = [thing for thing in of(spec, "road", "pavement") if getattr(thing.geometry, "generator", "") == "patch"]
    shades = [np.mean(thing.materials[0].colour) / np.mean(road.materials[0].colour) for thing in dug]
    assert min(abs(shade - 1) for shade in shades) > 0.1
    trenches = [thing for thing in dug if getattr(thing.geometry, "size_m", (0.0,) * 3)[2] == TRENCH_M]
    assert len(trenches) == 4
    places = [footprint(thing) for thing in trenches]
    assert not any(a.meets(b) for i, a in enumerate(places) for b in places[:i])
    assert all(np.abs(across_m(thing)).max() < plan.half_road_m for thing in trenches)
    assert {np.sign(thing.pose.location_m[1]) for thing in dug if thing.category == "pavement"} == {-1.0, 1.0}


@pytest.mark.parametrize("index", SEEDS)
def test_things_on_the_pavement_leave_a_metre_to_walk(index: int) -> None:
    spec, plan = scene(index)
    start, end = plan.walk_m
    pavements = {thing.instance for thing in of(spec, "pavement")}
    animals = {kind.category for kind in ANIMALS.values()}
    things = [thing for thing in spec.objects if thing.supporter in pavements and thing.category not in animals]
    things = [thing for thing in things if not is_litter(thing)]
    assert len(things) > 10
    for thing in things:
        assert thing.pose.location_m[2] == KERB_M[1]
        reach = np.abs(across_m(thing))
        if thing.category in ("tree", "street lamp"):
            assert start < abs(thing.pose.location_m[1]) < start + 1.3 or thing.category == "street lamp"
            continue
        assert reach.min() >= start
        assert reach.max() <= end
        assert end - reach.max() >= 1.0 or reach.min() - start >= 1.0


def test_rails_stand_in_rows_without_gaps_beside_the_crossing() -> None:
    met = 0
    for index in SEEDS:
        spec, plan = scene(index)
        for side in (-1, 1):
            rails = [rail for rail in of(spec, "railing") if rail.pose.location_m[1] * side > 0]
            xs = sorted(rail.pose.location_m[0] - 0.17 * plan.length_m for rail in rails)
            assert all(2.5 < abs(x) < 20 for x in xs)
            long_m = rails[0].geometry.size_m[0] if rails and isinstance(rails[0].geometry, Procedural) else 0.0
            met += sum(b - a == pytest.approx(long_m, abs=0.01) for a, b in pairwise(xs))
    assert met > len(SEEDS)


@pytest.mark.parametrize("index", SEEDS)
def test_masts_and_stems_stand_beside_the_road(index: int) -> None:
    spec, plan = scene(index)
    for thing in of(spec, "tree", "street lamp"):
        foot = object_mesh(thing).transformed(thing.pose.matrix()).vertices
        foot = foot[foot[:, 2] < KERB_M[1] + 0.15]
        assert np.abs(foot[:, 1]).min() > plan.half_road_m


@pytest.mark.parametrize("index", SEEDS[:2])
def test_houses_reach_over_the_pavement_only_overhead(index: int) -> None:
    spec, plan = scene(index)
    houses = [house for house in of(spec, "building") if abs(house.pose.location_m[0]) < plan.length_m / 2]
    assert len(houses) > 8
    for house in houses:
        points = object_mesh(house).transformed(house.pose.matrix()).vertices
        over = np.abs(points[:, 1]) < plan.walk_m[1] - 0.35
        assert not (over & (points[:, 2] < 2.2)).any()


@pytest.mark.parametrize("index", SEEDS[:6])
def test_awnings_and_flags_hang_at_houses_above_heads_and_beside_trees(index: int) -> None:
    spec, plan = scene(index)
    houses = {house.instance: footprint(house) for house in of(spec, "building")}
    trees = [tree.pose.location_m for tree in of(spec, "tree")]
    hung = of(spec, "awning", "flag")
    assert of(spec, "awning")
    for thing in hung:
        rect, (x, y, z) = footprint(thing), thing.pose.location_m
        assert z > KERB_M[1] + 2.1
        assert np.abs(across_m(thing)).max() == pytest.approx(plan.walk_m[1], abs=0.01)
        assert houses[thing.supporter].distance_m(x, y) == 0
        assert not any(rect.distance_m(*stem[:2]) < 0.3 for stem in trees)


def test_most_shops_are_lit_by_day_when_the_rooms_above_are_not() -> None:
    days = [spec for spec, _ in map(scene, SEEDS) if spec.world.sky and spec.world.sky.sun_elevation_deg > 0]
    houses = [house for spec in days for house in of(spec, "building") if len(house.materials) > LAMP]
    assert len(houses) > 100
    assert 0.75 < np.mean([house.materials[LAMP].emission > 0 for house in houses]) < 0.95
    assert not any(house.materials[LIT].emission for house in houses)


@pytest.mark.parametrize("index", SEEDS[:6])
def test_rows_of_houses_go_on_past_both_ends_with_meshes_that_are_there(index: int) -> None:
    spec, plan = scene(index)
    half_m = plan.length_m / 2
    rows = [house for house in of(spec, "building") if abs(house.pose.location_m[1]) < plan.walk_m[1] + 8]
    inner = {house.geometry for house in rows if abs(house.pose.location_m[0]) < half_m}
    for side in (-1, 1):
        for end in (-1, 1):
            ours = [house for house in rows if turned_deg(house) in (0, 180) and house.pose.location_m[1] * side > 0]
            ours = [house for house in ours if house.pose.location_m[0] * end > half_m + 2]
            assert max(footprint(house).x_m * end + footprint(house).width_m / 2 for house in ours) > half_m + 25
            assert {house.geometry for house in ours} <= inner


@pytest.mark.parametrize("index", SEEDS)
def test_streets_are_long_and_end_in_houses(index: int) -> None:
    spec, plan = scene(index)
    assert 120 <= plan.length_m <= 300
    assert {"road", "pavement", "kerb", "road marking"} <= {thing.category for thing in spec.objects}
    far = max(abs(house.pose.location_m[0]) for house in of(spec, "building"))
    assert far > plan.length_m / 2 + 40


@pytest.mark.parametrize("index", SEEDS)
def test_cameras_stand_clear_of_everything(index: int) -> None:
    spec, _ = scene(index)
    things = [thing for thing in spec.objects if thing.category not in UNDER]
    for camera in as_framed(spec, (64, 48), range(4)).cameras:
        assert clear_m(camera.location_m, things) >= 0.3
        assert camera.location_m[2] >= 0.4


def test_what_stands_in_a_street_does_not_overlap() -> None:
    spec, _ = scene(SEEDS[0])
    assert [contact for contact in overlaps(spec.objects) if contact.metres > 0.01] == []
    assert gaps(spec.objects) == []


def test_a_street_is_the_same_each_time_and_has_many_kinds() -> None:
    assert scene(SEEDS[1])[0] == sample_scene(3, SEEDS[1], {"street": 1.0})
    assert "street" in LAYOUTS
    assert len(street.KINDS) >= 20
    assert not {kind.category for kind in street.KINDS.values()} & STRUCTURE


def test_what_mends_a_road_has_its_hue() -> None:
    spec, _ = scene(SEEDS[0])
    road, *_ = (thing.materials[0].colour for thing in of(spec, "road"))
    patches = [thing.materials[0].colour for thing in of(spec, "road") if _generator(thing) == "patch"]
    assert patches
    for colour in patches:
        np.testing.assert_allclose(np.array(colour) / sum(colour), np.array(road) / sum(road), atol=1e-3)


def _generator(thing: SceneObject) -> str:
    return thing.geometry.generator if isinstance(thing.geometry, Procedural) else ""


@cache
def lit_by(dark: bool) -> SceneSpec:
    """The first street of a night, or of a day."""
    plain = (index for index in range(90) if street_plan(SceneSeeds(3, index))[0].place == "street")
    found = (sample_scene(3, index, {"street": 1.0}) for index in plain)
    return next(spec for spec in found if spec.world.sky and (spec.world.sky.sun_elevation_deg < -5) == dark)


def test_at_night_blocks_far_away_have_lit_windows_and_lamps_behind_them() -> None:
    spec = lit_by(dark=True)
    blocks = [thing for thing in of(spec, "building") if _generator(thing) == "distant buildings"]
    panes = [(object_mesh(block).slot == LIT).sum() for block in blocks]
    assert min(panes) > 0
    assert any(block.materials[LIT].emission for block in blocks)
    behind = max(abs(thing.pose.location_m[1]) for thing in of(spec, "street lamp")) + 10
    there = [light.location_m[1] for light in spec.lights if isinstance(light, PointLight)]
    assert min(there) < -behind
    assert max(there) > behind


def test_vehicles_light_the_road_before_them_in_the_dark_alone() -> None:
    night, day = lit_by(dark=True), lit_by(dark=False)
    beams = [light for light in night.lights if isinstance(light, AreaLight)]
    assert len(beams) == sum(any(m.emission == 6.0 for m in thing.materials) for thing in of(night, *VEHICLES)) > 0
    for beam in beams:
        ahead = -beam.pose.matrix()[:3, 2]
        assert abs(ahead[0]) > 0.99
        assert -0.15 < ahead[2] < 0
        from_m = np.array(beam.pose.location_m)
        assert all(
            np.sign(ahead[0]) * (from_m - thing.pose.location_m)[0] > 0
            for thing in of(night, *VEHICLES)
            if footprint(thing).distance_m(*from_m[:2]) < 0.1
        )
    assert not [light for light in day.lights if isinstance(light, AreaLight)]


def test_lamps_of_nights_differ_from_street_to_street() -> None:
    nights = [
        spec
        for spec in (sample_scene(8, index, {"street": 1.0}) for index in (1, 10, 11))
        if spec.world.sky and spec.world.sky.sun_elevation_deg < 0
    ]
    assert len(nights) == 3
    usual = [Counter(light.colour for light in spec.lights if isinstance(light, PointLight)) for spec in nights]
    assert len({colours.most_common(1)[0][0] for colours in usual}) > 1
    assert any(len(colours) > 1 for colours in usual)
