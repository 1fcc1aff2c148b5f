"""Which part of a person each triangle is of: face, hair, bare arms and legs, hands, shoes, clothes above and below.

What comes in pairs is told apart by the person's own side, as "left hand". Headwear, glasses, scarves, belts, bags,
ears, necks and beards are told, too, and are no classes that are asked for.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import KDTree

from ..geometry.mesh import Mesh
from ..geometry.parts import Parts
from .anatomy import Points, anatomy
from .regions import regions

Keys = NDArray[np.str_]
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
FINGERS = ("index", "middle", "ring", "pinky", "thumb")
FOREHEAD = 0.9  # of the way from the lips to the brows, above these


def with_parts(whole: Mesh, slots: tuple[str, ...], points: Points) -> Mesh:
    """Return the mesh of a person with its parts; `points` are those of the body, posed as the mesh is."""
    skin = np.unique(anatomy().layers["skin"])
    named = np.array([OF_SLOT.get(slot, "") for slot in slots])[whole.slot]
    on_skin = whole.slot == slots.index("skin")
    near = np.flatnonzero(on_skin | np.isin(named, PAIRED))
    # A corner of skin is one of the body's vertices; the middle of a fingertip may lie nearer to a thigh under cloth.
    corners = whole.vertices[whole.triangles[near]]
    _, found = KDTree(points[skin]).query(np.where(on_skin[near, None], corners[:, 0], corners.mean(axis=1)))
    nearest = np.zeros(len(named), np.int64)
    nearest[near] = found
    placed = np.where(on_skin, _of_skin()[skin[nearest]], named)
    known = np.array(["", *whole.parts.names])[whole.parts.number] if whole.parts else np.full(len(placed), "")
    keys = np.where(known != "", known, placed)
    sides = np.where(np.isin(keys, PAIRED), _sides()[skin[nearest]], "")
    pairs, number = np.unique(np.stack([keys, sides]), axis=1, return_inverse=True)
    names = [" ".join(filter(None, (side, name))) for name, side in pairs.T.tolist()]
    first = 1 if "" not in names else 0
    return replace(whole, parts=Parts(tuple(filter(None, names)), number.ravel().astype(np.int64) + first))


@cache
def _of_skin() -> Keys:
    """Return the part of each vertex of the body; of the trunk and the back of the head there is none."""
    body, where = anatomy(), regions()
    points = body.points[: body.count]
    hand = where.on("hand", *(f"{finger}_0{joint}" for finger in FINGERS for joint in (1, 2, 3)))
    arm, leg = where.on("upperarm", "lowerarm"), where.on("thigh", "calf", "foot", "ball")
    lips_m, brows_m = (float(points[body.marks[mark], 2].mean()) for mark in ("lips", "brows"))
    before = points[:, 1] < points[body.marks["ears"], 1].min()
    face = where.on("head") & before & (points[:, 2] < brows_m + FOREHEAD * (brows_m - lips_m))
    ear = np.isin(np.arange(body.count), body.marks["ears"])
    named = ["ear", "face", "hand", "bare arm", "bare leg", "neck"]
    return np.select([ear, face, hand, arm, leg, where.on("neck_01")], named, "")


@cache
def _sides() -> Keys:
    return np.where(anatomy().points[: anatomy().count, 0] > 0, "left", "right")
