"""The layout `hall`: each use is furnished as people know it, over many seeds."""

from __future__ import annotations

import itertools
from functools import lru_cache

import numpy as np
import pytest

from cavendish.scenes.categories import STRUCTURE
from cavendish.scenes.contacts import gaps, overlaps
from cavendish.scenes.generators.outdoor.ways import RAIL_M
from cavendish.scenes.layouts.shared.floor_plan import Rect, footprint, turned_deg
from cavendish.scenes.object_mesh import object_mesh
from cavendish.scenes.sampling import sample_scene
from cavendish.scenes.spec import AreaLight, Procedural, SceneObject, SceneSpec

from ..framing import as_framed

SEEDS = (0, 3, 4, 8, 9, 10, 11, 13, 16, 22, 23, 24, 32, 57)  # some of each use; no warehouse of the largest
MARKS = {
    "lobby": {"reception desk"},
    "classroom": {"whiteboard", "blackboard"},
    "warehouse": {"pallet rack"},
    "corridor": {"fire extinguisher"},
    "school hall": {"stage"},
    "cafe": {"bar"},
}


@lru_cache(maxsize=64)
def hall(seed: int) -> SceneSpec:
    return sample_scene(seed, 0, {"hall": 1.0})


def of(spec: SceneSpec, *categories: str) -> list[SceneObject]:
    return [thing for thing in spec.objects if thing.category in categories]


def box(thing: SceneObject) -> tuple[np.ndarray, np.ndarray]:
    return object_mesh(thing).transformed(thing.pose.matrix()).bounds()


def inner_m(spec: SceneSpec) -> np.ndarray:
    floor, ceiling = of(spec, "floor")[0], of(spec, "ceiling")[0]
    assert isinstance(floor.geometry, Procedural)
    return np.array([*floor.geometry.size_m[:2], ceiling.pose.location_m[2]])


def test_all_uses_occur_and_are_rich() -> None:
    categories = [{thing.category for thing in hall(seed).objects} for seed in SEEDS]
    for use, marks in MARKS.items():
        assert sum(bool(marks & present) for present in categories) >= 2, use
    assert len(set().union(*categories)) >= 50


@pytest.mark.parametrize("seed", SEEDS)
def test_nothing_overlaps_floats_or_leaves_the_hall(seed: int) -> None:
    spec = hall(seed)
    assert 20 < len(spec.objects) < 3000
    assert [contact for contact in overlaps(spec.objects) if contact.metres > 0.01] == []
    assert gaps(spec.objects) == []
    half = inner_m(spec) / (2, 2, 1)
    for thing in spec.objects:
        if thing.category not in STRUCTURE:
            low, high = box(thing)
            assert (low >= (*-half[:2] - 1e-3, -1e-6)).all(), thing.name
            assert (high <= half + 1e-3).all(), thing.name


@pytest.mark.parametrize("seed", SEEDS)
def test_a_hall_is_large_and_has_light(seed: int) -> None:
    spec = hall(seed)
    assert 7.0 <= inner_m(spec)[0] <= 40.0
    portals = [light for light in spec.lights if isinstance(light, AreaLight) and light.portal]
    assert len(portals) == len(of(spec, "window", "skylight"))
    assert portals or any(thing.materials[0].emission > 1 for thing in of(spec, "ceiling lamp"))


def test_desks_face_the_board_and_chairs_face_desks() -> None:
    for seed in SEEDS:
        spec = hall(seed)
        boards = of(spec, "whiteboard", "blackboard")
        for board in boards:
            chairs = [chair for chair in of(spec, "chair") if chair.pose.location_m[0] > 2.4 - inner_m(spec)[0] / 2]
            assert len(chairs) >= 8
            for chair in chairs:
                assert abs((turned_deg(chair) - turned_deg(board)) % 360 - 180) < 20
                x, y, _ = chair.pose.location_m
                desks = [footprint(desk).distance_m(x, y) for desk in of(spec, "desk")]
                assert min(desks) < 0.5
    assert any(of(hall(seed), "whiteboard", "blackboard") for seed in SEEDS)


def test_chairs_of_a_school_hall_face_its_stage_and_leave_a_gangway() -> None:
    for spec in filter(lambda spec: of(spec, "stage"), map(hall, SEEDS)):
        stage, chairs = footprint(of(spec, "stage")[0]), of(spec, "chair")
        assert len(chairs) > 20
        for chair in chairs:
            assert abs((turned_deg(chair) - 270 + 180) % 360 - 180) < 20
            assert chair.pose.location_m[0] > stage.x_m + stage.depth_m / 2
            assert abs(chair.pose.location_m[1]) > 0.6


def test_what_stands_on_a_stage_stands_on_its_boards() -> None:
    for spec in filter(lambda spec: of(spec, "stage"), map(hall, SEEDS)):
        stage = of(spec, "stage")[0]
        top_m = box(stage)[1][2]
        carried = [thing for thing in spec.objects if thing.supporter == stage.instance]
        assert {"lectern", "plant"} <= {thing.category for thing in carried}
        assert all(abs(thing.pose.location_m[2] - top_m) < 0.01 for thing in carried)


def test_a_bar_has_stools_before_it_and_bottles_behind() -> None:
    for spec in filter(lambda spec: of(spec, "bar"), map(hall, SEEDS)):
        bar = footprint(of(spec, "bar")[0])
        ahead = [bar.front(1.0).distance_m(*stool.pose.location_m[:2]) for stool in of(spec, "stool")]
        assert sum(away_m == 0 for away_m in ahead) >= 3
        x, y = bar.at(0.0, -bar.depth_m)
        bottles = [bottle for bottle in of(spec, "bottle") if bar.distance_m(*bottle.pose.location_m[:2]) > 0]
        assert len(bottles) >= 3
        assert all(abs(bottle.pose.location_m[1] - y) < 1.0 and abs(y) > abs(bar.y_m) for bottle in bottles if x)


def test_stairs_lead_to_a_door_at_their_landing() -> None:
    seen = 0
    for spec in filter(lambda spec: of(spec, "staircase"), map(hall, SEEDS)):
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
    for seed in SEEDS:
        spec = hall(seed)
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
    assert seen >= 3


def test_goods_stand_on_pallets_and_in_their_bays() -> None:
    for seed in SEEDS:
        spec = hall(seed)
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
    for seed in SEEDS:
        spec = as_framed(hall(seed), (96, 64), (0, 1))
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


def test_a_hall_depends_on_its_seeds_alone() -> None:
    assert sample_scene(4, 0, {"hall": 1.0}) == hall(4)
    assert SceneSpec.from_json(hall(4).to_json()) == hall(4)
    assert hall(4).objects != hall(5).objects
