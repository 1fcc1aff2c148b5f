"""Cloth is cut from the body's layers along straight hems, and its edges are folded."""

from __future__ import annotations

import numpy as np
import pytest

from cavendish.scenes.people.anatomy import anatomy
from cavendish.scenes.people.regions import regions
from cavendish.scenes.people.tailoring import SNAP_M, Pattern, clipped, sheet, trimmed

BODY = anatomy()


def above(height_m: float, layer: str = "skirt") -> Pattern:
    return clipped(layer, regions().points[:, 2:].astype(np.float64) - height_m)


def places(pattern: Pattern, layer: str = "skirt") -> np.ndarray:
    return pattern.mix @ (sheet(layer).mix @ BODY.points[: BODY.count])


def test_a_sheet_has_four_quads_for_each_of_the_layer() -> None:
    assert len(sheet("skirt").quads) == 4 * len(BODY.layers["skirt"]) == 4 * 684


def test_points_of_a_sheet_are_moved_by_bones_whose_weights_add_up_to_one() -> None:
    assert sheet("tights").weights.sum(axis=1) == pytest.approx(1.0, abs=1e-5)


@pytest.mark.parametrize("height_m", [-0.5, -0.333, -0.1])
def test_a_hem_lies_at_one_height(height_m: float) -> None:
    pattern = above(height_m)
    found = places(pattern)
    assert found[:, 2].min() == pytest.approx(height_m, abs=SNAP_M)
    rim = found[np.unique(pattern.rim)]
    lower = rim[rim[:, 2] < rim[:, 2].mean()]
    assert np.ptp(lower[:, 2]) < 2 * SNAP_M


def test_two_cuts_at_one_height_have_the_area_of_the_whole() -> None:
    def area(pattern: Pattern) -> float:
        a, b, c = (places(pattern)[pattern.faces[:, corner]] for corner in range(3))
        return float(np.linalg.norm(np.cross(b - a, c - a), axis=1).sum() / 2)

    field = regions().points[:, 2:].astype(np.float64) + 0.4
    parts = area(clipped("skirt", field)) + area(clipped("skirt", -field))
    assert parts == pytest.approx(area(clipped("skirt", np.ones((BODY.count, 1)))), rel=2e-3)


def test_what_lies_outside_altogether_is_no_cloth() -> None:
    assert len(clipped("skirt", np.full((BODY.count, 1), -1.0)).faces) == 0


def test_a_turned_in_edge_runs_up_inside_the_cloth() -> None:
    pattern = above(-0.4)
    points = places(pattern).astype(np.float32)
    out = points * (1, 1, 0) / np.linalg.norm(points[:, :2], axis=1, keepdims=True)
    rows = np.broadcast_to([[0.02, -0.005]], (len(points), 1, 2))
    found, faces = trimmed(pattern, points, out.astype(np.float32), rows)
    rim = np.unique(pattern.rim)
    lower = points[rim, 2] < -0.39
    turned = found[len(points) :]
    assert (turned - found[rim])[lower, 2] == pytest.approx(0.02, abs=0.004)
    inwards = np.linalg.norm(points[rim, :2], axis=1) - np.linalg.norm(turned[:, :2], axis=1)
    assert (inwards[lower] > 0).all()
    assert len(faces) == len(pattern.faces) + 2 * len(pattern.rim)


def test_a_strap_is_cut_along_both_of_its_edges() -> None:
    """A band of 2 cm at 45°, of whose border vertices each lies on one of its edges."""
    across = regions().points @ np.array([1.0, 0.0, 1.0]) / np.sqrt(2) + 0.2
    pattern = clipped("skirt", np.stack([0.01 - across, 0.01 + across], axis=1))
    off_m = (places(pattern) @ np.array([1.0, 0.0, 1.0]) / np.sqrt(2) + 0.2)[np.unique(pattern.rim)]
    assert np.abs(np.abs(off_m) - 0.01).max() < SNAP_M
