"""Towels and paper as they hang."""

from __future__ import annotations

import numpy as np

from cavendish.scenes.object_mesh import geometry_mesh
from cavendish.scenes.spec import Procedural


def test_most_towels_have_a_border_above_each_end() -> None:
    bordered = 0
    for variant in range(20):
        shape = geometry_mesh(Procedural("towel", (0.42, 0.07, 0.7), variant))
        if (shape.slot == 1).any():
            bordered += 1
            corners = shape.vertices[shape.triangles[shape.slot == 1]]
            front = corners[corners[..., 1].mean(axis=1) < 0]
            assert 0.04 < front[..., 2].min() < front[..., 2].max() < 0.16
            assert np.ptp(front[..., 0]) > 0.3  # from side to side
    assert 10 <= bordered <= 19


def test_towels_hang_in_folds_that_open_downwards() -> None:
    for variant in range(8):
        shape = geometry_mesh(Procedural("towel", (0.42, 0.07, 0.7), variant))
        _, y, z = shape.vertices.T
        low, high = ((y < 0) & (np.abs(z - at) < 0.05) for at in (0.12, 0.6))
        assert np.ptp(y[low]) > np.ptp(y[high]) + 0.004


def test_the_last_sheets_hang_down_from_a_roll_of_paper() -> None:
    shape = geometry_mesh(Procedural("roll", (0.14, 0.12, 0.2), 0))
    paper = shape.vertices[shape.triangles[shape.slot == 0]].reshape(-1, 3)
    assert paper[:, 2].min() < 0.001
    loose = paper[paper[:, 2] < 0.06]
    assert np.ptp(loose[:, 1]) < 0.02  # a sheet, not a roll
    assert np.ptp(paper[:, 1]) > 0.1
