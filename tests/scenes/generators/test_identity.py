"""What tells one thing from another of its kind: titles, labels, plates, and what signs show."""

from __future__ import annotations

import re

import numpy as np
import pytest

from cavendish.scenes.generators.indoor.books import COVERS
from cavendish.scenes.generators.outdoor.vehicles import PLATE, TRIM
from cavendish.scenes.geometry.mesh import Mesh
from cavendish.scenes.object_mesh import geometry_mesh
from cavendish.scenes.poses import Vec3
from cavendish.scenes.printed import telling, text_on
from cavendish.scenes.spec import Procedural

SIZES: dict[str, Vec3] = {
    **dict.fromkeys(("hatchback", "saloon", "van"), (1.9, 4.4, 1.6)),
    "lorry": (2.5, 8.0, 3.2),
    "bus": (2.55, 12.0, 3.0),
}


def corners(shape: Mesh, slot: int) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
    return shape.vertices[shape.triangles[shape.slot == slot]]


@pytest.mark.parametrize("name", SIZES)
def test_a_vehicle_has_one_number_on_both_its_plates(name: str) -> None:
    numbers = {text_on(Procedural(name, SIZES[name], variant)) for variant in range(20)}
    assert len(numbers) == 20
    assert all(re.fullmatch("[A-Z]{2} [1-9][0-9]{2}", number) for number in numbers)
    geometry = Procedural(name, SIZES[name], 1)
    front, back = telling(geometry)
    assert front.text == back.text
    assert (front.turn_deg, back.turn_deg) == (0.0, 180.0)
    plates = corners(geometry_mesh(geometry), PLATE)
    for panel in (front, back):
        own = plates[np.sign(plates[..., 1].mean(axis=1)) == np.sign(panel.place_m[1])]
        assert own[..., 2].min() < panel.place_m[2] + 0.02  # as the mesh is stretched a little
        assert own[..., 2].max() > panel.place_m[2] + panel.letter_m - 0.02
    letters = corners(geometry_mesh(geometry), TRIM)
    assert letters[..., 1].min() < plates[..., 1].min() - 0.002  # they stand out of the plate
    assert letters[..., 1].max() > plates[..., 1].max() + 0.002


def test_most_books_have_a_title_that_stands_out_of_their_backs() -> None:
    covers = corners(geometry_mesh(Procedural("book row", (0.6, 0.2, 0.25), 3)), COVERS)
    low = covers[..., 1].min(axis=1)
    assert (low < -0.06).sum() > 100  # words in the colour of paper, at the front of the row


def test_most_bottles_have_a_label_around_them() -> None:
    shapes = [geometry_mesh(Procedural("bottle", (0.08, 0.08, 0.3), variant)) for variant in range(30)]
    labels = [corners(shape, 2) for shape in shapes if (shape.slot == 2).any()]
    assert 15 <= len(labels) <= 27
    for label in labels:
        assert label[..., 1].min() == pytest.approx(-0.04, abs=0.002)
        assert 0.02 < label[..., 2].min() < label[..., 2].max() < 0.2


def test_an_exit_sign_shows_the_same_on_both_sides() -> None:
    drawn = corners(geometry_mesh(Procedural("exit sign", (0.5, 0.055, 0.33), 0)), 2)
    assert drawn[..., 1].min() == pytest.approx(-0.0275)
    assert drawn[..., 1].max() == pytest.approx(0.0275)


def test_flowers_in_a_vase_stand_out_of_its_mouth_and_lean_outwards() -> None:
    for variant in range(6):
        shape = geometry_mesh(Procedural("flower vase", (0.26, 0.26, 0.4), variant))
        body, petals = corners(shape, 0), np.concatenate([corners(shape, 2), corners(shape, 3)])
        assert petals[..., 2].min() > body[..., 2].max() - 0.02
        assert np.ptp(petals[..., 0]) > 1.2 * np.ptp(body[..., 0])
