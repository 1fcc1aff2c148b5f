"""Robust decoding: a target decodes as strictly, and damage costs at most half of what it costs the strict decoder."""

from __future__ import annotations

import numpy as np
import pytest

from cavendish.pipeline.codecs import CodecError, depth, masks, normals, ramp, restoring

SIDE = 96
NOISE = 10.0  # σ, 8-bit units
PALETTE = {0: (0, 0, 0), 1: (255, 0, 0), 2: (40, 90, 220), 3: (240, 220, 30)}


def noisy(rgb: np.ndarray, sigma: float = NOISE) -> np.ndarray:
    noise = np.random.default_rng(0).normal(0, sigma, rgb.shape)
    return np.clip(np.rint(rgb + noise), 0, 255).astype(np.uint8)


def blended(rgb: np.ndarray) -> np.ndarray:
    """Each pixel the mean of itself and its right neighbour: along upright edges one pixel has a colour of neither."""
    return np.rint((rgb.astype(float) + np.roll(rgb, -1, axis=1)) / 2).astype(np.uint8)


def depths_m() -> np.ndarray:
    """A floor from 2 m to 8 m, and a box 1.2 m away."""
    floor = np.repeat(np.linspace(8, 2, SIDE, dtype=np.float32)[:, None], SIDE, axis=1)
    floor[30:70, 20:60] = 1.2
    return floor


def surfaces() -> np.ndarray:
    """A wall, a slope below it, no surface in one corner."""
    found = np.zeros((SIDE, SIDE, 3), np.float32)
    found[:60], found[60:] = (0.48, 0.6, 0.64), (-0.6, 0.64, 0.48)
    found[:20, :20] = 0
    return found


def labels() -> np.ndarray:
    """Three squares, one of them within another, and a line that is one pixel wide."""
    found = np.zeros((SIDE, SIDE), np.uint16)
    found[10:50, 10:50], found[20:40, 20:40], found[60:90, 50:90] = 1, 2, 3
    found[:, 93] = 3
    return found


@pytest.mark.parametrize("colormap", ["cube", "gray", "inferno", "plasma", "viridis"])
def test_depth_targets_are_read_as_strictly(colormap: str) -> None:
    target = depth.encode(depths_m(), colormap)
    np.testing.assert_array_equal(restoring.on_path(target, colormap), target)


def test_the_grey_of_what_is_unknown_is_kept() -> None:
    known = np.ones((SIDE, SIDE), np.bool_)
    known[:10] = False
    target = depth.encode(depths_m(), valid=known)
    np.testing.assert_array_equal(restoring.on_path(target), target)


@pytest.mark.parametrize("convention", ["vision-banana", "opengl", "directx", "geowizard"])
def test_normals_are_read_as_strictly(convention: str) -> None:
    directions = np.random.default_rng(0).normal(size=(SIDE, SIDE, 3)).astype(np.float32)
    directions /= np.linalg.norm(directions, axis=-1, keepdims=True)
    directions[:5] = 0
    target = normals.encode(directions, convention)
    np.testing.assert_array_equal(restoring.on_sphere(target), target)


def test_masks_and_instances_are_read_as_strictly() -> None:
    target = masks.encode(labels(), PALETTE)
    np.testing.assert_array_equal(masks.decode(target, PALETTE, robust=True), labels())
    np.testing.assert_array_equal(restoring.in_own_colours(target, (0, 0, 0)), target)


def test_depth_errors_are_halved_under_noise() -> None:
    true_m, drawn = depths_m(), noisy(depth.encode(depths_m()))
    strict, robust = (
        float(np.mean(np.abs(depth.decode(drawn, robust=robust) - true_m) / true_m)) for robust in (False, True)
    )
    assert robust < strict / 2


def test_numbers_along_a_path_are_filled_where_colours_blend() -> None:
    values = np.zeros((SIDE, SIDE), np.float32)
    values[:, SIDE // 2 :] = 0.5
    drawn = blended(ramp.encode(values, 0.0, 1.0))
    assert np.isnan(ramp.decode(drawn, 0.0, 1.0)).sum() > SIDE / 2
    robust = ramp.decode(drawn, 0.0, 1.0, robust=True)
    assert np.isfinite(robust).all()
    assert set(np.round(robust, 3).ravel().tolist()) == {0.0, 0.5}


def test_normals_errors_are_halved_up_to_edges() -> None:
    drawn = noisy(normals.encode(surfaces()))
    cosines = [np.sum(normals.decode(drawn, robust=robust) * surfaces(), axis=-1) for robust in (False, True)]
    strict, robust = (np.degrees(np.arccos(np.clip(each[30:], -1, 1))).mean() for each in cosines)
    assert robust < strict / 2
    assert not normals.decode(drawn, robust=True)[:18, :18].any()


def test_a_blend_of_two_colours_is_none_of_a_third() -> None:
    # The blend (135, 20, 135) is 162 from both, and 146 from the third.
    palette = {0: (250, 20, 20), 1: (20, 20, 250), 2: (60, 120, 60)}
    halves = np.zeros((SIDE, SIDE), np.uint16)
    halves[:, SIDE // 2 :] = 1
    drawn = blended(masks.encode(halves, palette))
    assert (masks.decode(drawn, palette) == 2).sum() == 2 * SIDE  # in the middle, and where the last meets the first
    assert set(np.unique(masks.decode(drawn, palette, robust=True)).tolist()) == {0, 1}


def test_instances_are_found_under_noise() -> None:
    drawn = noisy(masks.encode(labels(), PALETTE))
    found = masks.decode_instances(drawn, (0, 0, 0), robust=True)
    overlaps = [
        max(
            np.sum((found == number) & (labels() == label)) / np.sum((found == number) | (labels() == label))
            for number in range(1, found.max() + 1)
        )
        for label in (1, 2)
    ]
    assert min(overlaps) > 0.9
    assert masks.decode_instances(drawn, (0, 0, 0)).max() != 3


def test_a_thin_line_of_a_named_colour_stays() -> None:
    two = {0: (0, 0, 0), 1: (255, 255, 255)}
    line = (labels() == 3).astype(np.uint16)
    assert np.mean(masks.decode(noisy(masks.encode(line, two)), two, robust=True) == line) > 0.999


def test_any_size_and_any_colours_can_be_read() -> None:
    for shape in ((1, 1), (1, 40), (40, 2), (0, 0)):
        noise = np.random.default_rng(0).integers(0, 256, (*shape, 3)).astype(np.uint8)
        assert depth.decode(noise, robust=True).shape == shape
        assert normals.decode(noise, robust=True).shape == (*shape, 3)
        assert masks.decode(noise, PALETTE, robust=True).shape == shape
        assert masks.decode_instances(noise, (0, 0, 0), robust=True).shape == shape


def test_floats_are_read_as_their_bytes() -> None:
    drawn = noisy(depth.encode(depths_m()))
    np.testing.assert_array_equal(
        depth.decode((drawn / 255).astype(np.float32), robust=True), depth.decode(drawn, robust=True)
    )


def test_what_is_no_picture_is_refused() -> None:
    with pytest.raises(CodecError, match="shape"):
        restoring.on_path(np.zeros((4, 4), np.uint8))
    with pytest.raises(CodecError, match="background"):
        restoring.in_own_colours(np.zeros((4, 4, 3), np.uint8), (0, 0, 300))
