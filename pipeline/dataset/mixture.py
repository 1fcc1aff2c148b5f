"""Samples drawn from several sources by weight: datasets of ours, and whatever else gives samples."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Mapping
from copy import copy
from itertools import islice
from typing import Any, TypeAlias

import numpy as np
from webdataset.pytorch import IterableDataset
from webdataset.utils import pytorch_worker_info

from ...scenes.errors import RequestError, expect
from .reader import Dataset

Source: TypeAlias = Iterable[Any] | Callable[[], Iterable[Any]]
State = dict[str, Any]
TAKEN = "datasets or other iterables of samples, or functions that return one"


class Mixture(IterableDataset):  # type: ignore[misc]
    """Samples drawn from several sources for ever, as `mix` describes; having no end, it has no `len`.

    `state_dict` says how far this reader came, and `load_state_dict` goes on from there; so does a new `iter`.
    """

    def __init__(self, sources: Iterable[tuple[Source, float]], seed: int) -> None:
        pairs = list(sources)
        self.seed, self.weights = seed, [float(weight) for _, weight in pairs]
        self._drawn = 0
        self._places = [Place(source, f"sources[{i}] ({type(source).__name__})") for i, (source, _) in enumerate(pairs)]

    def __iter__(self) -> Iterator[Any]:
        rank, _, worker, workers = pytorch_worker_info()
        numbers = np.random.PCG64([self.seed, rank * workers + worker])
        rng = np.random.Generator(numbers.advance(self._drawn))  # a choice takes one number
        for place in self._places:
            place.load_state_dict(place.state_dict())
        shares = np.array(self.weights) / sum(self.weights)
        while True:
            sample = self._places[int(rng.choice(len(shares), p=shares))].draw()
            self._drawn += 1
            yield sample

    def state_dict(self) -> State:
        """Return the position of this reader: plain numbers, but for what a source says of its own place."""
        return {"drawn": self._drawn, "sources": [place.state_dict() for place in self._places]}

    def load_state_dict(self, state: State) -> None:
        """Go on from a position that `state_dict` gave, with the same sources, seed and readers.

        Raises RequestError where the state is of another number of sources.
        """
        if len(state["sources"]) != len(self._places):
            raise RequestError(f"is of {len(state['sources'])} sources; this mixture has {len(self._places)}", "state")
        self._drawn = state["drawn"]
        for place, own in zip(self._places, state["sources"], strict=True):
            place.load_state_dict(own)


class Place:
    """How far one source was read: `seen` samples of the pass at work.

    A source with a `state_dict` of its own goes on by it; of others, the samples seen before are read past.
    """

    def __init__(self, source: Source, name: str) -> None:
        self.seen = 0
        self._source, self._name = source, name
        self._pass: Any = None  # where the source keeps its place: itself, or a copy that is read once
        self._loaded: Any = None  # what it was told of its place; until they go on, some do not say it back
        self._samples: Iterator[Any] | None = None
        self._read = 0  # of `seen`, what need not be read past

    def __getstate__(self) -> dict[str, Any]:
        return self.__dict__ | {"_samples": None}  # an iterator at work cannot travel; what is seen can

    def draw(self) -> Any:
        """Return the next sample; raises RequestError where there is none."""
        while True:
            if self._samples is None:
                self._samples = self._opened()
            for sample in self._samples:
                self.seen, self._read, self._loaded = self.seen + 1, self._read + 1, None
                return sample
            self._ended()

    def state_dict(self) -> State:
        """Return the place."""
        if self._pass is None:
            return {"seen": self.seen}
        return {"seen": self.seen, "own": self._pass.state_dict() if self._loaded is None else self._loaded}

    def load_state_dict(self, state: State) -> None:
        """Go on from a place that `state_dict` gave."""
        self._samples, self._pass, self.seen, self._loaded = None, None, state["seen"], state.get("own")
        if self._loaded is not None:
            self._begin()
            self._pass.load_state_dict(self._loaded)

    def _begin(self) -> None:
        # A copy, since who starts again by itself may do so from where it was told to go on (as Hugging Face's do).
        self._pass = self._source if isinstance(self._source, Dataset | Mixture) else _copied(self._source)
        self._read = self.seen

    def _opened(self) -> Iterator[Any]:
        if self._pass is None and self.seen == 0 and _keeps_its_place(self._source):
            self._begin()
        if self._pass is not None:
            return iter(self._pass)
        samples = _started(self._source, self._name)
        if samples is not self._source:
            self._read = 0
        past = self.seen - self._read
        if past < 0 or sum(1 for _ in islice(samples, past)) < past:
            raise RequestError(f"{self._name} does not go back to sample {self.seen}, where the state says it was")
        self._read = self.seen
        return samples

    def _ended(self) -> None:
        if not self.seen:
            raise RequestError(f"{self._name} gives no samples, or none to this worker")
        if self._samples is self._source:
            raise RequestError(
                f"{self._name} ended after {self.seen:,} samples and cannot be started again: give a function that "
                "returns such an iterator"
            )
        self._samples, self._pass, self.seen = None, None, 0


def mix(sources: Mapping[Any, float] | Iterable[tuple[Source, float]], seed: int = 0) -> Mixture:
    """Return samples drawn from several sources by weight, for ever: a source that ends is started again.

    Every sample comes from a source with exactly the probability of its weight, independently of the others; the same
    seed gives the same choices. `mix({vision: 0.02, generation: 0.98})` is like the mixture of Vision Banana's paper,
    which has a very low ratio of vision data and gives no number. The mixture keeps its place (`state_dict`,
    `load_state_dict`).

    Args:
        sources: weights by source, or pairs of both, as `[(pictures, 0.98), (vision, 0.02)]`. A source is any iterable
            of samples, a torch dataset with items and a length, or a function that returns an iterable. An iterator
            is read once.
        seed: of the choices.

    Raises:
        RequestError: there is no source, one gives no samples, or a weight is not above 0.

    """
    pairs = _pairs(sources)
    for place, (source, weight) in enumerate(pairs):
        if isinstance(source, str | bytes | Mapping) or not _can_start(source):
            raise RequestError(f"must be {TAKEN}, not {source!r:.60}", "sources")
        if any(source is other for other, _ in pairs[:place]):
            raise RequestError(f"{source!r:.60} comes twice; give it once, with the sum of its weights", "sources")
        if isinstance(weight, bool) or not isinstance(weight, int | float) or not 0 < weight < math.inf:
            raise RequestError(f"have the weights {[w for _, w in pairs]}; each must be a number above 0", "sources")
    if not pairs:
        raise RequestError(f"must be {TAKEN}, each with its weight; there is none", "sources")
    return Mixture(pairs, seed)


def _pairs(sources: Any) -> list[tuple[Any, Any]]:
    what = "a mapping from sources to weights, or pairs of both"
    expect(sources, Iterable, what, "sources")
    pairs = list(sources.items() if isinstance(sources, Mapping) else sources)
    for pair in pairs:
        if not isinstance(pair, tuple | list) or len(pair) != 2:
            raise RequestError(f"must be {what}, not {pair!r:.60}", "sources")
    return [(source, weight) for source, weight in pairs]


def _keeps_its_place(source: Any) -> bool:
    return callable(getattr(source, "state_dict", None)) and callable(getattr(source, "load_state_dict", None))


def _copied(source: Any) -> Any:
    copied = copy(source)
    if hasattr(copied, "__dict__"):
        copied.__dict__ = dict(copied.__dict__)  # which Hugging Face's copies share
    return copied


def _is_table(source: Any) -> bool:
    """Say whether something has items by number, and no other way to give them: a torch dataset of the map style."""
    return all(hasattr(source, name) for name in ("__getitem__", "__len__")) and not hasattr(source, "__iter__")


def _can_start(source: Any) -> bool:
    return _is_table(source) or isinstance(source, Iterable) or callable(source)


def _started(source: Any, name: str) -> Iterator[Any]:
    if _is_table(source):
        return map(source.__getitem__, range(len(source)))
    given = source if isinstance(source, Iterable) else source()
    if not isinstance(given, Iterable):
        raise RequestError(f"{name} returned {given!r:.60}; it must return an iterable of samples")
    return iter(given)
