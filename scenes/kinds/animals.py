"""Kinds of animals: what coats they have and how large they are.

Outer sizes are those of the bodies of `generators.nature.animals` and `.birds` on average, in shares of the height at
the withers, or of a bird's length from the breast to the tip of its tail.
"""

from __future__ import annotations

from ..spec import Vec3
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
        "standing": (0.53, 1.97, 1.21),
        "walking": (0.54, 1.98, 1.21),
        "sitting": (0.52, 1.46, 1.23),
        "lying": (0.53, 1.74, 0.68),
    },
    "shepherd dog": {
        "standing": (0.55, 2.16, 1.28),
        "walking": (0.56, 2.16, 1.28),
        "sitting": (0.6, 1.62, 1.31),
        "lying": (0.56, 1.95, 0.76),
    },
    "terrier": {
        "standing": (0.62, 1.86, 1.32),
        "walking": (0.61, 1.86, 1.32),
        "sitting": (0.62, 1.54, 1.34),
        "lying": (0.62, 1.9, 0.84),
    },
    "hound": {
        "standing": (0.58, 1.79, 1.33),
        "walking": (0.58, 1.81, 1.32),
        "sitting": (0.56, 1.5, 1.25),
        "lying": (0.57, 1.87, 0.71),
    },
    "cat": {
        "standing": (0.5, 2.2, 1.49),
        "walking": (0.5, 2.2, 1.47),
        "sitting": (0.65, 1.57, 1.29),
        "lying": (0.56, 1.98, 0.66),
    },
    "horse": {"standing": (0.51, 1.73, 1.35), "walking": (0.51, 1.73, 1.34), "grazing": (0.41, 1.84, 1.03)},
    "cow": {
        "standing": (0.73, 1.9, 1.08),
        "walking": (0.74, 1.9, 1.07),
        "grazing": (0.69, 1.91, 1.08),
        "lying": (0.73, 2.06, 0.64),
    },
    "sheep": {
        "standing": (0.68, 1.71, 1.16),
        "walking": (0.68, 1.72, 1.15),
        "grazing": (0.67, 1.59, 1.07),
        "lying": (0.69, 1.73, 0.75),
    },
    "pigeon": {"standing": (0.33, 0.97, 0.63), "pecking": (0.33, 1.04, 0.46)},
    "sparrow": {"standing": (0.37, 1.02, 0.66), "pecking": (0.37, 1.09, 0.5)},
    "gull": {"standing": (0.3, 0.99, 0.63)},
    "duck": {"swimming": (0.34, 1.05, 0.43), "standing": (0.34, 1.05, 0.62)},
    "hen": {"standing": (0.45, 1.12, 0.89), "pecking": (0.45, 1.08, 0.88)},
}
CATEGORIES = {"retriever": "dog", "shepherd dog": "dog", "terrier": "dog", "hound": "dog", "hen": "chicken"}
NOSE: Families = ("plastic:black",)
WHITE: Families = ("fur:white",)
COLLAR: Families = ("leather:black,brown,red", "fabric:red,blue,green,black")
# Coat, markings, nose and hooves, eyes, mane or pupils; of birds plumage, wings, beak and legs, eyes, then
# head, comb or bands; of dogs the collar.
COATS: dict[str, tuple[Families, ...]] = {
    "retriever": (("fur:beige,brown,black", "fur:beige"), WHITE, NOSE, NOSE, COLLAR),
    "shepherd dog": (("fur:brown,dark brown,grey,black", "clouded fur"), ("fur:white,beige",), NOSE, NOSE, COLLAR),
    "terrier": (("fur", "fur:white,beige,grey", "pied fur"), WHITE, NOSE, NOSE, COLLAR),
    "hound": (("fur:brown", "pied fur", "clouded fur"), WHITE, NOSE, NOSE, COLLAR),
    "cat": (
        ("tabby fur", "tabby fur", "fur:black,grey,white,orange", "pied fur"),
        WHITE,
        ("fur:pink",),
        ("peel:green,yellow",),
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
        ("barred feathers", "feathers:grey"),
        ("feathers:grey,brown",),
        ("peel:orange",),
        NOSE,
        ("feathers:green", "feathers:brown"),
    ),
    "hen": (("feathers:brown,white,black,dark brown",), ("=0",), ("peel:yellow",), NOSE, ("peel:red",)),
}


def _kind(breed: str, posture: str) -> Kind:
    low, high = (tuple(round(share * height, 3) for share in SIZES[breed][posture]) for height in HEIGHTS_M[breed])
    return Kind(CATEGORIES.get(breed, breed), f"{breed} {posture}", _size(low), _size(high), COATS[breed])


def _size(values: tuple[float, ...]) -> Vec3:
    x, y, z = values
    return (x, y, z)


KINDS: dict[str, Kind] = {
    f"{breed} {posture}": _kind(breed, posture) for breed, postures in SIZES.items() for posture in postures
}
