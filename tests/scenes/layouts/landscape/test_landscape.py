from __future__ import annotations

import itertools
import math
from functools import lru_cache

import numpy as np
import pytest

from cavendish.scenes.appearance.seasons import is_deciduous
from cavendish.scenes.contacts import gaps, remove_collisions
from cavendish.scenes.generators.nature.relief import PATH_HALF_M, path_y_m
from cavendish.scenes.generators.outdoor.waterside import POST_UP_M
from cavendish.scenes.layouts.landscape.camera import ground_of
from cavendish.scenes.layouts.landscape.lands import LANDS
from cavendish.scenes.layouts.landscape.layout import BURIED
from cavendish.scenes.layouts.shared.floor_plan import footprint
from cavendish.scenes.layouts.shared.in_season import is_litter
from cavendish.scenes.object_mesh import geometry_mesh, object_box, object_mesh
from cavendish.scenes.sampling import sample_scene
from cavendish.scenes.spec import Procedural, SceneObject, SceneSpec

from ..framing import as_framed

SEEDS = range(12)


@lru_cache(maxsize=64)
def land(seed: int) -> SceneSpec:
    return sample_scene(seed, 0, {"landscape": 1.0})


def rooted(spec: SceneSpec) -> list[SceneObject]:
    grounds = {thing.instance for thing in of(spec, "ground", "sand")}
    return [thing for thing in spec.objects if thing.supporter in grounds]


def of(spec: SceneSpec, *categories: str) -> list[SceneObject]:
    return [thing for thing in spec.objects if thing.category in categories]


def test_the_ground_is_known_as_its_mesh_has_it() -> None:
    spec = land(0)
    ground, mesh = ground_of(spec), geometry_mesh(spec.objects[0].geometry)
    middles = mesh.vertices[mesh.triangles].mean(axis=1)
    for x, y, z in middles[:: len(middles) // 200].tolist():
        assert ground.height_m(x, y) == pytest.approx(z + ground.lift_m, abs=1e-9)
    assert ground.height_m(0.0, 0.0) == pytest.approx(0.0, abs=1e-9)


@pytest.mark.parametrize("seed", SEEDS)
def test_everything_is_rooted_in_the_ground(seed: int) -> None:
    spec = land(seed)
    ground = ground_of(spec)
    for thing in rooted(spec):
        x, y, z = thing.pose.location_m
        assert isinstance(thing.geometry, Procedural)
        buried_m = BURIED * thing.geometry.size_m[2] * thing.pose.scale[2] if thing.category == "rock" else 0.0
        assert 0.0 < ground.height_m(x, y) - z <= 0.05 + buried_m, thing.name


@pytest.mark.parametrize("seed", SEEDS)
def test_no_tree_grows_in_another(seed: int) -> None:
    trunks = [thing.pose.location_m for thing in rooted(land(seed)) if thing.category == "tree"]
    assert len(trunks) > 3
    assert min(math.dist(a[:2], b[:2]) for a, b in itertools.combinations(trunks, 2)) > 2.0


@pytest.mark.parametrize("seed", SEEDS)
def test_the_path_is_kept_free(seed: int) -> None:
    spec = land(seed)
    if not of(spec, "path"):
        return
    side_m = object_mesh(spec.objects[0]).bounds()[1][0] * 2
    for thing in rooted(spec):
        x, y, _ = thing.pose.location_m
        assert abs(y - path_y_m(np.array(x), side_m)) > 0.9 * PATH_HALF_M or abs(x) > 0.4 * side_m, thing.name


def test_small_stones_are_of_what_they_lie_on() -> None:
    seen: set[str] = set()
    for spec in map(land, SEEDS):
        for thing in spec.objects:
            if getattr(thing.geometry, "generator", "") == "strewn stones":
                assert thing.category == spec.objects[thing.supporter - 1].category
                seen.add(thing.category)
    assert seen == {"ground", "sand"}


@pytest.mark.parametrize("seed", SEEDS)
def test_a_camera_is_above_ground_and_clear_of_things(seed: int) -> None:
    spec = as_framed(land(seed), (384, 256), (0, 1, 0, 2))
    ground = ground_of(spec)
    bounds_m = [
        (thing, object_mesh(thing).transformed(thing.pose.matrix()).bounds())
        for thing in rooted(spec)
        if thing.category not in ("grass", "flowers") and not is_litter(thing)
    ]
    for camera in spec.cameras:
        x, y, z = camera.location_m
        assert z - ground.height_m(x, y) >= 0.3
        assert 35 <= camera.fov_deg <= 100
        for thing, (low, high) in bounds_m:
            away = np.maximum(np.maximum(low - (x, y, z), np.subtract((x, y, z), high)), 0)
            assert np.linalg.norm(away) >= (1.0 if thing.category == "tree" else 0.3), thing.name


@pytest.mark.parametrize("seed", SEEDS)
def test_land_reaches_far_and_stays_within_its_budget(seed: int) -> None:
    spec = land(seed)
    low, high = object_mesh(spec.objects[0]).bounds()
    assert (high - low)[0] >= 280
    shared = {(thing.geometry, thing.materials) for thing in spec.objects}
    assert sum(len(geometry_mesh(geometry).triangles) for geometry, _ in shared) < 2_000_000


def test_what_is_built_stands_on_a_foundation_and_clear_of_trees() -> None:
    seen: set[str] = set()
    for spec in map(land, (*range(40), 51)):
        ground, stems = ground_of(spec), [tree.pose.location_m for tree in of(spec, "tree")]
        for thing in (each for each in of(spec, "tower", "fountain", "pier") if not each.supporter):
            points = object_mesh(thing).transformed(thing.pose.matrix()).vertices
            feet = points[points[:, 2] < points[:, 2].min() + 0.01]
            assert all(z < ground.height_m(x, y) for x, y, z in feet.tolist())
            assert not any(footprint(thing).distance_m(*stem[:2]) < 1.0 for stem in stems)
            seen.add(thing.category)
    assert seen == {"tower", "fountain", "pier"}


def test_a_pier_leads_from_the_beach_over_the_water_with_its_deck_above_it() -> None:
    seen = 0
    for spec in filter(lambda spec: of(spec, "pier"), map(land, range(40))):
        ground, level = ground_of(spec), of(spec, "water")[0].pose.location_m[2]
        low, high = object_box(of(spec, "pier")[0])
        x = (low[0] + high[0]) / 2
        assert ground.height_m(x, high[1]) > level > ground.height_m(x, low[1])
        assert 0.3 < high[2] - POST_UP_M - level < 0.7
        assert ground.height_m(x, high[1]) < high[2] - POST_UP_M
        seen += 1
    assert seen >= 2


def test_boats_and_tents_lie_on_dry_land() -> None:
    specs = [land(seed) for seed in range(40)]
    assert any(of(spec, "boat") for spec in specs)
    assert any(of(spec, "tent") for spec in specs)
    for spec in specs:
        level = max((water.pose.location_m[2] for water in of(spec, "water")), default=-np.inf)
        water = {thing.instance for thing in of(spec, "water")}
        things = [thing for thing in of(spec, "boat", "tent") if thing.supporter not in water]
        assert all(object_box(thing)[0, 2] > level for thing in things)
        assert not {gap.first for gap in gaps(things_and_ground(spec, things))} & {thing.instance for thing in things}


def things_and_ground(spec: SceneSpec, things: list[SceneObject]) -> list[SceneObject]:
    return [*of(spec, "ground", "sand"), *things]


KEY_PIECES = {
    "park": {"bench", "street lamp", "bin", "water", "path"},
    "beach": {"parasol", "sand", "water", "grass"},
    "harbour": {"quay", "boat", "bollard", "rope", "water"},
    "mountains": {"water", "rock", "tree"},
    "snow": {"path", "tree"},
}


@lru_cache(maxsize=8)
def first_of(name: str) -> SceneSpec:
    """The first scene of a kind of land."""
    return next(spec for spec in map(land, range(60)) if ground_of(spec).geometry.generator == LANDS[name].terrain)


@pytest.mark.parametrize("name", KEY_PIECES)
def test_a_place_has_what_it_is_known_by(name: str) -> None:
    assert {thing.category for thing in first_of(name).objects} >= KEY_PIECES[name]


@pytest.mark.parametrize("name", KEY_PIECES)
def test_nothing_that_people_put_there_floats_or_overlaps(name: str) -> None:
    cleared = remove_collisions(first_of(name))
    assert cleared.floating == 0
    assert cleared.overlapping <= 1


def test_boats_float_deep_in_the_water_clear_of_the_quay_and_tied_to_it() -> None:
    spec = first_of("harbour")
    level, quay = of(spec, "water")[0].pose.location_m[2], object_box(of(spec, "quay")[0])
    by_instance = {thing.instance: thing for thing in spec.objects}
    for boat in of(spec, "boat"):
        low, high = object_box(boat)
        assert low[2] < level - 0.3 < high[2]
        assert high[1] < quay[0, 1]
    assert all(by_instance[rope.supporter].category == "bollard" for rope in of(spec, "rope"))


def test_what_stands_on_a_quay_stands_on_its_paving_and_not_over_the_edge() -> None:
    spec = first_of("harbour")
    quay = of(spec, "quay")[0]
    low, high = object_box(quay)
    for thing in (thing for thing in spec.objects if thing.supporter == quay.instance):
        box = object_box(thing)
        assert box[0, 2] == pytest.approx(high[2], abs=1e-6)
        assert box[0, 1] > low[1]


def test_people_lie_on_dry_sand_before_the_dunes() -> None:
    spec = first_of("beach")
    level = of(spec, "water")[0].pose.location_m[2]
    for thing in of(spec, "parasol", "towel", "sun lounger"):
        x, y, _ = thing.pose.location_m
        assert ground_of(spec).height_m(x, y) > level + 0.15
        assert thing.supporter == of(spec, "sand")[0].instance


def test_benches_of_a_park_face_its_path() -> None:
    spec = first_of("park")
    side_m = ground_of(spec).geometry.size_m[0]
    for bench in of(spec, "bench"):
        x, y, _ = bench.pose.location_m
        ahead = bench.pose.matrix()[:2, 1] * -1.0
        assert abs(y + ahead[1] - path_y_m(np.array(x + ahead[0]), side_m)) < abs(y - path_y_m(np.array(x), side_m))


def test_snow_lies_in_winter_alone_and_beaches_are_for_the_summer() -> None:
    snow = first_of("snow")
    assert snow.world.weather is not None
    assert snow.world.weather.snow_cover == 1.0
    assert not [thing for thing in snow.objects if is_deciduous(thing)]
    assert first_of("beach").world.weather is None


def test_all_lands_occur_and_depend_on_their_seeds_alone() -> None:
    made = {ground_of(spec).geometry.generator for spec in map(land, range(40))}
    assert len(made) == len({LANDS[name].terrain for name in LANDS})
    assert sample_scene(5, 0, {"landscape": 1.0}) == land(5)
    assert SceneSpec.from_json(land(5).to_json()) == land(5)


def test_bushes_grow_at_the_feet_of_trees() -> None:
    """Where bushes grow at all, nearly half of them have a tree within three metres; none is in the clearing for it."""
    near = []
    for seed in SEEDS:
        spec = land(seed)
        stems = [tree.pose.location_m for tree in of(spec, "tree")]
        for bush in of(spec, "bush"):
            away_m = min(math.dist(bush.pose.location_m[:2], stem[:2]) for stem in stems)
            near.append(away_m < 3.01)
            assert math.hypot(*bush.pose.location_m[:2]) > 5.0
    assert len(near) > 100
    assert np.mean(near) > 0.4
