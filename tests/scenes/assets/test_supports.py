"""Where things can stand on a model: what a person would say of a table, a shelf, a cupboard and a bench."""

import numpy as np
import pytest

from cavendish.scenes.assets.supports import CLEAR_M, COUNT, measure_surfaces
from cavendish.scenes.geometry.mesh import Mesh, box, join, sphere
from cavendish.scenes.poses import Pose, Vec3


def board(centre: Vec3, size: Vec3) -> Mesh:
    return box().transformed(Pose(centre, scale=size).matrix())


TABLE = [
    board((0, 0, 0.72), (1.2, 0.8, 0.04)),
    *(board((x, y, 0.35), (0.05, 0.05, 0.7)) for x in (-0.5, 0.5) for y in (-0.3, 0.3)),
]
SHELF = [
    *(board((0, 0, z), (0.8, 0.3, 0.02)) for z in (0.01, 0.41, 0.81)),
    *(board((x, 0, 0.41), (0.02, 0.3, 0.82)) for x in (-0.4, 0.4)),
    board((0, 0.15, 0.41), (0.8, 0.01, 0.82)),
]


def test_a_table_carries_things_on_its_top_alone() -> None:
    (top,) = measure_surfaces(join(TABLE))
    assert top.centre_m == pytest.approx((0.0, 0.0, 0.74), abs=0.02)
    assert (top.width_m, top.depth_m) == pytest.approx((1.2, 0.8), abs=0.05)
    assert top.width_m <= 1.2
    assert top.clear_m == CLEAR_M[1]


def test_open_shelves_carry_things_and_say_how_tall_they_may_be() -> None:
    found = {round(surface.centre_m[2], 2): surface for surface in measure_surfaces(join(SHELF))}
    assert sorted(found) == [0.02, 0.42, 0.82]
    assert found[0.02].clear_m == pytest.approx(0.38, abs=1e-3)
    assert found[0.82].clear_m == CLEAR_M[1]


def test_behind_doors_nothing_can_be_put() -> None:
    doors = board((0, -0.15, 0.41), (0.8, 0.01, 0.82))
    assert [round(surface.centre_m[2], 2) for surface in measure_surfaces(join([*SHELF, doors]))] == [0.82]


def test_slats_carry_as_one() -> None:
    slats = [board((0, 0.07 * i, 0.4), (1.2, 0.055, 0.03)) for i in range(6)]
    (bench, *_) = measure_surfaces(join(slats))
    assert bench.width_m > 1.1
    assert bench.depth_m > 0.3


def test_round_and_sloping_things_carry_nothing() -> None:
    ball = sphere(32).transformed(Pose((0, 0, 0.2), scale=(0.4, 0.4, 0.4)).matrix())
    slope = board((0, 0, 0.5), (1.0, 1.0, 0.02)).transformed(Pose(rotation=(0.9239, 0.3827, 0.0, 0.0)).matrix())
    assert measure_surfaces(slope) == ()
    assert all(surface.width_m < 0.15 for surface in measure_surfaces(ball))


def test_every_rectangle_lies_on_the_model_and_the_largest_comes_first() -> None:
    rng = np.random.default_rng(4)
    steps = join(
        [board((x, 0, h / 2), (0.3, 0.4, h)) for x, h in zip(np.arange(9) * 0.3, rng.uniform(0.1, 2, 9), strict=True)]
    )
    found = measure_surfaces(steps)
    areas = [surface.width_m * surface.depth_m for surface in found]
    assert len(found) == COUNT
    assert areas == sorted(areas, reverse=True)
