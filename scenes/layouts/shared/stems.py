"""What is narrow below and wide above: people walk, and look, under it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Stem:
    """How wide a thing is below, in metres, and from which share of its height on it is as wide as it is at most."""

    width_m: float
    crown: float


STEMS = {"tree": Stem(0.6, 0.2), "street lamp": Stem(0.4, 0.8), "parasol": Stem(0.3, 0.7)}
