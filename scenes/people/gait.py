"""How people walk: where feet, hips and arms are through a stride, each foot fixed on the ground while it bears.

Everything is in a space that goes on with the walker at one speed: z = 0 is the ground, and the walker faces −y. A
stride is two steps; its share 0 is where the left foot is set down, on its heel. The curves are those of gait analysis
(J. Perry, Gait Analysis, 1992), rounded.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy.interpolate import CubicHermiteSpline, PchipInterpolator

from .anatomy import Points, anatomy
from .clearance import cleared
from .rotations import Vector, euler
from .skeleton import Posture, joint, reach, transforms, way_at_rest

BEARS = 0.62  # share of a stride for which a foot is on the ground
UNDER = 0.255  # share at which its ankle is right under the hips
# How far the toes point down, in degrees, by the share of a stride: a foot rolls off its heel, and then off its ball.
ROLLS = ((0.0, -17.0), (0.09, 0.0), (0.30, 0.0), (0.5, 24.0), (BEARS, 52.0), (0.72, 60.0), (0.88, 0.0), (1.0, -17.0))
LEVELS = 0.3  # share of a swing in which toes that were flat on the ground get straight
CLEARS_M = 0.03  # that a foot swings above the ground, at its highest
BESIDE, SWAYS = 0.040, 0.011  # ankles beside the middle, and how far hips go to each side, in shares of the stature
LEG = 0.985  # of its length: as far as a leg stretches
TURNS_DEG, LISTS_DEG = 6.0, 3.0  # of the pelvis about the upright, and about the way
ARM, ELBOW = 0.30, 0.31  # how far arms swing and elbows are bent, as tangents
USUAL = 0.82  # of a stride, in statures, at which arms swing so far
SAMPLES = 16  # of a stride, that hips are fitted to
Vectors = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Sole:
    """A foot with its shoe at rest: points N×3 from the ankle, how much of each goes with the toes, and their joint."""

    points_m: Vectors
    toes: Vectors
    ball_m: Vectors

    def at(self, foot_deg: float, toes_deg: float, yaw_deg: float) -> Vectors:
        """Return the points from the ankle where foot and toes point down by so much."""
        foot, toes = euler((foot_deg, 0.0, yaw_deg)), euler((toes_deg, 0.0, yaw_deg))
        own, beyond = self.points_m @ foot.T, (self.points_m - self.ball_m) @ toes.T + foot @ self.ball_m
        return np.asarray(own + self.toes[:, None] * (beyond - own))


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Foot:
    """How one foot goes through a stride of some length: it is turned out by `yaw_deg`, `aside_m` from the middle."""

    sole: Sole
    stride_m: float
    aside_m: float
    yaw_deg: float

    def pitch_deg(self, share: float) -> tuple[float, float]:
        """Return how far foot and toes point down."""
        foot_deg = float(_rolls(share))
        if share < BEARS:
            return foot_deg, min(foot_deg, 0.0)
        lifted = min((share - BEARS) / (1 - BEARS) / LEVELS, 1.0)
        return foot_deg, foot_deg * lifted * lifted * (3 - 2 * lifted)

    def ankle_m(self, share: float) -> Vector:
        """Return where the ankle is."""
        x, y = self._borne_m(share) if share < BEARS else self._swung_m(share)
        lowest_m = float(self.sole.at(*self.pitch_deg(share), self.yaw_deg)[:, 2].min())
        above_m = CLEARS_M * math.sin(math.pi * (share - BEARS) / (1 - BEARS)) if share > BEARS else 0.0
        return (x, y, above_m - lowest_m)

    def _borne_m(self, share: float) -> tuple[float, float]:
        """Return x and y of the ankle over a foot that rolls on the ground, which goes back under the walker."""
        foot_deg = float(_rolls(share))
        about = self._heel_m() if foot_deg < 0 else self.sole.ball_m
        x, y, _ = (euler((0.0, 0.0, self.yaw_deg)) @ about - euler((foot_deg, 0.0, self.yaw_deg)) @ about).tolist()
        return self.aside_m + x, y + self.stride_m * (share - UNDER)

    def _swung_m(self, share: float) -> tuple[float, float]:
        """Return x and y of the ankle between where the foot leaves the ground and where it comes down."""
        step, edges = 1e-3, (BEARS - 1e-3, 0.0)
        (left, after), (comes, then) = ((self._borne_m(edge), self._borne_m(edge + step)) for edge in edges)
        lines = [CubicHermiteSpline((BEARS, 1.0), (b, c), ((b - a) / step, (d - c) / step))
                 for a, b, c, d in zip(left, after, comes, then, strict=True)]  # fmt: skip
        x, y = (float(line(share)) for line in lines)
        return x, y

    def _heel_m(self) -> Vectors:
        """Return the point of the sole that comes down first, from the ankle."""
        lowest = self.sole.at(ROLLS[0][1], ROLLS[0][1], 0.0)[:, 2].argmin()
        return np.asarray(self.sole.points_m[lowest])


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Walk:
    """Somebody who walks: the body at rest, how it is held, its feet by their side, and where its wrists are held.

    `hips` are weights of `_waves`, their height.
    """

    shape: Points
    held: Posture
    feet: Mapping[str, Foot]
    wrists_m: Mapping[str, Vector]
    hips: Vectors

    def at(self, phase: float) -> Posture:
        """Return the posture at a share of the stride."""
        share = phase % 1.0
        posture = self.trunk(share)
        posture = replace(posture, hips_m=(posture.hips_m[0], 0.0, float(_waves(share) @ self.hips)))
        for side, foot in self.feet.items():
            turned = math.radians(foot.yaw_deg)
            knee = (math.sin(turned), -math.cos(turned), 0.0)
            posture = reach(self.shape, posture, _two("thigh", "calf", side), foot.ankle_m(_own(share, side)), knee)
        for side, wrist in self.wrists_m.items():
            elbow = (0.5 if side == "l" else -0.5, 1.0, -0.5)
            posture = reach(self.shape, posture, _two("upperarm", "lowerarm", side), wrist, elbow)
        return posture

    def trunk(self, share: float) -> Posture:
        """Return the posture without its legs: the pelvis turned and tilted, the trunk against it, the arms swung."""
        turn, lift = math.cos(2 * math.pi * share), math.sin(2 * math.pi * share)
        stature_m = stature_of(self.shape)
        far = min(self.feet["l"].stride_m / USUAL / stature_m, 1.2)
        yaw, roll = TURNS_DEG * far * turn, LISTS_DEG * far * lift
        leans = self.held.turns["spine_01"][0]
        turns = {"pelvis": (0.0, -roll, -yaw), "spine_01": (leans, roll, yaw), "spine_03": (0.0, 0.0, yaw)}
        level, aims = dict(self.held.level), dict(self.held.aims)
        for side, foot in self.feet.items():
            foot_deg, toes_deg = foot.pitch_deg(_own(share, side))
            level |= {f"foot_{side}": (foot_deg, 0.0, foot.yaw_deg), f"ball_{side}": (toes_deg, 0.0, foot.yaw_deg)}
            if side not in self.wrists_m:
                aims |= _arm(self.held.aims, side, far * (turn if side == "l" else -turn))
        hips_m = (SWAYS * stature_m * lift, 0.0, 0.0)
        return replace(self.held, aims=aims, turns={**self.held.turns, **turns}, level=level, hips_m=hips_m)


def walk_of(shape: Points, posture: Posture, soles: Mapping[str, Sole], held: str, stride_m: float) -> Walk:
    """Return how a body walks that is held as in a posture of walking; the hands of some sides stay where they are.

    That posture stands on z = 0, and so does the walk.
    """
    aside_m = BESIDE * stature_of(shape)
    yaws = {side: posture.level[f"foot_{side}"][2] for side in "lr"}
    feet = {side: Foot(soles[side], stride_m, aside_m if side == "l" else -aside_m, yaws[side]) for side in "lr"}
    free = "".join(side for side in "lr" if side not in held)
    hanging = {name: way for side in free for name, way in _arm(posture.aims, side, 0.0).items()}
    arms = cleared(shape, replace(posture, aims={**posture.aims, **hanging}), free)
    walk = Walk(shape, arms, feet, {side: _wrist(shape, posture, side) for side in held}, np.zeros(3))
    return replace(walk, hips=_hips(walk))


def stature_of(shape: Points) -> float:
    """Return how tall a body at rest is, in metres."""
    return float(np.ptp(shape[: anatomy().count, 2]))


def _wrist(shape: Points, posture: Posture, side: str) -> Vector:
    x, y, z = joint(shape, *transforms(shape, posture), f"hand_{side}").tolist()
    return (x, y, z)


def _hips(walk: Walk) -> Vectors:
    """Return weights of `_waves` that are as high as the legs let hips be all through a stride."""
    shares = (np.arange(SAMPLES) / SAMPLES).tolist()
    most_m, waves = np.array([_most_m(walk, share) for share in shares]), np.stack([_waves(share) for share in shares])
    found = np.linalg.lstsq(waves, most_m, rcond=None)[0]
    found[0] += min(float((most_m - waves @ found).min()), 0.0)
    return np.asarray(found)


def _most_m(walk: Walk, share: float) -> float:
    """Return how high both legs let hips be that are 0 at rest."""
    turned = transforms(walk.shape, walk.trunk(share))
    found = []
    for side, foot in walk.feet.items():
        leg_m = LEG * sum(float(np.linalg.norm(way_at_rest(walk.shape, bone))) for bone in _two("thigh", "calf", side))
        x, y, z = np.subtract(foot.ankle_m(_own(share, side)), joint(walk.shape, *turned, f"thigh_{side}")).tolist()
        found.append(z + math.sqrt(max(leg_m**2 - x * x - y * y, 0.0)))
    return min(found)


def _two(upper: str, lower: str, side: str) -> tuple[str, str]:
    return f"{upper}_{side}", f"{lower}_{side}"


def _arm(held: Mapping[str, Vector], side: str, back: float) -> dict[str, Vector]:
    """Return the aims of an arm that swings against its leg: `back` is 1 where that is ahead, −1 where it is behind."""
    upper = 0.05 + ARM * back
    ahead = {"upperarm": upper, "lowerarm": 1.1 * upper - ELBOW, "hand": 1.1 * upper - ELBOW - 0.05}
    return {f"{bone}_{side}": (_aside(held[f"{bone}_{side}"]), y, -1.0) for bone, y in ahead.items()}


def _aside(way: Vector) -> float:
    """Return how far to the side a direction goes, for each metre down."""
    return way[0] / max(-way[2], 0.3)


def _own(share: float, side: str) -> float:
    """Return the share of a foot's own stride, which begins where it is set down."""
    return share if side == "l" else (share + 0.5) % 1.0


def _waves(share: float) -> Vectors:
    """Return 1, and the waves of hips, which rise and fall with each step."""
    angle = 4 * math.pi * share
    return np.array((1.0, math.cos(angle), math.sin(angle)))


_rolls = PchipInterpolator([share for share, _ in ROLLS], [turn_deg for _, turn_deg in ROLLS])
