"""Where one can sit, on forms whose seats are known."""

from __future__ import annotations

import pytest

from cavendish.scenes.generators.core.parts import block
from cavendish.scenes.geometry.mesh import Mesh, join
from cavendish.scenes.people.seats import seats

CLOSE_M = 0.021  # a step of the search


def stool(width_m: float = 0.4, height_m: float = 0.45) -> Mesh:
    return block((width_m, 0.4, height_m), (0, 0, 0), 0.002)


def test_a_stool_has_one_seat_in_its_middle_from_edge_to_edge() -> None:
    (seat,) = seats(stool())
    assert (seat.x_m, seat.front_m) == (pytest.approx(0, abs=CLOSE_M), pytest.approx(-0.2, abs=CLOSE_M))
    assert (seat.back_m, seat.height_m) == (pytest.approx(0.2, abs=CLOSE_M), pytest.approx(0.45, abs=0.001))


def test_a_seat_ends_where_its_back_rises() -> None:
    chair = join([stool(), block((0.4, 0.06, 0.9), (0, 0.17, 0), 0.002)])
    (seat,) = seats(chair)
    assert seat.back_m == pytest.approx(0.14, abs=CLOSE_M)
    assert seat.height_m == pytest.approx(0.45, abs=0.001)


def test_arms_are_no_seats() -> None:
    arms = [block((0.12, 0.4, 0.6), (side * 0.33, 0, 0), 0.002) for side in (-1, 1)]
    (seat,) = seats(join([stool(0.54), *arms]))
    assert (seat.x_m, seat.height_m) == (pytest.approx(0, abs=CLOSE_M), pytest.approx(0.45, abs=0.001))


def test_three_sit_side_by_side_on_a_bench_of_2_1_metres() -> None:
    found = seats(stool(2.13))
    assert [seat.x_m for seat in found] == pytest.approx([-0.7, 0.0, 0.7], abs=CLOSE_M)


@pytest.mark.parametrize("height_m", [0.2, 1.0])
def test_steps_and_counters_are_no_seats(height_m: float) -> None:
    assert seats(stool(0.6, height_m)) == ()
