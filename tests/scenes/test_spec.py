"""A scene is data: it survives JSON to the last bit, and depends on seed and number alone."""

from dataclasses import replace

import numpy as np
import pytest

from cavendish.scenes.layouts.registry import LAYOUTS
from cavendish.scenes.sampling import PINHOLE, Optics, sample_scene, with_cameras
from cavendish.scenes.spec import SceneSpec


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


def test_lenses_and_grain_are_as_frequent_as_asked_for() -> None:
    cameras = with_cameras(sample_scene(0, 0, {"shapes": 1.0}), (64, 64), [0] * 200, Optics(0.25, 1.0)).cameras
    assert 0.15 < np.mean([camera.f_number > 0 for camera in cameras]) < 0.35
    assert all(camera.focus_m > 0.5 for camera in cameras if camera.f_number)
    assert all(0.004 <= camera.grain <= 0.02 for camera in cameras)


def test_optics_change_nothing_else_about_a_camera() -> None:
    spec = sample_scene(0, 0, {"shapes": 1.0})
    plain, lensed = (with_cameras(spec, (64, 64), [0], optics).cameras[0] for optics in (PINHOLE, Optics(1.0, 1.0)))
    assert replace(lensed, f_number=0.0, focus_m=0.0, grain=0.0) == plain
