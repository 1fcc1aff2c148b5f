"""Postures of people on seats, each with what differs between people."""

from __future__ import annotations

import numpy as np

from .aims import at_side, both, feet, feet_of, glance, on_both, on_side, palm_up, relaxed, sides, sloped
from .hands import FLAT, GRIPPING, HOLDING, LAID, fingers
from .rotations import Vector
from .skeleton import Posture, Touch


def sitting(rng: np.random.Generator) -> Posture:
    """Return somebody on a seat, hands on the thighs."""
    touches: dict[str, Touch] = {}
    hands: dict[str, Vector] = {}
    for side in "lr":
        inwards, along_m, out = (float(value) for value in rng.uniform((0.1, -0.29, 0.2), (0.7, -0.15, 0.8)))
        arm = {"upperarm_l": (0.22, -0.2, -1.0), "lowerarm_l": (-0.1, -1.0, -0.5), "hand_l": (-inwards, -1.0, -0.15)}
        hands |= on_side(side, arm)
        touches |= at_side(side, Touch((0.15, -0.10, along_m), 0.028, (out, 0.75, -0.6)))
    bent = float(rng.uniform(0, 7))
    turns = {"spine_02": (bent, 0.0, 0.0), "spine_03": (0.5 * bent, 0.0, float(rng.normal(0, 3)))}
    return Posture(hands, turns, curls=fingers(rng, "lr", FLAT), touches=touches).over(_seated(rng))


def leaning_back(rng: np.random.Generator) -> Posture:
    """Return somebody who leans back on a seat, hands in the lap and legs stretched a little."""
    back = float(rng.uniform(14, 20))
    touch = {"hand_l": Touch((0.13, -0.10, -0.17), 0.03, (0.9, 0.6, -0.5))}
    hands = both({"upperarm_l": (0.28, -0.25, -1.0), "lowerarm_l": (-0.3, -1.0, -0.3), "hand_l": (-0.6, -0.9, -0.05)})
    legs = both({"calf_l": (0.03, -float(rng.uniform(0.1, 0.4)), -1.0)})
    turns = {"pelvis": (-back, 0.0, 0.0), "spine_02": (4.0, 0.0, 0.0), "neck_01": (8.0, 0.0, 0.0)}
    return Posture(hands | legs, turns, curls=relaxed(rng), touches=on_both(touch)).over(_seated(rng))


def cross_legged(rng: np.random.Generator) -> Posture:
    """Return somebody on a seat with one knee over the other."""
    up, down = sides(rng)
    legs = on_side(down, {"thigh_l": (0.0, -1.0, 0.0), "calf_l": (-0.1, 0.02, -1.0)})
    over = {"thigh_l": (-0.30, -1.0, 0.26), "calf_l": (-0.22, -0.30, -1.0), "foot_l": (-0.2, -1.0, -0.6)}
    base = sitting(rng)
    level = {name: turn for name, turn in base.level.items() if name[-1] == down}
    aims = {**base.aims, **legs, **on_side(up, over)}
    return Posture(aims, base.turns, level, {}, base.curls, base.touches)


def at_a_table(rng: np.random.Generator) -> Posture:
    """Return somebody on a seat whose forearms are held out before them, as over a desk."""
    arms = both({"upperarm_l": (0.28, -0.55, -1.0), "lowerarm_l": (-0.3, -1.0, 0.0), "hand_l": (-0.25, -1.0, 0.0)})
    turns = {"spine_01": (4.0, 0.0, 0.0), "spine_03": (6.0, 0.0, 0.0), "neck_01": (12.0, 0.0, 0.0)}
    return Posture(arms, turns, rolls={"hand_l": 28.0, "hand_r": -28.0}, curls=fingers(rng, "lr", LAID)).over(
        _seated(rng)
    )


def reading(rng: np.random.Generator) -> Posture:
    """Return somebody on a seat who looks at a hand held up, as at a phone."""
    side, _ = sides(rng)
    arm = {"upperarm_l": (0.12, -0.35, -1.0), "lowerarm_l": (-0.35, -1.0, 0.5), "hand_l": (-0.3, -1.0, 0.8)}
    turns = {"neck_01": (16.0, 0.0, 0.0), "head": (12.0, 0.0, 0.0)}
    held = Posture(on_side(side, arm), turns, rolls=palm_up(side), curls=fingers(rng, side, HOLDING))
    return _without_touch(held.over(sitting(rng)), side)


def driving(rng: np.random.Generator) -> Posture:
    """Return somebody who leans back on a low seat, legs stretched and hands before them, as on a steering wheel."""
    arms = both({"upperarm_l": (0.2, -0.7, -0.8), "lowerarm_l": (0.0, -1.0, 0.1), "hand_l": (-0.25, -1.0, 0.35)})
    rolls = {"hand_l": 40.0, "hand_r": -40.0}
    return Posture(arms, rolls=rolls, curls=fingers(rng, "lr", GRIPPING)).over(_in_a_car(rng))


def driven(rng: np.random.Generator) -> Posture:
    """Return somebody who sits as who drives does, hands in the lap."""
    touch = {"hand_l": Touch((0.13, -0.10, -0.17), 0.03, (0.9, 0.6, -0.5))}
    hands = both({"upperarm_l": (0.28, -0.25, -1.0), "lowerarm_l": (-0.3, -1.0, -0.3), "hand_l": (-0.6, -0.9, -0.05)})
    return Posture(hands, curls=relaxed(rng), touches=on_both(touch)).over(_in_a_car(rng))


def swinging(rng: np.random.Generator) -> Posture:
    """Return somebody on a swing: legs ahead, fists beside the shoulders, as around its ropes."""
    arms = both({"upperarm_l": (0.6, -0.2, -1.0), "lowerarm_l": (0.2, -0.6, 1.0), "hand_l": (-0.15, -1.0, 0.35)})
    legs = both({"thigh_l": (0.06, -1.0, 0.1), "calf_l": (0.0, -float(rng.uniform(0.4, 1.1)), -1.0)})
    turns = {"pelvis": (float(rng.uniform(-10, 4)), 0.0, 0.0)} | glance(rng, 10)
    return Posture(arms | legs, turns, feet(rng), curls=fingers(rng, "lr", GRIPPING))


def _in_a_car(rng: np.random.Generator) -> Posture:
    legs = both({"thigh_l": (0.21, -1.0, 0.0), "calf_l": (-0.04, -float(rng.uniform(0.7, 0.85)), -0.7)})
    back = float(rng.uniform(15, 19))
    turns = {"pelvis": (-back, 0.0, 0.0), "spine_03": (5.0, 0.0, 0.0), "neck_01": (back - 6, 0.0, 0.0)}
    look = {"head": glance(rng, 10)["neck_01"]}
    return Posture(legs, turns | look, feet_of("l", -30.0, 6.0) | feet_of("r", -30.0, 6.0))


def _seated(rng: np.random.Generator) -> Posture:
    apart, tuck = float(rng.uniform(0.04, 0.2)), float(rng.uniform(-0.12, 0.06))
    legs = both({"thigh_l": (apart, -1.0, 0.0), "calf_l": (0.02, tuck, -1.0)})
    turns = {"pelvis": (-float(rng.uniform(4, 9)), 0.0, 0.0), "spine_03": (float(rng.uniform(3, 8)), 0.0, 0.0)}
    return Posture(legs, turns | glance(rng) | sloped(rng), feet(rng))


def _without_touch(posture: Posture, side: str) -> Posture:
    touches = {hand: touch for hand, touch in posture.touches.items() if hand[-1] != side}
    return Posture(posture.aims, posture.turns, posture.level, posture.rolls, posture.curls, touches)
