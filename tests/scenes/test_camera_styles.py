"""Styles of cameras are drawn as often as their weights say, within their ranges, from a place of their own."""

from collections import Counter
from dataclasses import fields, replace

import numpy as np
import pytest

from cavendish.scenes.camera_styles import IDEAL, STYLE_NAMES, STYLES, Development, StyleName, drawn_development
from cavendish.scenes.sampling import Optics, sample_scene, with_cameras

SHAPES = sample_scene(3, 0, {"shapes": 1.0})


def test_each_style_has_a_range_for_each_number() -> None:
    numbers = {field.name for field in fields(Development)} - {"style", "noise_seed"}
    assert all(ranges.keys() == numbers for ranges in STYLES.values())
    assert {IDEAL, *STYLES} == set(STYLE_NAMES)


@pytest.mark.parametrize("style", STYLES)
def test_numbers_lie_in_their_ranges_and_fringes_within_half_a_pixel(style: StyleName) -> None:
    for seed in range(20):
        drawn = drawn_development(style, np.random.default_rng(seed))
        for name, (low, high) in STYLES[style].items():
            assert low <= getattr(drawn, name) <= high
        assert drawn.fringe_px < 0.5


def test_styles_are_as_frequent_as_their_weights() -> None:
    optics = Optics(styles=(("ideal", 1.0), ("phone", 3.0)))
    cameras = with_cameras(SHAPES, (64, 64), [0] * 400, optics).cameras
    counts = Counter(camera.development.style if camera.development else IDEAL for camera in cameras)
    assert counts.keys() == {"ideal", "phone"}
    assert 260 < counts["phone"] < 340


def test_a_style_changes_nothing_else_about_a_camera_but_its_grain() -> None:
    plain, phone = (
        with_cameras(SHAPES, (64, 64), [0, 2], Optics(1.0, 1.0, styles)).cameras for styles in ((), (("phone", 1.0),))
    )
    assert all(camera.grain for camera in plain)
    assert [replace(camera, development=None) for camera in phone] == [replace(camera, grain=0.0) for camera in plain]


def test_another_attempt_is_another_camera() -> None:
    first, second = (with_cameras(SHAPES, (64, 64), [n], Optics(styles=(("dslr", 1.0),))).cameras[0] for n in (0, 1))
    assert first.development != second.development


def test_a_scene_of_ideal_cameras_is_written_as_ever() -> None:
    assert "development" not in with_cameras(SHAPES, (64, 64), [0]).to_json()
    styled = with_cameras(SHAPES, (64, 64), [0], Optics(styles=(("webcam", 1.0),)))
    assert type(styled).from_json(styled.to_json()) == styled
