"""Kinds of things of bathrooms."""

from __future__ import annotations

from .kind import Families, Kind, flat

WHITE: tuple[Families, ...] = (("ceramic:white",), ("chrome",))
TOILET: tuple[Families, ...] = (("ceramic:white",), ("plastic:white", "wood"), ("chrome",))
FITTING: Families = ("chrome", "chrome", "steel", "enamel:black")

KINDS: dict[str, Kind] = {
    "bathtub": Kind("bathtub", "bathtub", (1.5, 0.7, 0.54), (1.75, 0.8, 0.6), WHITE),
    "shower tray": Kind("shower tray", "shower tray", (0.8, 0.75, 0.05), (1.1, 0.9, 0.14), WHITE),
    "shower screen": Kind("shower screen", "shower screen", (0.75, 0.03, 1.85), (1.2, 0.03, 2.0), (FITTING, ("pane",))),
    "shower": Kind("shower", "shower", (0.24, 0.4, 1.0), (0.28, 0.46, 1.15), (FITTING,)),
    "toilet": Kind(
        "toilet",
        "toilet",
        (0.36, 0.62, 0.76),
        (0.4, 0.7, 0.82),
        TOILET,
        "closed",
        "open toilet",
    ),
    "open toilet": Kind("toilet", "open toilet", (0.36, 0.62, 0.88), (0.4, 0.7, 0.94), TOILET, "open"),
    "vanity unit": Kind(
        "bathroom cabinet",
        "cabinet",
        (0.62, 0.46, 0.68),
        (1.1, 0.5, 0.76),
        (("lacquer", "wood", "laminate"), ("=0",), ("chrome", "enamel")),
    ),
    "basin": Kind("washbasin", "basin", (0.42, 0.36, 0.11), (0.54, 0.4, 0.15), WHITE),
    "pedestal basin": Kind("washbasin", "pedestal basin", (0.5, 0.42, 0.82), (0.65, 0.5, 0.88), WHITE),
    "basin tap": Kind("tap", "tap", (0.045, 0.13, 0.14), (0.05, 0.15, 0.17), (FITTING,)),
    "tall tap": Kind("tap", "tap", (0.045, 0.18, 0.27), (0.05, 0.2, 0.3), (FITTING,)),
    "mirror": Kind(
        "mirror", "mirror", (0.5, 0.02, 0.6), (1.0, 0.03, 0.95), (("mirror",), ("wood", "enamel", "chrome", "metal"))
    ),
    "small mirror": Kind(
        "mirror", "mirror", (0.35, 0.02, 0.45), (0.5, 0.03, 0.6), (("mirror",), ("wood", "enamel", "chrome", "metal"))
    ),
    "bathroom cabinet": Kind(
        "bathroom cabinet",
        "cabinet",
        (0.3, 0.3, 1.5),
        (0.45, 0.36, 1.9),
        (("lacquer", "wood", "laminate"), ("=0",), ("chrome", "enamel")),
    ),
    "towel rail": Kind("towel rail", "towel rail", (0.5, 0.069, 0.044), (0.75, 0.069, 0.044), (FITTING,)),
    "towel": Kind(
        "towel", "towel", (0.36, 0.07, 0.55), (0.5, 0.07, 0.85), (("towel",), ("towel:white,beige", "towel"))
    ),
    "towel stack": Kind("towel", "paper stack", (0.26, 0.3, 0.08), (0.32, 0.36, 0.18), (("towel",),)),
    "toilet roll": Kind("toilet roll", "roll", (0.13, 0.1, 0.15), (0.15, 0.13, 0.24), (("paper",), FITTING)),
    "bath mat": Kind("bath mat", "rug", (0.65, 0.45, 0.012), (0.9, 0.6, 0.02), (("towel",), ("=0",))),
    "washing machine": Kind(
        "washing machine",
        "washing machine",
        (0.595, 0.56, 0.845),
        (0.6, 0.62, 0.85),
        (("enamel:white",), ("screen",), ("steel", "plastic:grey")),
    ),
    "pump bottle": Kind(
        "soap dispenser",
        "pump bottle",
        (0.065, 0.062, 0.15),
        (0.085, 0.08, 0.2),
        (("ceramic", "plastic", "plastic", "glass"), ("plastic:white,black", "chrome"), ("label",)),
    ),
    "shampoo": Kind(
        "bottle",
        "shampoo bottle",
        (0.06, 0.036, 0.15),
        (0.09, 0.05, 0.23),
        (("plastic:white,blue,green,pink,orange,black",), ("plastic:white,black,grey", "=0"), ("label",)),
    ),
    "toothbrush cup": Kind(
        "toothbrush cup", "pen pot", *flat((0.08, 0.1), (0.18, 0.21)), (("ceramic", "glass", "plastic"), ("plastic",))
    ),
}
