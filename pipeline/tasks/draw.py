"""Choices by chance."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeVar

import numpy as np

T = TypeVar("T")


def draw(weights: Mapping[T, float], rng: np.random.Generator) -> T:
    """Return one of the keys by weight; their order plays no part."""
    names = sorted(weights, key=str)
    shares = np.array([weights[name] for name in names])
    return names[int(rng.choice(len(names), p=shares / shares.sum()))]


def ordered(weights: Mapping[T, float], rng: np.random.Generator) -> list[T]:
    """Return all of the keys in the order in which they are drawn: the heavier, the earlier."""
    names, shares = list(weights), np.array(list(weights.values()))
    if not names:
        return []
    return [names[i] for i in rng.choice(len(names), len(names), replace=False, p=shares / shares.sum())]


def pick(things: Sequence[T], rng: np.random.Generator) -> T:
    """Return one of several things, all equally likely."""
    return things[int(rng.integers(len(things)))]


def least_first(names: Sequence[T], times: Mapping[T, int], rng: np.random.Generator) -> list[T]:
    """Return the names in an order by chance, those first that came up less often."""
    return sorted((names[i] for i in rng.permutation(len(names))), key=lambda name: times.get(name, 0))
