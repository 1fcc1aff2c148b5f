"""How fingers are bent: a few ways to hold a hand."""

from __future__ import annotations

import numpy as np

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
LOOSE = (0.7, 0.95, 1.15, 1.3)  # of a relaxed hand: each finger bends more than the one before


def fingers(rng: np.random.Generator, sides: str, grip: Grip) -> dict[str, float]:
    """Return the bend of each bone of the fingers of some sides, in degrees, no two fingers quite alike."""
    found: dict[str, float] = {}
    for side in sides:
        loose = rng.uniform(0.85, 1.2, len(FINGERS)) * (LOOSE if grip == RELAXED else 1.0)
        for finger, share in zip(FINGERS, loose, strict=True):
            bent = FLAT if grip == POINTING and finger == "index" else grip
            found |= {f"{finger}_0{k + 1}_{side}": float(share * bent[k]) for k in range(3)}
        found |= {f"thumb_0{k}_{side}": grip[3] for k in (2, 3)}
    return found
