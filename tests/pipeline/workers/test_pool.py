"""The pool: results in order, no more under way than is said, and nothing that hangs."""

import multiprocessing
import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from cavendish.pipeline.workers import pool
from cavendish.pipeline.workers.pool import AHEAD, map_in_order
from cavendish.scenes.errors import RequestError, WorkError


@pytest.fixture(autouse=True)
def importable(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let processes of the pool, which start anew, find the functions below."""
    monkeypatch.syspath_prepend(Path(__file__).parents[3])


def squared(number: int) -> tuple[int, int]:
    return number**2, os.getpid()


def refused(number: int) -> int:
    raise WorkError(f"{number} is refused")


def killed(number: int) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def test_results_come_in_order_from_other_processes() -> None:
    found = list(map_in_order(squared, range(20), 20, jobs=2))
    assert [number for number, _ in found] == [number**2 for number in range(20)]
    assert os.getpid() not in {process for _, process in found}
    assert multiprocessing.active_children() == []


@pytest.mark.parametrize(("total", "jobs"), [(20, 1), (3, 8), (0, None), (1, None)])
def test_few_items_start_no_process(total: int, jobs: int | None) -> None:
    found = list(map_in_order(squared, range(total), total, jobs))
    assert found == [(number**2, os.getpid()) for number in range(total)]


@pytest.mark.parametrize(("worth_s", "here"), [(float("inf"), 20), (-1.0, 2)])
def test_processes_start_where_the_rest_takes_longer_than_that(
    monkeypatch: pytest.MonkeyPatch, worth_s: float, here: int
) -> None:
    monkeypatch.setattr(pool, "WORTH_S", worth_s)
    monkeypatch.setattr(pool, "usable_cpus", lambda: 2)
    found = list(map_in_order(squared, range(20), 20, jobs=None))
    assert [number for number, _ in found] == [number**2 for number in range(20)]
    assert sum(process == os.getpid() for _, process in found) == here


def test_no_more_are_taken_than_can_be_worked_on() -> None:
    taken: list[int] = []

    def items() -> Iterator[int]:
        for number in range(100):
            taken.append(number)
            yield number

    results = map_in_order(squared, items(), 100, jobs=2)
    for number, _ in enumerate(results):
        assert len(taken) <= number + 2 * AHEAD
        if number == 10:
            break
    results.close()  # type: ignore[attr-defined]
    assert multiprocessing.active_children() == []


def test_an_error_is_the_one_that_was_raised() -> None:
    with pytest.raises(WorkError, match="0 is refused"):
        list(map_in_order(refused, range(8), 8, jobs=2))


def test_a_process_that_is_killed_is_one_sentence() -> None:
    with pytest.raises(WorkError, match="a process was killed, as when memory runs out; try fewer than 2 jobs"):
        list(map_in_order(killed, range(8), 8, jobs=2))
    assert multiprocessing.active_children() == []


def test_no_jobs_are_refused() -> None:
    with pytest.raises(RequestError, match="jobs 0: must be at least 1"):
        list(map_in_order(squared, range(8), 8, jobs=0))
