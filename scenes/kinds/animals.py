"""Kinds of animals: what coats they have and how large they are.

Outer sizes are those of the bodies of `generators.nature.animals` and `.birds` on average, in shares of the height at
the withers, or of a bird's length from the breast to the tip of its tail.
"""

from __future__ import annotations

from typing import get_args

from ..poses import Vec3
from ..spec import Stance
from .kind import Families, Kind

# The height at the withers, or of birds the length, in metres, from … to.
HEIGHTS_M: dict[str, tuple[float, float]] = {
    "retriever": (0.52, 0.62),
    "shepherd dog": (0.55, 0.66),
    "terrier": (0.25, 0.38),
    "hound": (0.33, 0.48),
    "cat": (0.23, 0.28),
    "horse": (1.4, 1.7),
    "cow": (1.3, 1.5),
    "sheep": (0.6, 0.76),
    "pigeon": (0.28, 0.33),
    "sparrow": (0.13, 0.15),
    "gull": (0.38, 0.5),
    "duck": (0.45, 0.54),
    "hen": (0.36, 0.44),
}
SIZES: dict[str, dict[str, Vec3]] = {
    "retriever": {
        "standing": (0.58, 2.03, 1.25),
        "walking": (0.58, 2.03, 1.24),
        "sitting": (0.64, 1.5, 1.27),
        "lying": (0.66, 1.64, 0.72),
    },
    "shepherd dog": {
        "standing": (0.58, 2.14, 1.28),
        "walking": (0.59, 2.12, 1.26),
        "sitting": (0.7, 1.63, 1.29),
        "lying": (0.72, 1.79, 0.76),
    },
    "terrier": {
        "standing": (0.61, 1.82, 1.32),
        "walking": (0.62, 1.83, 1.3),
        "sitting": (0.66, 1.47, 1.32),
        "lying": (0.73, 1.69, 0.82),
    },
    "hound": {
        "standing": (0.58, 1.79, 1.35),
        "walking": (0.58, 1.81, 1.35),
        "sitting": (0.6, 1.49, 1.26),
        "lying": (0.65, 1.7, 0.73),
    },
    "cat": {
        "standing": (0.48, 2.15, 1.51),
        "walking": (0.48, 2.15, 1.5),
        "sitting": (0.68, 1.57, 1.28),
        "lying": (0.63, 1.78, 0.66),
    },
    "horse": {"standing": (0.49, 1.83, 1.33), "walking": (0.51, 1.82, 1.32), "grazing": (0.45, 1.89, 1.04)},
    "cow": {
        "standing": (0.6, 1.78, 1.07),
        "walking": (0.59, 1.78, 1.06),
        "grazing": (0.51, 1.62, 1.06),
        "lying": (0.66, 1.93, 0.58),
    },
    "sheep": {
        "standing": (0.72, 1.7, 1.17),
        "walking": (0.72, 1.7, 1.16),
        "grazing": (0.72, 1.61, 1.09),
        "lying": (0.84, 1.7, 0.77),
    },
    "pigeon": {"standing": (0.36, 1.04, 0.63), "pecking": (0.37, 1.1, 0.47)},
    "sparrow": {"standing": (0.36, 1.1, 0.63), "pecking": (0.36, 1.17, 0.49)},
    "gull": {"standing": (0.33, 1.07, 0.63)},
    "duck": {"swimming": (0.37, 1.08, 0.41), "standing": (0.37, 1.09, 0.6)},
    "hen": {"standing": (0.48, 1.17, 0.89), "pecking": (0.47, 1.14, 0.9)},
}
CATEGORIES = {"retriever": "dog", "shepherd dog": "dog", "terrier": "dog", "hound": "dog", "hen": "chicken"}
NOSE: Families = ("plastic:black",)
WHITE: Families = ("fur:white",)
COLLAR: Families = ("leather:black,brown,red", "fabric:red,blue,green,black")
# Coat, markings, nose and hooves, eyes, mane or pupils; of birds plumage, wings, beak and legs, eyes, then
# head, comb or bands; of dogs the collar.
COATS: dict[str, tuple[Families, ...]] = {
    "retriever": (("fur:beige,brown,black", "fur:beige"), WHITE, NOSE, NOSE, COLLAR),
    "shepherd dog": (("fur:brown,dark brown,black", "clouded fur"), ("fur:white,beige",), NOSE, NOSE, COLLAR),
    "terrier": (("fur:white", "fur:white,beige"), ("fur:brown,black,dark brown,orange",), NOSE, NOSE, COLLAR),
    "hound": (("fur:brown", "fur:brown,dark brown,black", "clouded fur"), WHITE, NOSE, NOSE, COLLAR),
    "cat": (
        ("tabby fur", "tabby fur", "fur:black,grey,white,orange", "pied fur"),
        WHITE,
        ("fur:pink",),
        ("peel:brown", "peel:dark green,brown"),
        NOSE,
    ),
    "horse": (
        ("hide:brown,dark brown,black,grey", "hide:brown", "pied hide"),
        ("hide:white",),
        NOSE,
        NOSE,
        ("fur:black,dark brown",),
    ),
    "cow": (("pied hide", "pied hide", "hide:brown,black,beige"), ("hide:white",), NOSE, NOSE),
    "sheep": (("wool",), ("hide:white", "hide:black"), NOSE, NOSE),
    "pigeon": (("feathers:grey",), ("feathers:grey",), ("peel:dark red",), NOSE, ("feathers:dark grey",)),
    "sparrow": (("feathers:beige",), ("barred feathers",), ("peel:brown",), NOSE, ("feathers:brown",)),
    "gull": (("feathers:white",), ("feathers:grey",), ("peel:yellow",), NOSE, ("feathers:black",)),
    "duck": (
        ("barred feathers",),
        ("barred feathers", "feathers:grey,brown"),
        ("peel:yellow", "peel:brown"),
        NOSE,
        ("feathers:green", "feathers:dark brown"),
    ),
    "hen": (("feathers:brown,white,black,dark brown",), ("=0",), ("peel:yellow",), NOSE, ("peel:red",)),
}


def _kind(breed: str, posture: str) -> Kind:
    low, high = (tuple(round(share * height, 3) for share in SIZES[breed][posture]) for height in HEIGHTS_M[breed])
    stance = next(each for each in get_args(Stance) if each == posture)
    return Kind(CATEGORIES.get(breed, breed), f"{breed} {posture}", _size(low), _size(high), COATS[breed], stance)


def _size(values: tuple[float, ...]) -> Vec3:
    x, y, z = values
    return (x, y, z)


KINDS: dict[str, Kind] = {
    f"{breed} {posture}": _kind(breed, posture) for breed, postures in SIZES.items() for posture in postures
}
