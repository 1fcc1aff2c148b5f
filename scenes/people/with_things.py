"""Postures of people who ride, carry, push, pull or hold something."""

from __future__ import annotations

import numpy as np

from .aims import both, glance
from .hands import GRIPPING, HOLDING, fingers
from .skeleton import Posture
from .upright import standing, walking


def riding(rng: np.random.Generator) -> Posture:
    """Return somebody on a bicycle, whose feet and hands `stance` brings to pedals and grips."""
    bent = float(rng.uniform(10, 20))
    legs = both({"thigh_l": (0.1, -0.8, -0.6), "calf_l": (0.02, 0.1, -1.0)})
    arms = both({"upperarm_l": (0.2, -0.5, -1.0), "lowerarm_l": (0.0, -1.0, -0.5), "hand_l": (-0.1, -1.0, -0.35)})
    turns = {"pelvis": (bent, 0.0, 0.0), "spine_01": (0.3 * bent, 0.0, 0.0), "neck_01": (-bent, 0.0, 0.0)}
    level = {f"foot_{side}": (float(rng.uniform(-4, 14)), 0.0, 0.0) for side in "lr"}
    rolls = {"hand_l": 38.0, "hand_r": -38.0}
    return Posture(arms | legs, glance(rng, 8) | turns, level, rolls, fingers(rng, "lr", GRIPPING))


def carrying(rng: np.random.Generator) -> Posture:
    """Return somebody who stands and holds something wide before the belly."""
    arms = both({"upperarm_l": (0.25, -0.1, -1.0), "lowerarm_l": (0.02, -1.0, -0.1), "hand_l": (-0.05, -1.0, 0.05)})
    turns = {"spine_01": (-5.0, 0.0, 0.0)}
    return Posture(arms, turns, rolls={"hand_l": -50.0, "hand_r": 50.0}, curls=fingers(rng, "lr", HOLDING)).over(
        standing(rng)
    )


def pushing(rng: np.random.Generator) -> Posture:
    """Return somebody who walks with both hands before them, as on a bar at the height of the waist."""
    arms = both({"upperarm_l": (0.15, -0.45, -1.0), "lowerarm_l": (-0.02, -1.0, -0.25), "hand_l": (-0.05, -1.0, -0.1)})
    turns = {"spine_01": (7.0, 0.0, 0.0)}
    return Posture(arms, turns, curls=fingers(rng, "lr", HOLDING)).over(walking(rng))
