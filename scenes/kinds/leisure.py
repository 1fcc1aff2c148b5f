"""Kinds of things that people snack on, play and travel with."""

from __future__ import annotations

from .kind import Families, Kind, flat
from .tabletop import STEEL, TOY

CHEESE: Families = ("peel:yellow",)
SALAMI: Families = ("peel:red",)
DARK: Families = ("plastic:black", "plastic:black,grey")
CLOTH: Families = ("fabric:red,blue,green,yellow,dark blue,pink",)

SNACKS: dict[str, Kind] = {
    "pizza": Kind(
        "pizza",
        "pizza",
        *flat((0.28, 0.36), (0.028, 0.036)),
        (("crust",), CHEESE, SALAMI, ("foliage",), ("wood", "wood", "steel", "cardboard")),
    ),
    "donut": Kind(
        "donut",
        "donut",
        *flat((0.085, 0.105), (0.032, 0.04)),
        (("crust",), ("wax:white", "cover:pink", "cover:brown"), ("cover:red,blue,yellow,green",)),
    ),
    "cake": Kind(
        "cake",
        "cake",
        *flat((0.22, 0.3), (0.16, 0.22)),
        (("wax:white", "cover:pink,brown"), ("wax:white",), ("wax",), ("cover:red,brown,pink",)),
    ),
    "sandwich": Kind(
        "sandwich",
        "sandwich",
        (0.1, 0.1, 0.05),
        (0.13, 0.13, 0.07),
        (("peel:white",), ("crust",), ("peel:green",), ("peel:red",), ("peel:yellow",)),
    ),
    "hot dog": Kind(
        "hot dog",
        "hot dog",
        (0.18, 0.08, 0.06),
        (0.22, 0.095, 0.07),
        (("crust",), ("peel:dark red", "peel:brown"), ("peel:yellow",), ("paper", "cardboard", "cover:red,white")),
    ),
    "broccoli": Kind(
        "broccoli", "broccoli", *flat((0.12, 0.17), (0.12, 0.16)), (("peel:dark green",), ("peel:green",))
    ),
    "wine glass": Kind(
        "wine glass", "wine glass", *flat((0.075, 0.095), (0.18, 0.23)), (("table glass",), ("peel:dark red",))
    ),
}
SPORTS: dict[str, Kind] = {
    "skateboard": Kind(
        "skateboard",
        "skateboard",
        (0.72, 0.19, 0.11),
        (0.82, 0.215, 0.13),
        (("rubber:black",), ("wood", "lacquer:blue,green,yellow"), TOY, STEEL),
    ),
    "tennis racket": Kind(
        "tennis racket",
        "tennis racket",
        (0.66, 0.25, 0.026),
        (0.7, 0.28, 0.03),
        (("plastic:red,blue,black,white,green",), ("plastic:white",), ("leather:black,brown", "rubber:black")),
    ),
    "baseball bat": Kind(
        "baseball bat", "baseball bat", (0.72, 0.06, 0.06), (0.86, 0.068, 0.068), (("wood", "metal"), ("rubber:black",))
    ),
    "frisbee": Kind(
        "frisbee",
        "frisbee",
        *flat((0.22, 0.28), (0.026, 0.034)),
        (("plastic:white", "plastic:red,blue,white,green,yellow,orange"), ("label",)),
    ),
    "tennis ball": Kind("ball", "tennis ball", (0.066,) * 3, (0.067,) * 3, (("felt",), ("rubber:white",))),
    "football": Kind(
        "football",
        "football",
        (0.214,) * 3,
        (0.222,) * 3,
        (("leather:white", "plastic:white"), ("plastic:black", "plastic:black,blue,red"), ("cover",)),
    ),
    "kite": Kind("kite", "kite", (0.56, 0.03, 0.95), (0.7, 0.035, 1.2), (CLOTH, CLOTH, ("wood",), CLOTH)),
    "surfboard": Kind(
        "surfboard",
        "surfboard",
        (0.48, 0.12, 1.7),
        (0.56, 0.14, 2.0),
        (("lacquer:white,blue,yellow", "plastic:white"), ("cover:red,blue,black",), ("plastic:black",)),
    ),
}
TRAVEL: dict[str, Kind] = {
    "open umbrella": Kind(
        "umbrella",
        "umbrella",
        (0.95, 0.86, 0.92),
        (1.05, 0.95, 1.02),
        (CLOTH, ("=0", "=0", *CLOTH), STEEL, ("wood",)),
        "open",
        "closed umbrella",
    ),
    "closed umbrella": Kind(
        "umbrella",
        "closed umbrella",
        (0.78, 0.12, 0.075),
        (0.9, 0.13, 0.09),
        (CLOTH, STEEL, ("wood", "plastic:black")),
        "closed",
    ),
    "suitcase": Kind(
        "suitcase",
        "suitcase",
        (0.36, 0.22, 0.82),
        (0.46, 0.28, 1.02),
        (("plastic:red,blue,black,grey,green",), DARK, ("steel",)),
    ),
    "shoe": Kind(
        "shoe",
        "shoe",
        (0.092, 0.25, 0.1),
        (0.108, 0.3, 0.125),
        (
            ("leather:black,brown,white", "fabric:blue,grey,red,white,green", "rubber:black,green,blue"),
            ("rubber:black,white,brown",),
            ("fabric:dark grey,grey,beige",),
        ),
    ),
    "handbag": Kind(
        "handbag",
        "handbag",
        (0.28, 0.11, 0.27),
        (0.38, 0.15, 0.35),
        (
            ("leather", "soft leather", "fabric:grey,beige,dark blue"),
            ("leather:brown,black", "=0"),
            ("metal", "steel"),
        ),
    ),
    "blanket": Kind("blanket", "blanket", (0.5, 0.36, 0.09), (0.62, 0.46, 0.13), (("towel",), ("fabric:white,beige",))),
    "toothbrush": Kind(
        "toothbrush", "toothbrush", (0.17, 0.013, 0.017), (0.2, 0.015, 0.02), (TOY, ("plastic:white,blue",))
    ),
    "hair drier": Kind(
        "hair drier",
        "hair drier",
        (0.21, 0.22, 0.075),
        (0.26, 0.27, 0.09),
        (
            ("plastic:black,white,grey", "plastic:black,white,red,pink"),
            DARK,
            ("plastic:grey,white",),
            ("steel", "plastic:grey"),
        ),
    ),
}
KINDS: dict[str, Kind] = {**SNACKS, **SPORTS, **TRAVEL}
