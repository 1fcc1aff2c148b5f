"""Streets pass building sites; car parks and motorways are places of the layout, too: each has what makes it one."""

from collections import Counter
from functools import cache

import numpy as np
import pytest

from cavendish.scenes.contacts import gaps, overlaps
from cavendish.scenes.layouts import SceneSeeds
from cavendish.scenes.layouts.shared.floor_plan import footprint, turned_deg
from cavendish.scenes.layouts.street.camera import UNDER, clear_m
from cavendish.scenes.layouts.street.plan import PLACES, Plan, street_plan
from cavendish.scenes.motion.movers import VEHICLES
from cavendish.scenes.object_mesh import object_box
from cavendish.scenes.people.drivers import driven
from cavendish.scenes.people.riders import ridden
from cavendish.scenes.printed import text_on
from cavendish.scenes.sampling import sample_scene
from cavendish.scenes.spec import Procedural, SceneObject, SceneSpec

from ..framing import as_framed

SEED, COUNT = 3, 400
MUST = {
    "car park": {"car", "paving", "road", "road marking", "hedge", "tree", "street lamp", "parking meter", "kerb"},
    "motorway": {"road", "road marking", "railing", "traffic sign", "car", "lorry", "tree", "grass", "bush", "ground"},
    "building site": {
        "excavator",
        "scaffolding",
        "fence",
        "heap",
        "container",
        "bricks",
        "portable toilet",
        "traffic cone",
        "car",
    },
}


@cache
def of_place(place: str, nth: int = 0) -> tuple[SceneSpec, Plan, SceneSeeds]:
    """The nth scene of a place."""
    found = [index for index in range(90) if street_plan(SceneSeeds(SEED, index))[0].place == place][nth]
    seeds = SceneSeeds(SEED, found)
    return sample_scene(SEED, found, {"street": 1.0}), street_plan(seeds)[0], seeds


def of(spec: SceneSpec, *categories: str) -> list[SceneObject]:
    return [thing for thing in spec.objects if thing.category in categories]


def generators(spec: SceneSpec) -> Counter[str]:
    return Counter(thing.geometry.generator for thing in spec.objects if isinstance(thing.geometry, Procedural))


def test_about_three_in_five_are_plain_streets_and_each_place_is_met() -> None:
    """Of 400, 0.6 ± 0.06 is more than two standard deviations, which are sqrt(0.6 * 0.4 / 400) = 0.024."""
    found = Counter(street_plan(SceneSeeds(SEED, index))[0].place for index in range(COUNT))
    assert set(found) == set(PLACES)
    assert sum(PLACES.values()) == pytest.approx(1.0)
    for place, share in PLACES.items():
        assert found[place] / COUNT == pytest.approx(share, abs=0.06)


@pytest.mark.parametrize("place", sorted(MUST))
def test_a_place_has_what_makes_it_one(place: str) -> None:
    assert {thing.category for thing in of_place(place)[0].objects} >= MUST[place]


@pytest.mark.parametrize("place", sorted(MUST))
def test_nothing_floats_or_reaches_into_another_thing(place: str) -> None:
    spec, _, _ = of_place(place)
    assert [contact for contact in overlaps(spec.objects) if contact.metres > 0.01] == []
    assert gaps(spec.objects) == []


@pytest.mark.parametrize("place", sorted(MUST))
def test_no_two_vehicles_share_their_ground(place: str) -> None:
    rects = [footprint(thing) for thing in of(of_place(place)[0], *VEHICLES, "motorcycle")]
    assert len(rects) > 20
    assert not any(a.meets(b) for k, a in enumerate(rects) for b in rects[:k])


@pytest.mark.parametrize("place", sorted(MUST))
def test_cameras_stand_clear_of_everything(place: str) -> None:
    spec, _, _ = of_place(place)
    things = [thing for thing in spec.objects if thing.category not in UNDER]
    for camera in as_framed(spec, (64, 48), range(4)).cameras:
        assert clear_m(camera.location_m, things) >= 0.3
        assert 1.0 < camera.location_m[2] < 45.0


def test_cars_are_parked_across_in_bays_of_two_and_a_half_metres_some_of_which_are_free() -> None:
    spec, plan, _ = of_place("car park")
    parked = [car for car in of(spec, "car") if abs(turned_deg(car)) < 5 or abs(turned_deg(car)) > 175]
    bays = (plan.length_m - 14.0) / 2.5
    assert bays == pytest.approx(round(bays))
    assert 0.4 * 6 * bays < len(parked) < 0.9 * 6 * bays
    for car in parked:
        steps = (car.pose.location_m[0] + 1.25 * (round(bays) - 1)) / 2.5
        assert steps == pytest.approx(round(steps), abs=0.05)


def test_a_store_has_its_name_and_a_pavement_before_it() -> None:
    spec, _, _ = of_place("car park")
    store = next(thing for thing in of(spec, "building") if text_on(thing.geometry) and "store" in generator(thing))
    walk = max(of(spec, "pavement"), key=lambda thing: thing.pose.location_m[1])
    assert object_box(walk)[1, 1] > object_box(store)[0, 1] > object_box(walk)[0, 1]
    assert text_on(store.geometry).isalpha()


def generator(thing: SceneObject) -> str:
    return thing.geometry.generator if isinstance(thing.geometry, Procedural) else ""


@pytest.mark.parametrize("nth", range(3))
def test_trolleys_stand_within_their_shelter(nth: int) -> None:
    spec, _, _ = of_place("car park", nth)
    shelters = [footprint(thing) for thing in of(spec, "trolley shelter")]
    for trolley in of(spec, "shopping trolley"):
        assert any(shelter.distance_m(*trolley.pose.location_m[:2]) == 0 for shelter in shelters)


def test_parked_cars_stay_where_they_are_in_clips_and_those_on_the_road_drive() -> None:
    """What is on a road moves: on a car park that is the middle aisle alone."""
    spec, plan, _ = of_place("car park")
    roads = {thing.instance for thing in of(spec, "road")}
    on_road = [thing for thing in of(spec, *VEHICLES) if thing.supporter in roads]
    assert len(on_road) <= 2
    assert all(abs(thing.pose.location_m[1]) < plan.driven_m for thing in on_road)


def test_vehicles_on_a_motorway_keep_to_their_lanes_on_their_side() -> None:
    spec, plan, _ = of_place("motorway")
    vehicles = of(spec, *VEHICLES)
    assert len(vehicles) > 30
    for vehicle in vehicles:
        _, y, z = vehicle.pose.location_m
        forward = abs(turned_deg(vehicle) - 90) < 1
        assert (plan.side(forward) == np.sign(y), z) == (True, 0)
        assert min(abs(y - plan.lane_y_m(forward, lane)) for lane in range(plan.lanes)) <= 0.26
    lorries = [abs(thing.pose.location_m[1]) for thing in of(spec, "lorry")]
    assert min(lorries) > plan.driven_m - plan.lane_m


def test_grass_lies_side_by_side_along_a_motorway() -> None:
    spec, plan, _ = of_place("motorway")
    squares = [thing for thing in spec.objects if thing.category == "grass"]
    assert len(squares) > 100
    assert len({thing.geometry for thing in squares}) <= 3
    for thing in squares:
        assert spec.objects[thing.supporter - 1].category == "ground"
        assert abs(thing.pose.location_m[1]) > plan.half_road_m + 2.2


def test_signs_over_a_motorway_face_those_who_drive_below_them() -> None:
    """A sign faces −y when it is not turned: turned by 270° it faces −x, from where one drives towards +x."""
    spec, plan, _ = of_place("motorway")
    signs = of(spec, "traffic sign")
    assert {round(turned_deg(sign)) % 360 for sign in signs} == {90, 270}
    half = "left gantry" if plan.left_hand else "gantry"
    assert {generator(sign) for sign in signs} == {half}
    assert all(text_on(sign.geometry) for sign in signs)


@pytest.mark.parametrize("nth", range(3))
def test_bridges_leave_room_for_lorries(nth: int) -> None:
    spec, _, _ = of_place("motorway", nth)
    tall_m = max((float(object_box(thing)[1, 2]) for thing in of(spec, "lorry", "bus")), default=0.0)
    for bridge in of(spec, "bridge"):
        assert object_box(bridge)[1, 2] - 1.05 - 1.1 - 0.5 > max(tall_m, 4.2)  # less parapet, deck and beam


def test_a_building_site_lies_between_houses_behind_its_fence() -> None:
    spec, plan, _ = of_place("building site")
    (start, end), front_m = plan.site_m, plan.walk_m[1]
    raw = next(thing for thing in of(spec, "building") if generator(thing) == "raw building")
    inside = [raw, *of(spec, "heap", "container", "bricks", "portable toilet", "scaffolding", "fence")]
    for thing in inside:
        x, y, _ = thing.pose.location_m
        assert start < x < end
        assert plan.site_side * y > front_m
    rows = [thing for thing in of(spec, "building") if generator(thing) == "building"]
    same = [footprint(thing) for thing in rows if np.sign(thing.pose.location_m[1]) == plan.site_side]
    near = [rect for rect in same if abs(rect.x_m) < plan.length_m / 2]
    assert near
    assert all(rect.x_m + rect.width_m / 2 <= start or rect.x_m - rect.width_m / 2 >= end for rect in near)


def test_nobody_rides_a_bicycle_on_a_motorway_and_somebody_sits_at_each_wheel() -> None:
    spec, plan, seeds = of_place("motorway")
    rng = np.random.default_rng(0)
    assert ridden("street", spec.objects, seeds, 2, rng) == []
    (who,) = driven(spec.objects, seeds, 1, rng)
    assert abs(who.pose.location_m[1]) < plan.driven_m
