"""How four-legged animals are built, and where their trunks and feet are as they stand, walk, graze, sit or lie.

Lengths are in shares of the height at the withers. An animal faces −y; x is to its side. Points are of its middle
plane: y, z.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

Point = tuple[float, float]
Leg = tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Build:
    """A body. `long`: from breast to rump; `deep`: radii of breast, waist and rump; `wide`: of those, to the side.

    `neck`: its length, its radii and its angle above the horizontal in degrees; `head`: radius of the skull, length
    and end radius of the muzzle, and how far that points down in degrees; `legs`: radii of shoulder and thigh, of the
    lower leg, and of the foot; `ears`: length, half width, degrees above the horizontal, and how far forward.
    """

    long: float
    deep: tuple[float, float, float]
    wide: float
    neck: tuple[float, float, float, float]
    head: tuple[float, float, float, float]
    legs: tuple[float, float, float]
    ears: tuple[float, float, float, float]
    tail: tuple[float, float, float]  # length, radius, and degrees above the horizontal at its root
    paws: float = 1.0  # length of the feet, in their radii
    curl: float = 0.0  # by how many degrees the tail bends up from root to tip
    hock: float = 1.0  # how far the hind legs are bent, beside a dog's
    cannon: tuple[float, float] = (0.27, 0.32)  # height of wrist and hock, in that of shoulder and hip
    jowl: float = 0.5  # radius of the jaw, in that of the skull
    bony: float = 0.0  # radius of the hip bones that show
    horns: float = 0.0
    mane: float = 0.0
    dewlap: float = 0.0
    udder: bool = False
    tuft: bool = False


@dataclass(frozen=True, slots=True)
class Stance:
    """Where the trunk and the feet are: breast, hip and the joints of both legs of each side, from top to foot."""

    breast: Point
    hip: Point
    front: tuple[Leg, Leg]
    hind: tuple[Leg, Leg]
    spread: float = 1.0  # how far the hind legs stand apart
    haunch: float = 1.0  # how much they bulge, beside those of an animal that stands
    tail_deg: float | None = None
    arch: float = 0.0  # how much higher the middle of the back is than a straight one


def upright(build: Build, feet: tuple[float, float, float, float], dip: float = 0.0) -> Stance:
    """Return a stance on four legs whose feet stand so far ahead: front left and right, hind left and right."""
    breast, _, rump = build.deep
    half = 0.5 * build.long
    y0, y1 = 0.78 * breast - half, half - 0.9 * rump
    z0, z1 = 1.0 - breast - dip, 1.0 - 0.95 * rump - dip
    left, right = (_pair(build, y0, z0, y1, z1, feet[k], feet[k + 2]) for k in (0, 1))
    return Stance((y0, z0), (y1, z1), (left[0], right[0]), (left[1], right[1]))


def _pair(build: Build, y0: float, z0: float, y1: float, z1: float, front: float, hind: float) -> tuple[Leg, Leg]:
    foot = 0.8 * build.legs[2]
    toe = build.paws * build.legs[2]
    a, b = y0 + 0.02, y1 + 0.02
    fore = (
        (y0 - 0.02, z0),
        (a + 0.06 - 0.35 * front, 0.62 * z0),
        (a - 0.8 * front, build.cannon[0] * z0),
        (a - front, foot),
        (a - front - toe, 0.85 * foot),
    )
    back = (
        (y1, z1 - 0.02),
        (b - 0.10 * build.hock - 0.4 * hind, 0.58 * z1),
        (b + 0.06 + 0.06 * build.hock - 0.7 * hind, build.cannon[1] * z1),
        (b + 0.06 - hind, foot),
        (b + 0.06 - hind - toe, 0.85 * foot),
    )
    return fore, back


def _standing(build: Build, rng: np.random.Generator) -> Stance:
    a, b = rng.uniform(-0.05, 0.05, 2).tolist()
    return upright(build, (a, -a, b, -b))


def _walking(build: Build, rng: np.random.Generator) -> Stance:
    far = float(rng.uniform(0.14, 0.2) * rng.choice((-1, 1)))
    return upright(build, (far, -far, -0.8 * far, 0.9 * far), 0.01)


def _sitting(build: Build, rng: np.random.Generator) -> Stance:
    """Return how dogs and cats sit: the rump on the ground, the breast above the front feet."""
    breast, _, rump = build.deep
    foot, toe = 0.8 * build.legs[2], build.paws * build.legs[2]
    y0, z0, y1 = -0.16, 1.02 - 1.05 * breast, 0.26 * build.long
    z1 = 0.95 * rump
    fore = (
        (y0 - 0.02, z0),
        (y0 + 0.06, 0.60 * z0),
        (y0 - 0.03, 0.28 * z0),
        (y0 - 0.05, foot),
        (y0 - 0.05 - toe, 0.85 * foot),
    )
    back = (
        (y1 - 0.02, z1 + 0.02),
        (y1 - 0.30, 0.30),
        (y1 - 0.02, 0.09),
        (y1 - 0.24, foot),
        (y1 - 0.24 - toe, 0.85 * foot),
    )
    return Stance((y0, z0), (y1, z1), (fore, fore), (back, back), 1.3, 1.15, -35.0)


def _lying(build: Build, rng: np.random.Generator) -> Stance:
    """Return how animals lie on their bellies, the front feet before them."""
    breast, _, rump = build.deep
    foot, toe = 0.8 * build.legs[2], build.paws * build.legs[2]
    long = 0.88 * build.long if build.paws > 1.2 else build.long  # the backs of dogs and cats bend
    y0, y1 = 0.78 * breast - 0.5 * long, 0.5 * long - rump
    low = build.legs[1]
    ahead = 0.30 if build.paws > 1.2 else 0.1
    fore = (
        (y0 - 0.02, breast),
        (y0 + 0.12, 1.6 * low),
        (y0 - ahead * 0.5, 1.1 * low),
        (y0 - ahead, foot),
        (y0 - ahead - toe, 0.85 * foot),
    )
    back = (
        (y1 - 0.02, rump),
        (y1 - 0.25, max(rump, 2.6 * low) + 0.02),
        (y1 - 0.02, 1.1 * low),
        (y1 - 0.24, foot),
        (y1 - 0.24 - toe, 0.85 * foot),
    )
    return Stance(
        (y0, 0.9 * breast),
        (y1, 0.9 * rump),
        (fore, fore),
        (back, back),
        1.35,
        1.35,
        -50.0,
        0.045 if build.paws > 1.2 else 0.0,
    )


STANCES: dict[str, Callable[[Build, np.random.Generator], Stance]] = {
    "standing": _standing,
    "walking": _walking,
    "grazing": _standing,
    "sitting": _sitting,
    "lying": _lying,
}
