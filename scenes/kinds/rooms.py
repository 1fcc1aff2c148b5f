"""Kinds of things of entrances, children's rooms, laundries, hospital rooms and workshops."""

from __future__ import annotations

from .kind import Families, Kind, flat

FURNITURE: Families = ("wood", "wood", "lacquer")
BOLD: Families = ("lacquer:white,blue,green,pink,yellow", "wood")
CRAYON: tuple[Families, ...] = (
    ("cover:yellow,orange",),
    ("cover:green",),
    ("cover:blue,black",),
    ("cover:red,pink,orange",),
)
CLOTH: Families = ("towel", "fabric", "bed linen")
LINEN: Families = ("bed linen:white,blue,beige", "towel:white,beige,grey")
DARK: Families = ("plastic:black,grey",)
CASE: Families = ("laminate:white,beige", "plastic:white")
UPRIGHT: Families = ("painted steel:grey,blue,dark blue", "steel", "enamel:black")

STAIRS: tuple[Families, ...] = (
    ("wood", "wood", "lacquer:brown,grey,white", "stone"),
    ("lacquer:white", "lacquer:white", "=0", "paint:grey"),
    ("wood", "=0", "lacquer:white"),
    ("lacquer:white", "=2", "enamel:black"),
    ("carpet:red,dark blue,green,beige,grey,brown",),
)

ENTRANCE: dict[str, Kind] = {
    "house stairs": Kind("staircase", "flight open right", (0.88, 3.3, 3.54), (1.0, 3.6, 3.72), STAIRS),
    "house stairs left": Kind("staircase", "flight open left", (0.88, 3.3, 3.54), (1.0, 3.6, 3.72), STAIRS),
    "balustrade": Kind("railing", "balustrade", (1.4, 0.09, 0.92), (2.4, 0.09, 0.92), STAIRS[:4]),
    "shoes": Kind(
        "shoes",
        "shoes",
        (0.2, 0.25, 0.095),
        (0.24, 0.31, 0.125),
        (
            ("leather:brown,black", "fabric:white,grey,dark blue,red", "plastic:white,black"),
            ("rubber:white,black,brown",),
            ("fabric:white,dark grey",),
        ),
    ),
    "boots": Kind(
        "shoes",
        "boots",
        (0.21, 0.26, 0.27),
        (0.25, 0.31, 0.36),
        (("rubber:green,black,yellow,red,blue",), ("rubber:black,brown",), ("fabric:grey,beige",)),
    ),
    "shoe rack": Kind(
        "shoe rack",
        "shoe rack",
        (0.6, 0.33, 0.36),
        (0.95, 0.38, 0.56),
        (("wood", "lacquer:white,black"), ("=0", "wood")),
    ),
    "doormat": Kind(
        "doormat",
        "doormat",
        (0.6, 0.4, 0.014),
        (0.9, 0.6, 0.02),
        (("carpet:brown,dark grey,beige,grey",), ("rubber:black",), ("carpet:dark grey,beige,red",)),
    ),
    "coat rack": Kind(
        "coat rack",
        "coat rack",
        (0.9, 0.22, 0.26),
        (1.5, 0.28, 0.3),
        (("wood", "wood", "lacquer:white"), ("metal", "wood", "enamel:black")),
    ),
    "umbrella stand": Kind(
        "umbrella stand",
        "umbrella stand",
        *flat((0.22, 0.28), (0.82, 0.92)),
        (
            ("metal", "enamel:black,white", "ceramic"),
            ("fabric:dark blue,dark grey",),
            ("fabric:red,green,beige",),
            ("wood",),
        ),
    ),
    "runner": Kind("rug", "rug", (1.5, 0.6, 0.005), (2.4, 0.8, 0.009), (("rug",), ("=0", "carpet"))),
    "console table": Kind(
        "side table", "table", (0.8, 0.28, 0.76), (1.2, 0.36, 0.86), (("wood", "lacquer"), ("=0", "enamel"))
    ),
    "tall mirror": Kind(
        "mirror", "mirror", (0.42, 0.022, 1.35), (0.65, 0.032, 1.65), (("mirror",), ("wood", "enamel", "metal"))
    ),
    "hall bench": Kind("stool", "stool", (0.7, 0.34, 0.42), (1.0, 0.4, 0.48), (("wood", "fabric"), ("wood", "metal"))),
}
NURSERY: dict[str, Kind] = {
    "child's bed": Kind(
        "bed", "bed", (0.8, 1.65, 0.72), (0.96, 2.0, 0.9), (BOLD, ("bed linen:white",), ("bed linen",))
    ),
    "drawing": Kind(
        "picture",
        "drawing",
        (0.2, 0.02, 0.28),
        (0.3, 0.03, 0.42),
        (("paper",), *CRAYON, ("tape",)),
    ),
    "wide drawing": Kind("picture", "drawing", (0.28, 0.02, 0.2), (0.42, 0.03, 0.3), (("paper",), *CRAYON, ("tape",))),
    "play tent": Kind(
        "tent",
        "play tent",
        *flat((1.0, 1.2), (1.4, 1.65)),
        (("fabric:white,beige,grey,pink,blue",), ("raw wood",), ("fabric",)),
    ),
    "bin shelf": Kind(
        "shelving unit",
        "bin shelf",
        (0.68, 0.32, 0.52),
        (1.05, 0.42, 0.94),
        (
            ("wood", "lacquer:white"),
            ("plastic:white,yellow",),
            ("plastic:blue,green,red",),
            ("plastic:orange,pink,green",),
            ("=0",),
        ),
    ),
    "play table": Kind("side table", "table", (0.6, 0.5, 0.44), (0.85, 0.6, 0.5), (BOLD, ("=0", "wood"))),
    "child's chair": Kind("chair", "chair", (0.3, 0.31, 0.54), (0.34, 0.34, 0.62), (("wood", "lacquer"), BOLD)),
}
LAUNDRY: dict[str, Kind] = {
    "tumble dryer": Kind(
        "tumble dryer",
        "tumble dryer",
        (0.595, 0.58, 0.845),
        (0.6, 0.64, 0.85),
        (("enamel:white", "enamel:white", "enamel:grey"), ("screen",), ("chrome", "plastic:white,grey")),
    ),
    "ironing board": Kind(
        "ironing board",
        "ironing board",
        (1.3, 0.34, 0.84),
        (1.5, 0.44, 0.94),
        (("fabric:blue,grey,beige,red", "cover:white,blue"), ("enamel:white,black", "chrome"), ("plastic:black,grey",)),
    ),
    "iron": Kind(
        "iron",
        "iron",
        (0.11, 0.26, 0.13),
        (0.125, 0.3, 0.15),
        (("plastic:white,blue,red,grey",), ("steel",), ("plastic:black,grey,white",)),
    ),
    "drying rack": Kind(
        "drying rack",
        "drying rack",
        (0.95, 0.52, 0.9),
        (1.3, 0.62, 1.06),
        (("enamel:white", "chrome"), CLOTH, CLOTH, ("towel",), ("fabric",), DARK),
    ),
    "laundry basket": Kind(
        "basket",
        "laundry basket",
        (0.5, 0.36, 0.34),
        (0.62, 0.44, 0.44),
        (("plastic:white,blue,grey,pink,green", "wicker"), CLOTH, CLOTH, ("towel:white,blue",)),
    ),
    "detergent": Kind(
        "bottle",
        "detergent",
        (0.15, 0.09, 0.24),
        (0.2, 0.12, 0.32),
        (("plastic:white,blue,orange,green,red,pink",), ("plastic:white,blue,red",), ("label",)),
    ),
}
WARD: dict[str, Kind] = {
    "hospital bed": Kind(
        "hospital bed",
        "hospital bed",
        (0.98, 2.1, 1.02),
        (1.04, 2.2, 1.1),
        (("laminate:white,beige", "wood"), ("enamel:white,grey", "steel"), ("bed linen:white",), LINEN, DARK),
    ),
    "drip stand": Kind(
        "drip stand",
        "drip stand",
        *flat((0.5, 0.6), (1.75, 2.0)),
        (("chrome", "steel"), ("frosted",), DARK, CASE, ("screen",)),
    ),
    "patient monitor": Kind(
        "monitor",
        "patient monitor",
        (0.36, 0.3, 0.36),
        (0.44, 0.36, 0.42),
        (CASE, ("screen",), ("plastic:green",), ("plastic:yellow",), ("plastic:grey,black",)),
    ),
    "overbed table": Kind(
        "side table",
        "overbed table",
        (0.78, 0.4, 0.78),
        (0.9, 0.45, 0.95),
        (("laminate:white,beige", "wood"), ("enamel:white,grey", "steel"), DARK),
    ),
    "bedside locker": Kind(
        "nightstand",
        "cabinet",
        (0.44, 0.42, 0.78),
        (0.5, 0.48, 0.9),
        (("laminate:white,beige", "wood"), ("=0", "laminate"), ("steel", "enamel")),
    ),
    "bedhead panel": Kind(
        "wall lamp",
        "bedhead panel",
        (1.3, 0.09, 0.2),
        (1.8, 0.11, 0.24),
        (
            ("lampshade:white",),
            ("laminate:white,beige", "wood"),
            ("plastic:white",),
            ("plastic:green,white",),
            ("plastic:blue,yellow",),
        ),
    ),
    "ward curtain": Kind(
        "curtain",
        "shower curtain",
        (1.6, 0.11, 2.1),
        (2.4, 0.13, 2.9),
        (("fabric:blue,green,beige,pink", "fabric:blue,green"), ("chrome", "enamel:white")),
    ),
    "gel dispenser": Kind(
        "soap dispenser",
        "gel dispenser",
        (0.1, 0.1, 0.26),
        (0.12, 0.12, 0.3),
        (("plastic:white",), ("plastic:white,blue",), ("steel",)),
    ),
}
WORKSHOP: dict[str, Kind] = {
    "work bench": Kind(
        "workbench",
        "work bench",
        (1.4, 0.62, 0.84),
        (2.0, 0.74, 0.92),
        (("raw wood", "wood"), ("raw wood", "painted steel"), ("raw wood", "painted steel"), ("steel", "enamel:black")),
    ),
    "vice": Kind(
        "vice", "vice", (0.15, 0.34, 0.18), (0.2, 0.44, 0.24), (("painted steel:blue,red,green,grey",), ("steel",))
    ),
    "storage shelf": Kind(
        "shelving unit",
        "storage shelf",
        (0.75, 0.35, 1.65),
        (1.2, 0.45, 2.0),
        (UPRIGHT, ("raw wood", "painted steel:grey"), ("plastic:black",)),
    ),
    "tyre": Kind(
        "tyre", "tyre", *flat((0.58, 0.66), (0.18, 0.225)), (("rubber:black",), ("steel", "chrome"), ("steel",))
    ),
    "tool chest": Kind(
        "tool chest",
        "tool chest",
        (0.62, 0.42, 0.84),
        (0.76, 0.48, 1.0),
        (("painted steel:red,blue,grey", "enamel:black"), ("steel", "chrome"), ("rubber:black",)),
    ),
    "tool board": Kind(
        "tool board",
        "tool board",
        (0.9, 0.075, 0.6),
        (1.6, 0.075, 0.95),
        (
            ("raw wood", "painted steel:grey,blue", "enamel:white"),
            ("plastic:black",),
            ("steel",),
            ("raw wood",),
            ("plastic:red,yellow,orange,blue",),
        ),
    ),
    "garage door": Kind(
        "gate",
        "shutter",
        (2.2, 0.1, 2.0),
        (2.5, 0.12, 2.15),
        (("painted steel:grey", "enamel:white", "wood"), ("metal",)),
    ),
}
KINDS: dict[str, Kind] = {**ENTRANCE, **NURSERY, **LAUNDRY, **WARD, **WORKSHOP}
