"""Postures that people stand, walk and sit in, each with what differs between people.

A posture aims bones, in the body's own axes: it faces −y, with its left at +x. Feet that are `level` stand on the
ground or on the floor before a seat: `stance` brings them there.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np

from .hands import FLAT, HOLDING, POINTING, RELAXED, fingers
from .skeleton import Posture, Touch, Vector

Draw = Callable[[np.random.Generator], Posture]


def both(left: Mapping[str, Vector]) -> dict[str, Vector]:
    """Return aims of the left side together with their mirror images."""
    return {**left, **{f"{name[:-2]}_r": mirrored(way) for name, way in left.items()}}


def mirrored(way: Vector) -> Vector:
    """Return the mirror image of a direction."""
    return (-way[0], way[1], way[2])


def on_side(side: str, left: Mapping[str, Vector]) -> dict[str, Vector]:
    """Return aims given for the left side as they are on a side, l or r."""
    return {f"{name[:-1]}{side}": way if side == "l" else mirrored(way) for name, way in left.items()}


def standing(rng: np.random.Generator) -> Posture:
    """Return somebody who stands with the weight more on one leg, arms hanging."""
    carries, free = _sides(rng)
    sway = float(rng.uniform(0.3, 1.0))
    legs = on_side(carries, {"thigh_l": (-0.06 * sway, 0.0, -1.0), "calf_l": (-0.04 * sway, 0.03, -1.0)})
    legs |= on_side(free, {"thigh_l": (0.09, -0.16 * sway, -1.0), "calf_l": (0.03, 0.14 * sway, -1.0)})
    tilt = 2.5 * sway * (1 if carries == "l" else -1)
    turns = {"pelvis": (0.0, -tilt, 0.0), "spine_01": (0.0, tilt, 0.0), "spine_02": (0.0, tilt / 2, 0.0)}
    return Posture(_hanging(rng) | legs, turns | _glance(rng), _feet(rng), curls=_relaxed(rng))


def walking(rng: np.random.Generator) -> Posture:
    """Return somebody in mid-step, arms swinging against the legs: one heel set down, the other heel lifted."""
    step = float(rng.uniform(0.7, 1.05))
    near, far = _sides(rng)
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
    level = _feet_of(near, -13 * step, yaw) | _feet_of(far, 42 * step, yaw) | _toes_of(far, yaw)
    twist = 5 * step * (1 if near == "l" else -1)
    turns = {"pelvis": (0.0, 0.0, -twist), "spine_01": (3.0, 0.0, twist), "spine_03": (0.0, 0.0, twist)}
    return Posture(aims, turns | _glance(rng, 10), level, curls=_relaxed(rng))


def running(rng: np.random.Generator) -> Posture:
    """Return somebody who runs, on the ball of one foot, the other leg swung forward, elbows bent."""
    near, far = _sides(rng)
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
    level = _feet_of(far, 52, 3.0) | _toes_of(far, 3.0)
    turns = {"pelvis": (9.0, 0.0, 0.0), "spine_01": (4.0, 0.0, 6.0 if near == "l" else -6.0)}
    return Posture(aims, turns, level, curls=fingers(rng, "lr", (55, 60, 40, 20)))


def sitting(rng: np.random.Generator) -> Posture:
    """Return somebody on a seat, hands on the thighs."""
    touch = {"hand_l": Touch((0.15, -0.10, -0.22), 0.028, (0.8, 0.75, -0.6))}
    hands = both({"upperarm_l": (0.25, -0.2, -1.0), "lowerarm_l": (-0.1, -1.0, -0.5), "hand_l": (-0.25, -1.0, -0.15)})
    base = _seated(rng)
    return Posture(hands, curls=fingers(rng, "lr", FLAT), touches=_on_both(touch)).over(base)


def leaning_back(rng: np.random.Generator) -> Posture:
    """Return somebody who leans back on a seat, hands in the lap and legs stretched a little."""
    back = float(rng.uniform(14, 20))
    touch = {"hand_l": Touch((0.13, -0.10, -0.17), 0.03, (0.9, 0.6, -0.5))}
    hands = both({"upperarm_l": (0.28, -0.25, -1.0), "lowerarm_l": (-0.3, -1.0, -0.3), "hand_l": (-0.6, -0.9, -0.05)})
    legs = both({"calf_l": (0.03, -float(rng.uniform(0.1, 0.4)), -1.0)})
    turns = {"pelvis": (-back, 0.0, 0.0), "spine_02": (4.0, 0.0, 0.0), "neck_01": (8.0, 0.0, 0.0)}
    return Posture(hands | legs, turns, curls=_relaxed(rng), touches=_on_both(touch)).over(_seated(rng))


def cross_legged(rng: np.random.Generator) -> Posture:
    """Return somebody on a seat with one knee over the other."""
    up, down = _sides(rng)
    legs = on_side(down, {"thigh_l": (0.0, -1.0, 0.0), "calf_l": (-0.1, 0.02, -1.0)})
    over = {"thigh_l": (-0.30, -1.0, 0.26), "calf_l": (-0.22, -0.30, -1.0), "foot_l": (-0.2, -1.0, -0.6)}
    base = sitting(rng)
    level = {name: turn for name, turn in base.level.items() if name[-1] == down}
    aims = {**base.aims, **legs, **on_side(up, over)}
    return Posture(aims, base.turns, level, {}, base.curls, base.touches)


def at_a_table(rng: np.random.Generator) -> Posture:
    """Return somebody on a seat whose forearms are held out before them, as over a desk."""
    arms = both({"upperarm_l": (0.28, -0.55, -1.0), "lowerarm_l": (-0.3, -1.0, 0.0), "hand_l": (-0.25, -1.0, -0.05)})
    turns = {"spine_01": (4.0, 0.0, 0.0), "spine_03": (6.0, 0.0, 0.0), "neck_01": (12.0, 0.0, 0.0)}
    return Posture(arms, turns, curls=fingers(rng, "lr", FLAT)).over(_seated(rng))


def reading(rng: np.random.Generator) -> Posture:
    """Return somebody on a seat who looks at a hand held up, as at a phone."""
    side, _ = _sides(rng)
    arm = {"upperarm_l": (0.12, -0.35, -1.0), "lowerarm_l": (-0.35, -1.0, 0.5), "hand_l": (-0.3, -1.0, 0.8)}
    turns = {"neck_01": (16.0, 0.0, 0.0), "head": (12.0, 0.0, 0.0)}
    held = Posture(on_side(side, arm), turns, rolls=_palm_up(side), curls=fingers(rng, side, HOLDING))
    return _without_touch(held.over(sitting(rng)), side)


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
    side, _ = _sides(rng)
    arm = {"upperarm_l": (0.15, -0.25, -1.0), "lowerarm_l": (-0.40, -1.0, 0.45), "hand_l": (-0.25, -1.0, 0.7)}
    turns = {"neck_01": (14.0, 0.0, 0.0), "head": (12.0, 0.0, 0.0)}
    held = Posture(on_side(side, arm), turns, rolls=_palm_up(side), curls=fingers(rng, side, HOLDING))
    return held.over(standing(rng))


def calling(rng: np.random.Generator) -> Posture:
    """Return somebody who stands with a hand at the ear."""
    side, _ = _sides(rng)
    arm = {"upperarm_l": (0.45, -0.5, -1.0), "lowerarm_l": (-0.2, -0.2, 1.0), "hand_l": (-0.25, 0.15, 1.0)}
    touch = _at(side, Touch((0.075, -0.03, 0.69), 0.03, (0.5, -0.55, -1.0)))
    return Posture(on_side(side, arm), curls=fingers(rng, side, HOLDING), touches=touch).over(standing(rng))


def pocketed(rng: np.random.Generator) -> Posture:
    """Return somebody who stands with one hand or both in the pockets."""
    side = str(rng.choice(["l", "r", "lr"]))
    arm = {"upperarm_l": (0.3, 0.2, -1.0), "lowerarm_l": (-0.1, -0.4, -1.0), "hand_l": (-0.12, -0.3, -1.0)}
    aims = {name: way for each in side for name, way in on_side(each, arm).items()}
    touch = Touch((0.155, -0.075, -0.005), -0.022, (0.8, 0.7, 0.0))
    touches = {name: held for each in side for name, held in _at(each, touch).items()}
    return Posture(aims, curls=fingers(rng, side, FLAT), touches=touches).over(standing(rng))


def akimbo(rng: np.random.Generator) -> Posture:
    """Return somebody who stands with the hands on the hips."""
    arm = {"upperarm_l": (0.8, 0.25, -1.0), "lowerarm_l": (-0.8, -0.4, -0.6), "hand_l": (-0.45, -0.8, -0.5)}
    touch = {"hand_l": Touch((0.15, -0.03, 0.12), 0.03, (1.0, 0.45, -0.2))}
    return Posture(both(arm), curls=fingers(rng, "lr", FLAT), touches=_on_both(touch)).over(standing(rng))


def talking(rng: np.random.Generator) -> Posture:
    """Return somebody who stands and talks, with a hand or both before the body."""
    side = str(rng.choice(["l", "r", "lr"]))
    aims: dict[str, Vector] = {}
    for each in side:
        out, up = float(rng.uniform(0.0, 0.55)), float(rng.uniform(-0.1, 0.55))
        arm = {"upperarm_l": (0.25, -0.2, -1.0), "lowerarm_l": (out, -1.0, up), "hand_l": (out, -1.0, up + 0.25)}
        aims |= on_side(each, arm)
    rolls = {f"hand_{each}": (-25.0 if each == "l" else 25.0) for each in side}
    return Posture(aims, rolls=rolls, curls=_relaxed(rng)).over(standing(rng))


def waving(rng: np.random.Generator) -> Posture:
    """Return somebody who stands and waves with a raised hand."""
    side, _ = _sides(rng)
    sway = float(rng.uniform(-0.2, 0.4))
    arm = {"upperarm_l": (1.0, -0.3, 0.15), "lowerarm_l": (sway, -0.25, 1.0), "hand_l": (sway, -0.1, 1.0)}
    return Posture(on_side(side, arm), curls=fingers(rng, side, FLAT)).over(standing(rng))


def pointing(rng: np.random.Generator) -> Posture:
    """Return somebody who stands and points ahead with a stretched arm."""
    side, _ = _sides(rng)
    out, up = float(rng.uniform(-0.1, 0.6)), float(rng.uniform(-0.15, 0.25))
    way = (out, -1.0, up)
    arm = {"upperarm_l": (out + 0.1, -1.0, up - 0.2), "lowerarm_l": way, "hand_l": way}
    return Posture(on_side(side, arm), curls=fingers(rng, side, POINTING)).over(standing(rng))


def reaching(rng: np.random.Generator) -> Posture:
    """Return somebody who stands and reaches up, as for a high shelf."""
    side, _ = _sides(rng)
    arm = {"upperarm_l": (0.25, -0.55, 1.0), "lowerarm_l": (0.0, -0.5, 1.0), "hand_l": (0.0, -0.7, 1.0)}
    turns = {"neck_01": (-12.0, 0.0, 0.0), "head": (-14.0, 0.0, 0.0), f"clavicle_{side}": _lifted(side, 18)}
    return Posture(on_side(side, arm), turns, curls=fingers(rng, side, HOLDING)).over(standing(rng))


def working(rng: np.random.Generator) -> Posture:
    """Return somebody who stands with both hands before them at the height of a worktop, and looks at them."""
    arms = both({"upperarm_l": (0.22, -0.3, -1.0), "lowerarm_l": (-0.25, -1.0, -0.25), "hand_l": (-0.3, -1.0, -0.3)})
    turns = {"spine_01": (5.0, 0.0, 0.0), "neck_01": (16.0, 0.0, 0.0), "head": (12.0, 0.0, 0.0)}
    return Posture(arms, turns, curls=fingers(rng, "lr", HOLDING)).over(standing(rng))


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


def crouching(rng: np.random.Generator) -> Posture:
    """Return somebody who squats on both feet, arms over the knees."""
    legs = both({"thigh_l": (0.32, -1.0, 0.05), "calf_l": (0.06, 0.62, -1.0)})
    arms = both({"upperarm_l": (0.2, -0.75, -1.0), "lowerarm_l": (-0.12, -1.0, -0.7), "hand_l": (-0.1, -0.8, -1.0)})
    turns = {"pelvis": (32.0, 0.0, 0.0), "spine_02": (10.0, 0.0, 0.0), "neck_01": (-10.0, 0.0, 0.0)}
    level = _feet_of("l", 6, 18) | _feet_of("r", 6, -18)
    return Posture(arms | legs, turns, level, curls=_relaxed(rng))


def cheering(rng: np.random.Generator) -> Posture:
    """Return somebody who stands with both arms up."""
    out = float(rng.uniform(0.35, 0.8))
    arms = both({"upperarm_l": (out, -0.1, 0.9), "lowerarm_l": (0.3 * out, -0.15, 1.0), "hand_l": (0.1, -0.1, 1.0)})
    turns = {"clavicle_l": _lifted("l", 14), "clavicle_r": _lifted("r", 14), "neck_01": (-8.0, 0.0, 0.0)}
    return Posture(arms, turns, curls=_relaxed(rng)).over(standing(rng))


POSTURES: dict[str, Draw] = {
    "standing": standing,
    "arms folded": folded,
    "hands in pockets": pocketed,
    "hands on hips": akimbo,
    "looking at a phone": phoning,
    "on the phone": calling,
    "talking": talking,
    "waving": waving,
    "pointing": pointing,
    "reaching up": reaching,
    "working": working,
    "carrying": carrying,
    "cheering": cheering,
    "crouching": crouching,
    "walking": walking,
    "pushing": pushing,
    "running": running,
    "sitting": sitting,
    "leaning back": leaning_back,
    "legs crossed": cross_legged,
    "at a table": at_a_table,
    "reading": reading,
}
SEATED = ("sitting", "leaning back", "legs crossed", "at a table", "reading")


def _seated(rng: np.random.Generator) -> Posture:
    apart, tuck = float(rng.uniform(0.04, 0.2)), float(rng.uniform(-0.12, 0.06))
    legs = both({"thigh_l": (apart, -1.0, 0.0), "calf_l": (0.02, tuck, -1.0)})
    turns = {"pelvis": (-float(rng.uniform(4, 9)), 0.0, 0.0), "spine_03": (float(rng.uniform(3, 8)), 0.0, 0.0)}
    return Posture(legs, turns | _glance(rng), _feet(rng))


def _hanging(rng: np.random.Generator) -> dict[str, Vector]:
    """Return arms that hang, not quite alike."""
    found: dict[str, Vector] = {}
    for side in "lr":
        x, y, bend = rng.normal(0, 0.03), rng.normal(0, 0.04), rng.uniform(0.1, 0.3)
        arm = {
            "upperarm_l": (0.17 + x, 0.06 + y, -1.0),
            "lowerarm_l": (0.06 + x, y - bend, -1.0),
            "hand_l": (0.02, y - bend, -1.0),
        }
        found |= on_side(side, {name: (float(a), float(b), c) for name, (a, b, c) in arm.items()})
    return found


def _feet(rng: np.random.Generator) -> dict[str, Vector]:
    return {name: turn for side in "lr" for name, turn in _feet_of(side, 0.0, float(rng.uniform(3, 16))).items()}


def _feet_of(side: str, pitch_deg: float, yaw_deg: float) -> dict[str, Vector]:
    """Return a foot whose toes point outwards by `yaw_deg` and down by `pitch_deg`."""
    return {f"foot_{side}": (pitch_deg, 0.0, yaw_deg if side == "l" else -yaw_deg)}


def _toes_of(side: str, yaw_deg: float) -> dict[str, Vector]:
    """Return toes flat on the ground under a lifted heel."""
    return {f"ball_{side}": (0.0, 0.0, yaw_deg if side == "l" else -yaw_deg)}


def _relaxed(rng: np.random.Generator) -> dict[str, float]:
    return fingers(rng, "lr", RELAXED)


def _glance(rng: np.random.Generator, wide_deg: float = 18.0) -> dict[str, Vector]:
    return {"neck_01": (float(rng.normal(0, 4)), 0.0, float(np.clip(rng.normal(0, wide_deg), -50, 50)))}


def _palm_up(side: str) -> dict[str, float]:
    """Return the turn of a hand held out, so that its palm faces up and towards the eyes: half of it in the forearm."""
    turn = -38.0 if side == "l" else 38.0
    return {f"lowerarm_{side}": turn, f"hand_{side}": turn}


def _lifted(side: str, angle_deg: float) -> Vector:
    return (0.0, -angle_deg if side == "l" else angle_deg, 0.0)


def _at(side: str, left: Touch) -> dict[str, Touch]:
    if side == "l":
        return {"hand_l": left}
    return {"hand_r": Touch(mirrored(left.point_m), left.off_m, mirrored(left.elbow))}


def _on_both(touch: Mapping[str, Touch]) -> dict[str, Touch]:
    return _at("l", touch["hand_l"]) | _at("r", touch["hand_l"])


def _without_touch(posture: Posture, side: str) -> Posture:
    touches = {hand: touch for hand, touch in posture.touches.items() if hand[-1] != side}
    return Posture(posture.aims, posture.turns, posture.level, posture.rolls, posture.curls, touches)


def _sides(rng: np.random.Generator) -> tuple[str, str]:
    return ("l", "r") if rng.random() < 0.5 else ("r", "l")
