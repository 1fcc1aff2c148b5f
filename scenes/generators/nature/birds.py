"""Pigeons, gulls, sparrows, ducks and hens: standing, pecking or swimming, their wings folded.

Lengths are in shares of that from the breast to the tip of the tail. Slots: plumage, wings, beak and legs, eyes, then
the head's plumage or a comb.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np

from ...geometry.mesh import Mesh, join
from ...geometry.parts import as_part
from ...geometry.skin import Bone, skin
from ...spec import Vec3
from ..core.parts import Generator, tube
from .coats import Points, Region, eyes, grounded, nearest_to, painted, with_parts

TRIANGLES = 4200
BLEND = 0.018
WATERLINE = 0.3  # of a swimmer's depth is below the water
SIDES = (-1.0, 1.0)
ACROSS: Vec3 = (1.0, 0.0, 0.0)
UP = np.array((0.0, 0.0, 1.0))
UPRIGHT_DEG = 40.0  # tails that point higher are narrow and tall


@dataclass(frozen=True, slots=True)
class Bird:
    """A body. `deep`: radii of breast and rump; `tilt_deg`: how far the breast is lifted; `neck`: length and radii.

    `beak`: length, radius at its root, and how flat it is; `legs`: length and radius; `tail`: length, half width and
    how many degrees it points up from the back.
    """

    deep: tuple[float, float]
    tilt_deg: float
    neck: tuple[float, float, float]
    head: float
    beak: tuple[float, float, float]
    legs: tuple[float, float]
    tail: tuple[float, float, float]
    postures: tuple[str, ...] = ("standing",)
    hooded: bool = False
    comb: bool = False


BIRDS: dict[str, Bird] = {
    "pigeon": Bird(
        (0.17, 0.12),
        16,
        (0.13, 0.11, 0.07),
        0.072,
        (0.075, 0.018, 1.0),
        (0.14, 0.013),
        (0.27, 0.07, -4),
        ("standing", "pecking"),
        hooded=True,
    ),
    "sparrow": Bird(
        (0.19, 0.13),
        24,
        (0.07, 0.13, 0.1),
        0.105,
        (0.07, 0.035, 1.0),
        (0.12, 0.011),
        (0.32, 0.06, 2),
        ("standing", "pecking"),
        hooded=True,
    ),
    "gull": Bird((0.15, 0.1), 10, (0.13, 0.1, 0.075), 0.075, (0.12, 0.02, 0.8), (0.2, 0.013), (0.24, 0.06, 0)),
    "duck": Bird(
        (0.17, 0.14),
        6,
        (0.2, 0.09, 0.062),
        0.075,
        (0.12, 0.034, 2.2),
        (0.09, 0.017),
        (0.2, 0.08, 12),
        ("swimming", "standing"),
        hooded=True,
    ),
    "hen": Bird(
        (0.23, 0.18),
        20,
        (0.2, 0.13, 0.072),
        0.07,
        (0.07, 0.022, 0.8),
        (0.2, 0.016),
        (0.34, 0.1, 82),
        ("standing", "pecking"),
        comb=True,
    ),
}


def natural(bird: Bird, posture: str, rng: np.random.Generator) -> Mesh:
    """Return a bird that is about 1 long from its breast to the tip of its tail."""
    trunk = _trunk(bird, posture)
    front, face = _front(bird, posture, trunk[0], rng)
    bones = [*trunk, *front]
    whole = with_parts(painted(skin(bones, BLEND, TRIANGLES), _regions(bird, bones)), bones, BLEND)
    legs = [] if posture == "swimming" else list(_legs(bird))
    low = [grounded(each) for each in (whole, *legs)]
    middle = face.middle + bird.head * (0.35 * face.way + 0.22 * face.over)
    return join([*low, _beak(bird, face), *eyes(middle, 0.84 * bird.head * face.side, 0.17 * bird.head)])


def _trunk(bird: Bird, posture: str) -> list[Bone]:
    """Return body, tail and wings."""
    breast, rump = bird.deep
    lift = np.radians(bird.tilt_deg if posture != "pecking" else -8.0)
    legs = bird.legs[0] if posture != "swimming" else -2 * WATERLINE * breast
    along = np.array((0.0, np.cos(lift), -np.sin(lift)))
    middle = (legs + 0.92 * breast + 0.1 * np.sin(abs(lift))) * UP
    first, last = middle - 0.16 * along, middle + 0.22 * along
    body = Bone(_v(first), _v(last), (breast, rump), "", 0.88, ACROSS)
    wings = (_wing(breast, x, first, last + 0.55 * bird.tail[0] * along) for x in SIDES)
    return [body, _tail(bird, last, along, lift), *wings]


def _tail(bird: Bird, root: Points, along: Points, lift: float) -> Bone:
    length, half, up_deg = bird.tail
    up = np.radians(up_deg) - lift
    tip = root + 0.5 * bird.deep[1] * along + length * np.array((0.0, np.cos(up), np.sin(up)))
    flat = (0.0, float(-np.sin(up)), float(np.cos(up))) if up_deg < UPRIGHT_DEG else ACROSS
    return Bone(_v(root + 0.02 * UP), _v(tip), (0.8 * bird.deep[1], half), "tail", 0.42, flat)


def _wing(breast: float, x: float, first: Points, tip: Points) -> Bone:
    shoulder = first + np.array((0.66 * x * breast, 0.02, 0.22 * breast))
    end = tip + breast * np.array((0.2 * x, 0.0, 0.35))
    return Bone(_v(shoulder), _v(end), (0.62 * breast, 0.2 * breast), "wing", 0.5, ACROSS)


@dataclass(frozen=True, slots=True)
class Face:
    """The middle of a head, and unit vectors to the tip of its beak, up and to its side."""

    middle: Points
    way: Points
    over: Points
    side: Points


def _front(bird: Bird, posture: str, body: Bone, rng: np.random.Generator) -> tuple[list[Bone], Face]:
    """Return the bones of neck and head, and of the comb where there is one."""
    length, base, end = bird.neck
    yaw = np.radians(rng.uniform(-40, 40))
    ahead, side = np.array((np.sin(yaw), -np.cos(yaw), 0.0)), np.array((np.cos(yaw), np.sin(yaw), 0.0))
    root = np.asarray(body.start) + bird.deep[0] * np.array((0.0, -0.4, 0.45))
    if posture == "pecking":  # the beak nearly meets the ground
        way = 0.35 * ahead - 0.94 * UP
        low = bird.beak[0] + 1.1 * bird.head - float(root[2])
        top = root + (0.5 * length + 0.07) * ahead + low * UP
    else:
        way, top = ahead, root + length * (0.35 * ahead + 0.95 * UP)
    skull = top + 0.35 * bird.head * way
    face = Face(skull, way, np.cross(side, way), side)
    head = Bone(_v(top), _v(skull), (bird.head, 0.94 * bird.head), "head")
    return [Bone(_v(root), _v(top), (base, end)), head, *(_comb(bird.head, face) if bird.comb else ())], face


def _comb(head: float, face: Face) -> Iterable[Bone]:
    """Yield the comb on a head of a radius, and the wattle below the beak."""
    crown = face.middle + 0.95 * head * face.over
    front, back = crown + 0.5 * head * face.way, crown - 0.6 * head * face.way
    yield Bone(_v(back), _v(front), (0.7 * head, 0.5 * head), "comb", 0.35, _v(face.side))
    chin = face.middle + 0.8 * head * face.way
    yield Bone(_v(chin - 0.6 * head * UP), _v(chin - 1.1 * head * UP), (0.22 * head, 0.3 * head), "comb")


def _beak(bird: Bird, face: Face) -> Mesh:
    """Return a tapering beak, some times as wide as high."""
    long, radius, flat = bird.beak
    foot = face.middle + 0.8 * bird.head * face.way
    tip = foot + long * (face.way - 0.15 * face.over)
    shape = tube([foot, 0.6 * foot + 0.4 * tip, tip], [radius, 0.8 * radius, 0.3 * radius], 2, 8)
    aside = (shape.vertices - foot) @ face.side
    return as_part(replace(shape, vertices=shape.vertices + ((flat - 1.0) * aside)[:, None] * face.side), "beak")


def _regions(bird: Bird, bones: list[Bone]) -> list[tuple[int, Region]]:
    found = [(1, nearest_to(bones, [bone.part == "wing" for bone in bones], BLEND))]
    if bird.hooded or bird.comb:
        part = "comb" if bird.comb else "head"
        chosen = [bone.part == part for bone in bones]
        if bird.hooded:
            chosen[next(k for k, bone in enumerate(bones) if bone.part == "head") - 1] = True
        found.append((4, nearest_to(bones, chosen, BLEND)))
    return found


def _legs(bird: Bird) -> Iterable[Mesh]:
    """Yield both legs, each with three toes ahead and one behind."""
    length, radius = bird.legs
    for x in SIDES:
        ankle = (0.45 * x * bird.deep[0], 0.0, radius)
        leg = [tube([(ankle[0], 0.03, length + 0.5 * bird.deep[0]), ankle], radius, 2, 8)]
        for turn, long in ((-0.5, 0.11), (0.0, 0.13), (0.5, 0.11), (np.pi, 0.06)):
            toe = (ankle[0] + long * float(np.sin(turn)), -long * float(np.cos(turn)), 0.6 * radius)
            leg.append(tube([ankle, toe], [radius, 0.6 * radius], 2, 6))
        yield as_part(join(leg), "leg")


def _v(point: Points) -> Vec3:
    x, y, z = (float(value) for value in point)
    return (x, y, z)


def _generator(bird: Bird, posture: str) -> Generator:
    def generate(size_m: Vec3, rng: np.random.Generator) -> Mesh:
        """Build a bird. Slots: plumage, wings, beak and legs, eyes, head or comb."""
        return natural(bird, posture, rng)

    return generate


GENERATORS: dict[str, Generator] = {
    f"{name} {posture}": _generator(bird, posture) for name, bird in BIRDS.items() for posture in bird.postures
}
