"""Postures of people who lie or lean, each with what differs between people."""

from __future__ import annotations

import numpy as np

from .aims import at_side, both, on_side, sides
from .hands import RELAXED, fingers
from .skeleton import Posture, Touch

ON_BELLY = Touch((0.06, -0.12, 0.10), 0.03, (1.0, 0.0, -0.5))


def on_the_back(rng: np.random.Generator) -> Posture:
    """Return somebody who lies, feet towards −y: some with a knee up, some with hands on the belly."""
    legs = both({"thigh_l": (0.1, -1.0, -0.05), "calf_l": (0.03, -1.0, -0.09), "foot_l": (0.3, -0.55, 1.0)})
    arms = both({"upperarm_l": (0.4, -1.0, -0.08), "lowerarm_l": (0.12, -1.0, 0.02), "hand_l": (0.0, -1.0, -0.05)})
    touches: dict[str, Touch] = {}
    near, far = sides(rng)
    if rng.random() < 0.35:
        legs |= on_side(
            near, {"thigh_l": (0.1, -0.75, 0.72), "calf_l": (0.0, -0.42, -1.0), "foot_l": (0.0, -1.0, -0.3)}
        )
    for side in (far, near)[: int(rng.integers(3))]:
        arms |= on_side(side, {"hand_l": (-1.0, -0.35, 0.1)})
        touches |= at_side(side, ON_BELLY)
    turns = {"pelvis": (-90.0, 0.0, 0.0), "head": (0.0, 0.0, float(rng.normal(0, 12)))}
    return Posture(arms | legs, turns, curls=fingers(rng, "lr", RELAXED), touches=touches)
