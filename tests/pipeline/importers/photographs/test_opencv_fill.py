"""Polygons become the very pixels of OpenCV's fillPoly and polylines, corners inside of the picture and outside."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cavendish.pipeline.importers.photographs.opencv_fill import filled_polygon

RANDOM = 1000
coordinates = st.floats(-40, 90, width=32) | st.integers(-40, 90).map(float) | st.sampled_from([0.0, 19.0, 20.0, -1.0])
corners = st.lists(st.tuples(coordinates, coordinates), min_size=1, max_size=12)
shapes = st.tuples(st.integers(1, 60), st.integers(1, 60))


def theirs(points: list[tuple[float, float]], shape: tuple[int, int]) -> np.ndarray:
    """Return what LISA's code draws."""
    mask, whole = np.zeros(shape, np.uint8), [np.array(points, dtype=np.int32)]
    cv2.polylines(mask, whole, True, (1,), 1)
    cv2.fillPoly(mask, whole, (1,))
    return mask.astype(bool)


@given(corners, shapes)
def test_a_polygon_has_the_pixels_of_opencv(points: list[tuple[float, float]], shape: tuple[int, int]) -> None:
    np.testing.assert_array_equal(filled_polygon(points, shape), theirs(points, shape))


def test_a_thousand_stars_have_the_pixels_of_opencv() -> None:
    rng = np.random.default_rng(22)
    for _ in range(RANDOM):
        shape = (int(rng.integers(20, 200)), int(rng.integers(20, 200)))
        angle = np.sort(rng.random(int(rng.integers(3, 40))) * 2 * np.pi)
        radius = rng.random(len(angle)) * max(shape)  # often beyond the picture
        x, y = shape[1] / 2 + radius * np.cos(angle), shape[0] / 2 + radius * np.sin(angle)
        points = [(a, b) for a, b in np.stack([x, y], -1).tolist()]
        np.testing.assert_array_equal(filled_polygon(points, shape), theirs(points, shape))


def test_a_square_has_its_outline_and_fractions_are_cut_off() -> None:
    mask = filled_polygon([(1.9, 1.2), (3.9, 1), (3.1, 3.999), (1, 3)], (6, 6))
    assert mask[1:4, 1:4].all()
    assert mask.sum() == 9


@pytest.mark.parametrize("points", [[], [(0.0, float("nan"))], [(0.0, 1e30)]])
def test_what_is_no_polygon_is_refused(points: list[tuple[float, float]]) -> None:
    with pytest.raises(ValueError, match="must have corners of two finite numbers each"):
        filled_polygon(points, (5, 5))


def test_an_outline_without_end_is_refused() -> None:
    with pytest.raises(ValueError, match="no longer than 4,194,304 px"):
        filled_polygon([(0.0, 0.0), (60000.0, 60000.0)] * 50, (5, 5))
