"""Mixtures: each source by its weight, whatever kind of thing it is, and from where one stopped."""

from __future__ import annotations

import json
import pickle
from collections.abc import Iterator
from itertools import count, islice
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from cavendish.pipeline.dataset.mixture import Mixture, mix
from cavendish.pipeline.dataset.reader import open_dataset
from cavendish.scenes.errors import RequestError

pytestmark = pytest.mark.filterwarnings("ignore::ResourceWarning")  # webdataset leaves its tar files to the collector


class Table:
    """Items by number, as a torch dataset of the map style has them: a number that is too large is no IndexError."""

    def __len__(self) -> int:
        return 3

    def __getitem__(self, place: int) -> int:
        assert place < 3
        return place


class Streamed:
    """As Hugging Face's: it starts where it was told to go on, each time, and says where it is once it has started."""

    def __init__(self) -> None:
        self.at, self.start, self.given = 0, 0, list[int]()

    def __iter__(self) -> Iterator[int]:
        self.at = self.start
        while self.at < 5:
            self.at += 1
            self.given.append(self.at - 1)
            yield self.at - 1

    def state_dict(self) -> dict[str, int]:
        return {"at": self.at}

    def load_state_dict(self, state: dict[str, int]) -> None:
        self.start = state["at"]


def hugging_face() -> Any:
    from datasets import Dataset

    return Dataset.from_dict({"n": [*range(5)]}).to_iterable_dataset(num_shards=2)


def as_worker(monkeypatch: pytest.MonkeyPatch, worker: int) -> None:
    for name, value in {"RANK": 0, "WORLD_SIZE": 1, "WORKER": worker, "NUM_WORKERS": 2}.items():
        monkeypatch.setenv(name, str(value))


def test_a_mixture_is_exact_in_expectation_and_repeats_itself(built: Path) -> None:
    vision, generation = open_dataset(built), range(7)
    draws = [isinstance(sample, dict) for sample in islice(mix({vision: 0.02, generation: 0.98}, seed=5), 5000)]
    assert np.mean(draws) == pytest.approx(0.02, abs=3 * np.sqrt(0.02 * 0.98 / 5000))
    again = islice(mix({open_dataset(built): 0.02, range(7): 0.98}, seed=5), 5000)
    assert [isinstance(sample, dict) for sample in again] == draws


def test_the_choices_of_a_seed_stay_what_they_were() -> None:
    drawn = list(islice(mix({range(3): 0.3, range(10, 14): 0.7}, seed=5), 12))
    assert drawn == [10, 11, 12, 0, 1, 13, 10, 2, 0, 11, 12, 1]


def test_workers_draw_differently(monkeypatch: pytest.MonkeyPatch) -> None:
    drawn = []
    for worker in range(2):
        as_worker(monkeypatch, worker)
        drawn.append(list(islice(mix({(0,): 1.0, (1,): 1.0}), 50)))
    assert drawn[0] != drawn[1]


ENDLESS = {
    "a range": lambda: range(3),
    "a list": lambda: [0, 1, 2],
    "a function": lambda: lambda: iter([0, 1, 2]),
    "an array": lambda: np.arange(3),
    "items by number": Table,
}


@pytest.mark.parametrize("source", ENDLESS.values(), ids=ENDLESS)
def test_a_source_that_ends_is_started_again(source: Any) -> None:
    assert list(islice(mix([(source(), 1)]), 8)) == [0, 1, 2, 0, 1, 2, 0, 1]


SOURCES = ENDLESS | {
    "an iterator": count,
    "a stream with a state": Streamed,
    "a stream of Hugging Face": hugging_face,
    "a mixture": lambda: mix([([*range(4)], 1), ([*range(10, 13)], 2)], seed=3),
}


@pytest.mark.parametrize("seen", [0, 1, 5, 12, 13, 23])
@pytest.mark.parametrize("source", SOURCES.values(), ids=SOURCES)
def test_a_mixture_goes_on_where_it_stopped(source: Any, seen: int) -> None:
    """12 of 23 are where some passes are just over."""

    def mixture() -> Mixture:
        return mix([(source(), 2), (range(100, 103), 1)], seed=1)

    expected = list(islice(mixture(), 60))
    stopped, resumed = mixture(), mixture()
    before = list(islice(stopped, seen))
    state = json.dumps(stopped.state_dict())
    resumed.load_state_dict(json.loads(state))
    assert json.dumps(resumed.state_dict()) == state, "it is what it was told, before it goes on"
    assert before + list(islice(resumed, 60 - seen)) == expected
    assert before + list(islice(stopped, 60 - seen)) == expected, "a new iterator goes on, too"


@pytest.mark.parametrize("shuffle", [0, 4])
@pytest.mark.parametrize("seen", [3, 20, 31, 77])
def test_datasets_of_ours_keep_epoch_and_place(built: Path, shuffle: int, seen: int) -> None:
    def mixture() -> Mixture:
        return mix({open_dataset(built, shuffle=shuffle, seed=2): 0.7, range(3): 0.3}, seed=1)

    def names(drawn: Any) -> list[object]:
        return [sample["key"] if isinstance(sample, dict) else sample for sample in drawn]

    expected = names(islice(mixture(), 120))
    stopped, resumed = mixture(), mixture()
    before = names(islice(stopped, seen))
    resumed.load_state_dict(json.loads(json.dumps(stopped.state_dict())))
    assert before + names(islice(resumed, 120 - seen)) == expected


def test_a_source_that_keeps_its_place_is_not_read_past() -> None:
    stopped, source = mix([(Streamed(), 1)]), Streamed()
    list(islice(stopped, 3))
    resumed = mix([(source, 1)])
    resumed.load_state_dict(stopped.state_dict())
    assert list(islice(resumed, 4)) == [3, 4, 0, 1]
    assert source.given == [3, 4, 0, 1]


def test_a_mixture_travels_to_other_processes_with_its_place() -> None:
    mixture = mix([([*range(5)], 1), (range(10, 13), 1)])
    before = list(islice(mixture, 7))
    there = pickle.loads(pickle.dumps(mixture))
    assert before + list(islice(there, 20)) == list(islice(mix([([*range(5)], 1), (range(10, 13), 1)]), 27))


def test_a_mixture_has_no_length() -> None:
    with pytest.raises(TypeError):
        len(mix([([1], 1)]))


def test_an_iterator_that_ends_cannot_start_again() -> None:
    with pytest.raises(RequestError, match=r"sources\[0\] \(list_iterator\) ended after 2 samples .* give a function"):
        list(mix([(iter([1, 2]), 1)]))


def test_a_source_that_became_shorter_is_noticed() -> None:
    stopped, resumed = mix([([1, 2, 3], 1)]), mix([([1], 1)])
    list(islice(stopped, 2))
    resumed.load_state_dict(stopped.state_dict())
    with pytest.raises(RequestError, match=r"sources\[0\] \(list\) does not go back to sample 2"):
        next(iter(resumed))


def test_a_state_of_other_sources_is_refused() -> None:
    with pytest.raises(RequestError, match="state: is of 1 sources; this mixture has 2"):
        mix([([1], 1), ([2], 1)]).load_state_dict(mix([([1], 1)]).state_dict())


TWICE = [1]
WRONG: dict[str, tuple[Any, str]] = {
    "nothing": ({}, "there is none"),
    "no weight": ({(1,): 0.0}, "each must be a number above 0"),
    "not a number": ([([1], float("nan"))], "each must be a number above 0"),
    "words for weights": ([([1], "1")], "each must be a number above 0"),
    "no pairs": ([[1, 2, 3]], "or pairs of both, not"),
    "a number": ([(1, 1)], "must be datasets"),
    "splits by name": ([({"train": [1]}, 1)], "must be datasets"),
    "one thing twice": ([(TWICE, 1), (TWICE, 1)], "comes twice"),
}


@pytest.mark.parametrize(("sources", "message"), WRONG.values(), ids=WRONG)
def test_what_is_no_mixture_is_refused(sources: Any, message: str) -> None:
    with pytest.raises(RequestError, match=message):
        mix(sources)


@pytest.mark.parametrize("source", [(), list, lambda: None], ids=["empty", "a function", "no iterable"])
def test_sources_without_samples_are_named(source: Any) -> None:
    with pytest.raises(RequestError, match=r"sources\[0\] .*(gives no samples|must return an iterable)"):
        next(iter(mix([(source, 1)])))
