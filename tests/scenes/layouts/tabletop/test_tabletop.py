"""Layout rules of the tabletop before anything falls, over many seeds and without Blender."""

from __future__ import annotations

import itertools
from functools import lru_cache

import numpy as np
import pytest

from cavendish.scenes.contacts import overlaps
from cavendish.scenes.kinds.tabletop import KINDS
from cavendish.scenes.layouts.tabletop.layout import THEMES
from cavendish.scenes.object_mesh import object_mesh
from cavendish.scenes.sampling import sample_scene, with_cameras
from cavendish.scenes.spec import SceneObject, SceneSpec

SEEDS = range(24)


@lru_cache(maxsize=64)
def scene(seed: int) -> SceneSpec:
    return sample_scene(seed, 0, {"tabletop": 1.0})


@lru_cache(maxsize=4096)
def box(thing: SceneObject) -> tuple[np.ndarray, np.ndarray]:
    return object_mesh(thing).transformed(thing.pose.matrix()).bounds()


def loose(spec: SceneSpec) -> list[SceneObject]:
    return [thing for thing in spec.objects if thing.loose]


def carrier(spec: SceneSpec, thing: SceneObject) -> SceneObject:
    return next(other for other in spec.objects if other.instance == thing.supporter)


@pytest.mark.parametrize("seed", SEEDS)
def test_things_fall_from_just_above_what_carries_them(seed: int) -> None:
    spec = scene(seed)
    assert 1 <= len(loose(spec)) <= 40
    for thing in loose(spec):
        under, (low, high) = box(carrier(spec, thing)), box(thing)
        middle = (low + high)[:2] / 2
        assert (middle > under[0][:2]).all()
        assert (middle < under[1][:2]).all()
        holder = carrier(spec, thing).category in ("crate", "tray", "bowl", "basket")
        assert low[2] > (under[0][2] if holder else under[1][2])
        assert low[2] < under[1][2] + 1.2


@pytest.mark.parametrize("seed", SEEDS)
def test_nothing_touches_what_falls_before_it_falls(seed: int) -> None:
    spec = scene(seed)
    for a, b in itertools.combinations(loose(spec), 2):
        assert (np.maximum(box(a)[0], box(b)[0]) > np.minimum(box(a)[1], box(b)[1])).any(), (a.name, b.name)
    falling = {thing.instance for thing in loose(spec)}
    assert [c for c in overlaps(spec.objects) if {c.first, c.second} & falling] == []


@pytest.mark.parametrize("seed", range(4))
def test_a_seed_is_a_scene_and_a_shot(seed: int) -> None:
    again = sample_scene(seed, 0, {"tabletop": 1.0})
    assert again == scene(seed)
    assert with_cameras(again, (64, 48), (0, 1)) == with_cameras(scene(seed), (64, 48), (0, 1))
    assert SceneSpec.from_json(again.to_json()) == again


@pytest.mark.parametrize("seed", SEEDS)
def test_cameras_are_near_and_inside_the_room(seed: int) -> None:
    spec = scene(seed)
    room = box(next(thing for thing in spec.objects if thing.category == "floor"))
    for camera in with_cameras(spec, (64, 48), (0, 3)).cameras:
        assert (np.asarray(camera.location_m[:2]) > room[0][:2]).all()
        assert (np.asarray(camera.location_m[:2]) < room[1][:2]).all()
        nearest_m = min(float(np.linalg.norm(np.subtract(camera.location_m, sum(box(t)) / 2))) for t in loose(spec))
        assert nearest_m < 2.2
        assert 35 <= camera.fov_deg <= 70


def test_themes_are_made_of_kinds_and_use_at_least_25_small_ones() -> None:
    used = {kind for theme in THEMES.values() for kind in (*theme.standing, *theme.dropped, *theme.holders) if kind}
    assert len(used & KINDS.keys()) >= 25
    assert len({thing.category for seed in SEEDS for thing in loose(scene(seed))}) >= 25
