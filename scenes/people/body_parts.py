"""Which part of a person each triangle is of: face, hair, bare arms and legs, hands, shoes, clothes above and below."""

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
PAIRED = ("bare arm", "hand", "bare leg", "shoe")  # of which each side is a part of its own
# By slot; what fills another one is no part that has a name. Skin is what its place on the body says.
OF_SLOT = {
    "lips": "face",
    "eye white": "face",
    "iris": "face",
    "pupil": "face",
    "hair": "hair",
    "top": "upper clothes",
    "outer": "upper clothes",
    "buttons": "upper clothes",
    "legs": "lower clothes",
    "shoes": "shoe",
    "sole": "shoe",
}
FINGERS = ("index", "middle", "ring", "pinky", "thumb")
FOREHEAD = 0.9  # of the way from the lips to the brows, above these


def with_parts(whole: Mesh, slots: tuple[str, ...], points: Points) -> Mesh:
    """Return the mesh of a person with its parts; `points` are those of the body, posed as the mesh is."""
    skin = np.unique(anatomy().layers["skin"])
    # A corner of skin is one of the body's vertices; the middle of a fingertip may lie nearer to a thigh under cloth.
    corners = whole.vertices[whole.triangles]
    on_skin = (whole.slot == slots.index("skin"))[:, None]
    _, nearest = KDTree(points[skin]).query(np.where(on_skin, corners[:, 0], corners.mean(axis=1)))
    named = np.array([OF_SLOT.get(slot, "") for slot in slots])[whole.slot]
    keys = np.where(whole.slot == slots.index("skin"), _of_skin()[skin[nearest]], named)
    sides = np.where(np.isin(keys, PAIRED), _sides()[skin[nearest]], "")
    pairs, number = np.unique(np.stack([keys, sides]), axis=1, return_inverse=True)
    names = pairs[0].tolist()
    first = 1 if "" not in names else 0
    return replace(whole, parts=Parts(tuple(filter(None, names)), number.ravel().astype(np.int64) + first))


@cache
def _of_skin() -> Keys:
    """Return the part of each vertex of the body; of the neck, the trunk and the back of the head there is none."""
    body, where = anatomy(), regions()
    points = body.points[: body.count]
    hand = where.on("hand", *(f"{finger}_0{joint}" for finger in FINGERS for joint in (1, 2, 3)))
    arm, leg = where.on("upperarm", "lowerarm"), where.on("thigh", "calf", "foot", "ball")
    lips_m, brows_m = (float(points[body.marks[mark], 2].mean()) for mark in ("lips", "brows"))
    before = points[:, 1] < points[body.marks["ears"], 1].min()
    face = where.on("head") & before & (points[:, 2] < brows_m + FOREHEAD * (brows_m - lips_m))
    return np.select([face, hand, arm, leg], ["face", "hand", "bare arm", "bare leg"], "")


@cache
def _sides() -> Keys:
    return np.where(anatomy().points[: anatomy().count, 0] > 0, "l", "r")
