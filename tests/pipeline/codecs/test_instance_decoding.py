"""Instances are found as the paper's appendix says: compared with a plain reading of it, then rule by rule."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from cavendish.pipeline.codecs import masks

BACKGROUND = (10, 20, 30)
RED, GREEN, BLUE = (200, 30, 30), (30, 200, 30), (30, 30, 200)
NEIGHBOURS = [
    (down, right) for down in range(-2, 3) for right in range(-2, 3) if (down, right) != (0, 0) and abs(down * right) <= 2
    and max(abs(down), abs(right)) + min(abs(down), abs(right)) != 2 or (abs(down), abs(right)) == (1, 1)
]


def plain_decode(rgb: NDArray[np.uint8], background: tuple[int, int, int]) -> NDArray[np.int32]:
    """Follow appendix A pixel by pixel."""
    colours = rgb.astype(int)
    free = np.square(colours - background).sum(axis=-1) >= 14**2
    floods = [flood for seed in np.argwhere(free) if (flood := plain_flood(colours, free, *seed))]
    floods = [flood for flood in floods if len(flood) >= 2e-4 * free.size and len(core(flood)) >= 0.1 * len(flood)]
    groups = list(range(len(floods)))
    for a, b in np.ndindex(len(floods), len(floods)):
        if belong_together(colours, floods[a], floods[b]):
            groups = [groups[a] if group == groups[b] else group for group in groups]
    labels = np.zeros(free.shape, np.int32)
    for number, group in enumerate(sorted(set(groups), key=lambda group: min(floods[groups.index(group)])), start=1):
        for flood, its_group in zip(floods, groups, strict=True):
            if its_group == group:
                labels[tuple(np.transpose(flood))] = number
    return labels
