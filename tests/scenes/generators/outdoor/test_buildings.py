"""Fronts of houses have depth, windows of which each is its own, and shops with goods behind clear glass."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from cavendish.scenes.generators.outdoor import buildings
from cavendish.scenes.generators.outdoor.buildings import PROJECT_M
from cavendish.scenes.generators.outdoor.houses.bands import signs
from cavendish.scenes.generators.outdoor.houses.front import (
    CLEAR,
    CURTAIN,
    GOODS,
    IRON,
    LAMP,
    ROOM,
    SHOP,
    TRIM,
    WALL,
    WARES,
    outline,
)
from cavendish.scenes.generators.outdoor.houses.hung import hung, washing
from cavendish.scenes.geometry.mesh import Mesh, join
from cavendish.scenes.poses import Vec3

SIZE: Vec3 = (14.0, 12.0, 20.0)
FRONTS = [outline(SIZE, np.random.Generator(np.random.PCG64(v)), False)[2] for v in range(12)]
SHOPS = [v for v, front in enumerate(FRONTS) if front.shop]
OPEN = [v for v in SHOPS if not FRONTS[v].is_shut]


def house(variant: int, name: str = "building", size_m: Vec3 = SIZE) -> Mesh:
    return buildings.GENERATORS[name](size_m, np.random.Generator(np.random.PCG64(variant)))


def points(shape: Mesh, slot: int) -> NDArray[np.float64]:
    return shape.vertices[shape.triangles[shape.slot == slot]].reshape(-1, 3)


def windows(shape: Mesh, below_m: float) -> list[NDArray[np.bool_]]:
    """Return which triangles are of each window whose sill is above the ground floor and below the roof."""
    assert shape.parts is not None
    chosen = [shape.parts.number == k for k, name in enumerate(shape.parts.names, 1) if name == "window"]
    lows = [shape.vertices[shape.triangles[each]][..., 2].min() for each in chosen]
    return [each for each, low in zip(chosen, lows, strict=True) if 4.0 < low < below_m]


@pytest.mark.parametrize("variant", range(5))
def test_panes_lie_10_to_20_cm_behind_the_wall(variant: int) -> None:
    shape = house(variant)
    wall = PROJECT_M - SIZE[1] / 2
    for window in windows(shape, SIZE[2] - 4.0):
        glass = window & (shape.slot == CLEAR)
        depth = shape.vertices[shape.triangles[glass]][..., 1] - wall
        assert 0.08 < depth.max() < 0.22  # a casement may stand open before it


def test_each_pane_of_a_window_is_tilted_in_its_own_way() -> None:
    shape = house(3)
    tilts = []
    for window in windows(shape, SIZE[2] - 4.0):
        a, b, c = shape.vertices[shape.triangles[window & (shape.slot == CLEAR)]].transpose(1, 0, 2)
        tilts += [tuple(row) for row in np.cross(b - a, c - a).round(6).tolist()]
    assert len(set(tilts)) > 0.4 * len(tilts)  # of two triangles of a pane


@pytest.mark.parametrize("variant", range(3))
def test_a_dim_room_is_behind_each_window_and_curtains_hang_between(variant: int) -> None:
    shape = house(variant)
    wall = PROJECT_M - SIZE[1] / 2
    rooms, cloth = (points(shape, slot) for slot in (ROOM, CURTAIN))
    assert 1.6 - 0.01 < rooms[rooms[:, 2] > 4.5, 1].max() - wall < 3.0 + 0.01
    cloth = cloth[cloth[:, 2] > 4.5, 1] - wall
    cloth = cloth[cloth > -0.5]  # further out it dries on balconies
    assert cloth.min() > 0.1
    assert cloth.max() < 0.35


def test_water_leaves_most_below_the_ends_of_sills_and_nothing_above_them() -> None:
    shape = house(3)
    assert shape.soil is not None
    assert (shape.soil.min(), shape.soil.max()) == (0.0, 1.0)
    below = np.unique(shape.vertices[shape.soil == 1.0].round(3), axis=0)
    front = outline(SIZE, np.random.Generator(np.random.PCG64(3)), False)[2]
    ends = [front.bay_x_m(k) + s * front.window_m[0] / 2 for k in range(front.bays) for s in (-1, 1)]
    above = below[below[:, 2] > front.ground_m]
    assert sorted(set(above[:, 0].tolist())) == pytest.approx(sorted(ends), abs=0.06)  # as houses are fitted
    soiled = (shape.soil[shape.triangles] > 0).any(axis=1)
    assert set(shape.slot[soiled].tolist()) <= {WALL, SHOP}


@pytest.mark.parametrize("variant", [v for v in range(12) if v not in SHOPS][:4])
def test_the_sheet_with_a_houses_number_hangs_beside_its_door(variant: int) -> None:
    front = outline(SIZE, np.random.Generator(np.random.PCG64(variant)), False)[2]
    low, high = signs(front)[0].bounds()
    door = front.bay_x_m(front.door)
    gap = max(low[0] - (door + 1.15 / 2), (door - 1.15 / 2) - high[0])
    assert gap == pytest.approx(0.07)
    assert -front.width_m / 2 < low[0] < high[0] < front.width_m / 2
    next_window = (front.bay_m - front.window_m[0]) / 2 + front.bay_m / 2 - 1.15 / 2
    assert high[0] - low[0] < next_window - 0.07  # nor before the next window


def test_no_two_windows_are_alike() -> None:
    shape = house(3)
    looks = []
    for window in windows(shape, SIZE[2] - 4.0):
        corners = shape.vertices[shape.triangles[window & np.isin(shape.slot, (CLEAR, CURTAIN))]].reshape(-1, 3)
        looks.append(tuple((corners - corners.min(axis=0)).round(4).ravel().tolist()))
    assert len(looks) > 12
    assert len(set(looks)) == len(looks)


def test_blinds_hang_at_different_heights_and_some_casements_stand_open() -> None:
    downs, open_ones, count = set(), 0, 0
    for variant in range(8):
        shape = house(variant)
        for window in windows(shape, SIZE[2] - 4.0):
            corners = shape.vertices[shape.triangles[window]]
            cloth = shape.vertices[shape.triangles[window & (shape.slot == CURTAIN)]]
            downs |= {round(float(cloth[..., 2].min() - corners[..., 2].min()), 2)} if len(cloth) else set()
            open_ones += int(np.ptp(corners[..., 1]) > 0.25)
            count += 1
    assert len(downs) > 20
    assert 0.02 < open_ones / count < 0.16


@pytest.mark.parametrize("variant", OPEN[:3])
def test_goods_stand_behind_the_clear_glass_of_shops(variant: int) -> None:
    shape = house(variant)
    glass, goods = points(shape, CLEAR), np.concatenate([points(shape, slot) for slot in (GOODS, WARES)])
    assert len(goods) > 300
    shown = glass[glass[:, 2] < 3.0]
    behind = goods[:, 1] - shown[:, 1].max()
    assert behind.min() > -0.1
    assert (behind < 0.6).sum() > 100  # in the window
    assert ((behind > 2.5) & (behind < 3.2)).sum() > 100  # and along the back of the shop
    assert points(shape, LAMP)[:, 2].min() > 2.5
    assert goods[:, 2].min() > glass[:, 2].min() - 0.02
    assert goods[:, 2].max() < glass[:, 2].max()


def test_a_shop_that_is_shut_has_slats_before_its_windows_and_no_lamp_behind_them() -> None:
    fronts = {v: outline(SIZE, np.random.Generator(np.random.PCG64(v)), False)[2] for v in range(80)}
    shut = next(v for v, front in fronts.items() if front.is_shut)
    shape = house(shut)
    assert not np.isin(shape.slot, (GOODS, LAMP)).any()
    assert 0.02 < np.mean([front.is_shut for front in fronts.values()]) < 0.2
    assert all(front.shop for front in fronts.values() if front.is_shut)
    wall, slats = PROJECT_M - SIZE[1] / 2, points(shape, TRIM)
    before = slats[(slats[:, 2] > 1.0) & (slats[:, 2] < 2.0) & (slats[:, 1] > wall)]
    assert len(np.unique(before[:, 2].round(3))) > 8
    assert before[:, 1].max() < wall + fronts[shut].reveal_m


def test_tenants_hang_things_at_fronts_each_house_in_its_own_way() -> None:
    front = outline(SIZE, np.random.Generator(np.random.PCG64(2)), False)[2]
    shapes = [join(hung(front, np.random.Generator(np.random.PCG64(v)))) for v in range(12)]
    counts = [len(shape.triangles) for shape in shapes]
    assert len(set(counts)) > 6
    assert max(counts) < 3000
    for shape in shapes:
        low, high = shape.bounds()
        assert -PROJECT_M < low[1] < high[1] < 0.02
        assert low[2] > front.ground_m - 1.0
        assert np.abs([low[0], high[0]]).max() < front.width_m / 2


def test_washing_hangs_over_the_rails_of_some_balconies_only() -> None:
    hangs = [washing(3.0, np.random.Generator(np.random.PCG64(v))) for v in range(20)]
    assert 3 < sum(bool(each) for each in hangs) < 18
    low, high = join([shape for each in hangs for shape in each]).bounds()
    assert -PROJECT_M < low[1] < high[1] < -0.7
    assert high[0] - low[0] < 0.85 * 3.0


def test_a_dwelling_has_no_display() -> None:
    shape = house(1, "house back", (10.0, 9.0, 11.0))
    assert not np.isin(shape.slot, (GOODS, WARES, LAMP)).any()


def test_a_door_is_at_the_head_of_a_step() -> None:
    shape = house(1, "house back", (10.0, 9.0, 11.0))
    assert shape.parts is not None
    number = 1 + shape.parts.names.index("house door")
    leaf = (shape.parts.number == number) & (shape.slot == SHOP)
    assert shape.vertices[shape.triangles[leaf]][..., 2].min() == pytest.approx(0.15, abs=0.01)


@pytest.mark.parametrize("name", ["building", "house back"])
def test_houses_keep_within_their_box_before_they_are_fitted(name: str) -> None:
    for variant in range(6):
        low, high = house(variant, name).bounds()
        assert high - low == pytest.approx(SIZE, rel=0.03)
        assert low[2] == 0.0


def test_houses_have_about_as_many_triangles_as_a_street_can_bear() -> None:
    counts = [len(house(v, size_m=(8.0 + v % 9, 12.0, 9.0 + v % 14)).triangles) for v in range(30)]
    assert np.mean(counts) < 7_000
    assert max(counts) < 18_000


def test_roofs_carry_aerials_up_to_the_top() -> None:
    shape = house(2)
    assert points(shape, IRON)[:, 2].max() == pytest.approx(SIZE[2], abs=0.05)
    assert points(shape, WALL)[:, 2].max() < SIZE[2]
