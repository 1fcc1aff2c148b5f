"""Folds of cloth: where trousers stand on shoes, where limbs bend, where arms and thighs pull; what hangs in drapes.

Each crease is one back with a valley beside it, that ends on both sides. How many there are, where and how they run
follows from what pushes or pulls the cloth; the rest is chance, so that no two sleeves are alike.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from .anatomy import Points, anatomy
from .panels import LEG, ROUND_M, SLEEVE, TRUNK, turns
from .regions import regions
from .rotations import direction
from .skeleton import Posture, transforms, way_at_rest
from .tailoring import Sheet, Values

KNEE_M, ANKLE_M, WRIST_M = -0.37, -0.74, 0.46  # heights, and how far down the arm
LOW, HIGH = -0.5, 1.6  # how deep folds may go into the cloth, and out of it
LEGS_M = (-0.03, 0.05)  # heights between which folds of the trunk become those of the legs
INSIDE_M = 0.03  # from the middle, where legs meet, and folds have no room
Span = tuple[float, float]


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
        bone: direction(moved[anatomy().bone(bone)] @ way_at_rest(rest, bone))
        for side in "lr"
        for bone in (f"upperarm_{side}", f"lowerarm_{side}", f"thigh_{side}", f"calf_{side}")
    }
    down = np.array((0.0, 0.0, -1.0))
    pairs = (("upperarm", "lowerarm"), ("thigh", "calf"))
    elbow, knee = ([_bent(ways[f"{a}_{side}"], ways[f"{b}_{side}"]) for side in "lr"] for a, b in pairs)
    hip = [_bent(down, ways[f"thigh_{side}"]) for side in "lr"]
    return Bends((elbow[0], elbow[1]), (knee[0], knee[1]), (hip[0], hip[1]))


@dataclass(frozen=True, slots=True)
class Creases:
    """Creases of a kind: how many, where (in degrees round the limb, and along it in metres), and how they run.

    `slant_deg` is from level, `long_m` and `wide_m` half their length and width, `deep` from … to.
    """

    count: int
    round_deg: Span
    along_m: Span
    slant_deg: Span
    long_m: Span
    wide_m: Span
    deep: Span


def folds(of: Sheet, seed: int, bent: Bends, hangs: bool = False) -> Values:
    """Return LOW to HIGH for each point of a sheet: how far it lies in or out, in shares of a fold's depth.

    What `hangs` free of the legs, as skirts do, falls in upright folds that deepen downwards.
    """
    points = of.mix @ regions().points
    rng = np.random.default_rng(seed)
    if hangs:
        x, y, z = points.T.astype(np.float64)
        return np.clip((0.16 - z) / 0.35, 0.05, 1) * _hanging(x, y, rng.normal(size=3))
    arm, arm_m, z = of.mix @ regions().arm(), of.mix @ regions().arm_m(), points[:, 2]
    on_leg = np.clip((LEGS_M[1] - z) / (LEGS_M[1] - LEGS_M[0]), 0, 1)
    apart = np.clip(np.abs(points[:, 0]) / INSIDE_M, 0, 1)
    kinds = [(TRUNK, z, (1 - arm) * (1 - on_leg), _of_trunk(max(bent.hip)))]
    for side, elbow, knee, hip in zip(
        (points[:, 0] > 0, points[:, 0] <= 0), bent.elbow, bent.knee, bent.hip, strict=True
    ):
        kinds.append((LEG, z, side * (1 - arm) * on_leg * apart, _of_leg(knee, hip)))
        kinds.append((SLEEVE, arm_m, side * arm, _of_arm(elbow)))
    found, round_ = np.zeros(len(points)), turns(points)
    for panel, along, share, creases in kinds:
        on = np.flatnonzero(share)
        found[on] += share[on] * _laid(round_[on, panel], along[on], float(ROUND_M[panel]), creases, rng)
    return np.clip(found, LOW, HIGH)


def _laid(turn: Values, along: Values, round_m: float, kinds: Iterator[Creases], rng: np.random.Generator) -> Values:
    """Return the sum of creases, drawn by chance, for points that lie so far round a limb and along it."""
    found = np.zeros(len(turn))
    for kind in kinds:
        spans = np.array((kind.round_deg, kind.along_m, kind.slant_deg, kind.long_m, kind.wide_m, kind.deep))
        middle, height, slant, long_m, wide_m, deep = rng.uniform(spans[:, :1], spans[:, 1:], (6, kind.count))
        bow = rng.normal(0, 2.0, kind.count)
        off = turn[:, None] - np.radians(middle)
        aside = ((off + np.pi) % (2 * np.pi) - np.pi) * round_m
        up = along[:, None] - height
        cos, sin = np.cos(np.radians(slant)), np.sin(np.radians(slant))
        run = (cos * aside + sin * up).astype(np.float32)
        across = ((cos * up - sin * aside + bow * run**2) / wide_m).astype(np.float32)
        back = np.exp(-(across**2)) - 0.5 * np.exp(-((across - 1.7) ** 2))
        found += (deep * np.exp(-((run / long_m) ** 2)) * back).sum(axis=1)
    return found


def _of_arm(elbow: float) -> Iterator[Creases]:
    """Yield those of a sleeve: in the crook of the elbow, pushed together above the cuff, pulled from the shoulder."""
    at_m = regions().elbow_m
    yield Creases(
        8, (-70, 70), (at_m - 0.06, at_m + 0.06), (-30, 30), (0.025, 0.05), (0.009, 0.013), (0.6, 1.2 + 1.6 * elbow)
    )
    yield Creases(4, (110, 250), (at_m - 0.05, at_m + 0.05), (-25, 25), (0.02, 0.05), (0.009, 0.013), (0.2, 0.8))
    yield Creases(10, (-180, 180), (WRIST_M - 0.13, WRIST_M), (-25, 25), (0.025, 0.06), (0.009, 0.014), (0.4, 1.8))
    yield Creases(7, (-180, 180), (0.0, at_m - 0.04), (20, 70), (0.03, 0.07), (0.012, 0.018), (0.4, 1.6))


def _of_leg(knee: float, hip: float) -> Iterator[Creases]:
    """Yield those of trousers: from the crotch, under the seat, at the knee, down the leg, and on the shoe."""
    yield Creases(7, (-75, 20), (-0.15, -0.02), (10, 50), (0.03, 0.07), (0.010, 0.016), (0.6, 1.8 + 1.2 * hip))
    yield Creases(6, (150, 250), (-0.20, -0.06), (-35, 10), (0.03, 0.06), (0.010, 0.016), (0.6, 1.8))
    yield Creases(
        8, (110, 250), (KNEE_M - 0.08, KNEE_M + 0.07), (-30, 30), (0.03, 0.06), (0.010, 0.015), (0.4, 1.2 + 2.4 * knee)
    )
    yield Creases(6, (-70, 70), (KNEE_M - 0.10, KNEE_M + 0.04), (-35, 35), (0.03, 0.06), (0.010, 0.015), (0.4, 1.6))
    yield Creases(8, (-180, 180), (-0.62, -0.12), (55, 115), (0.06, 0.13), (0.013, 0.020), (0.3, 1.1))
    yield Creases(
        13, (-180, 180), (ANKLE_M - 0.03, ANKLE_M + 0.13), (-28, 28), (0.03, 0.07), (0.011, 0.018), (0.6, 2.4)
    )


def _of_trunk(hip: float) -> Iterator[Creases]:
    """Yield those of shirts: from below the arms inwards, pushed together at the waist, hanging from the chest."""
    for side in (1, -1):
        ahead, behind = sorted((30.0 * side, 80.0 * side)), sorted((100.0 * side, 155.0 * side))
        down = sorted((25.0 * side, 60.0 * side))
        for where, slant in ((ahead, down), (behind, (-down[1], -down[0]))):
            around, way = (where[0], where[1]), (slant[0], slant[1])
            yield Creases(4, around, (0.24, 0.42), way, (0.04, 0.09), (0.012, 0.019), (0.6, 1.8))
    yield Creases(13, (-180, 180), (0.03, 0.20), (-30, 30), (0.04, 0.09), (0.012, 0.018), (0.4, 1.8 + 1.6 * hip))
    yield Creases(11, (-180, 180), (-0.02, 0.28), (65, 115), (0.06, 0.15), (0.013, 0.022), (0.4, 1.6))


def _hanging(x: Values, y: Values, phases: Values) -> Values:
    """Return upright folds round the trunk, into which falls what is wider than what it hangs on."""
    turn = np.arctan2(x, 0.03 - y)
    each = [0.7 * np.sin(number * turn + 3 * phase) for number, phase in zip((6, 9, 14), phases, strict=True)]
    found = np.sum(each, axis=0)
    return 1.2 * found + 0.6 * np.abs(found)  # backs are sharper than valleys


def _bent(upper: Values, lower: Values) -> float:
    """Return how far one direction is turned from another, 1 at a right angle or more."""
    return float(np.clip(np.arccos(np.clip(upper @ lower, -1, 1)) / (np.pi / 2), 0, 1))
