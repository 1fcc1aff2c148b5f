"""How cloth lies flat: the panels that it is sewn from, how far round and along them a place lies, how near a hem.

Texture coordinates are metres on the mean body. `u` runs round a panel from the middle of its front, and is a quarter
of the way round at its seams; the trunk lies at 0, legs 2 and sleeves 4 to either side. `v` is the height, and on
sleeves how far down the arm. The third coordinate grows from 0 to NEAR_M towards a hem.
"""

from __future__ import annotations

from functools import cache

import numpy as np
from numpy.typing import NDArray

from .anatomy import Points, Quads, anatomy
from .rotations import direction
from .skeleton import ends

APART_M = 2.0  # in u, from the trunk to a leg, and from there to a sleeve
ROUND_M = np.array((0.16, 0.075, 0.05))  # radii by which trunk, legs and sleeves are laid flat
NEAR_M = 0.06  # from a hem
CROTCH_M = -0.02  # below it cloth is of legs
HEIGHTS_M = (0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.56)  # at which the trunk has its middle, half width and half depth
MIDDLE_M = (-0.017, -0.022, -0.055, -0.068, -0.060, -0.030, -0.025)
WIDE_M = (0.18, 0.176, 0.155, 0.145, 0.155, 0.165, 0.12)
DEEP_M = (0.113, 0.124, 0.105, 0.10, 0.108, 0.096, 0.085)
TRUNK, LEG, SLEEVE = 0, 1, 2
Values = NDArray[np.float64]


def turns(points: Points) -> Values:
    """Return N×3: how far round trunk, leg and arm points of the mean body lie, in radians.

    0 is in front; 90° is at the left of the trunk, outside on both legs, and below on both arms.
    """
    return np.stack([_round_trunk(points), _round_leg(points), _round_arm(points)], axis=1)


def flat(points: Points, arm: Values, arm_m: Values, near_m: Values, faces: Quads, layer: str) -> Values:
    """Return the texture coordinates T×3×3 of triangles, whose corners N are given on the mean body.

    `arm` is 1 on sleeves, `arm_m` how far down them, `near_m` how far a hem is.
    """
    place = np.where(arm[faces].mean(axis=1) > 0.5, SLEEVE, TRUNK)
    low = (points[faces][..., 2].mean(axis=1) < CROTCH_M) & (place == TRUNK) & (layer == "tights")
    place[low] = LEG
    turn = np.take_along_axis(turns(points)[faces], place[:, None, None], axis=2)[..., 0]
    turn = turn[:, :1] + (turn - turn[:, :1] + np.pi) % (2 * np.pi) - np.pi
    side = np.where(points[faces][..., 0].mean(axis=1) > 0, 1, -1)
    u = turn * ROUND_M[place][:, None] + (APART_M * place * side)[:, None]
    v = np.where(place[:, None] == SLEEVE, arm_m[faces], points[faces][..., 2])
    return np.stack([u, v, np.clip(NEAR_M - near_m[faces], 0, NEAR_M)], axis=2)


def _round_trunk(points: Points) -> Values:
    x, y, z = points.T.astype(np.float64)
    middle_m, wide_m, deep_m = (np.interp(z, HEIGHTS_M, each) for each in (MIDDLE_M, WIDE_M, DEEP_M))
    return np.arctan2(x / wide_m, (middle_m - y) / deep_m)


def _round_leg(points: Points) -> Values:
    x, y, z = points.T.astype(np.float64)
    heights, places = _axis("thigh_l", "calf_l")[:, 2], _axis("thigh_l", "calf_l")
    middle = [np.interp(z, heights[::-1], places[::-1, axis]) for axis in (0, 1)]
    return np.arctan2(np.abs(x) - middle[0], middle[1] - y)


def _round_arm(points: Points) -> Values:
    mirrored = points.astype(np.float64) * np.where(points[:, :1] < 0, (-1, 1, 1), (1, 1, 1))
    upper, elbow, wrist = _axis("upperarm_l", "lowerarm_l")
    ways = [direction(elbow - upper), direction(wrist - elbow)]
    lower = ((mirrored - elbow) @ (ways[0] + ways[1]) > 0)[:, None]
    way, off = np.where(lower, ways[1], ways[0]), mirrored - np.where(lower, elbow, upper)
    front = np.array((0.0, -1.0, 0.0)) - way * (way @ np.array((0.0, -1.0, 0.0)))[:, None]
    below = np.cross(way, front)
    return np.arctan2(np.einsum("ni,ni->n", off, below), np.einsum("ni,ni->n", off, front))


@cache
def _axis(upper: str, lower: str) -> Values:
    """Return the ends of a limb's two bones on the mean body, 3×3."""
    heads, tails = ends(anatomy().points)
    first, second = (anatomy().bone(name) for name in (upper, lower))
    return np.stack([heads[first], heads[second], tails[second]]).astype(np.float64)
