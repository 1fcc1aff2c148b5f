"""Cameras held as few are: what may change of a view, and what of it may not."""

import numpy as np
import pytest

from cavendish.scenes.layouts.registry import layout_of
from cavendish.scenes.layouts.shared.handling import (
    CLEAR_M,
    HANDLINGS,
    Place,
    handled,
    long_lens,
    near_the_ground,
    overhead,
    tilted,
    upwards,
    wide_lens,
)
from cavendish.scenes.layouts.shared.layout import Shot
from cavendish.scenes.layouts.shared.sightlines import around_of, clear_m
from cavendish.scenes.lighting import World
from cavendish.scenes.object_mesh import object_box
from cavendish.scenes.poses import Pose
from cavendish.scenes.sampling import sample_scene, with_cameras
from cavendish.scenes.spec import Material, Primitive, SceneObject, SceneSpec

PAINT = (Material("paint", (0.5, 0.5, 0.5)),)
USUAL = Shot((0.0, 0.0, 1.5), (4.0, 0.0, 1.0), 65.0, 0.5)


def box(instance: int, category: str, at_m: tuple[float, float, float], *size_m: float) -> SceneObject:
    return SceneObject(instance, category, category, Primitive("box"), Pose(at_m, scale=size_m), PAINT)  # type: ignore[arg-type]


def scene(*things: SceneObject) -> Place:
    floor = box(1, "floor", (0, 0, -0.05), 20, 20, 0.1)
    spec = SceneSpec("room", 0, 0, (floor, *things), (), World())
    return Place(spec, around_of(spec), 0.0)


VASE = box(2, "vase", (4, 0, 1), 0.2, 0.2, 0.2)


def test_a_long_lens_is_filled_by_what_it_looks_at() -> None:
    for seed in range(20):
        shot = long_lens(USUAL, scene(VASE), np.random.default_rng(seed))
        assert shot is not None
        assert (shot.eye_m, shot.target_m) == (USUAL.eye_m, (4.0, 0.0, 1.0))
        shown_m = 2 * np.hypot(4, 0.5) * np.tan(np.radians(shot.fov_deg / 2))
        assert 0.34 < np.sqrt(3) * 0.2 / shown_m < 0.81
        assert 8 <= shot.fov_deg <= 28


def test_a_long_lens_looks_at_nothing_hidden_near_or_large() -> None:
    board = box(3, "board", (2, 0, 1), 0.05, 8, 3)
    near = box(4, "mug", (0.5, 0, 1.5), 0.1, 0.1, 0.1)
    assert long_lens(USUAL, scene(VASE, board, near), np.random.default_rng(0)) is None


def test_wide_and_tilted_cameras_stay_where_they_are() -> None:
    wide, leaning = (each(USUAL, scene(), np.random.default_rng(1)) for each in (wide_lens, tilted))
    assert wide is not None
    assert leaning is not None
    assert 100 <= wide.fov_deg <= 120
    assert 5 <= abs(leaning.roll_deg) <= 20
    assert {wide.eye_m, leaning.eye_m} == {USUAL.eye_m}


def test_a_camera_that_looks_up_stays_where_it_is_and_sees_more_than_sky() -> None:
    ceiling, house = box(3, "ceiling", (0, 0, 2.5), 20, 20, 0.1), box(3, "building", (9, 0, 6), 4, 20, 12)
    for seed in range(10):
        for high in (ceiling, house):
            shot = upwards(USUAL, scene(high), np.random.default_rng(seed))
            assert shot is not None
            assert (shot.eye_m, shot.target_m[:2]) == (USUAL.eye_m, USUAL.target_m[:2])
            assert 20 <= np.degrees(np.arctan2(shot.target_m[2] - 1.5, 4)) <= 40
        assert upwards(USUAL, scene(VASE), np.random.default_rng(seed)) is None


def test_a_camera_near_the_ground_looks_the_same_way_from_a_free_place() -> None:
    shot = near_the_ground(USUAL, scene(VASE), np.random.default_rng(0))
    assert shot is not None
    assert shot.eye_m[:2] == USUAL.eye_m[:2]
    assert shot.target_m[:2] == USUAL.target_m[:2]
    assert 0.12 <= shot.eye_m[2] <= 0.4
    assert near_the_ground(USUAL, scene(box(3, "rack", (0.3, 0, 0.2), 0.1, 0.1, 0.1)), np.random.default_rng(0)) is None


def test_a_camera_overhead_keeps_below_the_ceiling() -> None:
    ceiling = box(3, "ceiling", (0, 0, 2.5), 20, 20, 0.1)
    for seed in range(10):
        inside = overhead(USUAL, scene(ceiling), np.random.default_rng(seed))
        outside = overhead(USUAL, scene(), np.random.default_rng(seed))
        assert inside is not None
        assert outside is not None
        assert 1.9 <= inside.eye_m[2] <= 2.45 - 0.5 + 1e-9
        assert 2.5 <= outside.eye_m[2] <= 12


def test_each_handling_has_its_share_of_the_views() -> None:
    place = scene(VASE)
    rng = np.random.default_rng(0)
    shots = [handled(USUAL, place.spec, lambda x, y: 0.0, rng) for _ in range(2000)]
    usual = sum(shot == USUAL for shot in shots) / len(shots)
    assert usual == pytest.approx(1 - sum(HANDLINGS.values()), abs=0.03)
    assert sum(shot.fov_deg < 30 for shot in shots) / len(shots) == pytest.approx(0.06, abs=0.02)


def test_cameras_of_rooms_stay_clear_and_are_the_same_again() -> None:
    spec = sample_scene(5, 0, {"room": 1.0})
    cameras = with_cameras(spec, (96, 64), list(range(120))).cameras
    assert cameras == with_cameras(spec, (96, 64), list(range(120))).cameras
    boxes = around_of(spec).boxes
    heights_m = [camera.location_m[2] for camera in cameras]
    assert min(heights_m) < 0.41
    assert max(heights_m) > 1.8
    assert max(heights_m) < min(object_box(each)[0, 2] for each in spec.objects if each.category == "ceiling")
    assert min(camera.fov_deg for camera in cameras) < 30
    assert max(camera.fov_deg for camera in cameras) > 100
    moved = [camera for camera in cameras if not 0.9 <= camera.location_m[2] <= 1.8]
    assert all(clear_m(camera.location_m, boxes).min() >= CLEAR_M for camera in moved)
    assert layout_of("room").footing is not None
