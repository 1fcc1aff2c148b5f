"""Class masks survive their colours, and what a model drew goes to the nearest of them."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cavendish.pipeline.codecs import masks

PALETTE = {0: (0, 0, 0), 7: (220, 20, 60), 255: (0, 130, 0), 65535: (70, 130, 180)}

colours = st.tuples(*[st.integers(0, 255)] * 3)
palettes = st.lists(colours, min_size=1, max_size=40, unique=True).flatmap(
    lambda listed: st.lists(st.integers(0, 65535), min_size=len(listed), max_size=len(listed), unique=True).map(
        lambda labels: dict(zip(labels, listed, strict=True))
    )
)


@given(palettes, st.integers(0, 2**32), st.sampled_from(["uint16", "int32", "int64", "uint64"]))
def test_labels_come_back(palette: masks.Palette, seed: int, dtype: str) -> None:
    labels = np.random.default_rng(seed).choice(list(palette), (5, 9)).astype(dtype)
    painted = masks.encode(labels, palette)
    assert [tuple(pixel) for pixel in painted[0]] == [palette[label] for label in labels[0]]
    decoded = masks.decode(painted, palette)
    assert decoded.dtype == np.int32
    np.testing.assert_array_equal(decoded, labels)
    np.testing.assert_array_equal(masks.decode(painted / 255, palette), labels)


@given(palettes, st.integers(0, 2**32))
def test_any_colour_goes_to_the_nearest(palette: masks.Palette, seed: int) -> None:
    rgb = np.random.default_rng(seed).integers(0, 256, (5, 9, 3), np.uint8)
    rgb[:, 4:] = rgb[:, 4:5]
    listed = np.array(list(palette.values()))
    squared = np.square(rgb[:, :, None].astype(int) - listed).sum(axis=-1)
    expected = np.array(list(palette))[squared.argmin(axis=-1)]
    np.testing.assert_array_equal(masks.decode(rgb, palette), expected)


def test_ties_go_to_the_label_listed_first() -> None:
    middle = np.full((1, 1, 3), 10, np.uint8)
    assert masks.decode(middle, {5: (0, 10, 10), 3: (20, 10, 10)}) == 5
    assert masks.decode(middle, {3: (20, 10, 10), 5: (0, 10, 10)}) == 3


def test_noise_is_forgiven() -> None:
    rng = np.random.default_rng(0)
    labels = rng.choice(list(PALETTE), (40, 50))
    noisy = np.clip(masks.encode(labels, PALETTE) + rng.normal(0, 10, (40, 50, 3)), 0, 255) / 255
    np.testing.assert_array_equal(masks.decode(noisy.astype(np.float32), PALETTE), labels)


def test_numpy_integers_make_a_palette() -> None:
    palette: Any = {np.uint8(1): tuple(np.array([1, 2, 3], np.uint8))}
    assert masks.encode(np.ones((1, 1), np.uint8), palette).tolist() == [[[1, 2, 3]]]


def test_any_memory_layout() -> None:
    labels = np.random.default_rng(0).choice(list(PALETTE), (20, 30))
    painted = masks.encode(labels, PALETTE)
    labels.flags.writeable = False
    np.testing.assert_array_equal(masks.encode(labels.T, PALETTE), painted.transpose(1, 0, 2))
    flipped = painted[:, ::-1]
    flipped.flags.writeable = False
    np.testing.assert_array_equal(masks.decode(flipped, PALETTE), labels[:, ::-1])


@pytest.mark.parametrize("shape", [(0, 0), (0, 5), (5, 0), (1, 1), (1, 2)])
def test_any_size(shape: tuple[int, int]) -> None:
    painted = masks.encode(np.full(shape, 7), PALETTE)
    np.testing.assert_array_equal(masks.decode(painted, PALETTE), np.full(shape, 7))
