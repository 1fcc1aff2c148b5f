"""Motorcycles and scooters stand on two wheels, carry a number, and are as large as real ones."""

import numpy as np
import pytest

from cavendish.scenes.generators.outdoor.two_wheelers import PLATE, TRIM, TYRE
from cavendish.scenes.geometry.mesh import Mesh
from cavendish.scenes.kinds.registry import KINDS
from cavendish.scenes.object_mesh import geometry_mesh
from cavendish.scenes.printed import panels
from cavendish.scenes.spec import Procedural

NAMES = ("motorcycle", "scooter")


def shape_of(name: str, variant: int = 1) -> tuple[Procedural, Mesh]:
    geometry = Procedural(name, KINDS[name].high_m, variant)
    return geometry, geometry_mesh(geometry)


@pytest.mark.parametrize("name", NAMES)
def test_it_has_two_wheels_on_the_ground_one_behind_the_other(name: str) -> None:
    _, shape = shape_of(name)
    assert shape.parts is not None
    wheels = [k for k, part in enumerate(shape.parts.names, 1) if part == "wheel"]
    points = [shape.vertices[shape.triangles[shape.parts.number == k]].reshape(-1, 3) for k in wheels]
    assert len(points) == 2
    assert [each[:, 2].min() for each in points] == pytest.approx([0.0, 0.0], abs=0.02)
    middles = np.array([(each.min(axis=0) + each.max(axis=0)) / 2 for each in points])
    assert np.ptp(middles[:, 0]) == pytest.approx(0.0, abs=1e-6)
    assert {"motorcycle": 1.25, "scooter": 1.1}[name] < np.ptp(middles[:, 1]) < 1.6  # the wheelbase


@pytest.mark.parametrize("name", NAMES)
def test_its_saddle_is_as_high_as_people_sit_on_one(name: str) -> None:
    _, shape = shape_of(name)
    assert shape.parts is not None
    saddle = shape.parts.number == shape.parts.names.index("saddle") + 1
    assert 0.75 < shape.vertices[shape.triangles[saddle]][..., 2].max() < 0.95


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("variant", range(3))
def test_the_letters_of_its_number_lie_on_its_plate(name: str, variant: int) -> None:
    geometry, shape = shape_of(name, variant)
    (panel,) = panels(geometry)
    assert len(panel.text) == 6
    x, y, z = panel.place_m
    board = shape.vertices[shape.triangles[shape.slot == PLATE]].reshape(-1, 3)
    assert board[:, 1].max() == pytest.approx(y, abs=0.006)
    assert board[:, 2].min() < z < z + panel.letter_m < board[:, 2].max()
    assert 2 * abs(board[:, 0] - x).max() > panel.width_m
    assert {TYRE, TRIM} <= set(shape.slot.tolist())
