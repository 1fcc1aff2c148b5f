"""Numbered things painted flat, each in a colour of its own, and which of them a decoder does not find again."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..codecs import masks
from .colours import RGB

MIN_IOU = 0.99
Numbers = NDArray[np.integer[Any]]  # H×W, which thing each pixel belongs to


def painted(numbers: Numbers, table: Mapping[int, RGB], background: RGB) -> NDArray[np.uint8]:
    """Return uint8 H×W×3: the things of a table in their colours, all else in the background's."""
    return masks.encode(_places(numbers, table), dict(enumerate((background, *table.values()))))


def lost(numbers: Numbers, decoded: NDArray[np.int32], shown: Collection[int]) -> set[int]:
    """Return the things that do not overlap exactly one decoded one, or not well enough."""
    size, rows = int(decoded.max(initial=0)) + 1, len(shown) + 1
    pairs = _places(numbers, shown).reshape(-1) * size + decoded.reshape(-1)
    joint = np.bincount(pairs, minlength=rows * size).reshape(rows, size)
    union = joint.sum(axis=1, keepdims=True) + joint.sum(axis=0, keepdims=True) - joint
    iou = joint[:, 1:] / union[:, 1:]
    return {i for k, i in enumerate(shown, 1) if np.count_nonzero(joint[k, 1:]) != 1 or iou[k].max() < MIN_IOU}


def _places(numbers: Numbers, shown: Collection[int]) -> NDArray[np.int64]:
    """Return H×W which of the things shown each pixel belongs to, from 1; 0 elsewhere."""
    places = np.zeros(int(numbers.max(initial=0)) + 1, dtype=np.int64)
    places[list(shown)] = np.arange(1, len(shown) + 1)
    return places[numbers]
