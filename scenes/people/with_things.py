"""Postures of people who ride, carry, push, pull or hold something."""

from __future__ import annotations

import numpy as np

from .aims import both, glance, lifted, on_side, sides
from .hands import GRIPPING, HOLDING, LAID, fingers
from .skeleton import Posture
from .upright import phoning, standing, walking


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
    arms = both({"upperarm_l": (0.16, -0.25, -1.0), "lowerarm_l": (0.0, -1.0, -0.1), "hand_l": (0.0, -1.0, 0.0)})
    turns = {"spine_01": (-5.0, 0.0, 0.0)}
    return Posture(arms, turns, curls=fingers(rng, "lr", LAID)).over(standing(rng))


def pushing(rng: np.random.Generator) -> Posture:
    """Return somebody who walks with both hands low before them, as on the handles of a barrow."""
    arms = both({"upperarm_l": (0.12, -0.12, -1.0), "lowerarm_l": (0.04, -0.5, -1.0), "hand_l": (0.0, -0.6, -1.0)})
    turns = {"spine_01": (7.0, 0.0, 0.0)}
    return Posture(arms, turns, curls=fingers(rng, "lr", GRIPPING)).over(walking(rng))


def pushing_ahead(rng: np.random.Generator) -> Posture:
    """Return somebody who walks with both hands on a bar before them, at the height of the elbows."""
    arms = both({"upperarm_l": (0.14, -0.4, -1.0), "lowerarm_l": (0.0, -1.0, -0.28), "hand_l": (-0.05, -1.0, -0.2)})
    turns = {"spine_01": (6.0, 0.0, 0.0)} | {f"clavicle_{side}": lifted(side, 0.0) for side in "lr"}
    return Posture(arms, turns, curls=fingers(rng, "lr", GRIPPING)).over(walking(rng))


def with_a_dog(rng: np.random.Generator) -> Posture:
    """Return somebody who walks with a fist a little before them, around a leash."""
    side, _ = sides(rng)
    out = float(rng.uniform(0.0, 0.25))
    arm = {"upperarm_l": (0.2, -0.1, -1.0), "lowerarm_l": (out, -0.8, -0.8), "hand_l": (out, -0.8, -0.7)}
    return Posture(on_side(side, arm), curls=fingers(rng, side, GRIPPING)).over(walking(rng))


def with_a_bag(rng: np.random.Generator) -> Posture:
    """Return somebody who walks with a fist at the side, around the handles of a bag."""
    side, _ = sides(rng)
    arm = {"upperarm_l": (0.34, 0.0, -1.0), "lowerarm_l": (0.14, -0.08, -1.0), "hand_l": (0.02, -0.05, -1.0)}
    return Posture(on_side(side, arm), curls=fingers(rng, side, GRIPPING)).over(walking(rng))


def pulling(rng: np.random.Generator) -> Posture:
    """Return somebody who walks with a fist out at the side, around the handle of a suitcase."""
    side, _ = sides(rng)
    arm = {"upperarm_l": (0.4, 0.12, -1.0), "lowerarm_l": (0.25, -0.35, -1.0), "hand_l": (0.05, -0.25, -1.0)}
    return Posture(on_side(side, arm), curls=fingers(rng, side, GRIPPING)).over(walking(rng))


def under_an_umbrella(rng: np.random.Generator) -> Posture:
    """Return somebody who stands with a fist before the shoulder, around an upright handle."""
    side, _ = sides(rng)
    arm = {"upperarm_l": (0.3, -0.5, -1.0), "lowerarm_l": (-0.15, -0.55, 1.0), "hand_l": (-0.2, -1.0, 0.35)}
    return Posture(on_side(side, arm), curls=fingers(rng, side, GRIPPING)).over(standing(rng))


def with_a_cup(rng: np.random.Generator) -> Posture:
    """Return somebody who stands with a cup in a hand before the chest."""
    side, _ = sides(rng)
    up = float(rng.uniform(0.1, 0.5))
    arm = {"upperarm_l": (0.25, -0.2, -1.0), "lowerarm_l": (-0.2, -1.0, up), "hand_l": (-0.25, -1.0, 0.1)}
    return Posture(on_side(side, arm), curls=fingers(rng, side, HOLDING)).over(standing(rng))


def with_a_book(rng: np.random.Generator) -> Posture:
    """Return somebody who stands and reads what lies on a hand before the chest."""
    held = phoning(rng)
    return Posture(turns={"neck_01": (18.0, 0.0, 0.0), "head": (14.0, 0.0, 0.0)}).over(held)
