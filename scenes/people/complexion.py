"""What is painted on skin: where blood shines through, and what lies in shade: lashes, brows, stubble, rings of age.

The texture coordinates of skin carry it: u how red a place is (0 to 1; below 0 paler, as palms are), v how dark (below
0 how oily, so that it shines).
"""

from __future__ import annotations

from functools import cache

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import KDTree

from ..spec import Figure
from .anatomy import anatomy
from .hair import HAIRLINE_DEG, ROUND_DEG, STYLES
from .head import Head
from .regions import regions
from .skeleton import ends
from .surfaces import normals

Values = NDArray[np.float64]
Rows = NDArray[np.int64]
Spot = tuple[float, float, float, float, float]  # x (both sides), y, z on the mean body, radius, in metres; how strong

BLOOD: tuple[Spot, ...] = (
    (0.036, -0.135, 0.690, 0.020, 0.75),  # cheeks
    (0.000, -0.172, 0.694, 0.013, 0.7),  # nose
    (0.014, -0.160, 0.688, 0.008, 0.6),  # its wings
    (0.000, -0.150, 0.634, 0.014, 0.35),  # chin
    (0.030, -0.130, 0.740, 0.010, 0.3),  # lids
    (0.000, -0.120, 0.540, 0.040, 0.3),  # throat
)
OIL: tuple[Spot, ...] = (
    (0.000, -0.150, 0.790, 0.030, 0.7),  # forehead
    (0.000, -0.172, 0.700, 0.013, 1.0),  # nose
    (0.040, -0.125, 0.706, 0.010, 0.5),  # cheekbones
    (0.000, -0.155, 0.632, 0.010, 0.6),  # chin
)
SOCKETS: Spot = (0.020, -0.140, 0.736, 0.013, 0.9)  # in shade, beside the nose and under the brows
RINGS: Spot = (0.028, -0.138, 0.710, 0.010, 1.0)  # under the eyes
NOSTRILS: Spot = (0.006, -0.159, 0.680, 0.005, 2.0)
CREASE: tuple[Spot, ...] = tuple((0.020 + 0.003 * k, -0.148, 0.684 - 0.008 * k, 0.004, 1.0) for k in range(4))
FINGER = ("index", "middle", "ring", "pinky", "thumb")
KNUCKLE, JOINT = tuple(f"{each}_0{k}" for each in FINGER for k in (1, 2)), ("lowerarm", "calf")
BROW = ((0.012, 0.742), (0.022, 0.749), (0.036, 0.752), (0.050, 0.746))  # x and z of a brow's line
BROW_M = 0.0045
UNSHAVEN = 0.62  # how dark stubble makes skin
SECTORS = 28  # round an eye, to find the edge of its lids
SHAVEN_M = ((0.672, 0.600), -0.055)  # heights between which men have stubble, and how far in front
EARS, FINGERS, KNUCKLES, JOINTS, PALMS = 0.65, 0.25, 0.7, 0.4, -0.6
EARS_M = (0.066, 0.080)  # from the middle, between which ears stand out
KNUCKLE_M, JOINT_M = 0.009, 0.05
NAILS = (-0.45, -1.0)  # paler than fingers, and they shine
LIPS_M = 0.004  # round the lips, where skin is redder, so that they have no edge
LIP_EDGE = -0.75  # how much paler than lips their own edge is
ROOTS = 0.30  # how dark hair makes the skin that it grows from
SHORN = 0.62  # and where it is cut to the skin
FADE_DEG = 5.0  # of elevation, over which that ends beyond the hairline
UPPER, LOWER = 0.95, 0.45  # how dark lashes are


def painted(figure: Figure) -> Values:
    """Return V×2 for the vertices of a body: how red, and how dark."""
    rng = np.random.default_rng((figure.seed, 2))
    blood, oil, lashes, brow, rings, stubble = _places()
    age = float(np.clip((figure.age_years - 25) / 50, 0, 1))
    shaven = rng.uniform(0.08, 0.34) if figure.sex > 0.5 and figure.age_years > 17 else 0.0
    shaven = UNSHAVEN if figure.beard == "stubble" else shaven
    style = STYLES.get(figure.haircut)
    roots = (SHORN if style.shorn_deg else ROOTS) * _roots() if style else np.zeros_like(lashes)
    dark = np.max([lashes, 0.7 * brow, (0.20 + 0.26 * age) * rings, shaven * stubble, roots], axis=0)
    oily = oil * rng.uniform(0.2, 1.0) * (1 - 0.6 * age)
    return np.stack([blood * rng.uniform(0.7, 1.2), dark - oily * (dark < 0.02)], axis=1)


@cache
def _places() -> tuple[Values, Values, Values, Values, Values, Values]:
    """Return V each, 0 to 1: blood (below 0 pale), oil, lashes, brows, what lies in shade, where a beard would grow."""
    body, where = anatomy(), regions()
    points = body.points[: body.count].astype(np.float64)
    x, y, z = np.abs(points[:, 0]), points[:, 1], points[:, 2]
    lips = np.isin(np.arange(body.count), body.marks["lips"])
    blood = np.max([_spot(points, each) for each in BLOOD], axis=0)
    lobes = np.isin(np.arange(body.count), body.marks["ears"]) * np.clip((x - EARS_M[0]) / np.ptp(EARS_M), 0, 1)
    blood = np.maximum(blood, EARS * lobes)
    blood = np.maximum(blood, np.where(_of_hands(*FINGER), FINGERS, 0.0))
    blood = np.max([blood, KNUCKLES * _near(points, KNUCKLE_M, *KNUCKLE), JOINTS * _near(points, JOINT_M, *JOINT)], 0)
    blood = np.where(lips, 0.0, np.maximum(blood, 0.8 * _beside(points, lips)))
    up = normals(body.points, body.layers["skin"])[: body.count, 2]
    palm = _of_hands("hand", *FINGER) & (up < -0.35)
    nails = _of_hands(*(f"{each}_03" for each in FINGER)) & (where.along > 0.55) & (up > 0.5)
    blood = np.select([nails, palm, lips & _rim(lips)], [NAILS[0], PALMS, LIP_EDGE], blood)
    oil = np.where(nails, -NAILS[1], np.max([_spot(points, each) for each in OIL], axis=0))
    (high_m, low_m), front_m = SHAVEN_M
    below = np.clip((high_m - z) / 0.01, 0, 1) * np.clip((z - low_m) / 0.02, 0, 1) * np.clip((front_m - y) / 0.03, 0, 1)
    stubble = np.where(where.on("head", "neck_01") & ~lips, below, 0.0)
    line_m = np.interp(x, *np.array(BROW).T)
    inside = (x > BROW[0][0]) & (x < BROW[-1][0]) & (y < -0.09) & where.on("head")
    brow = np.where(inside, np.exp(-(((z - line_m) / BROW_M) ** 2)), 0.0)
    rings = np.max([_spot(points, each) for each in (RINGS, SOCKETS, NOSTRILS, *CREASE)], axis=0)
    return blood, np.where(lips, 0.5, oil), _lashes(points), brow, rings, stubble


@cache
def _roots() -> Values:
    """Return V, 0 to 1: where hair grows from the skin, fading at the hairline."""
    head, points = Head(anatomy().points), anatomy().points[: anatomy().count]
    off = (points - head.centre).astype(np.float64)
    elevation = np.degrees(np.arctan2(off[:, 2], np.hypot(off[:, 0], off[:, 1])))
    azimuth = np.degrees(np.arctan2(np.abs(off[:, 0]), -off[:, 1]))
    line = np.interp(azimuth, ROUND_DEG, HAIRLINE_DEG)
    ears = np.isin(np.arange(len(points)), anatomy().marks["ears"])
    grown = regions().on("head", "neck_01") & ~ears & (elevation > -50)
    return np.where(grown, np.clip((elevation - line + FADE_DEG) / (2 * FADE_DEG), 0, 1), 0.0)


def _beside(points: Values, lips: NDArray[np.bool_]) -> Values:
    """Return 1 at the lips, falling off round them."""
    off_m, _ = KDTree(points[lips]).query(points)
    return np.asarray(np.exp(-((off_m / LIPS_M) ** 2)))


def _rim(part: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Return the vertices of quads of the skin that lie partly in a part."""
    quads = anatomy().layers["skin"]
    rim = np.zeros(len(part), np.bool_)
    rim[quads[part[quads].any(axis=1) & ~part[quads].all(axis=1)]] = True
    return rim


def _spot(points: Values, spot: Spot) -> Values:
    off = (points - np.array(spot[:3])) if spot[0] == 0 else np.abs(points) * (1, 0, 0) + points * (0, 1, 1) - spot[:3]
    return np.asarray(spot[4] * np.exp(-np.square(off / spot[3]).sum(axis=1)))


def _of_hands(*bones: str) -> NDArray[np.bool_]:
    names = regions().bone
    return np.any([np.char.startswith(names, bone) for bone in bones], axis=0)


def _near(points: Values, far_m: float, *bones: str) -> Values:
    """Return how near the heads of these bones lie."""
    heads = ends(anatomy().points)[0]
    off_m, _ = KDTree([heads[anatomy().bone(f"{name}_{side}")] for name in bones for side in "lr"]).query(points)
    return np.asarray(np.exp(-((off_m / far_m) ** 2)))


def _lashes(points: Values) -> Values:
    """Return how dark the edges of the lids are."""
    found = np.zeros(len(points))
    for upper, lower in lids():
        found[upper], found[lower] = UPPER, LOWER
    return found


@cache
def lids() -> tuple[tuple[Rows, Rows], ...]:
    """Return for each eye the vertices of its upper and its lower lid's edge.

    Of what lies round an eyeball they are what is nearest to its axis.
    """
    body = anatomy()
    points, found = body.points[: body.count].astype(np.float64), []
    skin = np.unique(body.layers["skin"])
    for ball in body.points[body.layers["eyes"]].reshape(2, -1, 3).astype(np.float64):
        middle, radius_m = (ball.min(axis=0) + ball.max(axis=0)) / 2, np.ptp(ball, axis=0).max() / 2
        off = points[skin] - middle
        far = np.linalg.norm(off, axis=1)
        near = (far > 0.9 * radius_m) & (far < 1.3 * radius_m) & (off[:, 1] < -0.4 * radius_m)
        around, wide = np.arctan2(off[near, 2], off[near, 0]), np.hypot(off[near, 0], off[near, 2])
        sector = ((around / (2 * np.pi) % 1) * SECTORS).astype(int)
        sectors = [np.flatnonzero(sector == number) for number in range(SECTORS)]
        edge = np.array([own[wide[own].argmin()] for own in sectors if len(own)])
        rows = skin[near]
        found.append((rows[edge[around[edge] > 0]], rows[edge[around[edge] <= 0]]))
    return tuple(found)
