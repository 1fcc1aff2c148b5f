"""Four-legged animals as bones, in any stance: trunk, legs, neck, head, ears, horns and tail.

Lengths are in shares of the height at the withers; x is to the side of an animal, which faces −y.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ...geometry.skin import Bone
from ...poses import Vec3
from .stances import STANCES, Build, Stance

Vector = NDArray[np.float64]
SIDES = (-1.0, 1.0)
LEG_BONES = 5
SPINE = (0.0, 0.4, 0.62, 1.0)  # from breast to hip: where the trunk's bones meet
ACROSS: Vec3 = (1.0, 0.0, 0.0)
UP = np.array((0.0, 0.0, 1.0))
TAIL = (1.25, 1.0, 0.85, 0.7, 0.45)  # radii from root to tip, in the tail's own
TUFTED = (1.0, 0.8, 0.9, 1.7, 0.7)
HANGING_DEG, UPRIGHT_DEG = -20.0, 20.0  # ears that point lower hang, those that point higher stand


@dataclass(frozen=True, slots=True)
class Axes:
    """Where a head is and how it is turned: the top of the neck, and unit vectors to the nose, up and to its side."""

    poll: Vector
    way: Vector
    over: Vector
    side: Vector


def body(build: Build, posture: str, rng: np.random.Generator) -> list[Bone]:
    """Return the bones of an animal in a posture; chance moves head, tail and feet a little."""
    stance = STANCES[posture](build, rng)
    root = np.array((0.0, stance.breast[0] - 0.25 * build.deep[0], stance.breast[1] + 0.35 * build.deep[0]))
    axes = _grazing(build, root, rng) if posture == "grazing" else _looking(build, root, rng)
    front = (*_neck(build, root, axes.poll), *_head(build, axes), *_ears(build, axes), *_horns(build, axes))
    trunk = (*_trunk(build, stance), *_masses(build, stance))
    return [*trunk, *_legs(build, stance), *front, *_tail(build, stance, rng)]


def _trunk(build: Build, stance: Stance) -> Iterable[Bone]:
    breast, waist, rump = build.deep
    first, last = np.array((0.0, *stance.breast)), np.array((0.0, *stance.hip))
    places = [first + share * (last - first) + 4 * share * (1 - share) * stance.arch * UP for share in SPINE]
    radii = (breast, 0.96 * breast, waist, rump)
    for (a, b), (thick, thin) in zip(itertools.pairwise(places), itertools.pairwise(radii), strict=True):
        yield Bone(_v(a), _v(b), (thick, thin), "", build.wide, ACROSS)
    if build.dewlap:
        throat, chest = (first - breast * np.array((0.0, *way)) for way in ((0.75, -0.32), (0.5, 0.6)))
        yield Bone(_v(throat), _v(chest), (build.dewlap,) * 2, "", 0.5, ACROSS)
    if build.udder:
        yield Bone(_v(last - np.array((0.0, 0.02, 0.26))), _v(last - np.array((0.0, 0.1, 0.27))), (0.085, 0.06))


def _masses(build: Build, stance: Stance) -> Iterable[Bone]:
    """Yield shoulder blades and haunches, which stand out from the trunk, and the hips of bony animals."""
    upper, aside = build.legs[0], build.wide * build.deep[0]
    for x, (shoulder, elbow, *_), (hip, knee, *_) in zip(SIDES, stance.front, stance.hind, strict=True):
        top = (x * (aside - 0.62 * upper), shoulder[0] + 0.07, shoulder[1] + 0.5 * build.deep[0])
        low = (x * (aside - 0.42 * upper), shoulder[0] - 0.06, 0.6 * shoulder[1] + 0.4 * elbow[1])
        yield Bone(top, low, (0.75 * upper, 1.15 * upper), "", 0.7, ACROSS)
        rump = (x * (aside - 1.2 * upper), hip[0] + 0.05, hip[1] + 0.3 * build.deep[2])
        thigh = (x * (aside + (stance.haunch - 1.5) * upper), 0.5 * (hip[0] + knee[0]) + 0.04, 0.5 * (hip[1] + knee[1]))
        yield Bone(rump, thigh, (1.3 * upper, 1.4 * upper * stance.haunch), "", 0.7, ACROSS)
        if build.bony:
            high = stance.hip[1] + 0.82 * build.deep[2]
            yield Bone((x * 0.14, hip[0] - 0.12, high), (x * 0.1, hip[0] + 0.1, high - 0.04), (build.bony,) * 2)


def _legs(build: Build, stance: Stance) -> Iterable[Bone]:
    upper, lower, foot = build.legs
    aside = build.wide * build.deep[0] - 0.75 * upper
    for x, front, hind in zip(SIDES, stance.front, stance.hind, strict=True):
        fore = [(x * (aside + 0.01 * k), *point) for k, point in enumerate(front)]
        back = [(x * aside * (stance.spread if k else 1.0), *point) for k, point in enumerate(hind)]
        yield from _leg(fore, (1.15 * upper, 0.75 * upper, lower, foot), False)
        yield from _leg(back, (1.5 * upper, 0.9 * upper, 0.95 * lower, foot), True)


def _leg(joints: Sequence[Vec3], radii: tuple[float, float, float, float], heel: bool) -> Iterable[Bone]:
    """Yield a leg over five joints: shoulder or hip, elbow or knee, wrist or hock, foot, tip of the foot.

    Its last bone is the wrist, or the heel that stands out behind the hock.
    """
    top, middle, low, foot = radii
    thick = ((top, middle), (middle, 0.95 * low), (0.85 * low, 0.85 * low), (foot, 0.85 * foot))
    for k, (a, b) in enumerate(itertools.pairwise(joints)):
        yield Bone(a, b, thick[k], "leg", 0.8 if k == 0 else 1.0, ACROSS)
    x, y, z = joints[2]
    end = (x, y + 0.9 * low, z + 0.7 * low) if heel else (x, y - 0.15 * low, z - 0.5 * low)
    yield Bone(joints[2], end, (low, 0.6 * low if heel else low), "leg")


def _looking(build: Build, root: Vector, rng: np.random.Generator) -> Axes:
    """Return a head that is held up, and turned to a side a little."""
    yaw, rise = np.radians(rng.uniform(-35, 35)), np.radians(build.neck[3] + rng.uniform(-8, 8))
    ahead = _ahead(yaw)
    return _axes(
        root + build.neck[0] * (np.cos(rise) * ahead + np.sin(rise) * UP), yaw, build.head[3] + rng.uniform(-6, 6)
    )


def _grazing(build: Build, root: Vector, rng: np.random.Generator) -> Axes:
    """Return a head whose muzzle is in the grass."""
    yaw = np.radians(rng.uniform(-15, 15))
    skull, muzzle = build.head[:2]
    down = float(root[2]) - 0.8 * muzzle - skull
    out = np.sqrt(max((build.neck[0] + 0.25) ** 2 - down**2, 0.05))
    return _axes(root + out * _ahead(yaw) - down * UP, yaw, 62.0)


def _axes(poll: Vector, yaw: float, drop_deg: float) -> Axes:
    drop, ahead = np.radians(drop_deg), _ahead(yaw)
    side = np.array((np.cos(yaw), np.sin(yaw), 0.0))
    return Axes(poll, np.cos(drop) * ahead - np.sin(drop) * UP, np.sin(drop) * ahead + np.cos(drop) * UP, side)


def _ahead(yaw: float) -> Vector:
    return np.array((np.sin(yaw), -np.cos(yaw), 0.0))


def _neck(build: Build, root: Vector, poll: Vector) -> Iterable[Bone]:
    _, base, end, _ = build.neck
    middle = 0.5 * (root + poll) + 0.02 * UP
    yield Bone(_v(root), _v(middle), (base, 0.5 * (base + end)), "", 0.72, ACROSS)
    yield Bone(_v(middle), _v(poll), (0.5 * (base + end), end), "", 0.8, ACROSS)
    if build.mane:
        crest = np.cross(poll - root, np.cross(UP, poll - root))
        crest = crest / np.linalg.norm(crest)
        yield Bone(_v(root + base * crest), _v(poll + 1.15 * end * crest), (build.mane,) * 2, "mane", 0.4, ACROSS)


def _head(build: Build, axes: Axes) -> Iterable[Bone]:
    """Yield skull, muzzle and jaw, in this order."""
    skull, muzzle, tip, _ = build.head
    brow = axes.poll + 0.55 * skull * axes.way
    stop = brow + 0.55 * skull * axes.way - 0.3 * skull * axes.over
    nose = stop + muzzle * axes.way
    yield Bone(_v(axes.poll), _v(brow), (skull, 0.95 * skull), "head", 0.9, _v(axes.side))
    yield Bone(_v(stop), _v(nose), (0.39 * skull + 0.5 * tip, tip), "head")
    jaw, chin = stop - 0.28 * skull * axes.over, nose - 0.55 * tip * axes.over - 0.1 * muzzle * axes.way
    yield Bone(_v(jaw), _v(chin), (build.jowl * skull, 0.7 * tip), "head", 0.75, _v(axes.side))


def _ears(build: Build, axes: Axes) -> Iterable[Bone]:
    for x in SIDES:
        yield _hanging(build, axes, x) if build.ears[2] < HANGING_DEG else _pointing(build, axes, x)


def _hanging(build: Build, axes: Axes, x: float) -> Bone:
    """Return an ear that hangs beside the head."""
    length, half, _, _ = build.ears
    foot = axes.poll + build.head[0] * (0.9 * x * axes.side + 0.45 * axes.over)
    tip = foot - length * UP + 0.25 * length * (x * axes.side + axes.way)
    return Bone(_v(foot), _v(tip), (0.75 * half, half), "ear", 0.45, _v(axes.side))


def _pointing(build: Build, axes: Axes, x: float) -> Bone:
    """Return an ear that stands up, its opening ahead, or out to the side."""
    length, half, lift_deg, forward = build.ears
    lift = np.radians(lift_deg)
    out = x * np.cos(lift) * axes.side + np.sin(lift) * UP + forward * axes.way
    foot = axes.poll + build.head[0] * (0.62 * x * axes.side + 0.6 * axes.over)
    tip = foot + length * out / np.linalg.norm(out)
    if lift_deg > UPRIGHT_DEG:
        return Bone(_v(foot), _v(tip), (half, 0.3 * half), "ear", 0.45, _v(axes.way))
    thin = np.cross(out, axes.way)
    return Bone(_v(foot), _v(tip), (0.75 * half, 0.5 * half), "ear", 0.45, _v(thin / np.linalg.norm(thin)))


def _horns(build: Build, axes: Axes) -> Iterable[Bone]:
    for x in SIDES if build.horns else ():
        base = axes.poll + build.head[0] * (0.75 * x * axes.side + 0.85 * axes.over)
        bend = base + build.horns * (0.8 * x * axes.side + 0.35 * axes.over)
        tip = bend + build.horns * (0.9 * axes.over + 0.2 * x * axes.side)
        yield Bone(_v(base), _v(bend), (0.042, 0.034), "horn")
        yield Bone(_v(bend), _v(tip), (0.034, 0.018), "horn")


def _tail(build: Build, stance: Stance, rng: np.random.Generator) -> Iterable[Bone]:
    """Yield a tail that bends up or down, or lies on the ground and curls to a side."""
    length, radius, lift_deg = build.tail
    lies = stance.tail_deg is not None
    lift = np.radians((lift_deg if stance.tail_deg is None else stance.tail_deg) + rng.uniform(-8, 8))
    swing, curl = np.radians(rng.uniform(-25, 25)), float(rng.choice((-0.5, 0.5))) if lies else 0.0
    bend = 0.0 if lies else np.radians(build.curl) / 3
    at = np.array((0.0, stance.hip[0] + 0.85 * build.deep[2], stance.hip[1] + 0.45 * build.deep[2]))
    for thick, thin in itertools.pairwise(TUFTED if build.tuft else TAIL):
        way = np.array((np.cos(lift) * np.sin(swing), np.cos(lift) * np.cos(swing), np.sin(lift)))
        end = at + length / 4 * way
        end[2] = max(end[2], 0.8 * radius)
        yield Bone(_v(at), _v(end), (thick * radius, thin * radius), "tail")
        at, lift, swing = end, lift + bend, swing + curl


def _v(point: Vector) -> Vec3:
    x, y, z = (float(value) for value in point)
    return (x, y, z)
