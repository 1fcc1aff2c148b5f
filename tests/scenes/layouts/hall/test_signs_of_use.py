"""Halls look used: lower walls that bear knocks, blinds, old lamps, chairs as they were left, coats, mats, prints."""

from __future__ import annotations

import numpy as np
import pytest

from cavendish.scenes.generators.core.openings import LOWER_M
from cavendish.scenes.layouts.shared.floor_plan import footprint, turned_deg
from cavendish.scenes.object_mesh import geometry_mesh, object_mesh
from cavendish.scenes.spec import Procedural, SceneObject, SceneSpec

from .halls import box, hall_of, of

LINED = ("cafe", "classroom", "corridor", "gym", "restaurant", "school hall", "waiting room")
SEEDS = (1, 2, 3)


def halls(*uses: str) -> list[SceneSpec]:
    return [hall_of(use, seed) for use in uses for seed in SEEDS]


def generator_of(thing: SceneObject) -> str:
    return thing.geometry.generator if isinstance(thing.geometry, Procedural) else ""


def test_many_halls_have_walls_of_another_finish_as_far_up_as_a_hand_reaches() -> None:
    walls = [of(spec, "wall") for spec in halls(*LINED)]
    lined = [[wall for wall in each if generator_of(wall).startswith("lined")] for each in walls]
    assert 0.3 < np.mean([bool(each) for each in lined]) < 0.9
    for wall in (wall for each in lined for wall in each):
        shape = object_mesh(wall)
        heights = shape.vertices[shape.triangles][..., 2]
        assert len({*wall.materials}) == 2
        assert heights[shape.slot == 1].max() == pytest.approx(LOWER_M)
        if not getattr(wall.geometry, "doorway", None):  # whose jambs are painted as above
            assert heights[shape.slot == 0].min() >= LOWER_M - 1e-6


def test_blinds_hang_inside_windows_and_are_not_let_down_alike() -> None:
    drops: list[set[float]] = []
    for spec in halls("classroom", "waiting room", "library"):
        blinds, windows = of(spec, "blind"), of(spec, "window")
        for blind in blinds:
            (low, high), frames = box(blind), [box(window) for window in windows]
            assert any((low[::2] >= a[::2] - 0.2).all() and (high[::2] <= b[::2] + 0.2).all() for a, b in frames)
        drops.append({round(float(box(blind)[0][2]), 1) for blind in blinds})
    assert any(drops)
    assert any(len(each) > 1 for each in drops)


def test_lamps_of_a_hall_are_of_one_kind_but_not_of_one_brightness() -> None:
    seen = [
        {(lamp.materials[0].colour, lamp.materials[0].emission) for lamp in of(spec, "ceiling lamp")}
        for spec in halls("corridor", "gym", "library", "shop")
    ]
    assert np.mean([len(each) > 1 for each in seen]) > 0.5
    assert max(map(len, seen)) <= 4


def test_some_chairs_are_left_as_people_got_up_from_them() -> None:
    for spec in halls("cafe"):
        tables = [footprint(table) for table in of(spec, "cafe table")]
        askew = []
        for chair in of(spec, "chair"):
            nearest = min(tables, key=lambda table: table.distance_m(*chair.pose.location_m[:2]))
            askew.append(abs((turned_deg(chair) - nearest.turn_deg + 45) % 90 - 45) > 10)
        assert 0.03 < np.mean(askew) < 0.5


def test_doors_of_a_corridor_are_of_one_model() -> None:
    for spec in halls("corridor"):
        assert len({door.materials for door in of(spec, "door")}) == 1


def test_coats_hang_and_mats_lie_in_some_halls() -> None:
    specs = halls("cafe", "classroom", "waiting room")
    assert sum(len(of(spec, "coat")) > 1 for spec in specs) >= 4
    assert sum(bool(of(spec, "doormat")) for spec in specs) >= 2


def test_refrigerators_of_supermarkets_stand_side_by_side_and_shine() -> None:
    seen = 0
    for spec in (hall_of("shop", seed) for seed in range(6)):
        chillers = [thing for thing in of(spec, "refrigerator") if generator_of(thing) == "chiller"]
        seen += len(chillers) > 1
        for chiller in chillers:
            assert [each.emission > 0 for each in chiller.materials if each.family == "light panel"] == [True]
    assert seen >= 1


def test_tills_of_a_supermarket_are_numbered_and_no_copies() -> None:
    tills = [of(hall_of("shop", seed), "checkout") for seed in range(6)]
    assert any(len(each) > 1 for each in tills)
    for each in tills:
        assert len({till.geometry for till in each}) == len(each)
        assert all(len(till.materials) == 5 for till in each)


@pytest.mark.parametrize(
    ("name", "size_m", "slots"),
    [
        ("carton stack", (0.75, 1.14, 0.9), {0, 1, 2, 3}),
        ("rack", (5.7, 1.26, 3.6), {0, 1, 2, 3}),
        ("chiller", (1.28, 0.74, 2.05), set(range(10))),
    ],
)
def test_what_is_stored_and_sold_is_printed_and_labelled(
    name: str, size_m: tuple[float, float, float], slots: set[int]
) -> None:
    found: set[int] = set()
    for variant in range(6):
        found |= set(geometry_mesh(Procedural(name, size_m, variant)).slot.tolist())
    assert slots <= found


def test_boards_of_departures_say_the_same_on_both_sides_and_differ() -> None:
    boards = [geometry_mesh(Procedural("departure board", (1.7, 0.18, 1.1), variant)) for variant in range(3)]
    for board in boards:
        letters = board.vertices[np.unique(board.triangles[board.slot == 2])]
        front, back = letters[letters[:, 1] < 0], letters[letters[:, 1] > 0]
        assert len(front) == len(back) > 500
        assert np.ptp(front[:, 0]) > 1.2
    assert len({len(board.triangles) for board in boards}) > 1
