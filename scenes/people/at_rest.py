"""Postures of people who lie or lean, each with what differs between people."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from .aims import at_side, both, feet_of, glance, on_side, sides
from .hands import LAID, RELAXED, fingers
from .rotations import Vector
from .skeleton import Posture, Touch
from .upright import folded, pocketed, standing

ON_BELLY = Touch((0.06, -0.12, 0.10), 0.03, (1.0, 0.0, -0.5))
ON_LAP = Touch((0.13, -0.10, -0.12), 0.03, (0.9, 0.3, 0.2))


def on_the_back(rng: np.random.Generator) -> Posture:
    """Return somebody who lies, feet towards −y: some with a knee up, some with hands on the belly."""
    legs: dict[str, Vector] = {}
    for side in "lr":
        aside, up, out = float(rng.uniform(0.04, 0.2)), float(rng.uniform(-0.05, 0.18)), float(rng.uniform(0.2, 0.7))
        calf = (0.4 * aside, -1.0, -0.09 - max(up, 0.0))  # a knee lifted a little, the heel down
        legs |= on_side(side, {"thigh_l": (aside, -1.0, up), "calf_l": calf, "foot_l": (out, -0.55, 1.0)})
    arms = both({"upperarm_l": (0.4, -1.0, -0.08), "lowerarm_l": (0.12, -1.0, 0.02), "hand_l": (0.0, -1.0, -0.05)})
    touches: dict[str, Touch] = {}
    near, far = sides(rng)
    if rng.random() < 0.45:
        legs |= on_side(
            near, {"thigh_l": (0.1, -0.75, 0.72), "calf_l": (0.0, -0.42, -1.0), "foot_l": (0.0, -1.0, -0.3)}
        )
    for side in (far, near)[: int(rng.integers(3))]:
        arms |= on_side(side, {"hand_l": (-1.0, -0.35, 0.1)})
        touches |= at_side(side, ON_BELLY)
    turns = {"pelvis": (-90.0, 0.0, 0.0), "head": (0.0, 0.0, float(rng.normal(0, 12)))}
    return Posture(arms | legs, turns, curls=fingers(rng, "lr", RELAXED), touches=touches)


def on_a_lounger(rng: np.random.Generator) -> Posture:
    """Return somebody who lies with a raised trunk, hands on belly and lap; `stance` leans it as it is borne."""
    flat = on_the_back(rng)
    side, other = sides(rng)
    arms = both({"upperarm_l": (0.45, -0.6, -0.75), "lowerarm_l": (-0.3, -1.0, 0.1), "hand_l": (-1.0, -0.6, 0.0)})
    touches = at_side(side, ON_BELLY) | at_side(other, ON_LAP)
    rests = float(rng.uniform(-1, 9))  # a head lies back, or looks along the legs
    turns = {"neck_01": (rests, 0.0, float(rng.normal(0, 12))), "head": (rests, 0.0, float(rng.normal(0, 14)))}
    turns |= {"spine_02": (3.0, 0.0, 0.0), "spine_03": (4.0, 0.0, 0.0)}
    return Posture(arms, turns, curls=fingers(rng, "lr", RELAXED), touches=touches).over(replace(flat, touches={}))


def against_the_back(rng: np.random.Generator) -> Posture:
    """Return somebody whose back and hips lean on a wall, feet well before it."""
    ahead = float(rng.uniform(0.24, 0.36))
    near, far = sides(rng)
    legs = on_side(near, {"thigh_l": (0.05, -ahead, -1.0), "calf_l": (0.02, -ahead, -1.0)})
    legs |= on_side(far, {"thigh_l": (0.08, -1.2 * ahead - 0.08, -1.0), "calf_l": (0.03, -ahead + 0.1, -1.0)})
    arms = (folded, pocketed, standing)[int(rng.integers(3))](rng)
    turns = {"pelvis": (-2.0, 0.0, 0.0), "spine_01": (0.0, 0.0, 0.0), "spine_02": (0.0, 0.0, 0.0)}
    return Posture(legs, turns | {"spine_03": (2.0, 0.0, 0.0), "neck_01": (6.0, *glance(rng)["neck_01"][1:])}).over(
        arms
    )


def on_a_shoulder(rng: np.random.Generator) -> Posture:
    """Return somebody whose shoulder leans on a wall, feet well beside it, one ankle before the other."""
    side, _ = sides(rng)
    lean_deg = float(rng.uniform(8, 12)) * (1 if side == "l" else -1)
    out = float(np.tan(np.radians(abs(lean_deg))))
    legs = on_side(side, {"thigh_l": (-out, -0.02, -1.0), "calf_l": (-out, 0.04, -1.0)})
    other = {"thigh_l": (0.6 * out, -0.22, -1.0), "calf_l": (0.5 * out - 0.1, 0.12, -1.0)}
    legs |= on_side("r" if side == "l" else "l", other)
    near = on_side(side, {"upperarm_l": (0.10, -0.46, -1.0)})
    turns = {"pelvis": (0.0, lean_deg, 0.0), "spine_01": (0.0, 0.0, 0.0), "spine_02": (0.0, 0.0, 0.0)}
    return Posture(legs | near, turns | {"neck_01": (2.0, -0.6 * lean_deg, 0.0)}).over(folded(rng))


def on_forearms(rng: np.random.Generator) -> Posture:
    """Return somebody who stands bent over something as high as the elbows, which `stance` lays the forearms on."""
    legs = both({"thigh_l": (0.06, -0.14, -1.0), "calf_l": (0.02, -0.12, -1.0)})
    arms = both({"upperarm_l": (0.2, -0.5, -1.0), "lowerarm_l": (-0.5, -1.0, -0.13), "hand_l": (-0.42, -1.0, -0.05)})
    _, far = sides(rng)
    legs |= on_side(far, {"thigh_l": (0.06, -0.30, -1.0), "calf_l": (0.02, 0.06, -1.0)})
    level = feet_of("l", 0, float(rng.uniform(4, 12))) | feet_of("r", 0, float(rng.uniform(4, 12)))
    rolls = {"hand_l": 28.0, "hand_r": -28.0}
    return Posture(arms | legs, glance(rng), level, rolls, fingers(rng, "lr", LAID))


def on_the_ground(rng: np.random.Generator) -> Posture:
    """Return somebody who sits on the ground, knees up and forearms on them; `stance` sets down hips and feet."""
    apart = float(rng.uniform(0.1, 0.22))
    legs = both({"thigh_l": (apart, -1.0, 0.75), "calf_l": (0.02, -float(rng.uniform(0.35, 0.7)), -1.0)})
    arms = both({"upperarm_l": (0.2, -0.9, -0.55), "lowerarm_l": (-0.25, -1.0, -0.05), "hand_l": (-0.2, -1.0, -0.6)})
    turns = {"pelvis": (-12.0, 0.0, 0.0), "spine_01": (12.0, 0.0, 0.0), "spine_03": (14.0, 0.0, 0.0)}
    level = feet_of("l", 0.0, float(rng.uniform(2, 14))) | feet_of("r", 0.0, float(rng.uniform(2, 14)))
    return Posture(arms | legs, turns | glance(rng), level, curls=fingers(rng, "lr", RELAXED))
