"""Postures that people stand, walk and sit in, each with what differs between people."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np

from .skeleton import Posture, Vector

FINGERS = ("index", "middle", "ring", "pinky")


def both(left: Mapping[str, Vector]) -> dict[str, Vector]:
    """Return aims of the left side together with their mirror images."""
    mirrored = {f"{name[:-2]}_r": (-x, y, z) for name, (x, y, z) in left.items()}
    return {**left, **mirrored}


def standing(rng: np.random.Generator) -> Posture:
    """Return somebody who stands with the weight more on one leg, arms hanging."""
    side = float(rng.choice((-1, 1)))
    loose = {f"{part}_{s}": tuple(rng.normal(0, 0.03, 3).tolist()) for part in ("upperarm", "lowerarm") for s in "lr"}
    aims = both(
        {
            "upperarm_l": (0.17, 0.05, -1.0),
            "lowerarm_l": (0.07, -0.2, -1.0),
            "hand_l": (0.02, -0.15, -1.0),
            "thigh_l": (0.06, -0.01, -1.0),
            "calf_l": (0.01, 0.06, -1.0),
            "foot_l": (0.25, -1.0, -0.35),
        }
    )
    free = "l" if side > 0 else "r"
    aims[f"thigh_{free}"] = (side * 0.12, -0.14, -1.0)
    aims[f"calf_{free}"] = (side * 0.03, 0.12, -1.0)
    aims = {name: _added(way, loose.get(name, (0, 0, 0))) for name, way in aims.items()}
    return Posture(aims | _relaxed(rng), {"spine_02": (0, 2 * side, 0), "neck_01": _glance(rng)})


def walking(rng: np.random.Generator) -> Posture:
    """Return somebody in mid-step, arms swinging against the legs."""
    step = rng.uniform(0.7, 1.1)
    side = "lr" if rng.random() < 0.5 else "rl"
    near, far = side
    x = {"l": 1.0, "r": -1.0}
    aims = {
        f"upperarm_{near}": (x[near] * 0.14, 0.40 * step, -1.0),
        f"lowerarm_{near}": (x[near] * 0.08, 0.05, -1.0),
        f"upperarm_{far}": (x[far] * 0.14, -0.28 * step, -1.0),
        f"lowerarm_{far}": (x[far] * 0.0, -0.7 * step, -1.0),
        f"thigh_{near}": (x[near] * 0.02, -0.45 * step, -1.0),
        f"calf_{near}": (0.0, -0.14, -1.0),
        f"foot_{near}": (x[near] * 0.1, -1.0, -0.2),
        f"thigh_{far}": (x[far] * 0.02, 0.25 * step, -1.0),
        f"calf_{far}": (0.0, 0.75 * step, -1.0),
        f"foot_{far}": (x[far] * 0.08, -0.6, -0.8),
    }
    return Posture(aims | _relaxed(rng), {"spine_01": (3, 0, 0), "neck_01": _glance(rng)})


def sitting(rng: np.random.Generator) -> Posture:
    """Return somebody on a seat of knee height, hands on the thighs."""
    apart = rng.uniform(0.08, 0.2)
    aims = both(
        {
            "thigh_l": (apart, -1.0, -0.03),
            "calf_l": (0.02, rng.uniform(-0.15, 0.15), -1.0),
            "foot_l": (0.15, -1.0, -0.25),
            "upperarm_l": (0.2, -0.22, -1.0),
            "lowerarm_l": (-0.14, -1.0, -0.34),
            "hand_l": (-0.06, -1.0, -0.25),
        }
    )
    return Posture(aims | _relaxed(rng), {"spine_01": (-4, 0, 0), "spine_03": (6, 0, 0), "neck_01": _glance(rng)})


def folded(rng: np.random.Generator) -> Posture:
    """Return somebody who stands with folded arms."""
    base = standing(rng)
    arms = {
        "upperarm_l": (0.22, -0.30, -1.0),
        "lowerarm_l": (-1.0, -0.42, 0.12),
        "hand_l": (-1.0, 0.1, 0.1),
        "upperarm_r": (-0.22, -0.34, -1.0),
        "lowerarm_r": (1.0, -0.62, 0.22),
        "hand_r": (1.0, 0.05, 0.2),
    }
    return Posture({**base.aims, **arms}, base.turns)


def phoning(rng: np.random.Generator) -> Posture:
    """Return somebody who stands and looks at a hand held up before the chest."""
    base = standing(rng)
    arm = {"upperarm_r": (-0.15, -0.25, -1.0), "lowerarm_r": (0.35, -1.0, 0.45), "hand_r": (0.2, -1.0, 0.6)}
    return Posture({**base.aims, **arm}, {**base.turns, "neck_01": (14, 0, 0), "head": (12, 0, 0)})


POSTURES: dict[str, Callable[[np.random.Generator], Posture]] = {
    "standing": standing,
    "walking": walking,
    "sitting": sitting,
    "arms folded": folded,
    "looking at a phone": phoning,
}


def _relaxed(rng: np.random.Generator) -> dict[str, Vector]:
    """Return fingers that hang slightly bent; only `standing` hands hang down, but others look right, too."""
    return {}


def _glance(rng: np.random.Generator) -> Vector:
    return (float(rng.normal(0, 4)), 0.0, float(rng.normal(0, 18)))


def _added(a: Vector, b: Vector) -> Vector:
    return (a[0] + b[0], a[1] + b[1], a[2] + b[2])
