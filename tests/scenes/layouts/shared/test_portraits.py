"""Photographs of people: how far off, what of them, and what is not in between."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest

from cavendish.scenes.layouts.registry import LAYOUTS, layout_of
from cavendish.scenes.layouts.shared.layout import Shot
from cavendish.scenes.layouts.shared.portraits import NEAREST_M, among_people, portrait
from cavendish.scenes.layouts.shared.sightlines import around_of, clear_m, hiding_boxes, on_level, sees
from cavendish.scenes.lighting import World
from cavendish.scenes.object_mesh import object_box
from cavendish.scenes.people.casting import sample_person
from cavendish.scenes.people.crowd import HOSTS
from cavendish.scenes.poses import Pose, look_at
from cavendish.scenes.sampling import camera_of, sample_scene, with_cameras
from cavendish.scenes.seeds import Stream, generator
from cavendish.scenes.spec import Material, Primitive, Procedural, SceneObject, SceneSpec

GREY = (Material("plaster", (0.5, 0.5, 0.5)),)
FOOTING = on_level("floor")


def box(
    instance: int, category: str, middle_m: tuple[float, float, float], size_m: tuple[float, float, float]
) -> SceneObject:
    return SceneObject(instance, category, category, Primitive("box"), Pose(middle_m, scale=size_m), GREY)


FLOOR = box(1, "floor", (0.0, 0.0, -0.05), (20.0, 20.0, 0.1))
PERSON = sample_person(np.random.default_rng(3), ("standing",)).put(2, (0.0, 0.0, 0.0), 0.0, 1)  # faces −y


def scene(*things: SceneObject) -> SceneSpec:
    return SceneSpec("room", 0, 0, (FLOOR, PERSON, *things), (), World())


def portraits(spec: SceneSpec, count: int = 12) -> list[Shot]:
    found = [portrait(spec, FOOTING, np.random.default_rng(seed)) for seed in range(count)]
    return [shot for shot in found if shot]


def test_people_are_photographed_from_2_to_8_m_in_a_height_of_hands() -> None:
    shots = portraits(scene())
    assert len(shots) == 12
    assert all(2.0 <= math.hypot(*shot.eye_m[:2]) <= 8.0 for shot in shots)
    assert all(0.7 <= shot.eye_m[2] <= 1.75 for shot in shots)


def test_head_and_hips_are_in_the_picture() -> None:
    (low, high), spec = object_box(PERSON), scene()
    for shot in portraits(spec):
        camera = camera_of(shot, (640, 400))
        for z in (high[2], (low[2] + high[2]) / 2):
            x, y, depth = (np.array((*(low + high)[:2] / 2, z)) - camera.location_m) @ camera.matrix()[:3, :3]
            u, v = camera.focal_px * x / -depth, camera.focal_px * y / -depth
            assert abs(u) < 320
            assert abs(v) < 200


def test_nobody_is_photographed_through_a_wall() -> None:
    wall = box(3, "wall", (0.0, -1.0, 1.5), (20.0, 0.1, 3.0))
    shots = portraits(scene(wall))
    assert shots
    assert all(shot.eye_m[1] > -0.45 for shot in shots)


def test_behind_a_table_head_chest_and_hips_are_seen_and_behind_a_cupboard_not() -> None:
    table, cupboard = (box(3, "table", (0.0, -1.0, height / 2), (2.0, 0.6, height)) for height in (0.7, 2.0))
    assert sees((0.0, -4.0, 1.6), PERSON, around_of(scene(table)))
    assert not sees((0.0, -4.0, 1.6), PERSON, around_of(scene(cupboard)))


def test_what_somebody_holds_hides_nobody() -> None:
    phone = replace(box(3, "phone", (0.0, -0.3, 1.2), (0.6, 0.1, 0.6)), supporter=PERSON.instance)
    assert sees((0.0, -4.0, 1.2), PERSON, around_of(scene(phone)))


def test_people_are_seen_below_the_crown_of_a_tree() -> None:
    tree = SceneObject(3, "tree", "tree", Procedural("birch", (5.0, 5.0, 10.0), 1), Pose((0.0, -2.0, 0.0)), GREY * 2)
    stem, crown = hiding_boxes(tree)
    assert np.ptp(stem, axis=0)[:2] == pytest.approx((0.6, 0.6))
    assert crown[0, 2] == pytest.approx(2.0, abs=0.1)
    assert sees((1.5, -5.0, 1.6), PERSON, around_of(scene(tree)))
    assert not sees((0.0, -5.0, 1.6), PERSON, around_of(scene(tree)))


def test_who_is_too_near_is_photographed_from_further_off() -> None:
    near = Shot((0.0, -0.9, 1.6), (0.0, 0.0, 1.5), 60.0)
    shots = [among_people(scene(), FOOTING, lambda: near, np.random.default_rng(seed)) for seed in range(8)]
    boxes = object_box(PERSON)[None]
    assert min(float(clear_m(shot.eye_m, boxes)[0]) for shot in shots) >= NEAREST_M


def test_two_in_five_shots_are_the_layouts_own() -> None:
    far = Shot((0.0, -9.0, 1.6), (0.0, 9.0, 1.5), 60.0)
    own = sum(among_people(scene(), FOOTING, lambda: far, np.random.default_rng(seed)) == far for seed in range(60))
    assert 12 <= own <= 36


def test_nobody_is_looked_for_where_no_photographer_stands() -> None:
    assert portrait(scene(), on_level("pavement"), np.random.default_rng(0)) is None


def test_every_layout_with_people_says_where_photographers_stand() -> None:
    assert {name for name in LAYOUTS if layout_of(name).footing} == set(HOSTS)


def test_a_scene_without_people_has_the_cameras_of_its_layout() -> None:
    spec = sample_scene(5, 1, {"room": 1.0})
    attempts = range(20)
    shots = [layout_of("room").frame(spec, generator(5, 1, Stream.CAMERA, 0, each)) for each in attempts]
    cameras = [with_cameras(spec, (320, 224), (each,)).cameras[0] for each in attempts]
    same = [
        (camera.location_m, camera.rotation) == (shot.eye_m, look_at(shot.eye_m, shot.target_m, shot.roll_deg))
        for camera, shot in zip(cameras, shots, strict=True)
    ]
    assert sum(same) >= 12  # the others are held as few are
