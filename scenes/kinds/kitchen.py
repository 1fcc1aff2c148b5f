"""Kinds of things of kitchens."""

from __future__ import annotations

from .kind import Families, Kind, flat

CARCASS: Families = ("lacquer:white", "laminate:white,grey")
FRONTS: Families = ("lacquer", "lacquer", "wood", "laminate")
HANDLES: Families = ("steel", "enamel", "metal")
UNIT: tuple[Families, ...] = (CARCASS, FRONTS, HANDLES)
BODY: Families = ("steel", "enamel:white", "enamel:black")
DARK: Families = ("plastic:black,grey",)

KINDS: dict[str, Kind] = {
    "door unit": Kind("kitchen cabinet", "door unit", (0.3, 0.57, 0.86), (0.9, 0.57, 0.86), UNIT),
    "drawer unit": Kind("kitchen cabinet", "drawer unit", (0.3, 0.57, 0.86), (0.9, 0.57, 0.86), UNIT),
    "sink unit": Kind("kitchen cabinet", "sink unit", (0.5, 0.57, 0.86), (1.0, 0.57, 0.86), UNIT),
    "wall cabinet": Kind("kitchen cabinet", "wall cabinet", (0.3, 0.33, 0.55), (0.9, 0.36, 0.75), UNIT),
    "worktop": Kind(
        "worktop", "worktop", (0.6, 0.615, 0.04), (3.0, 0.615, 0.04), (("laminate", "wood", "stone", "laminate"),)
    ),
    "sink": Kind("sink", "sink", (0.8, 0.615, 0.19), (1.0, 0.615, 0.23), (("steel",), ("chrome",))),
    "kitchen tap": Kind("tap", "tap", (0.05, 0.2, 0.24), (0.06, 0.26, 0.36), (("chrome", "steel", "enamel:black"),)),
    "oven": Kind("oven", "oven", (0.6, 0.59, 0.86), (0.6, 0.59, 0.86), (BODY, ("screen",), ("steel",))),
    "hob": Kind("hob", "hob", (0.56, 0.5, 0.008), (0.6, 0.52, 0.01), (("screen",), ("plastic:grey",))),
    "dishwasher": Kind(
        "dishwasher", "dishwasher", (0.6, 0.59, 0.86), (0.6, 0.59, 0.86), (("enamel:white",), BODY, ("steel",))
    ),
    "refrigerator": Kind(
        "refrigerator",
        "refrigerator",
        (0.55, 0.62, 1.45),
        (0.7, 0.68, 2.0),
        (
            ("enamel:white", "steel", "lacquer"),
            HANDLES,
            ("paper",),
            ("cover", "road paint:yellow", "paper"),
            ("plastic:red,blue,black,green,yellow",),
        ),
    ),
    "extractor hood": Kind("extractor hood", "extractor hood", (0.6, 0.45, 0.5), (0.6, 0.5, 1.5), (BODY, DARK)),
    "small table": Kind(
        "dining table", "table", (0.75, 0.7, 0.73), (1.15, 0.8, 0.76), (("wood", "laminate"), ("=0", "wood", "enamel"))
    ),
    "tea towel": Kind(
        "towel",
        "towel",
        (0.28, 0.046, 0.34),
        (0.4, 0.05, 0.5),
        (("tea towel", "tea towel", "towel:white"), ("towel:white,red,blue",)),
    ),
    "kettle": Kind(
        "kettle", "kettle", (0.2, 0.14, 0.2), (0.24, 0.16, 0.25), (("steel", "enamel", "plastic:white,black"), DARK)
    ),
    "toaster": Kind(
        "toaster", "toaster", (0.28, 0.16, 0.18), (0.36, 0.18, 0.21), (("steel", "enamel", "plastic"), DARK)
    ),
    "microwave": Kind(
        "microwave",
        "microwave",
        (0.44, 0.33, 0.26),
        (0.5, 0.38, 0.29),
        (BODY, ("screen",), ("plastic:black,grey,white",)),
    ),
    "knife block": Kind("knife block", "knife block", (0.1, 0.2, 0.3), (0.13, 0.25, 0.36), (("wood",), DARK)),
    "cutting board": Kind(
        "cutting board", "cutting board", (0.3, 0.2, 0.015), (0.45, 0.3, 0.03), (("wood", "wood", "plastic:white"),)
    ),
    "fruit bowl": Kind(
        "fruit bowl",
        "fruit bowl",
        *flat((0.25, 0.32), (0.15, 0.19)),
        (
            ("ceramic", "wood", "glass"),
            ("apple skin",),
            ("citrus skin:orange,yellow", "apple skin"),
            ("banana skin",),
            ("peel:brown",),
        ),
    ),
    "pot": Kind("pot", "pot", (0.27, 0.19, 0.15), (0.36, 0.26, 0.24), (("steel", "steel", "enamel"), ("=0", *DARK))),
    "pan": Kind("pan", "pan", (0.4, 0.22, 0.07), (0.5, 0.28, 0.09), (("enamel:black", "steel"), DARK)),
    "jar": Kind(
        "jar",
        "jar",
        *flat((0.06, 0.11), (0.09, 0.22)),
        (
            ("ceramic:white,beige,grey", "glass", "glass", "steel"),
            ("wood", "steel", "enamel"),
            ("label:white,beige,black", "paper", "label"),
            ("peel:white,beige", "peel:brown", "soil", "peel:orange,red"),
        ),
    ),
    "utensil pot": Kind(
        "utensil pot", "pen pot", *flat((0.12, 0.15), (0.26, 0.33)), (("ceramic", "steel"), ("wood", "steel"))
    ),
}
