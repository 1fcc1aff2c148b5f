"""Masks as COCO stores them: run lengths down the columns, packed into a short text."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray


def run_lengths(instance: NDArray[np.uint16]) -> Iterator[tuple[int, NDArray[np.int64]]]:
    """Yield each number of H×W that is not 0, in order, with the run lengths of its mask.

    Runs go down the columns, from left to right; what is outside of the mask and what is inside take turns, and the
    first (which may have length 0) is outside.
    """
    flat = instance.T.ravel()
    starts = np.flatnonzero(np.concatenate([[True], flat[1:] != flat[:-1]]))
    ends = np.append(starts[1:], flat.size)
    owners = flat[starts]
    order = np.argsort(owners, kind="stable")
    for runs in np.split(order, np.flatnonzero(np.diff(owners[order])) + 1):
        if owner := int(owners[runs[0]]):
            bounds = np.stack([starts[runs], ends[runs]], -1).ravel()
            whole = bounds if bounds[-1] == flat.size else np.append(bounds, flat.size)
            yield owner, np.diff(whole, prepend=0)


def packed(counts: NDArray[np.int64]) -> str:
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
