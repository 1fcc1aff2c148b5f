"""A scene is data: it survives JSON to the last bit, and its cameras and poses mean what the conventions say."""

import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cavendish.scenes.layouts import Shot
from cavendish.scenes.layouts.registry import LAYOUTS
from cavendish.scenes.sampling import PINHOLE, Optics, camera_of, sample_scene, with_cameras
from cavendish.scenes.spec import Pose, SceneSpec, look_at, rotation_matrix, turn

finite = st.floats(-50, 50)
points = st.tuples(finite, finite, finite)


@pytest.mark.parametrize("layout", sorted(LAYOUTS.keys() - {"files"}))
@pytest.mark.parametrize("seed", [0, 1, 2**40])
def test_json_round_trip_is_exact(layout: str, seed: int) -> None:
    spec = with_cameras(sample_scene(seed, 3, {layout: 1.0}), (64, 48), (0, 1))
    assert SceneSpec.from_json(spec.to_json()) == spec


@pytest.mark.parametrize("layout", sorted(LAYOUTS.keys() - {"files"}))
def test_a_scene_depends_on_seed_and_number_alone(layout: str) -> None:
    assert sample_scene(5, 2, {layout: 1.0}) == sample_scene(5, 2, {layout: 0.3})
    assert sample_scene(5, 2, {layout: 1.0}).objects != sample_scene(5, 3, {layout: 1.0}).objects
    assert sample_scene(0, 2, {layout: 1.0}).objects != sample_scene(1, 2, {layout: 1.0}).objects


def test_weights_choose_layouts() -> None:
    names = [sample_scene(0, i, {"room": 1.0, "shapes": 3.0}).layout for i in range(60)]
    assert 30 < names.count("shapes") < 58


def test_another_attempt_moves_only_its_own_view() -> None:
    spec = sample_scene(0, 0, {"shapes": 1.0})
    first, second = with_cameras(spec, (64, 64), (0, 0)), with_cameras(spec, (64, 64), (0, 1))
    assert first.cameras[0] == second.cameras[0]
    assert first.cameras[1].location_m != second.cameras[1].location_m
    assert first.cameras[1].noise_seed != second.cameras[1].noise_seed


@given(points, points, st.floats(-180, 180))
def test_look_at_puts_the_target_in_the_middle(eye: tuple, target: tuple, roll_deg: float) -> None:
    distance_m = math.dist(eye, target)
    if distance_m < 0.1:
        return
    rotation = rotation_matrix(look_at(eye, target, roll_deg))
    np.testing.assert_allclose(rotation.T @ np.subtract(target, eye), [0, 0, -distance_m], atol=1e-9 * (1 + distance_m))
    np.testing.assert_allclose(rotation @ rotation.T, np.eye(3), atol=1e-12)
    assert np.linalg.det(rotation) > 0


def test_an_upright_camera_has_its_right_in_the_horizon() -> None:
    rotation = rotation_matrix(look_at((0, -3, 1.5), (0, 0, 1.0)))
    np.testing.assert_allclose(rotation[:, 0], [1, 0, 0], atol=1e-12)
    assert rotation[2, 1] > 0.9


def test_roll_is_clockwise() -> None:
    right = rotation_matrix(look_at((0, -3, 0), (0, 0, 0), roll_deg=10))[:, 0]
    assert right[2] == pytest.approx(-math.sin(math.radians(10)))


def test_pose_scales_then_turns_then_moves() -> None:
    matrix = Pose((1, 2, 3), turn("z", 90), (2, 1, 1)).matrix()
    np.testing.assert_allclose(matrix @ [1, 0, 0, 1], [1, 4, 3, 1], atol=1e-12)


@pytest.mark.parametrize("fov_deg", [20, 60, 110])
def test_rays_go_through_pixel_centres(fov_deg: float) -> None:
    camera = camera_of(Shot((0, 0, 0), (0, 1, 0), fov_deg), (64, 48))
    rays = camera.rays()
    assert camera.fov_deg == pytest.approx(fov_deg)
    half_pixel = 1 - 1 / camera.width_px
    np.testing.assert_allclose(rays[0, 0, 0], -math.tan(math.radians(fov_deg) / 2) * half_pixel)
    np.testing.assert_allclose(rays[0, 0] + rays[-1, -1], [0, 0, -2], atol=1e-12)
    assert (rays[..., 2] == -1).all()


@given(st.integers(0, 63), st.integers(0, 47))
def test_intrinsics_project_rays_back_to_their_pixels(u: int, v: int) -> None:
    camera = camera_of(Shot((0, 0, 0), (0, 1, 0), 70), (64, 48))
    x, y, z = camera.rays()[v, u] * [1, -1, -1]  # K expects y down and z forward
    np.testing.assert_allclose((camera.intrinsics() @ [x, y, z])[:2], [u + 0.5, v + 0.5], atol=1e-9)


def test_lenses_and_grain_are_as_frequent_as_asked_for() -> None:
    cameras = with_cameras(sample_scene(0, 0, {"shapes": 1.0}), (64, 64), [0] * 200, Optics(0.25, 1.0)).cameras
    assert 0.15 < np.mean([camera.f_number > 0 for camera in cameras]) < 0.35
    assert all(camera.focus_m > 0.5 for camera in cameras if camera.f_number)
    assert all(0.004 <= camera.grain <= 0.02 for camera in cameras)


def test_optics_change_nothing_else_about_a_camera() -> None:
    spec = sample_scene(0, 0, {"shapes": 1.0})
    plain, lensed = (with_cameras(spec, (64, 64), [0], optics).cameras[0] for optics in (PINHOLE, Optics(1.0, 1.0)))
    assert replace(lensed, f_number=0.0, focus_m=0.0, grain=0.0) == plain
