"""A football has the panels of one, and a swing hangs from its beam by two ropes."""

from __future__ import annotations

import math

import numpy as np
import pytest

from cavendish.scenes.generators.outdoor.play import OVER_GROUND_M, perch_of
from cavendish.scenes.geometry.mesh import Mesh
from cavendish.scenes.object_mesh import geometry_mesh
from cavendish.scenes.spec import Procedural


def _footballs() -> list[Mesh]:
    return [geometry_mesh(Procedural("football", (0.22, 0.22, 0.22), variant)) for variant in range(12)]


def _classic() -> Mesh:
    """Return a football with dark pentagons and no print."""
    return next(shape for shape in _footballs() if set(shape.slot) == {0, 1})


def test_a_football_is_a_ball_of_panels_between_grooves_of_two_millimetres() -> None:
    shape = _classic()
    middle = (0.0, 0.0, 0.11)
    out_m = np.linalg.norm(shape.vertices - middle, axis=1)
    assert out_m.max() == pytest.approx(0.11, abs=0.001)
    assert out_m.max() - out_m.min() == pytest.approx(0.002, abs=0.0004)
    a, b, c = shape.vertices[shape.triangles].swapaxes(0, 1)
    assert (np.einsum("ij,ij->i", np.cross(b - a, c - a), a - middle) > 0).all()


def test_dark_panels_are_smaller_than_light_ones() -> None:
    """Of edges of 1, a pentagon has 1.72 and a hexagon 2.60; on the ball the shares stay near 12·1.72 and 20·2.60."""
    shape = _classic()
    a, b, c = shape.vertices[shape.triangles].swapaxes(0, 1)
    areas = np.linalg.norm(np.cross(b - a, c - a), axis=1) / 2
    dark = areas[shape.slot == 1].sum() / areas.sum()
    assert dark == pytest.approx(12 * 1.72 / (12 * 1.72 + 20 * 2.598), abs=0.02)


def test_footballs_are_not_all_printed_alike() -> None:
    assert len({tuple(sorted(set(shape.slot.tolist()))) for shape in _footballs()}) > 1


@pytest.mark.parametrize("variant", [1, 2])
def test_a_swing_stands_on_four_feet_and_its_seat_hangs_free(variant: int) -> None:
    size_m = (2.0, 1.6, 2.0)
    shape = geometry_mesh(Procedural("swing", size_m, variant))
    low, high = shape.bounds()
    assert (high - low) == pytest.approx(size_m)
    perch = perch_of(size_m, np.random.Generator(np.random.PCG64(variant)))
    assert perch.below_m == pytest.approx(2.0 - 0.04 - OVER_GROUND_M)
    seat = shape.vertices[np.unique(shape.triangles[shape.slot == 1])].mean(axis=0)
    angle = math.radians(perch.angle_deg)
    assert seat[1] == pytest.approx(-perch.below_m * math.sin(angle), abs=0.02)
    assert seat[2] == pytest.approx(perch.beam_m - perch.below_m * math.cos(angle), abs=0.03)
