from __future__ import annotations

import itertools
import math
from functools import lru_cache

import numpy as np
import pytest

from cavendish.scenes.layouts.room import layout
from cavendish.scenes.layouts.room.furnish import OTHERS, PROGRAMS
from cavendish.scenes.layouts.shared.camera_search import is_inside
from cavendish.scenes.layouts.shared.clutter import WELL_M
from cavendish.scenes.layouts.shared.floor_plan import Rect
from cavendish.scenes.lighting import AreaLight
from cavendish.scenes.object_mesh import object_mesh
from cavendish.scenes.sampling import sample_scene
from cavendish.scenes.spec import Procedural, SceneObject, SceneSpec
from cavendish.scenes.surfaces import surfaces

from ..framing import as_framed

HANGING_LAMPS = frozenset({"ceiling lamp", "chandelier"})
SEEDS: tuple[int | str, ...] = (*range(16), *OTHERS)  # a use stands for its first room
SHELL = {"floor", "ceiling", "wall", "skirting board", "window", "windowsill", "curtain", "curtain rod", "blind"}
SET_IN = {"sink", "towel", "coat", "socket"}  # what hangs in, on or over what carries it
USES = sorted(PROGRAMS)


@lru_cache(maxsize=64)
def room(seed: int | str) -> SceneSpec:
    if isinstance(seed, int):
        return sample_scene(seed, 0, {"room": 1.0})
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(layout, "PROGRAMS", {seed: PROGRAMS[seed]})
        return sample_scene(0, 0, {"room": 1.0})


def box(thing: SceneObject) -> tuple[np.ndarray, np.ndarray]:
    return object_mesh(thing).transformed(thing.pose.matrix()).bounds()


def footprint(thing: SceneObject, shrunk_m: float = 0.0) -> Rect:
    assert isinstance(thing.geometry, Procedural)
    matrix = thing.pose.matrix()
    width, depth, _ = thing.geometry.size_m
    turn_deg = math.degrees(math.atan2(matrix[1, 0], matrix[0, 0]))
    return Rect(*thing.pose.location_m[:2], width - shrunk_m, depth - shrunk_m, turn_deg)


def inside(spec: SceneSpec) -> list[SceneObject]:
    """Return what is in a room, not before its windows."""
    return [thing for thing in spec.objects if is_inside(thing)]


def carried_by(spec: SceneSpec, categories: set[str]) -> list[SceneObject]:
    by_instance = {thing.instance: thing for thing in spec.objects}
    return [thing for thing in spec.objects if thing.supporter and by_instance[thing.supporter].category in categories]


@pytest.mark.parametrize("seed", SEEDS)
def test_a_room_is_furnished_and_lit(seed: int | str) -> None:
    spec = room(seed)
    assert len(spec.objects) >= 24
    assert [thing.instance for thing in spec.objects] == list(range(1, len(spec.objects) + 1))
    categories = {thing.category for thing in spec.objects}
    assert {"floor", "wall", "ceiling", "window", "door"} <= categories
    assert HANGING_LAMPS & categories
    assert sum(isinstance(light, AreaLight) and light.portal for light in spec.lights) in (1, 2)
    assert spec.world.hdri
    assert spec.world.strength > 0


@pytest.mark.parametrize("layout", ["room", "tabletop"])
@pytest.mark.parametrize("seed", range(16))
def test_where_daylight_is_scarce_the_ceiling_lamp_is_on(layout: str, seed: int) -> None:
    spec = sample_scene(seed, 0, {layout: 1.0})
    floor = next(thing for thing in spec.objects if thing.category == "floor")
    width_m, depth_m, _ = floor.geometry.size_m  # type: ignore[union-attr]
    windows = [light.size_m for light in spec.lights if isinstance(light, AreaLight) and light.portal]
    daylight = spec.world.strength * sum(w * h for w, h in windows) / (width_m * depth_m)
    lamps = [thing for thing in spec.objects if thing.category in HANGING_LAMPS]
    assert lamps
    assert daylight > 0.4 or all(lamp.materials[0].emission for lamp in lamps)


@pytest.mark.parametrize("seed", SEEDS)
def test_what_stands_on_the_floor_stands_apart(seed: int | str) -> None:
    things = [
        t
        for t in carried_by(room(seed), {"floor", "rug"})
        if t.category not in SHELL | {"rug", "doormat", "door", "cat", "dog"}
    ]
    for a, b in itertools.combinations(things, 2):
        assert not footprint(a, 0.01).meets(footprint(b, 0.01)), (a.name, b.name)


@pytest.mark.parametrize("seed", SEEDS)
def test_what_stands_on_furniture_stands_apart(seed: int | str) -> None:
    spec = room(seed)
    standing = [
        t for t in spec.objects if t.supporter and t not in carried_by(spec, {"floor", "rug", "wall", "ceiling"})
    ]
    for a, b in itertools.combinations(standing, 2):
        if a.supporter == b.supporter and a.pose.location_m[2] == b.pose.location_m[2]:
            assert not footprint(a).meets(footprint(b)), (a.name, b.name)


@pytest.mark.parametrize("seed", SEEDS)
def test_nothing_reaches_through_a_wall_the_floor_or_the_ceiling(seed: int | str) -> None:
    spec = room(seed)
    floor = next(thing for thing in spec.objects if thing.category == "floor")
    assert isinstance(floor.geometry, Procedural)
    ceiling = next(thing for thing in spec.objects if thing.category == "ceiling")
    half = np.asarray(floor.geometry.size_m[:2]) / 2
    on_sill = carried_by(spec, {"windowsill"})  # which reaches into the wall
    beyond = [thing for thing in carried_by(spec, {"floor"}) if thing.supporter != floor.instance]  # an open door
    for thing in inside(spec):
        if thing.category in SHELL or thing in on_sill or thing in beyond:
            continue
        low, high = box(thing)
        assert (low[:2] >= -half - 1e-3).all(), thing.name
        assert (high[:2] <= half + 1e-3).all(), thing.name
        assert low[2] >= -1e-6, thing.name
        assert high[2] <= ceiling.pose.location_m[2] + 1e-4, thing.name


@pytest.mark.parametrize("seed", SEEDS)
def test_everything_rests_on_what_carries_it(seed: int | str) -> None:
    spec = room(seed)
    by_instance = {thing.instance: thing for thing in spec.objects}
    for thing in inside(spec):
        if thing.category in ("floor", "ceiling"):
            continue
        carrier = by_instance[thing.supporter]
        low, high = box(thing)
        if carrier.category == "floor":
            assert low[2] == pytest.approx(0.0, abs=1e-3), thing.name
        elif carrier.category == "ceiling":
            assert high[2] == pytest.approx(carrier.pose.location_m[2], abs=1e-3), thing.name
        elif carrier.category != "wall" and thing.category not in SET_IN:
            assert isinstance(carrier.geometry, Procedural)
            found = [surface.centre_m[2] for surface in surfaces(carrier.geometry)]
            found = found or [WELL_M, carrier.geometry.size_m[2]]  # of a dish or board
            tops = [carrier.pose.location_m[2] + top_m for top_m in found]
            assert min(abs(low[2] - top) for top in tops) < 1e-3, (thing.name, carrier.name)
            x, y, _ = thing.pose.location_m
            assert footprint(carrier).distance_m(x, y) == 0.0, (thing.name, carrier.name)


@pytest.mark.parametrize("seed", SEEDS)
def test_nothing_tall_stands_before_the_window(seed: int | str) -> None:
    spec = room(seed)
    window = next(thing for thing in spec.objects if thing.category == "window")
    assert isinstance(window.geometry, Procedural)
    before = footprint(window).front(0.5)
    for thing in carried_by(spec, {"floor"}):
        if thing.category not in SHELL | {"door"} and footprint(thing).meets(before):
            assert box(thing)[1][2] <= window.pose.location_m[2], thing.name


@pytest.mark.parametrize("seed", SEEDS)
def test_a_camera_stands_where_a_person_could(seed: int | str) -> None:
    spec = as_framed(room(seed), (384, 256), (0, 1, 0))
    floor = next(thing for thing in spec.objects if thing.category == "floor")
    assert isinstance(floor.geometry, Procedural)
    clear_m = 0.4 if min(floor.geometry.size_m[:2]) > 3.2 else 0.25
    for camera in spec.cameras:
        x, y, z = camera.location_m
        assert abs(x) <= floor.geometry.size_m[0] / 2 - clear_m
        assert abs(y) <= floor.geometry.size_m[1] / 2 - clear_m
        assert 0.9 <= z <= 1.8
        assert 35 <= camera.fov_deg <= 110
        for thing in carried_by(spec, {"floor", "rug"}):
            if thing.category not in SHELL | {"rug", "door", "bath mat", "doormat"}:
                assert footprint(thing).distance_m(x, y) >= clear_m - 0.02, thing.name


def test_a_room_depends_on_its_seeds_alone() -> None:
    again = sample_scene(5, 0, {"room": 1.0})
    assert again == room(5)
    assert SceneSpec.from_json(again.to_json()) == again
    assert room(5).objects != room(6).objects
    assert sample_scene(5, 1, {"room": 1.0}).objects != again.objects


def test_all_kinds_of_rooms_occur() -> None:
    categories = [{thing.category for thing in room(use).objects} for use in USES]
    for wanted in ("sofa", "bed", "desk", "dining table", "sink", "toilet"):
        assert any(wanted in present for present in categories), wanted
    assert len(set().union(*categories)) >= 35


def test_pictures_hang_a_little_askew_and_all_else_straight() -> None:
    def askew_deg(thing: SceneObject) -> float:
        return abs(math.degrees(math.asin(thing.pose.matrix()[2, 0])))

    hung = [thing for seed in range(6) for thing in carried_by(room(seed), {"wall"})]
    pictures = [askew_deg(thing) for thing in hung if thing.category in ("picture", "poster")]
    assert 0.1 < np.median(pictures) < 0.7
    assert max(pictures) < 2.5
    assert max(askew_deg(thing) for thing in hung if thing.category in ("window", "mirror", "clock", "socket")) < 0.01
