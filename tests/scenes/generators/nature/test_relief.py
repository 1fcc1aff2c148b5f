"""The shapes of land: where water meets it, how a quay falls, how a path lies in snow, and where land ends."""

from __future__ import annotations

import numpy as np
import pytest

from cavendish.scenes.generators.nature.far_land import HIGHER, TIMES, around
from cavendish.scenes.generators.nature.noise import eroded, hilly, noise
from cavendish.scenes.generators.nature.relief import (
    BASIN_M,
    CELLS,
    QUAY_M,
    RELIEFS,
    SHORES,
    SNOW_M,
    WATER,
    heights_m,
    lake_of,
    path_y_m,
    shore_y_m,
)
from cavendish.scenes.object_mesh import geometry_mesh
from cavendish.scenes.poses import Vec3
from cavendish.scenes.spec import Procedural

WIDTHS_M = (300.0, 431.0)


def land(terrain: str, size_m: Vec3, variant: int = 3) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """x, y and height of a terrain's points, each a grid."""
    lines, height = heights_m(RELIEFS[terrain], size_m, np.random.Generator(np.random.PCG64(variant)))
    x, y = np.meshgrid(lines * size_m[0] / 2, lines * size_m[1] / 2, indexing="ij")
    return x, y, height


def test_noise_has_the_slopes_that_it_says() -> None:
    x, y = np.array([0.3, 7.81, -2.4]), np.array([1.2, 3.33, 9.75])
    step = 1e-5

    def at(dx: float, dy: float) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        return noise(x + dx, y + dy, np.random.Generator(np.random.PCG64(1)))

    _, slope_x, slope_y = at(0, 0)
    np.testing.assert_allclose(slope_x, (at(step, 0)[0] - at(-step, 0)[0]) / (2 * step), atol=1e-5)
    np.testing.assert_allclose(slope_y, (at(0, step)[0] - at(0, -step)[0]) / (2 * step), atol=1e-5)


@pytest.mark.parametrize("shape", [hilly, eroded])
def test_land_is_neither_flat_nor_endless(shape: object) -> None:
    x, y = np.meshgrid(np.linspace(-900, 900, 80), np.linspace(-900, 900, 80))
    height = shape(x, y, 400.0, 6, np.random.Generator(np.random.PCG64(2)))  # type: ignore[operator]
    assert 0.0 <= height.min() < height.max() <= 1.0
    assert np.ptp(height) > 0.4


@pytest.mark.parametrize("side_m", WIDTHS_M)
def test_the_sea_stands_where_the_beach_begins(side_m: float) -> None:
    x, y, height = land("beach terrain", (side_m, side_m, 16.0))
    inland = y - shore_y_m(x, side_m)
    assert (height[inland > 0.5] > WATER * 16.0).all()
    assert (height[inland < -0.5] < WATER * 16.0).all()


def test_a_quay_stands_before_level_land_over_deep_water() -> None:
    x, y, height = land("harbour terrain", (400.0, 400.0, 16.0))
    near = np.abs(x) < 50
    np.testing.assert_allclose(height[near & (y > QUAY_M + 0.3) & (y < 13)], BASIN_M, atol=1e-9)
    np.testing.assert_allclose(height[near & (y < QUAY_M - 0.7)], 0.0, atol=1e-9)


@pytest.mark.parametrize(
    ("terrain", "size_m"), [("park terrain", (300.0, 300.0, 6.0)), ("mountain terrain", (3000.0, 3000.0, 800.0))]
)
def test_a_lake_lies_in_a_level_rim(terrain: str, size_m: Vec3) -> None:
    x, y, height = land(terrain, size_m)
    lake = lake_of(RELIEFS[terrain], size_m[0])
    out = np.hypot(x - lake.x_m, y - lake.y_m) / lake.radius_m
    rim = height[(out > SHORES[0]) & (out < SHORES[1] - 0.13)]
    assert np.ptp(rim) < 0.1
    assert height[out < 0.4].max() < rim.min() - 0.6


def test_mountains_rise_over_a_valley_that_one_can_stand_in() -> None:
    x, y, height = land("mountain terrain", (3000.0, 3000.0, 800.0))
    valley = np.hypot(x, y) < 15
    assert height[valley].max() < 30
    far = np.hypot(x, y) > 700
    assert (height[far] > 200).mean() > 0.5


def test_a_path_is_trodden_into_snow() -> None:
    size_m = (400.0, 400.0, 20.0)
    x, y, height = land("snow terrain", size_m)
    off = y - path_y_m(x, size_m[0])
    near = np.abs(x) < 6
    on, beside = height[near & (np.abs(off) < 0.5)], height[near & (np.abs(off) > 1.6) & (np.abs(off) < 2.4)]
    assert beside.mean() - on.mean() > 0.5 * SNOW_M


@pytest.mark.parametrize("terrain", HIGHER)
def test_land_goes_on_to_the_horizon_without_a_gap(terrain: str) -> None:
    size_m = (300.0, 300.0, 20.0)
    inner = geometry_mesh(Procedural(terrain, size_m, 5)).vertices
    outer = geometry_mesh(Procedural(f"around {terrain}", around(size_m, terrain), 5)).vertices

    def edge(points: np.ndarray) -> np.ndarray:
        on = np.abs(np.abs(points[:, :2]).max(axis=1) - 150.0) < 1e-6
        return np.unique(points[on].round(6), axis=0)

    uncut = inner[: (CELLS + 1) ** 2]  # paths and sand are cut into the ground with points of their own
    np.testing.assert_allclose(edge(outer), edge(uncut), atol=2e-6)
    assert np.abs(outer[:, 0]).max() == pytest.approx(TIMES * 150.0)
