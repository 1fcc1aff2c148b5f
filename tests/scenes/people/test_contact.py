"""People on the project's own chairs, sofas, benches and stools: they touch, and do not sink in."""

from __future__ import annotations

import numpy as np
import pytest

from cavendish.scenes.contacts import TOLERANCE_M, gaps, overlaps
from cavendish.scenes.object_mesh import geometry_mesh
from cavendish.scenes.people.casting import sample_person
from cavendish.scenes.people.contact import hands, place_on
from cavendish.scenes.people.postures import SEATED
from cavendish.scenes.people.seats import seats
from cavendish.scenes.pieces import sample_piece
from cavendish.scenes.spec import Figure, SceneObject

KINDS = (
    "chair",
    "office chair",
    "stool",
    "ottoman",
    "bar stool",
    "sofa",
    "armchair",
    "bench",
    "park bench",
    "garden chair",
    "stacking chair",
    "conference chair",
    "bentwood chair",
    "padded chair",
)
PRESSED = 60  # vertices that lie on a seat


def on_seat(kind: str, number: int) -> tuple[SceneObject, SceneObject]:
    """Return a thing to sit on, and somebody on it."""
    rng = np.random.default_rng(number)
    piece = sample_piece(kind, rng, rng, {})
    seat = seats(geometry_mesh(piece.geometry))[0]
    person = sample_person(rng, (SEATED[number % len(SEATED)],), seat=seat)
    assert isinstance(person.geometry, Figure)
    return piece.put(1, (0, 0, 0)), person.put(2, place_on(person.geometry, seat), supporter=1)


@pytest.mark.parametrize("kind", KINDS)
def test_who_sits_touches_the_seat_and_sinks_in_less_than_things_may(kind: str) -> None:
    for number in range(2):
        thing, person = on_seat(kind, KINDS.index(kind) + number)
        assert [gap for gap in gaps([thing, person], TOLERANCE_M) if gap.first == 2] == []
        assert overlaps([thing, person], TOLERANCE_M) == []
        height_m = seats(geometry_mesh(thing.geometry))[0].height_m
        z = geometry_mesh(person.geometry).vertices[:, 2] + person.pose.location_m[2]
        assert (np.abs(z - height_m) < TOLERANCE_M).sum() > PRESSED
        assert z.min() > -TOLERANCE_M


def test_feet_that_reach_the_floor_stand_on_it() -> None:
    _, person = on_seat("chair", 0)
    assert person.pose.location_m[2] == pytest.approx(0, abs=0.001)


@pytest.mark.parametrize("posture", ["standing", "looking at a phone", "waving"])
def test_hands_are_where_the_mesh_has_fingers(posture: str) -> None:
    person = sample_person(np.random.default_rng(4), (posture,))
    assert isinstance(person.geometry, Figure)
    points = geometry_mesh(person.geometry).vertices
    for pose in hands(person.geometry).values():
        near = points[np.linalg.norm(points - pose.location_m, axis=1) < 0.2]
        along = (near - pose.location_m) @ -pose.matrix()[:3, 1]
        assert np.linalg.norm(near - pose.location_m, axis=1).min() < 0.03
        assert along.max() > 0.03  # fingers lie ahead of the palm, curled or not


def test_palms_of_hanging_hands_face_the_thighs() -> None:
    person = sample_person(np.random.default_rng(4), ("standing",))
    assert isinstance(person.geometry, Figure)
    found = hands(person.geometry)
    assert -found["l"].matrix()[0, 2] < -0.5 < 0.5 < -found["r"].matrix()[0, 2]
    assert all(-pose.matrix()[2, 1] < -0.7 for pose in found.values())  # fingers down
