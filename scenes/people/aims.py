"""Ways in which postures aim the bones of one side or of both, and what they have in common.

Aims are directions in the body's own axes: it faces −y, with its left at +x.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from .hands import RELAXED, fingers
from .rotations import Vector
from .skeleton import Touch


def both(left: Mapping[str, Vector]) -> dict[str, Vector]:
    """Return aims of the left side together with their mirror images."""
    return {**left, **{f"{name[:-2]}_r": mirrored(way) for name, way in left.items()}}


def mirrored(way: Vector) -> Vector:
    """Return the mirror image of a direction."""
    return (-way[0], way[1], way[2])


def on_side(side: str, left: Mapping[str, Vector]) -> dict[str, Vector]:
    """Return aims given for the left side as they are on a side, l or r."""
    return {f"{name[:-1]}{side}": way if side == "l" else mirrored(way) for name, way in left.items()}


def feet(rng: np.random.Generator) -> dict[str, Vector]:
    """Return both feet level, toes out a little."""
    return {name: turn for side in "lr" for name, turn in feet_of(side, 0.0, float(rng.uniform(3, 16))).items()}


def feet_of(side: str, pitch_deg: float, yaw_deg: float) -> dict[str, Vector]:
    """Return a foot whose toes point outwards by `yaw_deg` and down by `pitch_deg`."""
    return {f"foot_{side}": (pitch_deg, 0.0, yaw_deg if side == "l" else -yaw_deg)}


def toes_of(side: str, yaw_deg: float) -> dict[str, Vector]:
    """Return toes flat on the ground under a lifted heel."""
    return {f"ball_{side}": (0.0, 0.0, yaw_deg if side == "l" else -yaw_deg)}


def relaxed(rng: np.random.Generator) -> dict[str, float]:
    """Return the fingers of two relaxed hands."""
    return fingers(rng, "lr", RELAXED)


def glance(rng: np.random.Generator, wide_deg: float = 18.0) -> dict[str, Vector]:
    """Return a head turned a little, up to some `wide_deg` to a side, and tilted."""
    nod, tilt, turn = float(rng.normal(0, 4)), float(rng.normal(0, 3.5)), float(rng.normal(0, wide_deg))
    return {"neck_01": (nod, tilt, float(np.clip(turn, -50, 50)))}


def palm_up(side: str) -> dict[str, float]:
    """Return the turn of a hand held out, so that its palm faces up and towards the eyes: half of it in the forearm."""
    turn = -38.0 if side == "l" else 38.0
    return {f"lowerarm_{side}": turn, f"hand_{side}": turn}


def lifted(side: str, angle_deg: float) -> Vector:
    """Return the turn of a collar bone that lifts the shoulder of a side."""
    return (0.0, -angle_deg if side == "l" else angle_deg, 0.0)


def sloped(rng: np.random.Generator) -> dict[str, Vector]:
    """Return the turns of shoulders that hang, both as much lower than at rest."""
    low_deg = float(rng.uniform(2, 8))
    return {f"clavicle_{side}": lifted(side, -low_deg) for side in "lr"}


def at_side(side: str, left: Touch) -> dict[str, Touch]:
    """Return a touch of the left hand as that of a side, l or r."""
    if side == "l":
        return {"hand_l": left}
    return {"hand_r": Touch(mirrored(left.point_m), left.off_m, mirrored(left.elbow))}


def on_both(touch: Mapping[str, Touch]) -> dict[str, Touch]:
    """Return a touch of the left hand for both hands."""
    return at_side("l", touch["hand_l"]) | at_side("r", touch["hand_l"])


def sides(rng: np.random.Generator) -> tuple[str, str]:
    """Return the two sides, l and r, in either order."""
    return ("l", "r") if rng.random() < 0.5 else ("r", "l")


def hanging(rng: np.random.Generator) -> dict[str, Vector]:
    """Return arms that hang, not quite alike."""
    found: dict[str, Vector] = {}
    for side in "lr":
        x, y, bend = rng.normal(0, 0.03), rng.normal(0, 0.07), rng.uniform(0.08, 0.5)
        arm = {
            "upperarm_l": (0.11 + x, 0.06 + y, -1.0),
            "lowerarm_l": (0.03 + x, y - bend, -1.0),
            "hand_l": (0.02, y - bend, -1.0),
        }
        found |= on_side(side, {name: (float(a), float(b), c) for name, (a, b, c) in arm.items()})
    return found
