"""Files and cameras take turns: each once before any twice, in proportion to weights, and whoever asks, the same."""

from collections import Counter
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cavendish.scenes.turns import camera_turn, turn_of

RATES = st.lists(st.fractions(Fraction(1, 50), 50, max_denominator=50), min_size=1, max_size=7)


@given(RATES)
def test_a_turn_known_by_its_number_alone_is_that_of_one_after_another(rates: list[Fraction]) -> None:
    taken = Counter[int]()
    for number in range(60):
        k, before = turn_of(number, rates)
        assert before == taken[k]
        taken[k] += 1


@given(RATES, st.integers(0, 10**6))
def test_turns_are_in_proportion_at_any_time(rates: list[Fraction], number: int) -> None:
    k, before = turn_of(number, rates)
    assert abs(before - number * rates[k] / sum(rates)) <= 1 + rates[k] / sum(rates) * len(rates)


@given(st.lists(st.integers(1, 9), min_size=1, max_size=6), st.fractions(Fraction(1, 9), 9))
def test_each_frame_of_files_of_equal_weight_comes_once_before_any_comes_twice(
    frames: list[int], weight: Fraction
) -> None:
    rates, total = [weight * count for count in frames], sum(frames)
    turns = [turn_of(number, rates) for number in range(2 * total)]
    every = {(file, frame) for file, count in enumerate(frames) for frame in range(count)}
    for part in (turns[:total], turns[total:]):
        assert Counter((file, before % frames[file]) for file, before in part) == Counter(every)


def test_twice_the_weight_is_twice_as_often_and_evenly_spread() -> None:
    assert [turn_of(number, [Fraction(2), Fraction(1)])[0] for number in range(6)] == [0, 0, 1, 0, 0, 1]


@pytest.mark.parametrize(("cameras", "views"), [(1, 2), (2, 2), (3, 2), (5, 3), (7, 1)])
def test_each_camera_comes_once_before_any_comes_twice(cameras: int, views: int) -> None:
    taken = [camera_turn(cameras, visit, views, view, 0) for visit, view in product(range(4), range(views))]
    for start in range(0, len(taken) - cameras + 1, cameras):
        assert sorted(taken[start : start + cameras]) == list(range(cameras))


@given(st.integers(1, 12), st.integers(1, 5), st.integers(0, 100))
def test_a_view_that_is_turned_down_takes_cameras_that_no_other_view_has(cameras: int, views: int, visit: int) -> None:
    def tried(view: int, attempts: int) -> list[int]:
        return [camera_turn(cameras, visit, views, view, attempt) for attempt in range(attempts)]

    firsts = {tried(view, 1)[0] for view in range(views)}
    share = max(0, cameras - views) // views
    spares = [camera for view in range(views) for camera in tried(view, 1 + share)[1:]]
    assert len(set(spares)) == len(spares)
    assert firsts.isdisjoint(spares)
    for view in range(views):
        assert sorted(tried(view, cameras)) == list(range(cameras))
