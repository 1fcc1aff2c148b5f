"""The layout `hall`: each use is furnished as people know it, over many seeds."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from cavendish.scenes.categories import STRUCTURE
from cavendish.scenes.contacts import gaps, overlaps
from cavendish.scenes.generators.outdoor.ways import RAIL_M
from cavendish.scenes.layouts.hall.layout import PROGRAMS
from cavendish.scenes.layouts.shared.camera_search import is_inside
from cavendish.scenes.layouts.shared.floor_plan import Rect, footprint, turned_deg
from cavendish.scenes.lighting import AreaLight
from cavendish.scenes.sampling import sample_scene
from cavendish.scenes.spec import SceneSpec

from ..framing import as_framed
from .halls import USES, box, hall_of, inner_m, of

TWICE = ("cafe", "classroom", "corridor", "gym", "lobby", "restaurant", "school hall", "station")
CASES = [(use, 1) for use in USES] + [(use, 2) for use in TWICE] + [("shop", 4), ("lobby", 4), ("lobby", 5)]
MARKS = {
    "cafe": ({"bar"}, {"cafe table", "dining table"}),
    "classroom": ({"whiteboard", "blackboard"}, {"desk"}),
    "corridor": ({"fire extinguisher"}, {"door"}),
    "gym": ({"treadmill"}, {"exercise bike"}, {"dumbbell"}, {"weight bench"}, {"mirror"}, {"exercise mat"}),
    "library": ({"bookshelf"}, {"books"}, {"reception desk"}, {"dining table"}),
    "lobby": ({"reception desk"}, {"column"}),
    "restaurant": ({"bar"}, {"dining table"}, {"bench"}, {"plate", "fork"}, {"blackboard"}),
    "school hall": ({"stage"},),
    "shop": ({"shop shelf", "bookshelf", "clothes rail"}, {"groceries", "books", "clothes"}),
    "station": ({"railway track"}, {"column"}, {"bench"}, {"poster"}, {"floor marking"}),
    "waiting room": ({"reception desk"}, {"chair"}, {"door"}),
    "warehouse": ({"pallet rack"}, {"forklift", "pallet truck"}),
}
UNDER = {
    "railway track",
    "train",
    "poster",
    "sign",
    "cable tray",
}  # of a station, what may be beside or below its platform


def hall(case: tuple[str, int]) -> SceneSpec:
    return hall_of(*case)


@pytest.mark.parametrize("use", USES)
def test_each_use_is_drawn_and_has_what_it_is_known_by(use: str) -> None:
    assert PROGRAMS[use][3] >= 0.05
    for case in (case for case in CASES if case[0] == use):
        present = {thing.category for thing in hall(case).objects}
        assert [marks for marks in MARKS[use] if not marks & present] == []


def test_halls_are_rich() -> None:
    assert sum(program[3] for program in PROGRAMS.values()) == pytest.approx(1.0)
    assert len({thing.category for case in CASES for thing in hall(case).objects}) >= 80


@pytest.mark.parametrize("case", CASES, ids=str)
def test_nothing_overlaps_floats_or_leaves_the_hall(case: tuple[str, int]) -> None:
    spec = hall(case)
    assert 20 < len(spec.objects) < 3000
    assert [contact for contact in overlaps(spec.objects) if contact.metres > 0.01] == []
    assert gaps(spec.objects) == []
    half = inner_m(spec) / (2, 2, 1)
    for thing in filter(is_inside, spec.objects):
        if thing.category not in STRUCTURE | (UNDER if case[0] == "station" else set()):
            low, high = box(thing)
            assert (low >= (*-half[:2] - 1e-3, -1e-6)).all(), thing.name
            assert (high <= half + 1e-3).all(), thing.name


@pytest.mark.parametrize("case", CASES, ids=str)
def test_a_hall_is_large_and_has_light(case: tuple[str, int]) -> None:
    spec = hall(case)
    assert 7.0 <= inner_m(spec)[0] <= 40.0
    portals = [light for light in spec.lights if isinstance(light, AreaLight) and light.portal]
    assert len(portals) == len(of(spec, "window", "skylight"))
    assert portals or any(thing.materials[0].emission > 1 for thing in of(spec, "ceiling lamp"))


def test_desks_face_the_board_and_chairs_face_desks() -> None:
    for case in (case for case in CASES if case[0] == "classroom"):
        spec = hall(case)
        boards = of(spec, "whiteboard", "blackboard")
        for board in boards:
            chairs = [chair for chair in of(spec, "chair") if chair.pose.location_m[0] > 2.4 - inner_m(spec)[0] / 2]
            assert len(chairs) >= 8
            askew_deg = [abs((turned_deg(chair) - turned_deg(board)) % 360 - 180) for chair in chairs]
            assert np.median(askew_deg) < 8
            assert max(askew_deg) < 80  # as somebody left it who got up
            for chair in chairs:
                x, y, _ = chair.pose.location_m
                desks = [footprint(desk).distance_m(x, y) for desk in of(spec, "desk")]
                assert min(desks) < 0.8


def test_chairs_of_a_school_hall_face_its_stage_and_leave_a_gangway() -> None:
    for spec in filter(lambda spec: of(spec, "stage"), map(hall, CASES)):
        stage, chairs = footprint(of(spec, "stage")[0]), of(spec, "chair")
        assert len(chairs) > 20
        for chair in chairs:
            assert abs((turned_deg(chair) - 270 + 180) % 360 - 180) < 20
            assert chair.pose.location_m[0] > stage.x_m + stage.depth_m / 2
            assert abs(chair.pose.location_m[1]) > 0.6


def test_what_stands_on_a_stage_stands_on_its_boards() -> None:
    for spec in filter(lambda spec: of(spec, "stage"), map(hall, CASES)):
        stage = of(spec, "stage")[0]
        top_m = box(stage)[1][2]
        carried = [thing for thing in spec.objects if thing.supporter == stage.instance]
        assert {"lectern", "plant"} <= {thing.category for thing in carried}
        assert all(abs(thing.pose.location_m[2] - top_m) < 0.01 for thing in carried)


def test_a_bar_has_stools_before_it_and_bottles_behind() -> None:
    for spec in filter(lambda spec: of(spec, "bar"), map(hall, CASES)):
        bar = footprint(of(spec, "bar")[0])
        ahead = [bar.front(1.0).distance_m(*stool.pose.location_m[:2]) for stool in of(spec, "stool")]
        assert sum(away_m == 0 for away_m in ahead) >= 3
        x, y = bar.at(0.0, -bar.depth_m)
        tables = {table.instance for table in of(spec, "dining table")}
        bottles = [bottle for bottle in of(spec, "bottle") if bottle.supporter not in tables]
        bottles = [bottle for bottle in bottles if bar.distance_m(*bottle.pose.location_m[:2]) > 0]
        assert len(bottles) >= 3
        assert all(abs(bottle.pose.location_m[1] - y) < 1.0 and abs(y) > abs(bar.y_m) for bottle in bottles if x)


def test_stairs_lead_to_a_door_at_their_landing() -> None:
    seen = 0
    for spec in filter(lambda spec: of(spec, "staircase"), map(hall, CASES)):
        low, high = box(of(spec, "staircase")[0])
        doors = [box(door) for door in of(spec, "door")]
        there = [door for door in doors if low[1] < door[0][1] and door[1][1] < high[1] and door[0][2] > 0.5]
        assert len(there) == 1
        assert there[0][0][2] == pytest.approx(high[2] - RAIL_M, abs=1e-3)
        assert there[0][1][2] < inner_m(spec)[2]
        seen += 1
    assert seen >= 2


def test_aisles_between_racks_are_free_and_wide() -> None:
    seen = 0
    for case in CASES:
        spec = hall(case)
        racks = sorted(of(spec, "pallet rack"), key=lambda rack: rack.pose.location_m[1])
        standing = [footprint(t) for t in spec.objects if t.supporter == of(spec, "floor")[0].instance]
        loose = [rect for rect in standing if rect.width_m < 4]
        for a, b in itertools.pairwise(footprint(rack) for rack in racks):
            wide_m = b.y_m - a.y_m - (a.depth_m + b.depth_m) / 2
            if wide_m > 0.3:  # not back to back
                seen += 1
                assert wide_m >= 1.2
                aisle = Rect(a.x_m, (a.y_m + b.y_m) / 2, a.width_m, 1.2)
                assert not any(aisle.meets(rect) for rect in loose)
    assert seen >= 2


def test_goods_stand_on_pallets_and_in_their_bays() -> None:
    for case in CASES:
        spec = hall(case)
        by_instance = {thing.instance: thing for thing in spec.objects}
        for load in of(spec, "stack of boxes"):
            pallet = by_instance[load.supporter]
            assert pallet.category == "pallet"
            (low, high), (base, top) = box(load), box(pallet)
            assert (low[:2] >= base[:2] - 0.02).all()
            assert (high[:2] <= top[:2] + 0.02).all()
        for pallet in of(spec, "pallet"):
            rack = by_instance[pallet.supporter]
            if rack.category == "pallet rack":
                assert footprint(rack).distance_m(*pallet.pose.location_m[:2]) == 0.0
                (low, high), (base, top) = box(pallet), box(rack)
                assert (low[:2] >= base[:2] - 0.05).all()
                assert (high[:2] <= top[:2] + 0.05).all()


def test_cameras_look_far_and_stand_free() -> None:
    far, held = [], []
    for seed, use in enumerate(USES):  # each has its own: it is the seed that says how a camera is held
        spec = as_framed(hall_of(use, seed), (96, 64), (0, 1))
        half = inner_m(spec) / (2, 2, 1)
        for camera in spec.cameras:
            eye, ray = np.asarray(camera.location_m), camera.matrix()[:3, :3] @ (0, 0, -1.0)
            assert (np.abs(eye[:2]) <= half[:2] - 0.4).all()
            assert 0.4 <= eye[2] <= half[2] - 0.4
            assert 45 <= camera.fov_deg <= 95
            ahead_m = ((np.sign(ray[:2]) * half[:2] - eye[:2]) / ray[:2]).min()
            far.append(ahead_m >= 10)
            held.append(eye[2])
    assert np.mean(far) >= 0.5
    assert min(held) < 1.0
    assert max(held) > 2.0


def composed(seed: int) -> SceneSpec:
    return sample_scene(seed, 0, {"hall": 1.0})


def test_a_hall_depends_on_its_seeds_alone() -> None:
    assert composed(4) == composed(4)
    assert SceneSpec.from_json(composed(4).to_json()) == composed(4)
    assert composed(4).objects != composed(5).objects
