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
        "standing": (0.48, 1.99, 1.22),
        "walking": (0.48, 2.0, 1.21),
        "sitting": (0.5, 1.44, 1.24),
        "lying": (0.49, 1.71, 0.67),
    },
    "shepherd dog": {
        "standing": (0.49, 2.16, 1.3),
        "walking": (0.48, 2.15, 1.29),
        "sitting": (0.56, 1.57, 1.32),
        "lying": (0.51, 1.92, 0.76),
    },
    "terrier": {
        "standing": (0.56, 1.83, 1.32),
        "walking": (0.56, 1.83, 1.32),
        "sitting": (0.59, 1.52, 1.34),
        "lying": (0.61, 1.84, 0.87),
    },
    "hound": {
        "standing": (0.55, 1.83, 1.36),
        "walking": (0.55, 1.85, 1.33),
        "sitting": (0.55, 1.52, 1.26),
        "lying": (0.56, 1.88, 0.73),
    },
    "cat": {
        "standing": (0.46, 2.21, 1.5),
        "walking": (0.46, 2.21, 1.49),
        "sitting": (0.64, 1.55, 1.33),
        "lying": (0.54, 1.97, 0.67),
    },
    "horse": {"standing": (0.47, 1.76, 1.35), "walking": (0.47, 1.76, 1.34), "grazing": (0.4, 1.86, 1.04)},
    "cow": {
        "standing": (0.64, 1.97, 1.08),
        "walking": (0.65, 1.96, 1.07),
        "grazing": (0.6, 1.89, 1.08),
        "lying": (0.66, 2.1, 0.63),
    },
    "sheep": {
        "standing": (0.67, 1.74, 1.15),
        "walking": (0.66, 1.74, 1.15),
        "grazing": (0.66, 1.59, 1.08),
        "lying": (0.69, 1.73, 0.76),
    },
    "pigeon": {"standing": (0.34, 0.99, 0.65), "pecking": (0.34, 1.05, 0.48)},
    "sparrow": {"standing": (0.38, 1.03, 0.67), "pecking": (0.38, 1.1, 0.5)},
    "gull": {"standing": (0.3, 1.01, 0.66)},
    "duck": {"swimming": (0.34, 1.05, 0.43), "standing": (0.34, 1.05, 0.62)},
    "hen": {"standing": (0.45, 0.99, 0.9), "pecking": (0.45, 0.96, 0.9)},
}
CATEGORIES = {"retriever": "dog", "shepherd dog": "dog", "terrier": "dog", "hound": "dog", "hen": "chicken"}
NOSE: Families = ("plastic:black",)
WHITE: Families = ("fur:white",)
# Coat, markings, nose and hooves, eyes, mane or pupils; of birds plumage, wings, beak and legs, eyes, then
# head, comb or bands.
COATS: dict[str, tuple[Families, ...]] = {
    "retriever": (("fur:beige,brown,black", "fur:beige"), WHITE, NOSE, NOSE),
    "shepherd dog": (("fur:brown,dark brown,grey,black", "clouded fur"), ("fur:white,beige",), NOSE, NOSE),
    "terrier": (("fur", "fur:white,beige,grey", "pied fur"), WHITE, NOSE, NOSE),
    "hound": (("fur:brown", "pied fur", "clouded fur"), WHITE, NOSE, NOSE),
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
