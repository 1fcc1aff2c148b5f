"""Which part of a person each triangle is of: face, hair, bare arms and legs, hands, shoes, clothes above and below.

What comes in pairs is told apart by the person's own side, as "left hand". Headwear, glasses, scarves, belts, bags,
ears, necks and beards are told, too, and are no classes that are asked for.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import cache

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import KDTree

from ..geometry.mesh import Mesh
from ..geometry.parts import Parts
from .anatomy import Points, anatomy
from .regions import regions

NAMES = ("face", "hair", "bare arm", "hand", "bare leg", "shoe", "upper clothes", "lower clothes")
BESIDE = ("beard", "ear", "neck", "headwear", "glasses", "scarf", "belt", "bag")
PAIRED = ("bare arm", "hand", "bare leg", "shoe", "ear")  # of which each side is a part of its own
OUTER = "outer clothes"  # what a jacket is within a mesh; what is told calls it upper clothes, and names the garment
# The slot of the garments that a part may be of.
WORN_IN = {
    "upper clothes": "top",
    OUTER: "outer",
    "lower clothes": "legs",
    "shoe": "shoes",
    "headwear": "hat",
    "glasses": "glasses",
    "scarf": "scarf",
    "belt": "belt",
    "bag": "bag",
}
# By slot; what fills another one is no part that has a name. Skin is what its place on the body says, and a mesh that
# comes with parts knows better.
OF_SLOT = {
    "lips": "face",
    "eye white": "face",
    "iris": "face",
    "pupil": "face",
    "hair": "hair",
    "top": "upper clothes",
    "outer": OUTER,
    "buttons": "upper clothes",
    "legs": "lower clothes",
    "shoes": "shoe",
    "sole": "shoe",
    "hat": "headwear",
    "glasses": "glasses",
    "scarf": "scarf",
    "belt": "belt",
    "bag": "bag",
}
OF_SKIN = ("", "ear", "face", "hand", "bare arm", "bare leg", "neck")
SIDES = ("", "left", "right")
FINGERS = ("index", "middle", "ring", "pinky", "thumb")
FOREHEAD = 0.9  # of the way from the lips to the brows, above these


def with_parts(whole: Mesh, slots: tuple[str, ...], points: Points) -> Mesh:
    """Return the mesh of a person with its parts; `points` are those of the body, posed as the mesh is."""
    skin = _skin()
    own = whole.parts.names if whole.parts else ()
    words = sorted({"", *OF_SLOT.values(), *OF_SKIN, *own})  # their numbers stand for them: strings are slow to compare

    def numbers(names: Iterable[str]) -> NDArray[np.int64]:
        return np.array([words.index(name) for name in names], np.int64)

    paired = np.isin(words, PAIRED)
    named = numbers(OF_SLOT.get(slot, "") for slot in slots)[whole.slot]
    on_skin = whole.slot == slots.index("skin")
    near = np.flatnonzero(on_skin | paired[named])
    # A corner of skin is one of the body's vertices; the middle of a fingertip may lie nearer to a thigh under cloth.
    tree, nearest = KDTree(points[skin]), np.zeros(len(named), np.int64)
    apart = near[~on_skin[near]]
    nearest[apart] = tree.query(whole.vertices[whole.triangles[apart]].mean(axis=1))[1]
    corner = whole.triangles[on_skin, 0]
    shared = np.unique(corner)  # by many triangles
    found = np.asarray(tree.query(whole.vertices[shared])[1])
    nearest[on_skin] = found[np.searchsorted(shared, corner)]
    keys = np.where(on_skin, numbers(OF_SKIN)[_of_skin()[skin[nearest]]], named)
    if whole.parts:
        known = numbers(("", *own))[whole.parts.number]
        keys = np.where(known > 0, known, keys)
    sides = np.where(paired[keys], _sides()[skin[nearest]], 0)
    pairs = len(SIDES) * keys + sides
    used = np.bincount(pairs) > 0
    number = (np.cumsum(used) - 1)[pairs]
    names = [f"{SIDES[k % len(SIDES)]} {words[k // len(SIDES)]}".strip() for k in np.flatnonzero(used).tolist()]
    first = 1 if "" not in names else 0
    return replace(whole, parts=Parts(tuple(filter(None, names)), number.astype(np.int64) + first))


@cache
def _skin() -> NDArray[np.int64]:
    return np.unique(anatomy().layers["skin"])


@cache
def _of_skin() -> NDArray[np.int64]:
    """Return the part of each vertex of the body, by its place in OF_SKIN; the trunk is none, nor the head's back."""
    body, where = anatomy(), regions()
    points = body.points[: body.count]
    hand = where.on("hand", *(f"{finger}_0{joint}" for finger in FINGERS for joint in (1, 2, 3)))
    arm, leg = where.on("upperarm", "lowerarm"), where.on("thigh", "calf", "foot", "ball")
    lips_m, brows_m = (float(points[body.marks[mark], 2].mean()) for mark in ("lips", "brows"))
    before = points[:, 1] < points[body.marks["ears"], 1].min()
    face = where.on("head") & before & (points[:, 2] < brows_m + FOREHEAD * (brows_m - lips_m))
    ear = np.isin(np.arange(body.count), body.marks["ears"])
    found = [ear, face, hand, arm, leg, where.on("neck_01")]  # as OF_SKIN has them
    return np.select(found, np.arange(1, len(OF_SKIN)).tolist(), 0)


@cache
def _sides() -> NDArray[np.int64]:
    """Return the side of each vertex of the body, by its place in SIDES."""
    return np.where(anatomy().points[: anatomy().count, 0] > 0, 1, 2)
