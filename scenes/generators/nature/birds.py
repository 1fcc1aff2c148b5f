"""Pigeons, gulls, sparrows, ducks and hens: standing, pecking or swimming, their wings folded.

Lengths are in shares of that from the breast to the tip of the tail. Slots: plumage, wings, beak and legs, eyes, then
the head's plumage or a comb.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from ...geometry.mesh import Mesh, join
from ...geometry.parts import as_part
from ...geometry.skin import Bone, skin
from ...poses import Vec3
from ..core.parts import Generator, slab, tube
from .coats import Blob, Points, Region, blobs, eyes, grounded, nearest_to, painted, with_parts
from .shades import joined, shaded
from .species import BIRDS, Bird
from .tufts import tufted

TRIANGLES = 4200
BLEND = 0.014
WATERLINE = 0.3  # of a swimmer's depth is below the water
SIDES = (-1.0, 1.0)
ACROSS: Vec3 = (1.0, 0.0, 0.0)
UP = np.array((0.0, 0.0, 1.0))
LEG_X = 0.45  # of the breast's radius each leg is aside
UPRIGHT_DEG = 40.0  # tails that point higher are narrow and tall


def natural(bird: Bird, posture: str, rng: np.random.Generator) -> Mesh:
    """Return a bird that is about 1 long from its breast to the tip of its tail."""
    trunk = _trunk(bird, posture)
    front, face = _front(bird, posture, trunk[0], rng)
    bones = [*trunk, *front]
    whole = with_parts(painted(skin(bones, BLEND, TRIANGLES), _regions(bird, bones, face)), bones, BLEND)
    legs = [] if posture == "swimming" else list(_legs(bird))
    whole = shaded(grounded(whole), bones, bird.tones)
    whole = tufted(whole, bird.feathers, (0, 1) if bird.comb else (0, 1, 4), rng)
    middle = face.middle + bird.head * (0.38 * face.way + 0.2 * face.over)
    seen = eyes(middle, 0.82 * bird.head * face.side, 0.15 * bird.head)
    return joined([*(grounded(each) for each in (whole, *legs)), _beak(bird, face), *seen])


def _trunk(bird: Bird, posture: str) -> list[Bone]:
    """Return body, tail and wings."""
    breast, rump = bird.deep
    lift = np.radians(bird.tilt_deg if posture != "pecking" else -8.0)
    legs = bird.legs[0] if posture != "swimming" else -2 * WATERLINE * breast
    along = np.array((0.0, np.cos(lift), -np.sin(lift)))
    middle = (legs + 0.92 * breast + 0.1 * np.sin(abs(lift))) * UP
    first, last = middle - 0.16 * along, middle + 0.22 * along
    body = Bone(_v(first), _v(last), (breast, rump), "", 0.88, ACROSS)
    wings = (bone for x in SIDES for bone in _wing(breast, x, first, last + 0.55 * bird.tail[0] * along))
    thighs = () if posture == "swimming" else _thighs(bird, float(middle[2]))
    return [body, _tail(bird, last, along, lift), *wings, *thighs]


def _thighs(bird: Bird, body_z: float) -> Iterable[Bone]:
    """Yield the feathered part of both legs, from the body back to where the bare leg begins."""
    for x in SIDES:
        knee, heel = (LEG_X * x * bird.deep[0], 0.0, body_z - 0.5 * bird.deep[0]), _heel(bird, x)
        yield Bone(knee, heel, (0.42 * bird.deep[0], 1.4 * bird.legs[1]), "", 0.8, ACROSS)


def _heel(bird: Bird, x: float) -> Vec3:
    return (LEG_X * x * bird.deep[0], 0.3 * bird.legs[0], 0.8 * bird.legs[0])


def _tail(bird: Bird, root: Points, along: Points, lift: float) -> Bone:
    length, half, up_deg = bird.tail
    up = np.radians(up_deg) - lift
    tip = root + 0.5 * bird.deep[1] * along + length * np.array((0.0, np.cos(up), np.sin(up)))
    flat = (0.0, float(-np.sin(up)), float(np.cos(up))) if up_deg < UPRIGHT_DEG else ACROSS
    return Bone(_v(root + 0.02 * UP), _v(tip), (0.8 * bird.deep[1], half), "tail", 0.42, flat)


def _wing(breast: float, x: float, first: Points, tip: Points) -> Iterable[Bone]:
    """Yield a folded wing: its shoulder with the coverts, and the long feathers that reach over the tail."""
    shoulder = first + np.array((0.7 * x * breast, 0.02, 0.2 * breast))
    end = tip + breast * np.array((0.2 * x, 0.0, 0.35))
    middle = 0.55 * shoulder + 0.45 * end + np.array((0.08 * x * breast, 0.0, 0.0))
    yield Bone(_v(shoulder), _v(middle), (0.6 * breast, 0.5 * breast), "wing", 0.45, ACROSS)
    yield Bone(_v(middle), _v(end), (0.42 * breast, 0.1 * breast), "wing", 0.4, ACROSS)


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
    face = Face(skull, way, np.cross(way, side), side)
    head = Bone(_v(top), _v(skull), (bird.head, 0.94 * bird.head), "head")
    return [Bone(_v(root), _v(top), (base, end)), head, *(_comb(bird.head, face) if bird.comb else ())], face


def _comb(head: float, face: Face) -> Iterable[Bone]:
    """Yield the comb on a head of a radius, and the wattle below the beak."""
    crown = face.middle + 1.2 * head * face.over
    front, back = crown + 0.7 * head * face.way, crown - 0.8 * head * face.way
    yield Bone(_v(back), _v(front), (0.7 * head, 0.6 * head), "comb", 0.45, _v(face.side))
    chin = face.middle + 0.8 * head * face.way
    yield Bone(_v(chin - 0.6 * head * UP), _v(chin - 1.1 * head * UP), (0.22 * head, 0.3 * head), "comb")


def _beak(bird: Bird, face: Face) -> Mesh:
    """Return a tapering beak, or the bill of a duck, which is wider and thinner towards its round tip."""
    long, radius, flat = bird.beak
    foot = face.middle + 0.8 * bird.head * face.way
    tip = foot + long * (face.way - (0.15 if flat > 1 else 0.22) * face.over)
    share = np.array((0.0, 0.35, 0.75, 0.93, 1.0))
    taper = np.array((1.0, 0.72, 0.5, 0.42, 0.24) if flat > 1 else (1.0, 0.8, 0.48, 0.26, 0.1))
    shape = tube(foot + share[:, None] * (tip - foot), taper * radius, 2, 8)
    ahead = np.clip((shape.vertices - foot) @ face.way / long, 0, 1)
    aside = (shape.vertices - foot) @ face.side
    wider = (flat - 1.0) * (1 + 1.6 * ahead)
    return as_part(shape.with_vertices(shape.vertices + (wider * aside)[:, None] * face.side), "beak")


def _regions(bird: Bird, bones: list[Bone], face: Face) -> list[tuple[int, Region]]:
    found = [(1, nearest_to(bones, [bone.part == "wing" for bone in bones], BLEND))]
    if bird.hooded or bird.comb:
        part = "comb" if bird.comb else "head"
        chosen = [bone.part == part for bone in bones]
        if bird.hooded:
            chosen[next(k for k, bone in enumerate(bones) if bone.part == "head") - 1] = True
        found.append((4, nearest_to(bones, chosen, BLEND)))
    if bird.capped:
        crown, nape = (face.middle + bird.head * (0.75 * face.over + ahead * face.way) for ahead in (0.3, -0.7))
        found.append((4, blobs([(_v(place), (0.85 * bird.head,) * 3) for place in (crown, nape)])))
    if bird.bars:
        found.append((4, blobs([bar for bone in bones for bar in _bars(bird, bone)])))
    return found


def _bars(bird: Bird, bone: Bone) -> Iterable[Blob]:
    """Yield the bands across the long feathers of a wing."""
    if bone.part == "wing" and bone.radii[1] < 0.2 * bird.deep[0]:
        start, along = np.asarray(bone.start), np.subtract(bone.end, bone.start)
        for share in bird.bars:
            yield _v(start + share * along), (0.12, 0.016, 0.12)


def _legs(bird: Bird) -> Iterable[Mesh]:
    """Yield both legs, each with three toes ahead and one behind."""
    radius = bird.legs[1]
    for x in SIDES:
        ankle = (LEG_X * x * bird.deep[0], 0.0, radius)
        leg = [tube([_heel(bird, x), ankle], [1.1 * radius, 0.8 * radius], 2, 8)]
        leg += [_web(ankle, 0.7 * radius)] if bird.webbed else []
        for turn, long in ((-0.5, 0.11), (0.0, 0.13), (0.5, 0.11), (np.pi, 0.06)):
            toe = (ankle[0] + long * float(np.sin(turn)), -long * float(np.cos(turn)), 0.6 * radius)
            leg.append(tube([ankle, toe], [radius, 0.6 * radius], 2, 6))
        yield as_part(join(leg), "leg")


def _web(ankle: Vec3, thick: float) -> Mesh:
    """Return the skin between the toes of a foot."""
    x, y, _ = ankle
    outline = [(x, y), (x - 0.055, y - 0.095), (x, y - 0.12), (x + 0.055, y - 0.095)]
    return slab(outline, 0.0, thick)


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
