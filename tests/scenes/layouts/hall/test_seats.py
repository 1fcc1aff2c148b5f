"""Seats of halls: rows that bend, seats of theatres that tip up, chairs of several makes, tables under cloths."""

from __future__ import annotations

import numpy as np

from cavendish.scenes.layouts.shared.floor_plan import footprint, turned_deg
from cavendish.scenes.object_mesh import geometry_mesh
from cavendish.scenes.spec import Procedural, SceneObject, SceneSpec

from .halls import hall_of, of

SEEDS = range(8)


def generator_of(thing: SceneObject) -> str:
    assert isinstance(thing.geometry, Procedural)
    return thing.geometry.generator


def theatres() -> list[SceneSpec]:
    """Return the school halls whose seats are those of a theatre."""
    specs = [hall_of("school hall", seed) for seed in SEEDS]
    return [spec for spec in specs if generator_of(of(spec, "chair")[0]) == "theatre seat"]


def test_seats_of_a_theatre_stand_side_by_side_without_meeting_and_some_are_down() -> None:
    assert theatres()
    for spec in theatres():
        seats = of(spec, "chair")
        places = [footprint(seat) for seat in seats]
        near = [min(a.distance_m(b.x_m, b.y_m) - b.width_m / 2 for b in places if b is not a) for a in places]
        assert np.median(near) < 0.05
        assert not any(a.meets(b) for k, a in enumerate(places) for b in places[:k])
        fronts = {seat.geometry: _front_of_seat_m(seat) for seat in seats}
        assert len(fronts) > 2
        assert np.ptp(list(fronts.values())) > 0.15


def _front_of_seat_m(seat: SceneObject) -> float:
    """Return how high the upholstery of a seat reaches before the middle of its arm rests."""
    assert isinstance(seat.geometry, Procedural)
    shape = geometry_mesh(seat.geometry)
    cloth = shape.vertices[np.unique(shape.triangles[shape.slot == 0])]
    return float(cloth[cloth[:, 1] < -0.2 * seat.geometry.size_m[1], 2].max(initial=0.0))


def test_rows_of_most_halls_bend_towards_the_stage() -> None:
    bends = []
    for spec in (hall_of("school hall", seed) for seed in SEEDS):
        y, turns_deg = zip(
            *((chair.pose.location_m[1], turned_deg(chair) % 360) for chair in of(spec, "chair")), strict=True
        )
        bends.append(np.polyfit(y, turns_deg, 1)[0])  # in degrees to a metre from the middle
    assert 0.3 < np.mean(bends) < 1.2
    assert np.ptp(bends) > 0.3


def test_some_restaurants_have_chairs_of_two_makes_and_some_have_cloths() -> None:
    specs = [hall_of("restaurant", seed) for seed in SEEDS]
    makes = [{generator_of(chair) for chair in of(spec, "chair")} for spec in specs]
    assert {1, 2} <= {len(each) for each in makes}
    clothed = [generator_of(of(spec, "dining table")[0]) == "clothed table" for spec in specs]
    assert 0 < sum(clothed) < len(clothed)


def test_jackets_hang_and_bags_stand_among_loose_chairs() -> None:
    specs = [hall_of("school hall", seed) for seed in SEEDS]
    assert any(of(spec, "coat") for spec in specs)
    assert any(of(spec, "backpack", "handbag") for spec in specs)


def test_desks_of_a_class_are_of_one_model_on_tubes_that_take_books_and_chairs() -> None:
    spec = hall_of("classroom", 1)
    desks = [desk for desk in of(spec, "desk") if generator_of(desk) == "school desk"]
    assert len(desks) > 4
    assert len({desk.geometry for desk in desks}) == 1
    shape = geometry_mesh(Procedural("school desk", (1.3, 0.55, 0.74), 0))
    frame = shape.vertices[np.unique(shape.triangles[shape.slot == 1])]
    knees = frame[(np.abs(frame[:, 0]) < 0.3) & (frame[:, 1] < -0.15) & (frame[:, 2] < 0.6)]
    assert not len(knees)
