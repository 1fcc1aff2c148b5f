"""What is painted on skin: where blood shines through, and what lies in shade: lashes, brows, stubble, rings of age.

The texture coordinates of skin carry it: u how red a place is (0 to 1; below 0 paler, as palms are), v how dark.
"""

from __future__ import annotations

from functools import cache

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import KDTree

from ..spec import Figure
from .anatomy import anatomy
from .regions import regions
from .skeleton import ends
from .surfaces import normals

Values = NDArray[np.float64]
Spot = tuple[float, float, float, float, float]  # x (both sides), y, z on the mean body, radius, in metres; how strong

BLOOD: tuple[Spot, ...] = (
    (0.036, -0.135, 0.690, 0.020, 0.75),  # cheeks
    (0.000, -0.172, 0.694, 0.013, 0.7),  # nose
    (0.000, -0.150, 0.634, 0.014, 0.3),  # chin
    (0.030, -0.130, 0.740, 0.010, 0.3),  # lids
)
RINGS: Spot = (0.028, -0.138, 0.710, 0.010, 1.0)  # under the eyes
CREASE: tuple[Spot, ...] = tuple((0.020 + 0.003 * k, -0.148, 0.684 - 0.008 * k, 0.004, 1.0) for k in range(4))
BROW = ((0.012, 0.742), (0.022, 0.749), (0.036, 0.752), (0.050, 0.746))  # x and z of a brow's line
BROW_M = 0.0045
UNSHAVEN = 0.5  # how dark stubble makes skin
SECTORS = 28  # round an eye, to find the edge of its lids
SHAVEN_M = ((0.672, 0.600), -0.055)  # heights between which men have stubble, and how far in front
EARS, FINGERS, JOINTS, PALMS = 0.5, 0.35, 0.35, -0.6
UPPER, LOWER = 0.95, 0.45  # how dark lashes are


def painted(figure: Figure) -> Values:
    """Return V×2 for the vertices of a body: how red, and how dark."""
    rng = np.random.default_rng((figure.seed, 2))
    blood, lashes, brow, rings, stubble = _places()
    age = float(np.clip((figure.age_years - 25) / 50, 0, 1))
    shaven = rng.uniform(0.08, 0.34) if figure.sex > 0.5 and figure.age_years > 17 else 0.0
    shaven = UNSHAVEN if figure.beard == "stubble" else shaven
    dark = np.max([lashes, 0.4 * brow, (0.10 + 0.28 * age) * rings, shaven * stubble], axis=0)
    return np.stack([blood * rng.uniform(0.6, 1.1), dark], axis=1)


@cache
def _places() -> tuple[Values, Values, Values, Values, Values]:
    """Return V each, 0 to 1: blood (below 0 pale), lashes, brows, what age darkens, and where a beard would grow."""
    body, where = anatomy(), regions()
    points = body.points[: body.count].astype(np.float64)
    x, y, z = np.abs(points[:, 0]), points[:, 1], points[:, 2]
    lips = np.isin(np.arange(body.count), body.marks["lips"])
    blood = np.max([_spot(points, each) for each in BLOOD], axis=0)
    blood = np.maximum(blood, EARS * np.isin(np.arange(body.count), body.marks["ears"]))
    blood = np.maximum(
        blood, np.where(_of_hands("index", "middle", "ring", "pinky", "thumb"), FINGERS, _joints(points))
    )
    palm = _of_hands("hand", "index", "middle", "ring", "pinky", "thumb") & (
        normals(body.points, body.layers["skin"])[: body.count, 2] < -0.35
    )
    (high_m, low_m), front_m = SHAVEN_M
    below = np.clip((high_m - z) / 0.01, 0, 1) * np.clip((z - low_m) / 0.02, 0, 1) * np.clip((front_m - y) / 0.03, 0, 1)
    stubble = np.where(where.on("head", "neck_01") & ~lips, below, 0.0)
    line_m = np.interp(x, *np.array(BROW).T)
    inside = (x > BROW[0][0]) & (x < BROW[-1][0]) & (y < -0.09) & where.on("head")
    brow = np.where(inside, np.exp(-(((z - line_m) / BROW_M) ** 2)), 0.0)
    rings = np.max([_spot(points, each) for each in (RINGS, *CREASE)], axis=0)
    return np.where(palm, PALMS, blood), _lashes(points), brow, rings, stubble


def _spot(points: Values, spot: Spot) -> Values:
    off = (points - np.array(spot[:3])) if spot[0] == 0 else np.abs(points) * (1, 0, 0) + points * (0, 1, 1) - spot[:3]
    return np.asarray(spot[4] * np.exp(-np.square(off / spot[3]).sum(axis=1)))


def _of_hands(*bones: str) -> NDArray[np.bool_]:
    names = regions().bone
    return np.any([np.char.startswith(names, bone) for bone in bones], axis=0)


def _joints(points: Values) -> Values:
    """Return how near elbows and knees lie."""
    heads = ends(anatomy().points)[0]
    bones = [heads[anatomy().bone(f"{name}_{side}")] for name in ("lowerarm", "calf") for side in "lr"]
    off_m, _ = KDTree(np.array(bones)).query(points)
    return np.asarray(JOINTS * np.exp(-((off_m / 0.05) ** 2)))


def _lashes(points: Values) -> Values:
    """Return how dark the edges of the lids are: of what lies round an eyeball, what is nearest to its axis."""
    body = anatomy()
    found = np.zeros(body.count)
    skin = np.unique(body.layers["skin"])
    for ball in body.points[body.layers["eyes"]].reshape(2, -1, 3).astype(np.float64):
        middle, radius_m = (ball.min(axis=0) + ball.max(axis=0)) / 2, np.ptp(ball, axis=0).max() / 2
        off = points[skin] - middle
        far = np.linalg.norm(off, axis=1)
        near = (far > 0.9 * radius_m) & (far < 1.3 * radius_m) & (off[:, 1] < -0.4 * radius_m)
        around, wide = np.arctan2(off[near, 2], off[near, 0]), np.hypot(off[near, 0], off[near, 2])
        sector = ((around / (2 * np.pi) % 1) * SECTORS).astype(int)
        for number in range(SECTORS):
            own = np.flatnonzero(sector == number)
            if len(own):
                edge = own[wide[own].argmin()]
                found[skin[near][edge]] = UPPER if around[edge] > 0 else LOWER
    return found
