"""Masks as COCO stores them: run lengths down the columns, packed into a short text.

Runs go down the columns, from left to right; what is outside of the mask and what is inside take turns, and the first
(which may have length 0) is outside.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np
from numpy.typing import NDArray

Counts = NDArray[np.int64]
Mask = NDArray[np.bool_]


def run_lengths(instance: NDArray[np.uint16]) -> Iterator[tuple[int, Counts]]:
    """Yield each number of H×W that is not 0, in order, with the run lengths of its mask."""
    flat = instance.T.ravel()
    starts = np.flatnonzero(np.concatenate([[True], flat[1:] != flat[:-1]]))
    ends = np.append(starts[1:], flat.size)
    owners = flat[starts]
    order = np.argsort(owners, kind="stable")
    for runs in np.split(order, np.flatnonzero(np.diff(owners[order])) + 1):
        if owner := int(owners[runs[0]]):
            bounds = np.stack([starts[runs], ends[runs]], -1).ravel()
            yield owner, _lengths(bounds, flat.size)


def of_mask(mask: Mask) -> Counts:
    """Return the run lengths of a mask, bool H×W."""
    flat = mask.T.ravel()
    return _lengths(np.flatnonzero(np.diff(flat, prepend=False)), flat.size)


def of_changes(places: NDArray[np.int64], size: int) -> Counts:
    """Return the run lengths of a mask of `size` pixels, which changes at each of these; two at one place are none."""
    bounds, times = np.unique(places[places < size], return_counts=True)
    return _lengths(bounds[times % 2 == 1], size)


def to_mask(counts: Counts, shape: tuple[int, int]) -> Mask:
    """Return the mask, bool H×W; raises ValueError where the runs are not those of a mask of this shape."""
    if counts.min(initial=0) < 0 or int(counts.sum()) != shape[0] * shape[1]:
        raise ValueError(f"its runs have {int(counts.sum())} pixels, and the picture {shape[0] * shape[1]}")
    inside = np.arange(len(counts)) % 2 == 1
    return np.repeat(inside, counts).reshape(shape[::-1]).T


def layered(masks: Mapping[int, Counts], shape: tuple[int, int]) -> NDArray[np.uint16]:
    """Return masks one over another, small ones over large ones: H×W, the number of each, 0 elsewhere.

    Raises ValueError as `to_mask` does.
    """
    numbers = np.zeros(shape, np.uint16)
    for number in sorted(masks, key=lambda each: -area_px(masks[each])):
        numbers[to_mask(masks[number], shape)] = number
    return numbers


def area_px(counts: Counts) -> int:
    """Return how many pixels lie inside."""
    return int(counts[1::2].sum())


def packed(counts: Counts) -> str:
    """Return run lengths as COCO's compressed text.

    From the fourth on, each stands for its difference to the last but one; numbers are cut into five bits, lowest
    first, and a sixth bit says that more follow.
    """
    rest = counts.astype(np.int64)
    rest[3:] -= counts[1:-2]
    going, letters = np.ones(len(rest), np.bool_), []
    while going.any():
        low = rest & 31
        rest = rest >> 5
        more = np.where(low & 16, rest != -1, rest != 0)
        letters.append(np.where(going, low + 32 * more + 48, 0))
        going = going & more
    text = np.stack(letters, -1).ravel()
    return text[text > 0].astype(np.uint8).tobytes().decode("ascii")


def unpacked(text: str) -> Counts:
    """Return the run lengths that a compressed text stands for; raises ValueError where it is none."""
    letters = np.frombuffer(text.encode(), np.uint8).astype(np.int64) - 48
    last = np.flatnonzero(letters < 32)
    if not letters.size or letters.min() < 0 or letters.max() > 63 or last[-1:].tolist() != [letters.size - 1]:
        raise ValueError("its run lengths are no compressed text of COCO's")
    starts = np.concatenate([[0], last[:-1] + 1])
    places = np.arange(letters.size) - np.repeat(starts, last - starts + 1)
    if places.max() > 6:
        raise ValueError("its run lengths hold a number that no picture has")
    sums = np.add.reduceat((letters & 31) << (5 * places), starts)
    signed = sums - np.where(letters[last] & 16, 1 << (5 * (places[last] + 1)), 0)
    return _undifferenced(signed)


def _undifferenced(numbers: Counts) -> Counts:
    """Return run lengths from what is stored: from the fourth on, each is a difference to the last but one."""
    counts = numbers.copy()
    for first in (1, 2):
        counts[first::2] = np.cumsum(numbers[first::2])
    return counts


def _lengths(bounds: NDArray[np.int64], size: int) -> Counts:
    """Return the lengths of the runs between places where the mask begins and ends."""
    whole = bounds if bounds.size and bounds[-1] == size else np.append(bounds, size)
    return np.diff(whole, prepend=0)
