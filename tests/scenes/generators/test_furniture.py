"""How furniture of rooms is made: chairs, framed fronts, hoods, books in rows, the cloth of lamps."""

from __future__ import annotations

import numpy as np
import pytest

from cavendish.scenes.generators.indoor.chairs import chair, chair_seat_m
from cavendish.scenes.generators.indoor.kitchen import extractor_hood
from cavendish.scenes.generators.indoor.tables import SUNK_M, Fittings, fronts
from cavendish.scenes.generators.registry import GENERATORS
from cavendish.scenes.geometry.leaves import leaves_of
from cavendish.scenes.geometry.mesh import Mesh, join


def variant(number: int) -> np.random.Generator:
    return np.random.Generator(np.random.PCG64(number))


def of_slot(shape: Mesh, slot: int) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
    return shape.vertices[shape.triangles[shape.slot == slot]].reshape(-1, 3)


@pytest.mark.parametrize("number", range(12))
def test_a_chair_leans_back_and_stands_on_four_feet(number: int) -> None:
    size = (0.45, 0.5, 0.88)
    shape = chair(size, variant(number))
    low, high = shape.bounds()
    np.testing.assert_allclose(high - low, size, atol=0.02)
    top = shape.vertices[shape.vertices[:, 2] > 0.95 * size[2]]
    middle = shape.vertices[abs(shape.vertices[:, 2] - 0.7 * size[2]) < 0.08]
    assert top[:, 1].mean() > middle[:, 1].mean(), "its back leans backwards"
    feet = shape.vertices[shape.vertices[:, 2] < 0.01]
    assert {(x > 0, y > 0) for x, y, _ in feet.tolist()} == {(a, b) for a in (True, False) for b in (True, False)}
    assert of_slot(shape, 1)[:, 2].max() > chair_seat_m(size) - 0.01


def test_chairs_are_of_several_makes() -> None:
    assert len({len(chair((0.45, 0.5, 0.88), variant(number)).triangles) for number in range(20)}) > 6


def test_a_framed_door_has_a_panel_behind_its_frame_and_a_small_front_has_none() -> None:
    flat, framed, small = (
        join(fronts(0.5, tall, (0.0, 0.0, 0.0), (1, 1), Fittings(True, is_framed), 0, 1))
        for tall, is_framed in ((0.7, False), (0.7, True), (0.15, True))
    )
    (leaf,) = leaves_of(framed)
    assert leaf.front_m == pytest.approx(SUNK_M - 0.018)
    assert leaf.side == "left"
    assert len(framed.triangles) > len(flat.triangles)
    assert len(small.triangles) == len(flat.triangles)


def test_no_door_of_a_wardrobe_is_wider_than_people_could_open() -> None:
    for number in range(8):
        doors = leaves_of(GENERATORS["cabinet"]((1.0, 0.6, 2.0), variant(number)))
        assert len(doors) >= 2
        assert max(door.high_m[0] - door.low_m[0] for door in doors) < 0.66


def test_units_of_one_variant_have_the_same_fronts() -> None:
    for number in range(8):
        drawn = {Fittings.drawn(variant(number)) for _ in range(3)}
        assert len(drawn) == 1
    assert len({Fittings.drawn(variant(number)) for number in range(40)}) == 4


def test_a_hood_is_as_wide_as_its_duct_at_the_ceiling_and_has_dark_filters_below() -> None:
    for number in range(6):
        shape = extractor_hood((0.6, 0.48, 1.0), variant(number))
        top = shape.vertices[shape.vertices[:, 2] > 0.99]
        assert np.ptp(top[:, 0]) < 0.3
        assert of_slot(shape, 1)[:, 2].min() == pytest.approx(0.0)


def test_some_rows_of_books_end_with_one_that_leans() -> None:
    leaning = 0
    for number in range(30):
        shape = GENERATORS["book row"]((0.5, 0.2, 0.26), variant(number))
        x, z = shape.vertices[:, 0], shape.vertices[:, 2]
        leaning += bool(z[x > 0.24].max() < 0.1)
        assert len(shape.triangles) < 3000
    assert 6 < leaning < 24


@pytest.mark.parametrize("name", ["pendant lamp", "table lamp", "floor lamp", "wall lamp"])
def test_a_shade_knows_where_its_cloth_is(name: str) -> None:
    shape = GENERATORS[name]((0.4, 0.4, 0.9), variant(2))
    assert shape.uv is not None
    shade = shape.slot == 0
    corners, v = shape.vertices[shape.triangles[shade]][..., 2], shape.uv[shade][..., 1]
    assert (v.min(), v.max()) == (1.0, 2.0)
    np.testing.assert_allclose(v, 1 + (corners - corners.min()) / np.ptp(corners), atol=1e-9)
    assert np.ptp(shape.uv[shade][..., 0], axis=1).max() < 0.1, "no triangle goes around the back"
    assert (shape.uv[~shade] <= 0).all()
