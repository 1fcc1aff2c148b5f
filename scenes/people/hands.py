"""How fingers are bent: a few ways to hold a hand."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

# How far the three bones of a finger bend, in degrees, then those of the thumb.
Grip = tuple[float, float, float, float]
RELAXED: Grip = (18, 28, 18, 8)
FLAT: Grip = (2, 4, 2, 0)
LAID: Grip = (2, 4, 2, -22)  # on something level, the thumb beside the palm
FIST: Grip = (80, 95, 60, 30)
HOLDING: Grip = (38, 45, 25, 18)
GRIPPING: Grip = (55, 65, 40, 25)
POINTING: Grip = (75, 90, 60, 25)  # but for the first finger
FINGERS = ("index", "middle", "ring", "pinky")
BENT_DEG, TIGHT_DEG = 25.0, 45.0  # of a finger that holds something; of one in a grip, as no relaxed one is
SPREAD = 0.35  # how far fingers that hold something differ


def fingers(rng: np.random.Generator, sides: str, grip: Grip) -> dict[str, float]:
    """Return the bend of each bone of the fingers of some sides, in degrees, no two hands quite alike."""
    found: dict[str, float] = {}
    for side in sides:
        drawn = rng.random(len(FINGERS))
        if grip in (RELAXED, FLAT):
            found |= _loose(drawn, side, grip)
            continue
        for finger, share in zip(FINGERS, 0.85 + SPREAD * drawn, strict=True):
            bent = FLAT if grip == POINTING and finger == "index" else grip
            found |= {f"{finger}_0{k + 1}_{side}": float(share * bent[k]) for k in range(3)}
        found |= {f"thumb_0{k}_{side}": grip[3] for k in (2, 3)}
    return found


def closed(curls: Mapping[str, float]) -> str:
    """Return the sides, l and r, whose fingers grip something, else those whose are bent around it; or else both."""
    bent = {side: curls.get(f"middle_01_{side}", 0.0) for side in "lr"}
    found = ("".join(side for side in "lr" if bent[side] > least_deg) for least_deg in (TIGHT_DEG, BENT_DEG))
    return next(filter(None, found), "lr")


def _loose(drawn: NDArray[np.float64], side: str, grip: Grip) -> dict[str, float]:
    """Return the bends of a hand that holds nothing, from four numbers between 0 and 1.

    How tense it is, how much more each finger bends than the one before, how much of it lies in the first joint, and
    how far the thumb lies off; a flat hand does all of this by less.
    """
    tense, fall, first, thumb = drawn.tolist()
    free = 1.0 if grip == RELAXED else 0.4
    whole = (0.55 + tense**1.5) if grip == RELAXED else (1.0 + 4.0 * tense)
    joints = (grip[0] * (0.5 + first), grip[1] * (1.2 - 0.4 * first), grip[2] * (1.2 - 0.4 * first))
    found: dict[str, float] = {}
    for number, finger in enumerate(FINGERS):
        more = 1 + free * (0.08 + 0.24 * fall) * (number - 1)
        found |= {f"{finger}_0{k + 1}_{side}": float(whole * more * bend) for k, bend in enumerate(joints)}
    return found | {f"thumb_0{k}_{side}": float(grip[3] + free * (18 * thumb - 6)) for k in (2, 3)}
