"""Cloth at rest: sheets keep their lengths where they hang, and what people sleep under and sit on shows it."""

from __future__ import annotations

import numpy as np
import pytest

from cavendish.scenes.generators.core.cloth import creases, folds, hung_over, sheet_of, valleys
from cavendish.scenes.generators.indoor.seating import bed_tops, sofa_seat
from cavendish.scenes.generators.indoor.soft import duvet, sat_on
from cavendish.scenes.object_mesh import geometry_mesh
from cavendish.scenes.spec import Procedural

CORE = np.array([-0.5, -0.4]), np.array([0.5, 0.4])


def test_a_sheet_ends_at_its_edges_where_it_has_no_thickness() -> None:
    flat, lift = sheet_of((-1.0, -0.5), (1.0, 0.7), 0.05)
    np.testing.assert_allclose(flat.reshape(-1, 2).min(axis=0), (-1.0, -0.5))
    np.testing.assert_allclose(flat.reshape(-1, 2).max(axis=0), (1.0, 0.7))
    assert not lift[[0, -1]].any()
    assert not lift[:, [0, -1]].any()
    assert (lift[3:-3, 3:-3] == 1).all()
    assert (np.diff(flat[:, 0, 0]) > 0).all()
    assert (np.diff(flat[0, :, 1]) > 0).all()


def test_a_sheet_keeps_its_lengths_over_an_edge_and_hangs_straight_below() -> None:
    across = np.stack([np.linspace(-1.0, 1.0, 2001), np.zeros(2001)], axis=-1)
    points, normals, hangs = hung_over(across, CORE, 0.06)
    np.testing.assert_allclose(np.linalg.norm(np.diff(points, axis=0), axis=1), 0.001, rtol=1e-3)
    np.testing.assert_allclose(np.linalg.norm(normals, axis=-1), 1.0)
    np.testing.assert_allclose(points[-1], (0.56, 0.0, -0.06 - (0.5 - 0.03 * np.pi)))
    np.testing.assert_allclose(normals[-1], (1.0, 0.0, 0.0), atol=1e-12)
    assert hangs[-1] == pytest.approx(0.5 - 0.03 * np.pi)
    assert hangs[1000] == 0


def test_cloth_hangs_in_folds_only_where_it_hangs() -> None:
    flat, _ = sheet_of((-0.9, -0.8), (0.9, 0.8), 0.02)
    _, normals, hangs = hung_over(flat, CORE, 0.05)
    out = folds(flat, normals, hangs, 0.15, np.random.default_rng(1))
    assert (out >= 0).all()
    assert not out[hangs == 0].any()
    assert np.ptp(out[0]) > 0.4  # along the hem of one side


def test_creases_and_valleys_are_narrow_and_draw_cloth_in() -> None:
    flat, _ = sheet_of((-0.5, -0.5), (0.5, 0.5), 0.01)
    pulled = creases(flat, np.zeros((1, 2)), 20, (0.2, 0.4), np.random.default_rng(2))
    far = np.linalg.norm(flat, axis=-1) > 0.62
    assert pulled.max() > 0.5
    assert np.abs(pulled[far]).max() < 0.1
    low = valleys(flat, (0.3, 0.8), 0.2, np.random.default_rng(2))
    assert low.min() >= 0
    assert low.max() <= 1
    assert np.median(low) < 0.3


@pytest.mark.parametrize("variant", range(8))
def test_a_duvet_lies_on_its_bed_and_hangs_at_its_sides_with_an_uneven_hem(variant: int) -> None:
    top_m = 0.56
    shape = duvet((1.6, 2.1), top_m, np.random.default_rng(variant))
    low, high = shape.bounds()
    assert high[2] < top_m + 0.08
    assert (np.abs(shape.vertices[:, 0]) < 0.825).all()
    assert low[1] > -1.08
    sides = [shape.vertices[side * shape.vertices[:, 0] > 0.74] for side in (-1, 1)]
    assert all(side[:, 2].min() < top_m - 0.12 for side in sides)
    hem = [min(side[np.abs(side[:, 1] - y) < 0.03][:, 2]) for side in sides for y in np.arange(-0.7, -0.1, 0.1)]
    assert np.std(hem) > 0.004
    middle = np.abs(shape.vertices[:, :2] - (0, -0.5)).max(axis=1) < 0.3
    assert top_m - 0.005 < shape.vertices[middle, 2].max() < top_m + 0.01
    assert set(shape.slot.tolist()) == {1, 2}


def test_a_seat_is_lower_where_somebody_sat_than_at_its_rim() -> None:
    shape = sat_on((0.7, 0.7, 0.15), (0.0, 0.0, 0.0), 0.04, 0.025, np.random.default_rng(3))
    rim_m = shape.vertices[:, 2].max()
    inside = (np.abs(shape.vertices[:, :2]) < 0.1).all(axis=1) & (shape.vertices[:, 2] > 0.08)
    assert 0.012 < rim_m - shape.vertices[inside, 2].min() < 0.045


@pytest.mark.parametrize("variant", range(6))
def test_what_lies_on_beds_and_sofas_neither_sinks_in_nor_floats(variant: int) -> None:
    """Within a square of 24 cm the highest point is at most a centimetre from where things are put."""
    for name, size, height_m, y in (
        ("bed", (1.6, 2.1, 1.0), bed_tops((1.6, 2.1, 1.0))[1], -0.5),
        ("sofa", (2.0, 0.9, 0.8), sofa_seat((2.0, 0.9, 0.8))[0], -0.12),
    ):
        vertices = geometry_mesh(Procedural(name, size, variant)).vertices
        for x in (-0.4, 0.0, 0.4):
            near = (np.abs(vertices[:, :2] - (x, y)) < 0.12).all(axis=1)
            assert abs(vertices[near, 2].max() - height_m) < 0.012, (name, x)
