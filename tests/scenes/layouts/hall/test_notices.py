"""Sheets of paper on the walls of halls, and numbers beside doors."""

from __future__ import annotations

import numpy as np

from cavendish.scenes.layouts.shared.floor_plan import footprint
from cavendish.scenes.object_mesh import geometry_mesh
from cavendish.scenes.spec import Procedural

from .halls import hall_of, of


def test_doors_of_a_corridor_have_numbers_beside_them_no_two_alike() -> None:
    spec = hall_of("corridor", 1)
    plates = [sign for sign in of(spec, "sign") if sign.words.text.isdigit()]
    assert len(plates) > 2
    assert len({plate.words.text for plate in plates}) > 0.8 * len(plates)
    doors = [footprint(door) for door in of(spec, "door")]
    assert all(min(door.distance_m(*plate.pose.location_m[:2]) for door in doors) < 0.4 for plate in plates)


def test_notices_are_sheets_side_by_side_of_two_prints_some_missing() -> None:
    shapes = [geometry_mesh(Procedural("notices", (0.7, 0.006, 0.64), variant)) for variant in range(8)]
    counts = {len(shape.triangles) // 12 for shape in shapes}
    assert len(counts) > 1
    assert max(counts) <= 6
    assert {frozenset(np.unique(shape.slot).tolist()) for shape in shapes} >= {frozenset({0, 1})}


def test_some_halls_have_notices_on_their_walls() -> None:
    specs = [hall_of("corridor", seed) for seed in range(3)] + [hall_of("classroom", seed) for seed in range(3)]
    posters = [thing.geometry for spec in specs for thing in of(spec, "poster")]
    found = [shape for shape in posters if isinstance(shape, Procedural) and shape.generator == "notices"]
    assert len(found) >= 3


def test_rows_of_racks_have_a_number_at_both_ends_no_two_rows_the_same() -> None:
    spec = hall_of("warehouse", 2)
    racks, plates = of(spec, "pallet rack"), [sign for sign in of(spec, "sign") if sign.words.text.isdigit()]
    assert len(plates) == 2 * len(racks)
    assert len({plate.words.text for plate in plates}) >= len(racks) - 1
