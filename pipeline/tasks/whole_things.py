"""Things that the truth tells whole, in sight or hidden: which of them is asked for, and how deep it is."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ...renderers.frame import Frame
from .draw import pick
from .pointed_things import nameable

LEAST_HIDDEN = 0.05  # of the whole thing, of what is rather asked for
RATHER = 0.8  # of the questions ask for something that is hidden in part, where anything is


def whole_thing(frame: Frame, rng: np.random.Generator, language: str) -> tuple[str, int] | None:
    """Return concept and instance of one to ask for; None where the truth tells none that can be named."""
    things = list(nameable(frame, frame.wholes, language))
    hidden = [each for each in things if _hidden_share(frame, each[1]) >= LEAST_HIDDEN]
    if not things:
        return None
    return pick(hidden if hidden and rng.random() < RATHER else things, rng)


def whole_m(frame: Frame, number: int) -> NDArray[np.float32]:
    """Return H×W metres of a thing alone, +inf where it is not; raises ValueError where it is not told whole."""
    if frame.whole_m is None or number not in frame.wholes:
        raise ValueError(f"instance {number} is not told whole")
    depth_m: NDArray[np.float32] = frame.whole_m[frame.wholes.index(number)]
    return depth_m


def _hidden_share(frame: Frame, number: int) -> float:
    there, own = np.isfinite(whole_m(frame, number)) & frame.valid, frame.instance == number
    return float((there & ~own).sum() / (there | own).sum())
