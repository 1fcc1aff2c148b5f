"""Dogs, cats, horses, cows and sheep: bodies with coats, markings, noses, hooves and eyes.

Slots: coat, markings, nose and hooves, eyes; of horses, then mane and tail, and of dogs, the collar.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from ...geometry.mesh import Mesh
from ...geometry.skin import Bone, field, skin
from ...poses import Vec3
from ..core.parts import Generator, tube
from .breeds import BREEDS, Breed
from .coats import Blob, Points, Region, blobs, eyes, grounded, nearest_to, painted, with_parts
from .quadrupeds import LEG_BONES, body
from .shades import joined, normals, shaded
from .tufts import tufted

TRIANGLES = 4700
SUNK = 0.62  # of an eye's radius, its middle lies below the skin
REACH = 0.1  # of a withers' height: further from its middle no skull reaches three times
COLLAR = 4  # the slot of what dogs wear about their necks
ROUND, ALONG_NECK, THICK = 24, 0.3, 0.017  # places about a collar, where on the neck it is, and its radius
PUPILS = 0.18  # of a skull's radius: eyes that are larger show their pupils


def natural(breed: Breed, posture: str, rng: np.random.Generator) -> Mesh:
    """Return an animal that is 1 high at its withers when it stands."""
    bones = body(breed.build, posture, rng)
    whole = skin(bones, breed.blend, TRIANGLES)
    whole = with_parts(painted(whole, _regions(breed, bones, rng)), bones, breed.blend)
    whole = _fleeced(whole, breed.fleece, rng)
    whole = shaded(grounded(whole), bones, breed.tones)
    worn = [_collar(whole, bones)] if breed.collar else []
    for tufts, slots in breed.tufts:
        whole = tufted(whole, tufts, slots, rng)
    return joined([grounded(whole), *_eyes(bones, breed), *worn])


def _collar(whole: Mesh, bones: list[Bone]) -> Mesh:
    """Return a collar that lies on the coat of a neck."""
    neck = bones[[bone.part for bone in bones].index("head") - 1]
    start, end = np.asarray(neck.start), np.asarray(neck.end)
    way = (end - start) / np.linalg.norm(end - start)
    across = np.array((1.0, 0.0, 0.0)) - way[0] * way
    axes = np.stack([across / np.linalg.norm(across), np.cross(way, across / np.linalg.norm(across))])
    middle = start + ALONG_NECK * (end - start)
    off = whole.vertices - middle
    flat = off @ axes.T
    far = np.hypot(*flat.T)
    near = (np.abs(off @ way) < 2 * THICK) & (far < 2.2 * neck.radii[0])
    turns = np.linspace(0, 2 * np.pi, ROUND + 1)
    angles, reach = np.arctan2(flat[near, 1], flat[near, 0]), far[near]
    radii = [
        reach[np.cos(angles - turn) > np.cos(2 * np.pi / ROUND)].max(initial=0.6 * neck.radii[0]) for turn in turns
    ]
    ring = np.stack([np.cos(turns), np.sin(turns)], axis=1) * np.asarray(radii)[:, None]
    return tube(middle + ring @ axes, THICK, COLLAR, 8)


def _regions(breed: Breed, bones: list[Bone], rng: np.random.Generator) -> list[tuple[int, Region]]:
    """Return markings (slot 1), nose and hooves (slot 2), and hair (slot 4) of a body."""
    marks = [blob for name, share in breed.marks if rng.random() < share for blob in MARKS[name](bones)]
    found = [(1, blobs(marks))] if marks else []
    if breed.fleece:
        found.append((1, nearest_to(bones, [_is_bare(bone) for bone in bones], breed.blend)))
    if breed.build.mane:
        found.append((4, nearest_to(bones, [bone.part in ("mane", "tail") for bone in bones], breed.blend)))
    dark = [_nose(bones, breed.nose), *(_hooves(bones) if breed.hooves else ())]
    return [*found, (2, blobs(dark))]


def _is_bare(bone: Bone) -> bool:
    """Return whether no wool grows on a bone."""
    return bone.part in ("head", "ear") or (bone.part == "leg" and bone.start[2] < 0.5)


def _fleeced(whole: Mesh, tufts: float, rng: np.random.Generator) -> Mesh:
    """Return the mesh with the coat standing out in tufts, where it has some."""
    if not tufts:
        return whole
    woolly = np.zeros(len(whole.vertices))
    woolly[whole.triangles[whole.slot == 0]] = 1.0
    woolly[whole.triangles[whole.slot != 0]] = 0.0
    ways = rng.normal(0, 1, (3, 7))
    waves = np.sin(whole.vertices @ (38.0 * ways / np.linalg.norm(ways, axis=0)) + rng.uniform(0, 6, 7)).mean(axis=1)
    return whole.with_vertices(whole.vertices + (woolly * tufts * (1.0 + 2.0 * waves))[:, None] * normals(whole))


def _nose(bones: list[Bone], wide: float) -> Blob:
    muzzle = [bone for bone in bones if bone.part == "head"][1]
    way = np.subtract(muzzle.end, muzzle.start)
    tip = np.asarray(muzzle.end) + 0.95 * muzzle.radii[1] * way / np.linalg.norm(way)
    return _v(tip + np.array((0.0, 0.0, 0.25 * muzzle.radii[1]))), (wide * muzzle.radii[1],) * 3


def _hooves(bones: list[Bone]) -> list[Blob]:
    feet = [bone for bone in bones if bone.part == "leg"][3::LEG_BONES]
    return [(foot.end, (2.2 * foot.radii[0], 2.2 * foot.radii[0], 1.25 * foot.radii[0])) for foot in feet]


def _v(point: Points) -> Vec3:
    x, y, z = point.tolist()
    return (x, y, z)


def _eyes(bones: list[Bone], breed: Breed) -> Iterable[Mesh]:
    """Yield eyes that look out of the skin; large ones have pupils."""
    skull, muzzle = [bone for bone in bones if bone.part == "head"][:2]
    way = np.subtract(muzzle.end, muzzle.start)
    way, side = way / np.linalg.norm(way), np.asarray(skull.across)
    over = np.cross(side, way)
    over = over if over[2] > 0 else -over
    ahead, aside, up = np.asarray(breed.gaze) / np.linalg.norm(breed.gaze)
    out = ahead * way + aside * side + up * over
    radius = breed.eyes * skull.radii[0]
    for share, size, slot in ((SUNK, 1.0, 3), *(((SUNK - 0.5, 0.55, 4),) if breed.eyes > PUPILS else ())):
        far = _skin_at(bones, np.asarray(skull.end), out, breed.blend) - share * radius
        middle = np.asarray(skull.end) + far * (ahead * way + up * over)
        yield from eyes(middle, far * aside * side, size * radius, slot)


def _skin_at(bones: list[Bone], start: Points, way: Points, blend: float) -> float:
    """Return how far the skin is from a place within it along a unit vector."""
    away = np.linspace(0.0, 3 * REACH, 240)
    within = field(bones, start + away[:, None] * way, blend).sum(axis=0) > 1.0
    return float(away[int(np.argmin(within))])


def _paws(bones: list[Bone]) -> list[Blob]:
    feet = [bone for bone in bones if bone.part == "leg"][3::LEG_BONES]
    return [(foot.start, (0.13, 0.13, 0.14)) for foot in feet]


def _breast(bones: list[Bone]) -> list[Blob]:
    x, y, z = bones[0].start
    return [((x, y - bones[0].radii[0], z), (0.11, 0.14, 0.22))]


def _face(bones: list[Bone]) -> list[Blob]:
    skull, muzzle = [bone for bone in bones if bone.part == "head"][:2]
    x, y, z = (0.5 * (np.asarray(muzzle.start) + muzzle.end)).tolist()
    between = np.asarray(skull.end) + np.array((0.0, 0.0, 0.9 * skull.radii[1]))
    long = float(np.linalg.norm(np.subtract(muzzle.end, muzzle.start))) / 2 + 1.1 * muzzle.radii[1]
    return [
        ((x, y, z), (long,) * 3),
        (tuple(between.tolist()), (0.3 * skull.radii[0], 1.4 * skull.radii[0], skull.radii[0])),
    ]


def _blaze(bones: list[Bone]) -> list[Blob]:
    """Return a stripe down the forehead and the nose."""
    skull, muzzle = [bone for bone in bones if bone.part == "head"][:2]
    way = np.subtract(muzzle.end, muzzle.start)
    over = np.cross(np.asarray(skull.across), way)
    over = over / np.linalg.norm(over) * (1.0 if over[2] > 0 else -1.0)
    places = [np.asarray(skull.end) + share * way + 0.085 * over for share in np.linspace(0.0, 0.8, 6)]
    return [(tuple(place.tolist()), (0.032, 0.05, 0.05)) for place in places]


def _socks(bones: list[Bone]) -> list[Blob]:
    feet = [bone for bone in bones if bone.part == "leg"][3::LEG_BONES]
    return [(foot.start, (0.1, 0.1, 0.16)) for foot in feet]


def _mask(bones: list[Bone]) -> list[Blob]:
    """Return both sides of a head with the ears, and not the stripe between."""
    skull = next(bone for bone in bones if bone.part == "head")
    radius, side = skull.radii[0], np.asarray(skull.across)
    cheeks = [np.asarray(skull.end) + x * 0.95 * radius * side for x in (-1.0, 1.0)]
    ears = [bone for bone in bones if bone.part == "ear"]
    return [
        *((_v(cheek), (0.85 * radius, 1.2 * radius, 1.1 * radius)) for cheek in cheeks),
        *((place, (2.2 * ear.radii[0],) * 3) for ear in ears for place in (ear.start, ear.end)),
    ]


def _saddle(bones: list[Bone]) -> list[Blob]:
    x, y, z = bones[1].start
    return [((x, y, z + 0.9 * bones[1].radii[0]), (0.3, 0.2, 0.22))]


def _dock(bones: list[Bone]) -> list[Blob]:
    """Return the root of the tail and the rump below it."""
    return [(next(bone for bone in bones if bone.part == "tail").start, (0.2, 0.14, 0.16))]


MARKS = {
    "mask": _mask,
    "saddle": _saddle,
    "dock": _dock,
    "paws": _paws,
    "breast": _breast,
    "face": _face,
    "blaze": _blaze,
    "socks": _socks,
}


def _generator(breed: Breed, posture: str) -> Generator:
    def generate(size_m: Vec3, rng: np.random.Generator) -> Mesh:
        """Build an animal. Slots: coat, markings, nose and hooves, eyes; of horses, then mane and tail."""
        return natural(breed, posture, rng)

    return generate


GENERATORS: dict[str, Generator] = {
    f"{name} {posture}": _generator(breed, posture) for name, breed in BREEDS.items() for posture in breed.postures
}
