"""Postures of people on their feet, each with what differs between people.

Feet that are `level` stand on the ground: `stance` brings them there.
"""

from __future__ import annotations

import numpy as np

from .aims import (
    at_side,
    both,
    feet,
    feet_of,
    glance,
    hanging,
    lifted,
    on_side,
    palm_up,
    relaxed,
    sides,
    sloped,
    toes_of,
)
from .hands import FLAT, HOLDING, POINTING, RELAXED, fingers
from .rotations import Vector
from .skeleton import Posture, Touch


def standing(rng: np.random.Generator) -> Posture:
    """Return somebody who stands with the weight more on one leg, arms hanging.

    The hip rises over the leg that carries, the shoulder sinks there, and the other knee is bent and turned out.
    """
    carries, free = sides(rng)
    sway = float(rng.uniform(0.3, 1.0))
    legs = on_side(carries, {"thigh_l": (-0.11 * sway, 0.0, -1.0), "calf_l": (-0.07 * sway, 0.03, -1.0)})
    legs |= on_side(free, {"thigh_l": (0.13, -0.24 * sway, -1.0), "calf_l": (0.02, 0.16 * sway, -1.0)})
    tilt = 4.5 * sway * (1 if carries == "l" else -1)
    twist = float(rng.normal(0, 4))
    turns = {
        "pelvis": (0.0, -tilt, -twist),
        "spine_01": (0.0, tilt, twist),
        "spine_02": (0.0, 0.5 * tilt, twist),
        "spine_03": (float(rng.uniform(-2, 5)), 0.0, 0.0),
    }
    turns |= glance(rng) | sloped(rng)
    return Posture(hanging(rng) | legs, turns, feet(rng), curls=relaxed(rng))


def walking(rng: np.random.Generator) -> Posture:
    """Return somebody in mid-step, arms swinging against the legs: one heel set down, the other heel lifted."""
    step = float(rng.uniform(0.7, 1.05))
    near, far = sides(rng)
    aims = on_side(
        near,
        {
            "upperarm_l": (0.16, 0.38 * step, -1.0),
            "lowerarm_l": (0.08, 0.1, -1.0),
            "hand_l": (0.0, 0.05, -1.0),
            "thigh_l": (-0.06, -0.42 * step, -1.0),
            "calf_l": (-0.02, -0.22 * step, -1.0),
        },
    )
    aims |= on_side(
        far,
        {
            "upperarm_l": (0.16, -0.26 * step, -1.0),
            "lowerarm_l": (0.0, -0.6 * step, -1.0),
            "hand_l": (0.0, -0.7 * step, -1.0),
            "thigh_l": (-0.06, 0.22 * step, -1.0),
            "calf_l": (-0.02, 0.62 * step, -1.0),
        },
    )
    yaw = float(rng.uniform(2, 9))
    level = feet_of(near, -13 * step, yaw) | feet_of(far, 42 * step, yaw) | toes_of(far, yaw)
    twist = 5 * step * (1 if near == "l" else -1)
    turns = {"pelvis": (0.0, 0.0, -twist), "spine_01": (3.0, 0.0, twist), "spine_03": (0.0, 0.0, twist)}
    return Posture(aims, turns | glance(rng, 10) | sloped(rng), level, curls=relaxed(rng))


def running(rng: np.random.Generator) -> Posture:
    """Return somebody who runs, on the ball of one foot, the other leg swung forward, elbows bent."""
    near, far = sides(rng)
    aims = on_side(
        near,
        {
            "upperarm_l": (0.3, 0.9, -1.0),
            "lowerarm_l": (-0.05, -1.0, -0.55),
            "hand_l": (-0.1, -1.0, -0.4),
            "thigh_l": (0.0, -0.95, -1.0),
            "calf_l": (0.0, 0.55, -1.0),
            "foot_l": (0.05, -0.75, -0.8),
        },
    )
    aims |= on_side(
        far,
        {
            "upperarm_l": (0.22, -0.4, -1.0),
            "lowerarm_l": (-0.25, -1.0, 0.45),
            "hand_l": (-0.25, -1.0, 0.7),
            "thigh_l": (-0.08, 0.42, -1.0),
            "calf_l": (-0.02, 0.66, -1.0),
        },
    )
    level = feet_of(far, 52, 3.0) | toes_of(far, 3.0)
    turns = {"pelvis": (9.0, 0.0, 0.0), "spine_01": (4.0, 0.0, 6.0 if near == "l" else -6.0)}
    return Posture(aims, turns, level, curls=fingers(rng, "lr", (55, 60, 40, 20)))


def kicking(rng: np.random.Generator) -> Posture:
    """Return somebody who stands on one foot and swings the other forward, arms out."""
    near, far = sides(rng)
    up = float(rng.uniform(0.35, 0.6))
    legs = on_side(
        near, {"thigh_l": (0.02, -up, -1.0), "calf_l": (0.0, -up - 0.12, -1.0), "foot_l": (0.05, -1.0, -0.5)}
    )
    legs |= on_side(far, {"thigh_l": (-0.02, -0.2, -1.0), "calf_l": (-0.05, 0.16, -1.0)})
    arms = on_side(near, {"upperarm_l": (0.8, 0.5, -0.8), "lowerarm_l": (0.7, 0.1, -0.8), "hand_l": (0.6, 0.0, -0.8)})
    arms |= on_side(far, {"upperarm_l": (0.9, -0.5, -0.6), "lowerarm_l": (0.3, -1.0, 0.0), "hand_l": (0.2, -1.0, 0.1)})
    turns = {"pelvis": (-5.0, 0.0, 0.0), "spine_01": (8.0, 0.0, 0.0), "neck_01": (16.0, 0.0, float(rng.normal(0, 6)))}
    return Posture(arms | legs, turns, feet_of(far, 0.0, 8.0), curls=relaxed(rng))


def catching(rng: np.random.Generator) -> Posture:
    """Return somebody who stands with bent knees, both hands open before the chest."""
    out = float(rng.uniform(0.05, 0.3))
    legs = both({"thigh_l": (0.2, -0.4, -1.0), "calf_l": (0.06, 0.36, -1.0)})
    arms = both({"upperarm_l": (0.3, -0.7, -0.8), "lowerarm_l": (out, -1.0, 0.4), "hand_l": (0.0, -1.0, 0.6)})
    turns = {"pelvis": (14.0, 0.0, 0.0), "spine_01": (6.0, 0.0, 0.0), "neck_01": (-14.0, 0.0, 0.0)}
    return Posture(arms | legs, turns, feet(rng), curls=fingers(rng, "lr", HOLDING))


def folded(rng: np.random.Generator) -> Posture:
    """Return somebody who stands with folded arms."""
    arms = {
        "upperarm_l": (0.30, -0.42, -1.0),
        "lowerarm_l": (-1.0, -0.48, 0.10),
        "hand_l": (-1.0, 0.12, 0.05),
        "upperarm_r": (-0.30, -0.50, -1.0),
        "lowerarm_r": (1.0, -0.62, 0.30),
        "hand_r": (0.8, 0.30, 0.35),
    }
    return Posture(arms, curls=fingers(rng, "lr", FLAT)).over(standing(rng))


def phoning(rng: np.random.Generator) -> Posture:
    """Return somebody who stands and looks at a hand held up before the chest."""
    side, _ = sides(rng)
    arm = {"upperarm_l": (0.15, -0.25, -1.0), "lowerarm_l": (-0.40, -1.0, 0.45), "hand_l": (-0.25, -1.0, 0.7)}
    turns = {"neck_01": (14.0, 0.0, 0.0), "head": (12.0, 0.0, 0.0)}
    held = Posture(on_side(side, arm), turns, rolls=palm_up(side), curls=fingers(rng, side, HOLDING))
    return held.over(standing(rng))


def calling(rng: np.random.Generator) -> Posture:
    """Return somebody who stands with a hand at the ear."""
    side, _ = sides(rng)
    arm = {"upperarm_l": (0.45, -0.5, -1.0), "lowerarm_l": (-0.2, -0.2, 1.0), "hand_l": (-0.25, 0.15, 1.0)}
    touch = at_side(side, Touch((0.075, -0.03, 0.69), 0.03, (0.5, -0.55, -1.0)))
    return Posture(on_side(side, arm), curls=fingers(rng, side, HOLDING), touches=touch).over(standing(rng))


def pocketed(rng: np.random.Generator) -> Posture:
    """Return somebody who stands with one hand or both in the pockets."""
    side = str(rng.choice(["l", "r", "lr"]))
    arm = {"upperarm_l": (0.3, 0.2, -1.0), "lowerarm_l": (-0.1, -0.4, -1.0), "hand_l": (-0.12, -0.3, -1.0)}
    aims = {name: way for each in side for name, way in on_side(each, arm).items()}
    touch = Touch((0.155, -0.075, -0.005), -0.022, (0.8, 0.7, 0.0))
    touches = {name: held for each in side for name, held in at_side(each, touch).items()}
    return Posture(aims, curls=fingers(rng, side, FLAT), touches=touches).over(standing(rng))


def akimbo(rng: np.random.Generator) -> Posture:
    """Return somebody who stands with the hands on the hips."""
    curls = fingers(rng, "lr", RELAXED)
    aims: dict[str, Vector] = {}
    touches: dict[str, Touch] = {}
    for side, (high, back, down) in zip("lr", rng.random((2, 3)).tolist(), strict=True):
        hand = (-0.45 + 0.3 * down, -0.8 + 0.25 * back, -0.35 - 0.5 * down)
        arm = {"upperarm_l": (0.8, 0.25, -1.0), "lowerarm_l": (-0.8, -0.4, -0.6), "hand_l": hand}
        aims |= on_side(side, arm)
        place = (0.15, -0.05 + 0.05 * back, 0.095 + 0.045 * high)
        touches |= at_side(side, Touch(place, 0.033, (1.0, 0.3 + 0.4 * back, -0.2)))
    return Posture(aims, curls=curls, touches=touches).over(standing(rng))


def talking(rng: np.random.Generator) -> Posture:
    """Return somebody who stands and talks, with a hand or both before the body."""
    side = str(rng.choice(["l", "r", "lr"]))
    aims: dict[str, Vector] = {}
    for each in side:
        out, up = float(rng.uniform(0.0, 0.55)), float(rng.uniform(-0.1, 0.55))
        arm = {"upperarm_l": (0.25, -0.2, -1.0), "lowerarm_l": (out, -1.0, up), "hand_l": (out, -1.0, up + 0.25)}
        aims |= on_side(each, arm)
    rolls = {f"hand_{each}": (-25.0 if each == "l" else 25.0) for each in side}
    return Posture(aims, rolls=rolls, curls=relaxed(rng)).over(standing(rng))


def waving(rng: np.random.Generator) -> Posture:
    """Return somebody who stands and waves with a raised hand."""
    side, _ = sides(rng)
    sway = float(rng.uniform(-0.2, 0.4))
    arm = {"upperarm_l": (1.0, -0.3, 0.15), "lowerarm_l": (sway, -0.25, 1.0), "hand_l": (sway, -0.1, 1.0)}
    return Posture(on_side(side, arm), curls=fingers(rng, side, FLAT)).over(standing(rng))


def pointing(rng: np.random.Generator) -> Posture:
    """Return somebody who stands and points ahead with a stretched arm."""
    side, _ = sides(rng)
    out, up = float(rng.uniform(-0.1, 0.6)), float(rng.uniform(-0.15, 0.25))
    way = (out, -1.0, up)
    arm = {"upperarm_l": (out + 0.1, -1.0, up - 0.2), "lowerarm_l": way, "hand_l": way}
    return Posture(on_side(side, arm), curls=fingers(rng, side, POINTING)).over(standing(rng))


def reaching(rng: np.random.Generator) -> Posture:
    """Return somebody who stands and reaches up, as for a high shelf."""
    side, _ = sides(rng)
    arm = {"upperarm_l": (0.25, -0.55, 1.0), "lowerarm_l": (0.0, -0.5, 1.0), "hand_l": (0.0, -0.7, 1.0)}
    turns = {"neck_01": (-12.0, 0.0, 0.0), "head": (-14.0, 0.0, 0.0), f"clavicle_{side}": lifted(side, 18)}
    return Posture(on_side(side, arm), turns, curls=fingers(rng, side, HOLDING)).over(standing(rng))


def working(rng: np.random.Generator) -> Posture:
    """Return somebody who stands with both hands before them at the height of a worktop, and looks at them."""
    arms = both({"upperarm_l": (0.22, -0.3, -1.0), "lowerarm_l": (-0.25, -1.0, -0.25), "hand_l": (-0.3, -1.0, -0.3)})
    turns = {"spine_01": (5.0, 0.0, 0.0), "neck_01": (16.0, 0.0, 0.0), "head": (12.0, 0.0, 0.0)}
    return Posture(arms, turns, curls=fingers(rng, "lr", HOLDING)).over(standing(rng))


def crouching(rng: np.random.Generator) -> Posture:
    """Return somebody who squats on both feet, arms over the knees."""
    legs = both({"thigh_l": (0.32, -1.0, 0.05), "calf_l": (0.06, 0.62, -1.0)})
    arms = both({"upperarm_l": (0.2, -0.75, -1.0), "lowerarm_l": (-0.12, -1.0, -0.7), "hand_l": (-0.1, -0.8, -1.0)})
    turns = {"pelvis": (32.0, 0.0, 0.0), "spine_02": (10.0, 0.0, 0.0), "neck_01": (-10.0, 0.0, 0.0)}
    level = feet_of("l", 6, 18) | feet_of("r", 6, -18)
    return Posture(arms | legs, turns, level, curls=relaxed(rng))


def cheering(rng: np.random.Generator) -> Posture:
    """Return somebody who stands with both arms up."""
    out = float(rng.uniform(0.35, 0.8))
    arms = both({"upperarm_l": (out, -0.1, 0.9), "lowerarm_l": (0.3 * out, -0.15, 1.0), "hand_l": (0.1, -0.1, 1.0)})
    turns = {"clavicle_l": lifted("l", 14), "clavicle_r": lifted("r", 14), "neck_01": (-8.0, 0.0, 0.0)}
    return Posture(arms, turns, curls=relaxed(rng)).over(standing(rng))
