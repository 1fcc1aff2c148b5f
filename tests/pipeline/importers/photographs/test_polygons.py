"""Polygons become the very pixels of COCO's own library."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pycocotools import mask as coco

from cavendish.pipeline.dataset.run_lengths import packed
from cavendish.pipeline.importers.photographs.polygons import polygon_runs, polygons_mask

RANDOM = 1000
coordinates = (
    st.floats(-30, 130, width=32) | st.integers(-20, 120).map(float) | st.integers(-40, 240).map(lambda n: n / 2)
)
outlines = st.lists(coordinates, min_size=6, max_size=40).filter(lambda each: len(each) % 2 == 0)
shapes = st.tuples(st.integers(1, 100), st.integers(1, 100))


def theirs(polygon: list[float], shape: tuple[int, int]) -> str:
    return coco.frPyObjects([polygon], *shape)[0]["counts"].decode()


@given(outlines, shapes)
def test_a_polygon_has_the_runs_of_pycocotools(polygon: list[float], shape: tuple[int, int]) -> None:
    assert packed(polygon_runs(polygon, shape)) == theirs(polygon, shape)


def test_a_thousand_stars_have_the_runs_of_pycocotools() -> None:
    rng = np.random.default_rng(22)
    for _ in range(RANDOM):
        corners, shape = int(rng.integers(3, 40)), (int(rng.integers(20, 480)), int(rng.integers(20, 640)))
        angle = np.sort(rng.random(corners) * 2 * np.pi)
        radius = rng.random(corners) * max(shape) / 2
        x, y = shape[1] / 2 + radius * np.cos(angle), shape[0] / 2 + radius * np.sin(angle)
        polygon = np.stack([x, y], -1).round(int(rng.integers(0, 3))).ravel().tolist()
        assert packed(polygon_runs(polygon, shape)) == theirs(polygon, shape)


def test_several_parts_are_one_mask() -> None:
    parts = [[1.0, 1.0, 4.0, 1.0, 4.0, 4.0, 1.0, 4.0], [6.0, 0.0, 9.0, 0.0, 9.0, 3.0, 6.0, 3.0]]
    mask = polygons_mask(parts, (6, 10))
    assert mask.sum() == 18
    assert mask.tolist() == coco.decode(coco.merge(coco.frPyObjects(parts, 6, 10))).astype(bool).tolist()


@pytest.mark.parametrize("polygon", [[], [1.0, 2.0, 3.0, 4.0], [0.0] * 7, [0.0, float("nan")] * 3, [1e30, 0.0] * 3])
def test_what_is_no_polygon_is_refused(polygon: list[float]) -> None:
    with pytest.raises(ValueError, match="at least three corners, two finite numbers each"):
        polygon_runs(polygon, (5, 5))


def test_an_outline_without_end_is_refused() -> None:
    with pytest.raises(ValueError, match="no longer than 4,194,304 px"):
        polygon_runs([0.0, 0.0, 60000.0, 60000.0] * 50, (5, 5))
