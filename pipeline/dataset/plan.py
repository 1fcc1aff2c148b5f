"""How a recipe is cut into shards: which scenes, which split, which image size."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

import numpy as np

from ...manifests import Quarantined, Recipe, ViewRecord
from ...scenes.sampling import Resolution
from ...scenes.seeds import Stream, generator


@dataclass(frozen=True, slots=True)
class ShardPlan:
    """One shard to be built.

    `replay` holds the views of an earlier record, whose accepted attempts are taken over, and `quarantined` the scenes
    that it gave up, which are not tried again. `may_move`: where this machine fails, another one is asked.
    """

    shard: int
    split: str
    scenes: tuple[int, ...]
    resolution: Resolution
    replay: tuple[ViewRecord, ...] = ()
    quarantined: tuple[Quarantined, ...] = ()
    may_move: bool = False

    @property
    def name(self) -> str:
        """SPLIT-NUMBER, as its files are called."""
        return shard_name(self.split, self.shard)


@dataclass(frozen=True, slots=True)
class Plans:
    """Plans of a recipe's shards, each made when it is asked for: a hundred thousand weigh no more than their numbers.

    `ends` are the numbers at which the splits end, in the recipe's order.
    """

    recipe: Recipe
    shards: Sequence[int]
    ends: tuple[int, ...]

    def __len__(self) -> int:
        return len(self.shards)

    def __getitem__(self, position: int) -> ShardPlan:
        shard = self.shards[position]
        return _plan(self.recipe, shard, list(self.recipe.splits)[bisect_right(self.ends, shard)])

    def __iter__(self) -> Iterator[ShardPlan]:
        return map(self.__getitem__, range(len(self)))

    def name(self, shard: int) -> str:
        """Return the name of a shard of the recipe, without making its plan."""
        return shard_name(list(self.recipe.splits)[bisect_right(self.ends, shard)], shard)

    def names(self) -> Iterator[str]:
        """Yield the names of the shards."""
        return map(self.name, self.shards)

    def only(self, shards: Sequence[int]) -> Plans:
        """Return the plans of these shards alone."""
        return replace(self, shards=shards)


def plan_shards(recipe: Recipe) -> Plans:
    """Return the plans of all shards: numbers unique over the dataset and contiguous in each split."""
    count = shard_count(recipe)
    return Plans(recipe, range(count), tuple(accumulate(split_sizes(recipe.splits, count).values())))


def shard_name(split: str, shard: int) -> str:
    """Return SPLIT-NUMBER, as a shard's files are called."""
    return f"{split}-{shard:06d}"


def shard_count(recipe: Recipe) -> int:
    """Return how many shards hold all scenes of a recipe."""
    return -(-recipe.scenes // recipe.scenes_per_shard)


def split_sizes(splits: dict[str, float], count: int) -> dict[str, int]:
    """Return how many of `count` shards each split gets, by the largest remainders.

    With at least as many shards as splits, none is empty.
    """
    exact = {name: count * share / sum(splits.values()) for name, share in splits.items()}
    sizes = {name: int(value) for name, value in exact.items()}
    for name in sorted(exact, key=lambda name: (sizes[name] - exact[name], list(exact).index(name))):
        if sum(sizes.values()) < count:
            sizes[name] += 1
    for name in [name for name, size in sizes.items() if size == 0 and count >= len(sizes)]:
        sizes[max(sizes, key=lambda other: sizes[other])] -= 1
        sizes[name] = 1
    return sizes


def scenes_of(recipe: Recipe, shard: int) -> range:
    """Return the scenes of a shard."""
    first = shard * recipe.scenes_per_shard
    return range(first, min(first + recipe.scenes_per_shard, recipe.scenes))


def _plan(recipe: Recipe, shard: int, split: str) -> ShardPlan:
    scenes = tuple(scenes_of(recipe, shard))
    weights = np.array([entry.weight for entry in recipe.resolution])
    chosen = generator(recipe.seed, shard, Stream.RESOLUTION).choice(len(weights), p=weights / weights.sum())
    return ShardPlan(shard, split, scenes, recipe.resolution[int(chosen)].size)
