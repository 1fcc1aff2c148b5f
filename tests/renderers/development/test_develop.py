"""Whole developments: one seed, one picture; brightness is as metered; nothing lies half a pixel off its truth."""

from dataclasses import replace

import numpy as np
import pytest

from cavendish.renderers.development.develop import develop, kept_light
from cavendish.renderers.development.exposure import LUMINANCE
from cavendish.renderers.frame import Renderer
from cavendish.scenes.camera_styles import STYLES, Development, StyleName, drawn_development
from cavendish.scenes.sampling import Optics, sample_scene, with_cameras
from cavendish.scenes.spec import SceneSpec

SHARP_PX = 0.5  # so far a surface may lie off its truth
each_style = pytest.mark.parametrize("style", STYLES)


def drawn(style: StyleName, seed: int = 0) -> Development:
    return drawn_development(style, np.random.default_rng(seed))


def blocks(height: int = 96, width: int = 128) -> np.ndarray:
    """Return light of blocks of 7 px, each of its own colour: edges everywhere, some of them strong."""
    rng = np.random.default_rng(5)
    colours = np.exp(rng.normal(-1.5, 1, (-(-height // 7), -(-width // 7), 1))) * rng.uniform(0.6, 1, (1, 1, 3))
    return colours.repeat(7, axis=0).repeat(7, axis=1)[:height, :width].astype(np.float32)


def edge(offset_px: float, size: int = 64) -> np.ndarray:
    """Return light with one edge that leans by a tenth, `offset_px` right of the middle in the middle row."""
    y, x = np.mgrid[:size, :size] + 0.5
    lit = np.clip(x - (size / 2 + offset_px + 0.1 * (y - size / 2)) + 0.5, 0, 1)
    return np.repeat((0.05 + 0.35 * lit)[..., None], 3, axis=-1).astype(np.float32)


def gradients(image: np.ndarray) -> np.ndarray:
    dy, dx = np.gradient(image)
    return np.hypot(dy, dx)


def shift_px(seen: np.ndarray, truth: np.ndarray) -> tuple[float, float]:
    """Return where the correlation of the edges of two pictures is greatest, down and across."""
    reach, inner = 3, truth[3:-3, 3:-3] - truth[3:-3, 3:-3].mean()
    shifted = [
        [(seen[y : y + inner.shape[0], x : x + inner.shape[1]] * inner).sum() for x in range(7)] for y in range(7)
    ]
    peak = np.array(shifted)
    y, x = np.unravel_index(peak.argmax(), peak.shape)
    assert 0 < y < 2 * reach
    assert 0 < x < 2 * reach
    return float(y - reach + _vertex(peak[y - 1 : y + 2, x])), float(x - reach + _vertex(peak[y, x - 1 : x + 2]))


def _vertex(three: np.ndarray) -> float:
    return float((three[0] - three[2]) / (2 * (three[0] - 2 * three[1] + three[2])))


def test_the_correlation_finds_how_far_a_picture_is_off() -> None:
    truth = gradients(np.cbrt(blocks() @ LUMINANCE))
    assert shift_px(np.roll(truth, (1, -2), (0, 1)), truth) == pytest.approx((1, -2), abs=0.05)


@each_style
@pytest.mark.parametrize("seed", range(4))
def test_edges_stay_on_their_truth_in_the_middle_and_in_the_corners(style: StyleName, seed: int) -> None:
    light = blocks()
    image, truth = develop(kept_light(light), drawn(style, seed)) @ LUMINANCE, np.cbrt(light @ LUMINANCE)
    for rows in (slice(0, 40), slice(28, 68), slice(56, 96)):
        for columns in (slice(0, 48), slice(40, 88), slice(80, 128)):
            off = shift_px(gradients(image[rows, columns]), gradients(truth[rows, columns]))
            assert np.hypot(*off) < SHARP_PX, (rows, columns, off)


@each_style
@pytest.mark.parametrize(("offset_px", "seed"), [(-0.4, 0), (0.0, 1), (0.3, 2)])
def test_a_slanted_edge_is_seen_where_it_is(style: StyleName, offset_px: float, seed: int) -> None:
    size = 64
    image = develop(kept_light(edge(offset_px, size)), drawn(style, seed)) @ LUMINANCE
    rows = np.arange(8, size - 8)
    true_px = size / 2 + offset_px + 0.1 * (rows + 0.5 - size / 2)
    slope = np.maximum(np.diff(image[rows], axis=1), 0)
    slope[np.abs(np.arange(1, size) - true_px[:, None]) > 6] = 0
    seen_px = (slope * np.arange(1, size)).sum(axis=1) / slope.sum(axis=1)
    assert abs((seen_px - true_px).mean()) < SHARP_PX


@each_style
def test_one_development_is_one_picture_and_another_seed_is_another(style: StyleName) -> None:
    light, by = kept_light(blocks()), drawn(style)
    first = develop(light, by)
    assert (first.shape, first.dtype) == ((96, 128, 3), np.uint8)
    np.testing.assert_array_equal(develop(light, by), first)
    assert not np.array_equal(develop(light, replace(by, noise_seed=by.noise_seed + 1)), first)


@each_style
def test_an_even_grey_is_grey_but_for_the_errors_of_the_camera(style: StyleName) -> None:
    grey = kept_light(np.full((96, 96, 3), 0.5, np.float32))
    right = replace(drawn(style), exposure_ev=0.0, red_ev=0.0, blue_ev=0.0, vignetting_ev=0.0)
    np.testing.assert_allclose(develop(grey, right).mean((0, 1)), 255 * 0.4614, atol=4)  # sRGB of middle grey
    warm = develop(grey, replace(right, red_ev=0.15, blue_ev=-0.15)).mean((0, 1))
    assert warm[0] - warm[2] > 5


def test_most_of_a_lamps_warmth_is_taken_out() -> None:
    by = replace(drawn("dslr"), exposure_ev=0.0, red_ev=0.0, blue_ev=0.0, vignetting_ev=0.0, saturation=1.0)
    lamplit = np.full((64, 64, 3), (0.5, 0.4, 0.25), np.float32)
    red, _, blue = develop(kept_light(lamplit), by).mean((0, 1))
    assert 1.05 < red / blue < 1.25  # as the light is, it would be 1.5: 2 ** (contrast / 2.2)


def test_a_stop_more_is_brighter() -> None:
    light, by = kept_light(blocks()), drawn("dslr")
    assert (
        develop(light, replace(by, exposure_ev=0.5)).mean() > develop(light, replace(by, exposure_ev=-0.5)).mean() + 20
    )


@each_style
def test_sunlit_paving_beside_shade_keeps_its_texture(style: StyleName) -> None:
    light, by = np.full((96, 96, 3), 0.1, np.float32), replace(drawn(style), exposure_ev=0.0, vignetting_ev=0.0)
    light[68:, :48] = 1.0
    light[68:, 48:] = 1.25
    image = develop(kept_light(light), by).mean(axis=2)
    assert 25 < image[:60].mean() < image[72:92, 4:44].mean() - 40
    assert image[72:92, 4:44].mean() + 3 < image[72:92, 52:92].mean() < 248


def test_dim_light_is_noisier() -> None:
    by = replace(drawn("robot"), exposure_ev=0.0, vignetting_ev=0.0)
    bright, dim = (develop(kept_light(np.full((96, 96, 3), value, np.float32)), by) for value in (1.0, 0.0005))
    assert dim.std() > 1.5 * bright.std()


@pytest.mark.parametrize("value", [0.0, 65504.0])
def test_all_dark_and_all_bright_are_pictures(value: float) -> None:
    for style in STYLES:
        assert develop(np.full((16, 16, 3), value, np.float16), drawn(style)).shape == (16, 16, 3)


def test_light_is_kept_in_half_precision_and_within_its_bounds() -> None:
    light = np.array([[[0.1, 1e9, -0.5], [np.nan, 0.25, 3.0]]], np.float32)
    kept = kept_light(light)
    np.testing.assert_allclose(kept, [[[0.1, 65504, 0], [0, 0.25, 3]]], rtol=5e-4)
    assert kept.dtype == np.float16


def seen(spec: SceneSpec, optics: Optics) -> SceneSpec:
    return with_cameras(spec, (64, 48), [0], optics)


def test_a_renderer_develops_its_light_and_leaves_the_truth_alone(
    renderer: Renderer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(renderer, "keep_light", True)
    spec = sample_scene(7, 1, {"shapes": 1.0})
    ideal, phone = (renderer.render(seen(spec, optics), 0) for optics in (Optics(), Optics(styles=(("phone", 1.0),))))
    assert ideal.light is not None
    assert phone.light is not None
    np.testing.assert_array_equal(phone.light, ideal.light)
    assert phone.camera.development
    np.testing.assert_array_equal(phone.image, develop(ideal.light, phone.camera.development))
    for name in ("depth_m", "normals", "instance", "objects"):
        assert np.array_equal(getattr(phone, name), getattr(ideal, name)), name


def test_an_ideal_picture_does_not_know_whether_its_light_is_kept(
    renderer: Renderer, monkeypatch: pytest.MonkeyPatch
) -> None:
    spec = seen(sample_scene(7, 1, {"shapes": 1.0}), Optics())
    plain = renderer.render(spec, 0)
    monkeypatch.setattr(renderer, "keep_light", True)
    np.testing.assert_array_equal(renderer.render(spec, 0).image, plain.image)
    assert plain.light is None
