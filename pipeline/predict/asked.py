"""What a model is asked: a picture, a prompt and a seed for each sample, in batches of one size."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, islice

import numpy as np
from numpy.typing import NDArray

from ..dataset.png import png_array
from ..dataset.samples import Sample

RGB = NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class Ask:
    """One sample as a model is asked it: `image` is uint8 H×W×3, `seed` is for whatever is random in its drawing.

    `second` is the second picture that the prompt speaks of, uint8 H×W×3, None where there is none.
    """

    key: str
    task: str
    prompt: str
    image: RGB
    seed: int
    second: RGB | None = None


def seed_of(key: str, seed: int) -> int:
    """Return the seed of a sample's drawing, 0 to 2³² − 1: the CRC-32 of its key, begun with `seed`."""
    return zlib.crc32(key.encode(), seed)


def task_of(sample: Sample) -> str:
    """Return the task of a sample."""
    return sample.key.rpartition("-")[2]


def ask_of(sample: Sample, seed: int) -> Ask:
    """Return what is asked of a sample; raises ValueError where a picture of it is damaged."""
    prompt, second = sample.parts["prompt.txt"].decode(), None if sample.second is None else png_array(sample.second)
    return Ask(sample.key, task_of(sample), prompt, sample.picture(), seed_of(sample.key, seed), second)


def batches(asks: Iterable[Ask], size: int, alike: bool = True) -> Iterator[Sequence[Ask]]:
    """Yield up to `size` neighbours at a time, whose pictures have one size where they must be alike; order is kept."""
    for _, of_one_kind in groupby(asks, key=lambda ask: ask.image.shape if alike else ()):
        while batch := list(islice(of_one_kind, size)):
            yield batch
