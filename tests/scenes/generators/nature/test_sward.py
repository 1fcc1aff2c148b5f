from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from cavendish.scenes.generators.nature.fields import BEND, BEND_M, OPEN_M, SHIFTED, fields_of, hedge_line
from cavendish.scenes.generators.nature.relief import PATH_HALF_M, RELIEFS, heights_m, path_y_m
from cavendish.scenes.generators.nature.sward import FARMED, MOWN_M, SWARD, SWARD_M, TALL_M, THIN, surface_m, tall_m
from cavendish.scenes.generators.registry import GENERATORS
from cavendish.scenes.geometry.mesh import Mesh
from cavendish.scenes.poses import Vec3

SIZE: Vec3 = (300.0, 300.0, 12.0)


def rng(seed: int) -> np.random.Generator:
    return np.random.Generator(np.random.PCG64(seed))


def made(name: str, size_m: Vec3 = SIZE, seed: int = 3) -> Mesh:
    return GENERATORS[name](size_m, rng(seed))


def covered(shape: Mesh, side_m: float) -> float:
    """Return the share of a square, in cells of a decimetre, in which a blade stands."""
    feet = shape.vertices[shape.triangles].min(axis=1)[:, :2]
    return float((np.histogram2d(feet[:, 0], feet[:, 1], bins=round(10 * side_m))[0] > 0).mean())


def above_m(shape: Mesh, terrain: str) -> NDArray[np.float64]:
    """Return by how much each corner of a mesh stands above a terrain, 3T."""
    lines, height = heights_m(RELIEFS[terrain], SIZE, rng(3))
    x, y, z = shape.vertices[shape.triangles].reshape(-1, 3).T
    return np.asarray(z - surface_m(lines, height, SIZE, x, y))


@pytest.mark.parametrize("height_m", [0.06, 0.2, 0.4])
def test_no_hand_of_ground_is_bare_in_a_square_of_grass(height_m: float) -> None:
    assert covered(made(SWARD, (SWARD_M, SWARD_M, height_m)), SWARD_M) > 0.93


def test_a_thin_square_has_fewer_and_broader_blades() -> None:
    size = (SWARD_M, SWARD_M, 0.3)
    close, thin = made(SWARD, size), made(THIN, size)
    assert len(thin.triangles) < 0.5 * len(close.triangles)
    assert covered(thin, SWARD_M) > 0.88


def test_mown_grass_has_no_stalks() -> None:
    assert 1 not in made(SWARD, (SWARD_M, SWARD_M, MOWN_M - 0.01)).slot
    assert 1 in made(SWARD, (SWARD_M, SWARD_M, MOWN_M + 0.01)).slot


@pytest.mark.parametrize("terrain", ["meadow terrain", "park terrain", "hill terrain"])
def test_blades_farther_away_stand_on_the_ground_and_not_on_the_path(terrain: str) -> None:
    shape = made(f"grown {terrain}")
    x, y, _ = shape.vertices[shape.triangles].reshape(-1, 3).T
    above = above_m(shape, terrain)
    assert above.min() > -0.3
    assert above.max() < 2 * TALL_M[terrain][1] + 0.3
    if RELIEFS[terrain].path and terrain == "park terrain":
        inside = np.abs(y - path_y_m(x, SIZE[0])) < PATH_HALF_M - 0.5
        assert not inside.any()
    elif RELIEFS[terrain].path:  # a track, where grass grows between the ruts of wheels
        off = np.abs(y - path_y_m(x, SIZE[0]))
        assert (off < 0.24).sum() > 20 * ((off > 0.55) & (off < 0.75)).sum()


def test_grass_is_as_high_as_its_terrain_allows() -> None:
    for terrain, (low, high) in TALL_M.items():
        found = [tall_m(terrain, rng(seed)) for seed in range(40)]
        assert low <= min(found) < max(found) <= high


@pytest.mark.parametrize("seed", range(4))
def test_hedges_grow_on_the_lines_that_fields_are_drawn_with(seed: int) -> None:
    """The forward way is what the pattern of turf does with positions."""
    fields = fields_of(rng(seed))
    place, high_m = hedge_line(fields, 250.0, rng(seed + 50))
    assert len(place) > 100
    assert np.hypot(*place.T).min() > OPEN_M
    assert (high_m > 1).all()
    c, s = np.cos(fields.turn), np.sin(fields.turn)
    a, b = place @ (c, s), place @ (-s, c)
    u = a + BEND * BEND_M * np.sin(b / BEND_M + fields.phase[0]) + fields.shift_m[0]
    v = b + BEND * BEND_M * np.sin(a / BEND_M + fields.phase[1]) + fields.shift_m[1]
    shifted = u + SHIFTED * fields.long_m * (np.floor(v / fields.deep_m + 1e-6) % 2 == 0)
    to_row = np.abs(v / fields.deep_m - np.round(v / fields.deep_m)) * fields.deep_m
    to_column = np.abs(shifted / fields.long_m - np.round(shifted / fields.long_m)) * fields.long_m
    assert np.minimum(to_row, to_column).max() < 0.1


@pytest.mark.parametrize("terrain", FARMED)
def test_hedges_stand_on_the_ground(terrain: str) -> None:
    shape = made(f"hedged {terrain}")
    above = above_m(shape, terrain)
    assert above.min() > -2.5
    assert above.max() < 16
