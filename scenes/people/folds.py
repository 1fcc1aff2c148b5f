"""Creases of cloth: rings where trousers stand on shoes, lozenges where limbs bend, pulls at waist and crotch, drapes.

A tube of cloth that is pushed together buckles into lozenges, two spirals that cross; one that is pulled aslant folds
along the pull; what hangs falls in upright folds.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .anatomy import Points, anatomy
from .panels import turns
from .regions import regions
from .skeleton import Posture, transforms, way_at_rest
from .tailoring import Sheet, Values

KNEE_M, ANKLE_M, WRIST_M = -0.37, -0.74, 0.46  # heights, and how far down the arm
BENT = 1.3  # by which cloth folds deeper at a joint bent by 90°
STRAIGHT = 0.35  # how deep it folds there on straight limbs, which were bent before


@dataclass(frozen=True, slots=True)
class Bends:
    """How far joints are bent, left and right, 0 to 1 (a right angle or more), and how far a leg is raised."""

    elbow: tuple[float, float]
    knee: tuple[float, float]
    hip: tuple[float, float]


def bends(rest: Points, posture: Posture) -> Bends:
    """Return how far the joints of a body at rest are bent in a posture."""
    moved, _ = transforms(rest, posture)
    ways = {
        bone: _unit(moved[anatomy().bone(bone)] @ way_at_rest(rest, bone))
        for side in "lr"
        for bone in (f"upperarm_{side}", f"lowerarm_{side}", f"thigh_{side}", f"calf_{side}")
    }
    down = np.array((0.0, 0.0, -1.0))
    pairs = (("upperarm", "lowerarm"), ("thigh", "calf"))
    elbow, knee = ([_bent(ways[f"{a}_{side}"], ways[f"{b}_{side}"]) for side in "lr"] for a, b in pairs)
    hip = [_bent(down, ways[f"thigh_{side}"]) for side in "lr"]
    return Bends((elbow[0], elbow[1]), (knee[0], knee[1]), (hip[0], hip[1]))


def folds(of: Sheet, waves: Values, bent: Bends, hangs: bool = False) -> Values:
    """Return some −1 to 1.5 for each point of a sheet; `waves` 6×4 are drawn by chance and say how they run.

    What `hangs` free of the legs, as skirts do, falls in upright folds that deepen downwards.
    """
    where = regions()
    points = of.mix @ where.points
    if hangs:
        x, y, z = points.T.astype(np.float64)
        return np.clip((0.16 - z) / 0.35, 0.05, 1) * _hanging(x, y, waves)
    arm, arm_m = of.mix @ where.arm(), of.mix @ where.arm_m()
    slant = [points.astype(np.float64) @ wave[:3] for wave in waves]
    round_ = turns(points)
    below = np.where(points[:, 2] < 0.02, _leg(points, round_[:, 1], waves, bent), _trunk(points, slant, waves, bent))
    calm = 0.5 + 0.5 * np.sin(9 * slant[0] + 7 * slant[3] + waves[0, 3])
    found = arm * _arm(points, round_[:, 2], arm_m, waves, bent) + (1 - arm) * below
    found = np.clip(found * (0.45 + 0.55 * calm), -1.3, 1.3)
    return 1.2 * found + 0.6 * np.abs(found)  # backs are sharper than valleys


def _arm(points: Points, turn: Values, arm_m: Values, waves: Values, bent: Bends) -> Values:
    """Return the folds of sleeves: lozenges inside the elbow, rings above the cuff, pulls from below the arm."""
    elbow_m, side = regions().elbow_m, _side(points)
    inside = 0.55 + 0.45 * np.cos(turn)  # the crook lies in front
    strong = np.where(side > 0, *(STRAIGHT + BENT * each for each in bent.elbow)) * inside
    at_elbow = strong * _bump(arm_m, elbow_m, 0.075) * _lozenges(arm_m / 0.0075, turn + waves[0, 3] * side, 2)
    at_cuff = 0.55 * _bump(arm_m, WRIST_M - 0.03, 0.055) * _lozenges(arm_m / 0.0065, turn + waves[1, 3] * side, 1)
    below = np.clip(np.sin(turn), 0, 1) * _bump(arm_m, 0.04, 0.07)
    pulls = 0.7 * below * np.sin(arm_m / 0.009 + 3 * turn + waves[2, 3])
    long = 0.25 * np.sin(2 * turn + arm_m / 0.05 + waves[3, 3] * side)
    return at_elbow + at_cuff + pulls + long


def _leg(points: Points, turn: Values, waves: Values, bent: Bends) -> Values:
    """Return the folds of trousers: lozenges behind the knee, cloth that stands on the shoe, pulls from the crotch."""
    x, _, z = points.T.astype(np.float64)
    side = _side(points)
    knee, hip = (np.where(side > 0, *each) for each in (bent.knee, bent.hip))
    behind = 0.6 - 0.4 * np.cos(turn)
    at_knee = (STRAIGHT + 0.2 + BENT * knee) * behind * _bump(z, KNEE_M - 0.01, 0.075)
    at_knee = at_knee * _lozenges(z / 0.0080, turn + waves[2, 3] * side, 2)
    stacked = 1.25 * _bump(z, ANKLE_M + 0.03, 0.085) * _lozenges(z / 0.0070, turn + waves[3, 3] * side, 1)
    # From the crotch outwards and up in front, as thighs pull; more where a leg is raised.
    pulled = (0.45 + 0.9 * hip) * _bump(z, -0.05, 0.065) * (0.4 + 0.6 * np.cos(turn) ** 2)
    pulls = pulled * np.sin((z - 0.45 * np.abs(x)) / 0.0085 + waves[4, 3])
    long = 0.35 * np.sin(2 * turn + z / 0.11 + waves[5, 3] * side)
    long += 0.4 * _bump(z, -0.2, 0.13) * np.sin(z / 0.021 - 1.5 * turn + waves[0, 3] * side)
    return at_knee + stacked + pulls + long


def _trunk(points: Points, slant: list[Values], waves: Values, bent: Bends) -> Values:
    """Return the folds of shirts: aslant at the waist, from below the arms, at hips that are bent, and hanging ones."""
    x, y, z = points.T.astype(np.float64)
    hip = max(bent.hip)
    at_waist = (0.35 + 0.9 * hip) * _bump(z, 0.13, 0.10) * np.sin(z / (0.016 - 0.005 * hip) + 14 * slant[4])
    aside = np.clip(np.abs(x) / 0.13, 0, 1) * _bump(z, 0.36, 0.11)
    from_arm = 0.55 * aside * np.sin((0.8 * z + np.abs(x)) / 0.011 + 10 * slant[5] + waves[1, 3])
    loose = 0.25 * np.sin(z / 0.06 + 20 * slant[4] + 6 * x)
    return at_waist + from_arm + loose + 0.75 * np.clip((0.40 - z) / 0.30, 0, 1) * _hanging(x, y, waves)


def _lozenges(along: Values, turn: Values, count: int) -> Values:
    """Return two spirals that cross, `count` times round: −1 to 1."""
    return 0.55 * np.sin(along + count * turn) + 0.45 * np.sin(0.9 * along - count * turn + 1.3)


def _hanging(x: Values, y: Values, waves: Values) -> Values:
    """Return upright folds round the trunk, into which falls what is wider than what it hangs on."""
    turn = np.arctan2(x, 0.03 - y)
    return np.sum(
        [0.7 * np.sin(each * turn + 3 * wave[3]) for each, wave in zip((6, 9, 14), waves[:3], strict=True)], 0
    )


def _side(points: Points) -> Values:
    return np.where(points[:, 0] > 0, 1.0, -1.0)


def _bump(at: Values, middle: float, half: float) -> Values:
    return np.exp(-(((at - middle) / half) ** 2))


def _bent(upper: Values, lower: Values) -> float:
    """Return how far one direction is turned from another, 1 at a right angle or more."""
    return float(np.clip(np.arccos(np.clip(upper @ lower, -1, 1)) / (np.pi / 2), 0, 1))


def _unit(way: Values) -> Values:
    return way / np.linalg.norm(way)
